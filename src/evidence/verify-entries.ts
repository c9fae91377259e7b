import { align, type Difference, type Found } from './align.ts'
import { copyRows, idText, sameId, type RowCursor } from './copy-rows.ts'
import { idStandsAt } from './entry.ts'
import type { Finding, Findings } from './findings.ts'
import { HASH_BYTES, leafHash, leafHashInPlace, merkleRoot } from './merkle.ts'
import type { Seal } from './seal-form.ts'
import type { Snapshot } from './store-verify.ts'

/** What stands at one place and what was sealed there: kept until the end, where moves between seals show. */
type Loose = Difference & { readonly seal: number }

/**
 * Second pass: the entries, first to last, once. Each seal's leaves are gathered (32 bytes an entry, the only thing that
 * is held) and must give its root; only where they do not is the seal read again and compared leaf by leaf.
 */
export async function walkEntries(
  snapshot: Snapshot,
  seals: readonly Seal[],
  findings: Findings,
  onProgress?: (entries: number) => void,
): Promise<number> {
  const loose: Loose[] = []
  const run = new SealRun()
  const astray = new Astray()
  const ahead = seals.values()
  let seal = ahead.next().value
  let entries = 0

  const nextAfter = async (done: Seal): Promise<Seal | undefined> => {
    await closeSeal(snapshot, done, run, loose, findings)
    run.reset()
    return ahead.next().value
  }

  for await (const rows of copyRows(snapshot.entries())) {
    for (const row of rows) {
      while (seal !== undefined && row.position > seal.to) seal = await nextAfter(seal)
      entries += 1
      if (seal === undefined || row.position < seal.from) astray.add(row)
      else run.add(row, seal)
    }
    onProgress?.(entries)
  }
  while (seal !== undefined) seal = await nextAfter(seal)
  tell(loose, astray, findings)
  return entries
}

/** The entries of one seal as they come by. */
class SealRun {
  leaves = Buffer.allocUnsafe(1024 * HASH_BYTES)
  count = 0
  /** false once a position was skipped */
  gapless = true
  renamed: { position: number; id: string }[] = []

  add(row: RowCursor, seal: Seal): void {
    const at = this.count * HASH_BYTES
    if (at === this.leaves.length) this.leaves = Buffer.concat([this.leaves], this.leaves.length * 2)
    if (row.position !== seal.from + this.count) this.gapless = false
    this.count += 1
    leafHashInPlace(row.buffer, row.start, row.end, this.leaves, at)
    if (!sameId(row.buffer, row.idAt, idStandsAt(row.buffer, row.start, row.end)) && this.renamed.length < 1000) {
      this.renamed.push({ position: row.position, id: idText(row.buffer, row.idAt) })
    }
  }

  reset(): void {
    this.count = 0
    this.gapless = true
    this.renamed = []
  }
}

async function closeSeal(snapshot: Snapshot, seal: Seal, run: SealRun, loose: Loose[], findings: Findings): Promise<void> {
  const leaves = run.leaves.subarray(0, run.count * HASH_BYTES)
  const whole = run.gapless && run.count === seal.count && merkleRoot(leaves).toString('hex') === seal.root
  const kept = await snapshot.leaves(seal.number)
  const wrong = new Set<number>()
  if (whole) {
    if (!kept.equals(leaves)) {
      findings.add({ code: 'seal.leaves', seal: seal.number, says: `The list of hashes kept beside seal ${seal.number} was changed; its entries are whole.` })
    }
  } else if (kept.length === seal.count * HASH_BYTES && merkleRoot(kept).toString('hex') === seal.root) {
    const rows = await snapshot.entriesBetween(seal.from, seal.to)
    const found: Found[] = rows.map((row) => ({ position: row.position, id: row.id, leaf: leafHash(row.bytes).toString('hex') }))
    const differences = align(kept, seal.from, found)
    for (const difference of differences) if ('found' in difference) wrong.add(difference.found.position)
    for (const difference of differences) loose.push({ ...difference, seal: seal.number })
  } else {
    findings.add(unnameable(seal, run))
  }
  for (const { position, id } of run.renamed) {
    if (!wrong.has(position)) findings.add({ code: 'entry.renamed', position, id, seal: seal.number, says: `Entry ${position} is filed under the id ${id}, which is not the one in its sealed bytes.` })
  }
}

