import { inTransaction, problem, type Db, type Signing, type Tx } from '../platform/index.ts'
import { compareWithOutside, head, isReadOnly, publishHead } from './heads.ts'
import { HASH_BYTES, merkleRoot } from './merkle.ts'
import { headOf, keyId, signSeal, type Head, type Seal } from './seal-form.ts'
import type { HeadSink } from './sinks.ts'
import { acknowledgementAfter, insertSeal, keepLeaves, placeWaiting, takeSealerLock } from './store.ts'

export const MOST_PER_SEAL = 100_000

/** What sealing needs: a `Work` has it all. */
export interface Sealing {
  readonly db: Db
  readonly now: Temporal.Instant
  readonly secrets: { readonly signing: Pick<Signing, 'publicKey' | 'sign'> }
  readonly signal?: AbortSignal
}

export interface SealedNow {
  readonly seals: number
  readonly entries: number
  /** null when there was nothing to seal, or another process was sealing */
  readonly head: Head | null
  readonly busy: boolean
}

/**
 * Seals what is waiting, one transaction for each seal: all of it is there afterwards, or nothing. Refuses while a
 * newer head is known outside, since new seals would take the numbers of lost ones.
 */
export async function seal(work: Sealing, options: { sinks?: readonly HeadSink[]; most?: number } = {}): Promise<SealedNow> {
  const sinks = options.sinks ?? []
  await refuseBehind(work.db, sinks)
  let seals = 0
  let entries = 0
  let newest: Head | null = null
  while (work.signal?.aborted !== true) {
    const made = await inTransaction(work.db, (tx) => sealOnce(tx, work, options.most ?? MOST_PER_SEAL))
    if (made === 'busy') return { seals, entries, head: newest, busy: true }
    if (made === null) break
    seals += 1
    entries += made.count
    newest = made.head
    await publishHead(work.db, sinks)
  }
  // A crash between commit and publishing is made good by the next round, sealed or not.
  if (seals === 0) await publishHead(work.db, sinks)
  return { seals, entries, head: newest, busy: false }
}

async function sealOnce(tx: Tx, work: Sealing, most: number): Promise<{ head: Head; count: number } | 'busy' | null> {
  if (!(await takeSealerLock(tx))) return 'busy'
  const before = await head(tx)
  const restored = await acknowledgementAfter(tx, before.hash)
  // After a restore numbers and positions go on behind everything that was seen outside: none is ever used twice.
  const number = Math.max(before.number, restored?.outside_number ?? 0) + 1
  const after = Math.max(before.to, restored?.outside_to ?? 0)
  const count = await placeWaiting(tx, after, most)
  if (count === 0) return null
  const from = after + 1
  const to = after + count
  const leaves = await keepLeaves(tx, number, from, to)
  if (leaves.length !== count * HASH_BYTES) throw new Error('the leaves of a seal are not as many as its entries')
  const made: Seal = {
    number,
    from,
    to,
    count,
    root: merkleRoot(leaves).toString('hex'),
    previous: before.hash,
    at: work.now.toString(),
    key: keyId(work.secrets.signing.publicKey),
    gap: restored && { number: restored.outside_number, to: restored.outside_to, hash: restored.outside_hash },
  }
  const signed = signSeal(made, (bytes) => work.secrets.signing.sign(bytes))
  await insertSeal(tx, number, from, to, signed)
  return { head: headOf(made, signed), count }
}

async function refuseBehind(db: Db, sinks: readonly HeadSink[]): Promise<void> {
  const standing = await compareWithOutside(db, sinks)
  if (!isReadOnly(standing) || standing.state === 'unknown') return
  throw problem('evidence.behind', {
    attempted: `seal new evidence; seal ${standing.outside.number} was seen outside, and this database ends at seal ${standing.ours.number}`,
    on: 'the evidence ledger',
    next: 'The database was restored from a backup or cut off. Acknowledge the restore, then everything is observed again.',
  })
}
