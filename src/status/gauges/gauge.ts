import type { Db } from '../../platform/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Policy, RulePath } from '../../policy/model/index.ts'
import type { Measured } from '../figures.ts'

/** What a gauge may look at: our own database and the policy; never a foreign system, and no clock. */
export interface Measuring {
  readonly db: Db
  readonly policy: Policy
  /** The first day of the window. */
  readonly since: Day
}

/** One set-based query for all the rules that its kinds of promise stand at. */
export type Gauge = (of: Measuring, at: readonly RulePath[], today: Day) => Promise<ReadonlyMap<RulePath, Measured>>
