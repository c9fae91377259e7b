import type pg from 'pg'

export interface MergeInput {
  readonly system: string
  /** Whose index each mapped table's people are in. */
  readonly realms: ReadonlyMap<string, string>
  /** What each mapped table may refer to by the policy. */
  readonly refersTo: ReadonlyMap<string, ReadonlySet<string>>
  /** Tables of which a row may name somebody else. */
  readonly naming: ReadonlySet<string>
  /** Tables that only tie rows to each other: whoever is tied to a row by one shares it. */
  readonly linkOnly: ReadonlySet<string>
  readonly today: string
  readonly now: string
  readonly actor: string
  readonly keyVersion: number
}

/** What the steps of one merge share. */
export interface Merging extends MergeInput {
  readonly client: pg.PoolClient
  /** The index is empty: nothing to compare with, and its indexes are built afterwards. */
  readonly first: boolean
  /** Where the rows to place stand: the staging itself at first, else `m_row`. */
  readonly from: string
  /** Referred-to tables first. */
  readonly groups: readonly (readonly string[])[]
  readonly links: ReadonlyMap<string, ReadonlySet<string>>
}
