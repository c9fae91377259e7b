import { inTransaction, problem, type Id, type Tx } from '../platform/index.ts'
import { actorCode, type Actor, type Work } from '../work/index.ts'
import { compareWithOutside, isReadOnly } from './heads.ts'
import { record } from './record.ts'
import { isSafeText } from './safe-body.ts'
import type { HeadSink } from './sinks.ts'
import { insertAcknowledgement, waitForSealerLock } from './store.ts'

/**
 * Somebody answers for it that this database is older than the newest head seen outside. Writes the `restored` entry and
 * the acknowledgement together; the next seal carries the gap in its signed bytes. Null when there is nothing to acknowledge.
 */
export async function acknowledgeRestore(
  work: Pick<Work, 'db' | 'now'>,
  by: Actor,
  /** `also`: what else stops resting on what was known, in the same transaction. */
  input: { reason: string; sinks: readonly HeadSink[]; also?: (tx: Tx) => Promise<void> },
): Promise<Id<'evidence'> | null> {
  if (input.reason.trim() === '' || !isSafeText(input.reason)) {
    throw problem('evidence.reason.invalid', {
      attempted: 'acknowledge a restore',
      on: 'reason',
      next: 'Say in at most 200 characters why, and name nobody: the ledger is never erased.',
    })
  }
  return inTransaction(work.db, async (tx) => {
    // A seal made meanwhile would move our own head away under the acknowledgement.
    await waitForSealerLock(tx)
    const standing = await compareWithOutside(tx, input.sinks)
    if (!isReadOnly(standing) || standing.state === 'unknown') return null
    const { ours, outside } = standing
    const at = work.now.toString()
    const actor = actorCode(by)
    const body = {
      found: standing.state,
      reason: input.reason,
      ownSeal: ours.number,
      ownTo: ours.to,
      outsideSeal: outside.number,
      outsideTo: outside.to,
      outsideHash: outside.hash,
      entriesLost: Math.max(0, outside.to - ours.to),
    }
    const [id] = await record(tx, [{ kind: 'restored', actor, at, body }])
    await insertAcknowledgement(tx, {
      entry_id: id!,
      own_number: ours.number,
      own_hash: ours.hash,
      outside_number: outside.number,
      outside_to: outside.to,
      outside_hash: outside.hash,
      actor,
      reason: input.reason,
      acknowledged_at: at,
    })
    await input.also?.(tx)
    return id!
  })
}
