import { newId, type Id, type Tx } from '../platform/index.ts'
import { commit, newSalt } from './commitment.ts'
import { entryBytes, type NewEntry } from './entry.ts'
import { assertSafe } from './safe-body.ts'
import { insertWaiting, type WaitingRow } from './store.ts'

/**
 * Writes evidence in the transaction of what it is evidence of: both happen, or neither. Entries are not chained
 * here (that would make every writer wait for the one before); `seal` gives them their places afterwards.
 * Returns their ids in the order given: keep them, they are how a receipt is asked for.
 */
export async function record(tx: Tx, entries: readonly NewEntry[]): Promise<Id<'evidence'>[]> {
  const rows: (WaitingRow & { id: Id<'evidence'> })[] = []
  for (const entry of entries) {
    assertSafe(entry)
    const id = newId<'evidence'>()
    const salt = entry.subject === undefined ? null : newSalt()
    const subject = salt === null ? null : commit(salt, entry.subject!)
    const bytes = entryBytes({ id, at: entry.at, kind: entry.kind, actor: entry.actor, subject, body: entry.body ?? {} })
    rows.push({ id, at: entry.at, bytes, salt })
  }
  await insertWaiting(tx, rows)
  return rows.map((row) => row.id)
}
