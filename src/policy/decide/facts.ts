import type { Day } from '../law/index.ts'
import type { Anchor } from '../model/index.ts'

/** A date as a system holds it: a day, or one of the infinities. Whether it is usable is decided, not assumed (decide.md 3). */
export type DateFact = Day | 'infinity' | '-infinity'

/**
 * What is known of one anchor over several rows. `latest` and `earliest` are over all dates that are not sentinels, not infinite
 * and not before the system existed; a future `latest` makes a past anchor undated, since it may hide a later act.
 */
export interface AnchorFact {
  readonly latest: Day | null
  readonly earliest: Day | null
  readonly infinite: boolean
}

export interface RelationFact {
  readonly relation: string
  readonly controller: string
  readonly started: AnchorFact | null
  readonly ended: AnchorFact | null
  readonly events: ReadonlyMap<Anchor, AnchorFact>
}

export interface ConsentFact {
  readonly purpose: string
  readonly controller: string | null // null: whichever controller the purpose has
  readonly state: 'given' | 'refused' | 'withdrawn' | 'expired'
  readonly on: Day
}

export interface ObjectionFact {
  /** `marketing`, `channel:email`, or a purpose. */
  readonly to: string
  readonly controller: string | null
  readonly on: Day
  readonly outcome: 'pending' | 'upheld' | 'rejected'
}

export interface RestrictionFact {
  readonly data: readonly string[] // empty: everything
  readonly why: string // accuracy | unlawful | claims | objection | request
  readonly since: Day
}

export interface ReminderFact {
  readonly purpose: string
  readonly sent: Day | null
  readonly bounced: Day | null
}

export interface ApprovalFact {
  readonly purpose: string
  readonly until: Day
}

export interface HoldFact {
  readonly data: readonly string[] // empty: everything
  readonly locations: readonly { readonly system: string; readonly table: string; readonly key: string }[] // empty: everywhere
  readonly basis: string
  readonly owner: string
  readonly review: Day
}

export interface RequestFact {
  readonly right: 'erasure' | 'access' | 'portability' | 'rectification' | 'restriction' | 'objection' | 'withdrawal'
  readonly received: Day
  readonly identified: boolean
  readonly scope: { readonly controller?: string; readonly relation?: string; readonly purpose?: string; readonly data?: readonly string[] }
}

/** Everything decidePerson rests on. One table in `people` for each part that a human or the person brings. */
export interface PersonFacts {
  readonly relations: readonly RelationFact[]
  readonly consents: readonly ConsentFact[]
  readonly objections: readonly ObjectionFact[]
  readonly restrictions: readonly RestrictionFact[]
  readonly reminders: readonly ReminderFact[]
  readonly approvals: readonly ApprovalFact[]
  readonly holds: readonly HoldFact[]
  readonly requests: readonly RequestFact[]
  /** What is known is a restored backup's, and nobody has answered for it yet: what came after it, a renewal or a consent, is not among the facts. */
  readonly restored?: boolean
}

/** One row, file or message that concerns the person, without its content. */
export interface LocationFacts {
  readonly system: string
  readonly table: string
  /** Canonical text of the key: see systems/ref. */
  readonly key: string
  /** null: the table's own. */
  readonly relation: string | null
  readonly controller: string | null
  /** Per-matter anchors and the row's own share of per-relation ones. */
  readonly dates: ReadonlyMap<Anchor, DateFact>
  /** Other persons whose data stands and who share the row. */
  readonly sharedWith: number
  /** The fields in which that data stands; not given: all of them. */
  readonly neededByOthers?: ReadonlySet<string>
  /**
   * The location is not the row but what it says of somebody else: the field that identifies them (`referees->*->email`). What the
   * row holds besides is no part of it.
   */
  readonly named?: string | null
  /** Of those whom the row names, how many whose own data stands there. */
  readonly namesStanding?: number
  /** Rows that stay and refer to this one. */
  readonly referencedByKept: number
  /** A column that the systems file does not mention is not empty: the row is never deleted in a sweep. */
  readonly unmentioned: boolean
  /** false: the row leads to nobody (decide.md 5, last paragraph). */
  readonly linked: boolean
  /** Holds by a matter of others whose row it is too: a dispute needs the whole row, whoever shares it or is named in it. */
  readonly heldForOthers?: readonly HoldOfOthers[]
  /** The accounting records that it is part of. Not given, where its table is part of any: nobody has looked, and it stays. */
  readonly records?: readonly RecordFacts[]
}

/** A matter's hold of another person that reaches the row; empty data: everything in it. */
export type HoldOfOthers = Pick<HoldFact, 'data' | 'basis' | 'owner' | 'review'>

/** An accounting record as its parts see it; without dates where the record is not at hand. */
export interface RecordFacts {
  readonly table: string
  readonly dates: ReadonlyMap<Anchor, DateFact> | null
}
