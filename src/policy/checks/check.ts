import type { Citation } from '../law/index.ts'
import type { Policy, RulePath } from '../model/index.ts'
import { text } from '../text/index.ts'
import type { Text } from '../text/index.ts'

/** What a check found: where, what is wrong, and what would be right, with an example. */
export interface Found {
  readonly at: RulePath
  readonly message: Text
  readonly instead: Text
}

/**
 * One general rule, one file. `note` is for what is lawful and still worth a look; a warning can be accepted with a reason;
 * an error stops publishing. Pure: what depends on a day takes the day on which the policy takes effect.
 */
export interface Check {
  readonly id: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly law: readonly Citation[]
  find(policy: Policy): Iterable<Found>
}

/** A message in the three languages. */
export function words(sv: string, en: string, no: string): Text {
  return text({ sv, en, no })
}
