import type { PublicStatus } from '../ui/index.ts'

/** How a promise stands, ready to be shown: words, not codes. A promise without an entry is shown without a mark. */
export interface MarkView {
  readonly status: PublicStatus
  readonly label: string
  /** "4 av 6 system"; null where there is nothing to count. */
  readonly scope: string | null
  /** What keeps it, what it last did, why, and the evidence: term and description. */
  readonly proof: readonly (readonly [term: string, description: string])[]
}

export interface Marks {
  readonly of: ReadonlyMap<string, MarkView>
  /** "Kontrollerat för 2 minuter sedan", and the counts per status in words, in the order shown. */
  readonly checked: string | null
  readonly counts: readonly { readonly status: PublicStatus; readonly count: number; readonly label: string }[]
  readonly total: string
  readonly seal: string | null
}
