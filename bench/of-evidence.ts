import { newDatabase } from './database.ts'
import { benchEvidence } from './evidence.ts'
import type { Bench } from './figure.ts'

/** Verifying the ledger against a loop that copies the entries out and hashes each once: at most twice as long. */
export const evidence: Bench = {
  name: 'evidence',
  async run({ engine, people, smoke }) {
    const ours = await newDatabase(engine, 'ours')
    try {
      const rows = await benchEvidence({ pool: ours.pool, db: ours.db, entries: smoke ? 2000 : Math.min(people, 1_000_000) })
      return rows.map((row) => ({ name: row.name, ours: row.ours_ms, baseline: row.baseline_ms, ratio: row.ours_ms / row.baseline_ms, aim: 2, unit: 'ms' }))
    } finally {
      await ours.close()
    }
  },
}
