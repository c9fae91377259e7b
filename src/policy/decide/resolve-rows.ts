/** A row of somebody, or of nobody, before it is known what the rows around it allow. */
export interface RowWish {
  readonly id: string
  /** Whose row it is in this wish; a row shared by two people has two wishes with one id. null: nobody's. */
  readonly person: string | null
  /** What the row's own decision says, made with sharedWith and referencedByKept at 0. `stay`: anything that is not delete. */
  readonly wants: 'delete' | 'stay'
  /** A row of a pure link table: goes when one of its ends goes or is emptied. */
  readonly link: boolean
  /** Cleared earlier and remembered by key. */
  readonly emptied: boolean
  /** Rows of a table that the policy does not know refer to it. */
  readonly pinned: boolean
  /** Another controller, or a person outside the wishes, needs it. */
  readonly sharedOutside: boolean
  /** `matter`: a matter's hold names the row; `record`: an accounting record under its hold. */
  readonly held: 'matter' | 'record' | null
}

/** One reference between rows: a constraint, or a declared `belongs-to`. */
export interface RowReference {
  readonly from: string
  readonly to: string
  /** The systems file lets it be set to NULL so that `to` may go. */
  readonly release: boolean
  /** The column, or all of them, takes NULL or has a declared replacement. */
  readonly nullable: boolean
  readonly breaksCycle: boolean
}

export interface RowOutcome {
  readonly id: string
  readonly person: string | null
  readonly verdict: 'delete' | 'clear' | 'unlink' | 'keep' | 'review'
  readonly because: readonly ('referenced' | 'shared' | 'pinned' | 'held' | 'link')[]
}

export interface RowsResolved {
  readonly outcomes: readonly RowOutcome[]
  /** References to set to NULL before any deletion: released, of emptied rows, or the person's tie to a shared row. */
  readonly releases: readonly RowReference[]
  /** Declared cycle-breaking references among rows that go, to be set to NULL first. */
  readonly breaks: readonly RowReference[]
  /** Ids that are deleted, referring rows before those they refer to. */
  readonly order: readonly string[]
  /** Ids that go but stand in a cycle that no declared reference breaks. */
  readonly knotted: readonly string[]
}

export function resolveRows(_wishes: readonly RowWish[], _references: readonly RowReference[]): RowsResolved {
  throw new Error('being written')
}
