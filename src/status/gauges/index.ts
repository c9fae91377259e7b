import type { GaugeName } from '../../policy/promises/index.ts'
import { agreementsInForce, measuresReviewed, noticePublished, places } from './days.ts'
import type { Gauge } from './gauge.ts'
import { processorUntouched } from './processor.ts'
import { accessComplete, erasuresComplete, requestsAnswered } from './requests.ts'
import { conditionsStanding, holdsStanding, remindersSent, retentionOverdue } from './retention.ts'

/** Every gauge that a kind of promise can be shown by. One that a kind names and that is missing here does not compile. */
export const gauges: Readonly<Record<GaugeName, Gauge>> = {
  'retention-overdue': retentionOverdue,
  'reminders-sent': remindersSent,
  'holds-standing': holdsStanding,
  'requests-answered': requestsAnswered,
  'erasures-complete': erasuresComplete,
  'access-complete': accessComplete,
  'conditions-standing': conditionsStanding,
  'agreements-in-force': agreementsInForce,
  places,
  'processor-untouched': processorUntouched,
  'notice-published': noticePublished,
  'measures-reviewed': measuresReviewed,
}

export type { Gauge, Measuring } from './gauge.ts'
export { agreementFault, standing } from './days.ts'
export { processorTables } from './processor.ts'
export { rightAt } from './requests.ts'
export { conditionAt, pathsOf, rulesOf } from './rules.ts'
export type { RuleOf } from './rules.ts'
