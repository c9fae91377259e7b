/** One thing that is wrong with the ledger, and where. Codes are stable; `says` is for people. */
export interface Finding {
  readonly code: FindingCode
  readonly says: string
  readonly position?: number | undefined
  /** where a run of entries ends, when the finding is about more than one */
  readonly to?: number | undefined
  readonly id?: string | undefined
  readonly seal?: number | undefined
}

export type FindingCode =
  | 'entry.edited'
  | 'entry.dropped'
  | 'entry.inserted'
  | 'entry.moved'
  | 'entry.renamed'
  | 'entry.outside-seals'
  | 'seal.unreadable'
  | 'seal.edited'
  | 'seal.other-key'
  | 'seal.moved'
  | 'seal.missing'
  | 'seal.range'
  | 'seal.chain'
  | 'seal.columns'
  | 'seal.entries'
  | 'seal.leaves'
  | 'ledger.cut-off'
  | 'ledger.rewritten'

const MOST = 1000

/** Collects findings and counts on beyond what anybody would read: a wiped table must not fill the memory. */
export class Findings {
  readonly list: Finding[] = []
  more = 0

  add(finding: Finding): void {
    if (this.list.length < MOST) this.list.push(finding)
    else this.more += 1
  }

  get ok(): boolean {
    return this.list.length === 0
  }
}
