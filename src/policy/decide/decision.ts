import type { Day, Citation } from '../law/index.ts'
import type { Anchor, RulePath } from '../model/index.ts'

export type LocationVerdict = 'keep' | 'delete' | 'clear' | 'unlink' | 'restrict' | 'undated' | 'review' | 'instruction'
export type FieldVerdict = 'keep' | 'hold' | 'erase' | 'anonymise' | 'restrict' | 'unexplained' | 'review'
export type Waiting = 'reminder' | 'approval' | 'review' | null

export interface FieldDecision {
  readonly field: string
  readonly data: string
  readonly verdict: FieldVerdict
  /** All purposes that stand; use for any other is refused. */
  readonly purposes: readonly string[]
  readonly hold: string | null
  /** The first day on which it no longer stands or is held; null while nobody can say. */
  readonly until: Day | null
  /** The rule that decided: `purposes.support.keep`. */
  readonly rule: RulePath | null
  readonly law: Citation | null
}

/** A date that the decision was made from; null where it is missing or cannot be used. */
export interface RestsOn {
  readonly anchor: Anchor
  readonly day: Day | null
}

/** A decision without whose it is: rows that are decided alike share one frozen shape. */
export interface DecisionShape {
  readonly verdict: LocationVerdict
  readonly until: Day | null
  /** The first later day on which this answer changes if nothing else does. */
  readonly changesOn: Day | null
  readonly waiting: Waiting
  readonly fields: readonly FieldDecision[]
  /** The fields in which the person's data stands by itself, whoever else has the row: what those who share it may not take. */
  readonly stays: readonly string[]
  /** Codes that say why the verdict is not the stronger one: `shared`, `referenced`, `unmentioned`, `held`, `processor`, `public`, `restricted`, `missing-date`, `future-date` … */
  readonly because: readonly string[]
  readonly restsOn?: readonly RestsOn[]
}

export interface Decision extends DecisionShape {
  readonly system: string
  readonly table: string
  readonly key: string
}
