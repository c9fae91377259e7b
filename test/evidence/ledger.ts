import { randomBytes } from 'node:crypto'
import { inTransaction, newId, secretsFrom, type Database } from '../../src/platform/index.ts'
import { record, seal, verifyLedger, type HeadSink, type NewEntry, type Verification, type VerifyOptions } from '../../src/evidence/index.ts'

export const secrets = secretsFrom([randomBytes(32).toString('base64url')])
export const others = secretsFrom([randomBytes(32).toString('base64url')])
export const now = Temporal.Instant.from('2026-11-22T02:00:07Z')

export function entry(n = 0, subject?: string): NewEntry {
  return {
    kind: 'erasure.verified',
    actor: 'job:sweep',
    at: '2026-11-22T02:00:00Z',
    subject: subject ?? newId(),
    body: { system: 'crm', table: 'contact', verb: 'delete', rule: 'purposes.support.keep', count: n },
  }
}

/** A ledger with the given numbers of entries under one seal each; returns the ids in order of position. */
export async function ledgerOf(database: Database, sizes: readonly number[], sinks: readonly HeadSink[] = []): Promise<string[]> {
  const ids: string[] = []
  for (const size of sizes) {
    ids.push(...(await inTransaction(database.db, (tx) => record(tx, Array.from({ length: size }, (_, i) => entry(i))))))
    await seal({ db: database.db, now, secrets }, { sinks })
  }
  return ids
}

export function verify(database: Database, options: Partial<VerifyOptions> = {}): Promise<Verification> {
  return verifyLedger(database, { publicKey: secrets.signing.publicKey, ...options })
}

export async function empty(database: Database): Promise<void> {
  await database.pool.query('truncate evidence.entry, evidence.seal, evidence.leaves, evidence.waiting, evidence.salt, evidence.restored_acknowledgement')
}

export const codes = (verification: Verification): string[] => verification.findings.map((finding) => finding.code)

/** A place outside that lives in memory. */
export function memorySink(): HeadSink & { heads: Awaited<ReturnType<HeadSink['last']>>[] } {
  const heads: Awaited<ReturnType<HeadSink['last']>>[] = []
  return {
    name: 'memory',
    heads,
    last: async () => heads.at(-1) ?? null,
    publish: async (head) => void heads.push(head),
  }
}
