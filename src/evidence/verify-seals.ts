import type { KeyObject } from 'node:crypto'
import type { Findings } from './findings.ts'
import { headOf, keyId, NO_SEAL, readSeal, sealHash, signedBy, type Gap, type Head, type Seal } from './seal-form.ts'
import type { SealRow } from './store.ts'

/** A gap that a signed seal declares: after an acknowledged restore, what lay between is lost and said to be. */
export interface DeclaredGap extends Gap {
  /** the seal that declares it */
  readonly seal: number
  /** the last seal before the gap */
  readonly after: number
  readonly at: string
}

export interface SealWalk {
  /** in the order of their entries; only seals that could be read */
  readonly seals: Seal[]
  readonly gaps: DeclaredGap[]
  readonly head: Head
}

/** First pass: every seal by itself (form, signature, columns) and in its row (number, range, the one before, heads outside). */
export async function walkSeals(
  rows: AsyncIterable<SealRow>,
  trusted: readonly KeyObject[],
  outside: readonly Head[],
  findings: Findings,
): Promise<SealWalk> {
  const keys = new Map(trusted.map((key) => [keyId(key), key]))
  const watched = Map.groupBy(outside, (head) => head.number)
  const rewritten: Head[] = []
  const seals: Seal[] = []
  const gaps: DeclaredGap[] = []
  let last: Head = NO_SEAL
  let lastIsSound = true
  for await (const row of rows) {
    const before = findings.list.length + findings.more
    const seal = readSeal(row.bytes)
    const missing = checkPlace(row, seal, last, lastIsSound, findings)
    if (seal !== undefined) {
      if (missing !== null) gaps.push(missing)
      checkSignature(row, seal, keys, findings)
      seals.push(seal)
    }
    const hash = sealHash(row)
    for (const seen of watched.get(row.number) ?? []) if (seen.hash !== hash) rewritten.push(seen)
    watched.delete(row.number)
    last = seal !== undefined && seal.number === row.number ? headOf(seal, row) : { number: row.number, to: row.to_position, hash, at: '' }
    lastIsSound = findings.list.length + findings.more === before
  }
  checkOutside(rewritten, [...watched.values()].flat(), gaps, last, findings)
  seals.sort((a, b) => a.from - b.from)
  return { seals, gaps, head: last }
}

function checkPlace(row: SealRow, seal: Seal | undefined, last: Head, lastIsSound: boolean, findings: Findings): DeclaredGap | null {
  const { number } = row
  const jumps = seal?.gap !== undefined && seal.number === number && seal.gap.number < number && seal.gap.to < seal.from
  const declared = jumps && (seal.gap.number === number - 1 || number === last.number + 1)
  const lost = number > last.number + 1
  if (lost && !declared) {
    const [from, to] = [last.number + 1, number - 1]
    findings.add({ code: 'seal.missing', seal: from, says: from === to ? `Seal ${from} is missing.` : `Seals ${from} to ${to} are missing.` })
  }
  if (seal === undefined) {
    findings.add({ code: 'seal.unreadable', seal: number, says: `What stands as seal ${number} is no seal: its bytes were changed.` })
    return null
  }
  if (seal.number !== number) {
    findings.add({ code: 'seal.moved', seal: number, says: `In the place of seal ${number} stands the one that was signed as seal ${seal.number}.` })
    return null
  }
  if (seal.from !== row.from_position || seal.to !== row.to_position) {
    findings.add({ code: 'seal.columns', seal: number, says: `The row of seal ${number} names other entries than its signed bytes, which say ${seal.from} to ${seal.to}.` })
  }
  if (lost && !declared) return null
  const expected = declared ? Math.max(last.to, seal.gap!.to) + 1 : last.to + 1
  if (lastIsSound && seal.from !== expected) {
    findings.add({ code: 'seal.range', seal: number, says: `Seal ${number} begins at entry ${seal.from} and should begin at ${expected}.` })
  }
  if (lastIsSound && seal.previous !== last.hash) {
    findings.add({ code: 'seal.chain', seal: number, says: `Seal ${number} was made after another seal ${last.number} than the one that stands there now.` })
  }
  return declared ? { ...seal.gap!, seal: number, after: last.number, at: seal.at } : null
}

function checkSignature(row: SealRow, seal: Seal, keys: ReadonlyMap<string, KeyObject>, findings: Findings): void {
  const key = keys.get(seal.key)
  if (key === undefined) {
    findings.add({ code: 'seal.other-key', seal: row.number, says: `Seal ${row.number} is signed with the key ${safeKey(seal.key)}, which is not ours.` })
  } else if (!signedBy(row, key)) {
    findings.add({ code: 'seal.edited', seal: row.number, says: `The signature of seal ${row.number} does not fit its bytes: one of them was changed.` })
  }
}

function checkOutside(rewritten: readonly Head[], unseen: readonly Head[], gaps: readonly DeclaredGap[], last: Head, findings: Findings): void {
  const excused = (head: Head) => gaps.some((gap) => gap.number >= head.number && (head.number > gap.after || gap.number <= gap.after))
  for (const head of rewritten.filter((head) => !excused(head))) {
    findings.add({
      code: 'ledger.rewritten',
      seal: head.number,
      says: `Seal ${head.number} is another one than was seen outside on ${head.at.slice(0, 10)}: the ledger was rewritten, or restored and written on.`,
    })
  }
  const beyond = unseen.filter((head) => head.number > last.number && !excused(head))
  const furthest = beyond.reduce<Head | undefined>((best, head) => (best === undefined || head.number > best.number ? head : best), undefined)
  if (furthest !== undefined) {
    findings.add({
      code: 'ledger.cut-off',
      seal: last.number + 1,
      position: last.to + 1,
      to: furthest.to,
      says: `The ledger ends at seal ${last.number}, entry ${last.to}; outside, seal ${furthest.number} over entries up to ${furthest.to} was seen. It was cut off, or restored to an older point.`,
    })
  }
}

/** A key id out of changed bytes may be any text; it is repeated only when it looks like one. */
function safeKey(id: string): string {
  return /^[0-9a-f]{16}$/.test(id) ? id : '(unreadable)'
}
