import type { Id } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Verb } from '../systems/index.ts'

export type PlanId = Id<'plan'>

export interface Plan {
  readonly id: PlanId
  readonly policyHash: string
  readonly version: string
  readonly at: Day
  /** What fell due by this day is in it: systems that were last observed earlier could hide a later act. */
  readonly dueThrough: Day
  readonly madeAt: string
  readonly preview: boolean
  readonly items: number
  readonly people: number
  readonly peopleKnown: number
  /** Over every item and the policy: an approval is of exactly this. */
  readonly hash: string
  readonly totals: readonly PlanTotal[]
  readonly shapes: Readonly<Record<string, string>>
  /** How many plans had been begun when it was made: of two made at once, only one is carried out. */
  readonly generation: number
  readonly begunAt: string | null
  readonly endedAt: string | null
}

/** How many rows of one table, and why. */
export interface PlanTotal {
  readonly system: string
  readonly table: string
  readonly verb: Verb
  readonly rule: string | null
  readonly law: string | null
  readonly because: readonly string[]
  readonly rows: number
}

/** A row of one system, and what becomes of it. */
export interface Item {
  readonly n: number
  readonly personId: string
  readonly system: string
  readonly table: string
  readonly key: string
  readonly verb: Verb
  readonly link: string | null
  readonly fingerprint: string
  readonly shapeNo: number | null
  readonly follows: number | null
  readonly dueOn: Day
  /** `emptied`: the row is one that we cleared before. */
  readonly because: string | null
  /** What is left of the row leads to nobody, and is to stay. */
  readonly anonymous: boolean
  /** Others have the row too: what is restricted is so for one of them. */
  readonly shared: boolean
  readonly rule: string | null
  readonly law: string | null
}
