import { hash } from 'node:crypto'
import { to as copyTo } from 'pg-copy-streams'
import { record, seal, verifyLedger } from '../src/evidence/index.ts'
import { inTransaction, newId, secretsFrom, type Database } from '../src/platform/index.ts'

export interface EvidenceFigure {
  readonly name: string
  readonly ours_ms: number
  readonly baseline_ms: number
  /** baseline over ours: 1 is as fast as the hand-written loop; the floor is 0.5 */
  readonly ratio: number
}

const BATCH = 2000
const ROUNDS = 5

/**
 * `lofte evidence verify` against a loop that COPYs the entries out in binary and hashes each once, on the same rows and the
 * same server, in turns. Needs a migrated database; fills the ledger up to `entries` and leaves it there.
 */
export async function benchEvidence(on: Pick<Database, 'pool' | 'db'> & { url?: string; entries: number }): Promise<EvidenceFigure[]> {
  const secrets = secretsFrom(['a secret for the bench only, not for anything that has to be kept'])
  await fill(on, on.entries, secrets)
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    baseline.push(await timed(() => copyAndHash(on)))
    ours.push(await timed(async () => {
      const { ok, entries } = await verifyLedger(on, { publicKey: secrets.signing.publicKey })
      if (!ok || entries !== on.entries) throw new Error('the ledger of the bench does not verify')
    }))
  }
  const [ours_ms, baseline_ms] = [median(ours), median(baseline)]
  return [{ name: `evidence verify, ${on.entries} entries`, ours_ms, baseline_ms, ratio: baseline_ms / ours_ms }]
}

async function fill({ db, pool }: Pick<Database, 'pool' | 'db'>, entries: number, secrets: ReturnType<typeof secretsFrom>): Promise<void> {
  await pool.query('truncate evidence.entry, evidence.seal, evidence.leaves, evidence.waiting, evidence.salt')
  const now = Temporal.Instant.from('2026-11-22T02:00:00Z')
  for (let made = 0; made < entries; made += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, entries - made) }, (_, i) => ({
      kind: 'erasure.verified',
      actor: 'job:sweep',
      at: now.toString(),
      subject: newId(),
      body: { system: 'crm', table: 'contact', verb: 'delete', rule: 'purposes.support.keep', plan: newId(), item: made + i, xid: 7_000_000 + made, outcome: 'removed' },
    }))
    await inTransaction(db, (tx) => record(tx, batch))
  }
  await seal({ db, now, secrets })
  await pool.query('vacuum analyze evidence.entry')
}

/** The baseline: everything out, each entry through SHA-256 once, and no more. */
async function copyAndHash({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const client = await pool.connect()
  try {
    const stream = client.query(copyTo('copy (select bytes from evidence.entry order by position) to stdout (format binary)', { highWaterMark: 512 * 1024 }))
    let rest: Buffer = Buffer.alloc(0)
    let begun = false
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let at = begun ? 0 : 19
      begun = true
      while (at + 6 <= buffer.length) {
        const end = at + 6 + buffer.readUInt32BE(at + 2)
        if (end > buffer.length) break
        hash('sha256', buffer.subarray(at + 6, end), 'latin1')
        at = end
      }
      rest = buffer.subarray(at)
    }
  } finally {
    client.release()
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN
}
