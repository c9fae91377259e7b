import type { Db } from '../platform/index.ts'
import { addDays } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy, RulePath } from '../policy/model/index.ts'
import { dueCounts, windowCounts } from './store-figures.ts'
import type { WindowCounts } from './store-figures.ts'

/** How the reminders of one rule stand: people, each counted once. */
export interface ReminderFigures extends Omit<WindowCounts, 'rule'> {
  /** Reminders that are to be sent by today and have not been. */
  readonly due: number
  /** Kept past the day that the rule promises, since the reminder came late or not at all. */
  readonly overdue: number
}

const none: ReminderFigures = { due: 0, overdue: 0, sent: 0, sentLate: 0, bounced: 0, keptHere: 0, pending: 0, unreachable: 0, renewed: 0 }

/** Every rule that reminds, with its figures over the window's last days: two queries, however many rules there are. */
export async function dueToday(db: Db, policy: Policy, today: Day, window = 90): Promise<ReadonlyMap<RulePath, ReminderFigures>> {
  const rules = new Map<RulePath, string>()
  for (const purpose of policy.purposes.values()) if (purpose.keep.remind !== null) rules.set(purpose.keep.at, purpose.name)
  const due = new Map((await dueCounts(db, policy.hash, [...rules.values()], today)).map((row) => [row.purpose, row]))
  const past = new Map((await windowCounts(db, addDays(today, -window), today)).map(({ rule, ...counts }) => [rule, counts]))
  return new Map([...rules].map(([rule, purpose]) => [rule, { ...none, ...past.get(rule), due: due.get(purpose)?.due ?? 0, overdue: due.get(purpose)?.overdue ?? 0 }]))
}
