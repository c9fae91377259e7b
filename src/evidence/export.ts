import type { Database } from '../platform/index.ts'
import { canonicalText } from './canonical.ts'
import { copyRows } from './copy-rows.ts'
import { openSnapshot } from './store-verify.ts'

/**
 * The whole ledger as JSON lines, seals first and then the entries: what an auditor takes home. Bytes are base64url, so that every
 * hash can be made again from the file. Salts stay here: with them, entries could be linked to people.
 */
export async function* exportLedger(database: Pick<Database, 'pool'>): AsyncGenerator<string> {
  await using snapshot = await openSnapshot(database.pool)
  for await (const seal of snapshot.seals()) {
    const bytes = seal.bytes.toString('base64url')
    yield canonicalText({ type: 'seal', number: seal.number, bytes, signature: seal.signature.toString('base64url') })
  }
  for await (const rows of copyRows(snapshot.entries())) {
    for (const row of rows) {
      yield canonicalText({ type: 'entry', position: row.position, bytes: row.buffer.toString('base64url', row.start, row.end) })
    }
  }
}
