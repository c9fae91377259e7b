import { addWorkingDays, toDay } from '../../policy/law/index.ts'
import type { Calendar, Day } from '../../policy/law/index.ts'
import type { State } from '../status-of.ts'

export type PublicState = State | 'being-checked'

export interface Spell {
  readonly state: State
  /** Since when it has been so. */
  readonly since: string
  readonly confirmed: boolean
}

/** Working days within which the owner confirms a deviation or it becomes public by itself. */
export const daysToConfirm = 5

/**
 * What the public sees. A deviation shows at once that *kept* is lost, as being checked; the word itself follows the owner's
 * confirmation or five working days, whichever comes first.
 */
export function publicState(spell: Spell, today: Day, zone: string, calendar: Calendar): PublicState {
  if (spell.state !== 'deviation' || spell.confirmed) return spell.state
  const since = toDay(Temporal.Instant.from(spell.since), zone)
  return addWorkingDays(since, daysToConfirm, calendar) < today ? 'deviation' : 'being-checked'
}
