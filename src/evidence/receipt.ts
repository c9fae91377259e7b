import type { KeyObject } from 'node:crypto'
import { problem, type Db } from '../platform/index.ts'
import { opens } from './commitment.ts'
import { readEntry } from './entry.ts'
import { HASH_BYTES, inclusionPath, leafHash, merkleRoot } from './merkle.ts'
import { keyId, rawPublicKey, readSeal, type Seal } from './seal-form.ts'
import { leavesOf, placedEntries, sealOver, waitingAmong, type PlacedRow, type SealRow } from './store.ts'

/** Everything needed to check some entries without us: to be handed over as a file. Bytes are base64url, hashes hex. */
export interface Receipt {
  readonly lofte: 'receipt/1'
  readonly entries: readonly ReceiptEntry[]
  readonly seals: readonly ReceiptSeal[]
  readonly keys: readonly { readonly id: string; readonly publicKey: string }[]
}

export interface ReceiptEntry {
  readonly bytes: string
  readonly position: number
  readonly seal: number
  readonly path: readonly string[]
  /** only for the one the entry is about: shows that it is about them */
  readonly opening?: { readonly salt: string; readonly subject: string }
}

export interface ReceiptSeal {
  readonly number: number
  readonly bytes: string
  readonly signature: string
}

export interface ReceiptOptions {
  readonly publicKey: KeyObject | readonly KeyObject[]
  /** the id the entries were recorded about; given, the receipt shows to its holder that it is about them */
  readonly subject?: string | undefined
}

/** A receipt for entries by their ids. Entries that wait for their seal have no proof yet, and that is said. */
export async function receiptFor(db: Db, entryIds: readonly string[], options: ReceiptOptions): Promise<Receipt> {
  const ids = [...new Set(entryIds)]
  const rows = await placedEntries(db, ids)
  if (rows.length < ids.length) await refuseMissing(db, ids, rows)
  const entries: ReceiptEntry[] = []
  const seals: SealRow[] = []
  const signers = new Set<string>()
  let under: { row: SealRow; seal: Seal; leaves: Buffer } | undefined
  for (const row of rows) {
    if (under === undefined || row.position > under.seal.to) {
      under = await wholeSeal(db, row.position)
      seals.push(under.row)
      signers.add(under.seal.key)
    }
    const { seal, leaves } = under
    const at = row.position - seal.from
    if (!leafHash(row.bytes).equals(leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) throw notWhole(`entry ${row.position}`)
    entries.push({
      bytes: row.bytes.toString('base64url'),
      position: row.position,
      seal: seal.number,
      path: inclusionPath(leaves, at).map((hash) => hash.toString('hex')),
      ...openingOf(row, options.subject),
    })
  }
  return {
    lofte: 'receipt/1',
    entries,
    seals: seals.map((row) => ({ number: row.number, bytes: row.bytes.toString('base64url'), signature: row.signature.toString('base64url') })),
    keys: [options.publicKey]
      .flat()
      .map((key) => ({ id: keyId(key as KeyObject), publicKey: rawPublicKey(key as KeyObject).toString('base64url') }))
      .filter((key) => signers.has(key.id)),
  }
}

async function refuseMissing(db: Db, ids: readonly string[], rows: readonly PlacedRow[]): Promise<never> {
  const placed = new Set(rows.map((row) => row.id))
  const absent = ids.filter((id) => !placed.has(id))
  const waiting = await waitingAmong(db, absent)
  if (waiting.length === absent.length) {
    throw problem('evidence.not-sealed', {
      attempted: `make a receipt; ${waiting.length} of ${ids.length} entries are not sealed yet`,
      on: waiting[0]!,
      next: 'Sealing runs every minute: ask again after the next seal.',
    })
  }
  throw problem('evidence.entry.not-found', {
    attempted: `make a receipt; ${absent.length - waiting.length} of ${ids.length} entries are not in the ledger`,
    on: 'the evidence ledger',
    next: 'Check the ids; if they were given out by this installation, run: lofte evidence verify',
  })
}

/** The seal over a position with its leaves, refused unless they give the signed root: a receipt must not fail in somebody's hands. */
async function wholeSeal(db: Db, position: number): Promise<{ row: SealRow; seal: Seal; leaves: Buffer }> {
  const row = await sealOver(db, position)
  const seal = row && readSeal(row.bytes)
  if (row === undefined || seal === undefined || position < seal.from || position > seal.to) throw notWhole(`entry ${position}`)
  const leaves = await leavesOf(db, row.number)
  if (leaves.length !== seal.count * HASH_BYTES || merkleRoot(leaves).toString('hex') !== seal.root) throw notWhole(`seal ${row.number}`)
  return { row, seal, leaves }
}

function openingOf(row: PlacedRow, subject: string | undefined): Pick<ReceiptEntry, 'opening'> {
  const commitment = readEntry(row.bytes)?.subject ?? null
  if (subject === undefined || commitment === null || row.salt === null) return {}
  const opening = { salt: row.salt.toString('base64url'), subject }
  // Somebody else's entry stays closed, whoever asks.
  return opens(opening, commitment) ? { opening } : {}
}

function notWhole(on: string) {
  return problem('evidence.not-whole', {
    attempted: 'make a receipt; the ledger is not as it was sealed',
    on,
    next: 'Run: lofte evidence verify',
  })
}
