import type { Anchor } from '../policy/model/index.ts'
import type { DateFact } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Ref } from '../systems/index.ts'
import type { Id } from '../platform/index.ts'

export type PersonId = Id<'person'>

/** Nobody: rows that lead to no person stand in the index under it. */
export const nobody = '00000000-0000-0000-0000-000000000000' as PersonId
/** In `people.changed`: the decisions of all. */
export const everybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff' as PersonId

/** A row of a system, named so that no other row of any system is. */
export interface SystemRef extends Ref {
  readonly system: string
}

/** One row that concerns a person, as the index holds it. */
export interface Indexed {
  readonly personId: PersonId
  readonly system: string
  readonly table: string
  readonly key: string
  readonly fingerprint: string
  readonly dates: ReadonlyMap<Anchor, DateFact>
  /** Rows of the same system that it belongs to or refers to. */
  readonly links: readonly Ref[]
  readonly unmentioned: boolean
  /** Rows of unmapped tables refer to it. */
  readonly pinned: boolean
  /** Other persons have it too. */
  readonly shared: boolean
  /** Not the row itself but what it says of this person: the field that identifies them in it. */
  readonly named: string | null
  /** First observed: undated rows count from here (decide.md 3). */
  readonly since: Day
}