/** Neither the entries nor the list of their hashes gives the signed root: that something was changed is certain, what is not. */
function unnameable(seal: Seal, run: SealRun): Finding {
  const missing = seal.count - run.count
  const lost = missing > 0 ? ` ${missing} of ${seal.count} are missing.` : ''
  return {
    code: 'seal.entries',
    seal: seal.number,
    position: seal.from,
    to: seal.to,
    says: `Entries ${seal.from} to ${seal.to} are not those that seal ${seal.number} covers.${lost} The list of their hashes does not fit the seal either, so which were changed cannot be told.`,
  }
}

/** Entries in no seal's range. The first of them are kept with their hashes, since pushed-on entries end up here. */
class Astray {
  readonly known: Found[] = []
  readonly #beyond: { from: Found; to: number }[] = []

  add(row: RowCursor): void {
    const run = this.#beyond.at(-1)
    if (run !== undefined && run.to === row.position - 1) run.to = row.position
    else if (this.known.length < MOST_ASTRAY) this.known.push(foundAt(row))
    else if (this.#beyond.length < MOST_ASTRAY) this.#beyond.push({ from: foundAt(row), to: row.position })
  }

  /** Those that belong nowhere else, as runs of neighbours: each run makes one finding. */
  tell(belongsElsewhere: (leaf: string) => boolean, findings: Findings): void {
    const runs: { from: Found; to: number }[] = []
    const all = [...this.known.filter(({ leaf }) => !belongsElsewhere(leaf)).map((from) => ({ from, to: from.position })), ...this.#beyond]
    for (const { from, to } of all) {
      const last = runs.at(-1)
      if (last !== undefined && last.to === from.position - 1) last.to = to
      else runs.push({ from, to })
    }
    for (const { from, to } of runs) {
      const { position, id } = from
      const which = to === position ? `Entry ${position} (${id}) stands` : `Entries ${position} to ${to} stand`
      findings.add({ code: 'entry.outside-seals', position, to, id, says: `${which} under no seal: inserted, or the seal over it was removed.` })
    }
  }
}

const MOST_ASTRAY = 10_000

function foundAt(row: RowCursor): Found {
  const leaf = leafHash(row.buffer.subarray(row.start, row.end)).toString('hex')
  return { position: row.position, id: idText(row.buffer, row.idAt), leaf }
}

/** An entry that went missing at one place and turned up at another was moved; all the rest is said as it was found. */
function tell(loose: readonly Loose[], astray: Astray, findings: Findings): void {
  const sealedAt = new Map<string, number>()
  for (const one of loose) if (one.what === 'edited' || one.what === 'dropped') sealedAt.set(one.sealedLeaf, one.sealedAt)
  const turnedUp = new Set<string>()
  for (const one of loose) if ((one.what === 'edited' || one.what === 'inserted') && sealedAt.has(one.found.leaf)) turnedUp.add(one.found.leaf)
  for (const { leaf } of astray.known) if (sealedAt.has(leaf)) turnedUp.add(leaf)

  for (const one of loose) {
    if (one.what === 'dropped') {
      if (!turnedUp.has(one.sealedLeaf)) findings.add(dropped(one.sealedAt, one.seal))
      continue
    }
    const home = one.what === 'moved' ? one.sealedAt : sealedAt.get(one.found.leaf)
    if (home !== undefined) {
      findings.add(moved(one.found, home, one.seal))
      if (one.what === 'edited' && !turnedUp.has(one.sealedLeaf)) findings.add(dropped(one.sealedAt, one.seal))
      continue
    }
    const { position, id } = one.found
    if (one.what === 'edited' && !turnedUp.has(one.sealedLeaf)) {
      findings.add({ code: 'entry.edited', position, id, seal: one.seal, says: `Entry ${position} (${id}) is not as it was sealed: it was edited or replaced.` })
    } else {
      findings.add({ code: 'entry.inserted', position, id, seal: one.seal, says: `Entry ${position} (${id}) was never sealed: it was inserted.` })
    }
  }
  for (const found of astray.known) if (turnedUp.has(found.leaf)) findings.add(moved(found, sealedAt.get(found.leaf)!))
  astray.tell((leaf) => turnedUp.has(leaf), findings)
}

function moved({ position, id }: Found, home: number, seal?: number): Finding {
  return { code: 'entry.moved', position, id, seal, says: `Entry ${position} (${id}) was sealed as entry ${home}: the order was changed.` }
}

function dropped(position: number, seal: number): Finding {
  return { code: 'entry.dropped', position, seal, says: `Entry ${position}, under seal ${seal}, is missing: it was dropped.` }
}
