import type { Day, Citation } from '../law/index.ts'
import type { RulePath } from '../model/index.ts'

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

export interface Decision {
  readonly system: string
  readonly table: string
  readonly key: string
  readonly verdict: LocationVerdict
  readonly until: Day | null
  /** The first later day on which this answer changes if nothing else does. */
  readonly changesOn: Day | null
  readonly waiting: Waiting
  readonly fields: readonly FieldDecision[]
  /** Codes that say why the verdict is not the stronger one: `shared`, `referenced`, `unmentioned`, `held`, `processor`, `public`, `restricted`, `missing-date`, `future-date` … */
  readonly because: readonly string[]
}
