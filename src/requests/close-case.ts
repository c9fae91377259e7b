import { record, type EntryBody } from '../evidence/index.ts'
import { inTransaction, problem, type Tx } from '../platform/index.ts'
import { endFact } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'
import { countingDay, type RequestCase } from './case.ts'
import { destroyIdentifiers, insertAnswer, lockCase, readCase } from './store.ts'

export interface Closing {
  readonly outcome: string
  readonly on: Day
  readonly actor: string
  readonly kind: string
  readonly counts: Readonly<Record<string, number>>
  readonly body?: EntryBody
  /** Facts that take the request's place, so that what it ended stays ended. */
  readonly settle?: (tx: Tx) => Promise<void>
}

/**
 * The answer, its evidence, the end of the request's fact and the destruction of what the person was found by: one transaction.
 * Somebody else may have answered meanwhile: one answer counts. Returns the id of the entry.
 */
export async function closeCase(work: Work, of: RequestCase, closing: Closing): Promise<string> {
  const at = work.now.toString()
  return inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    const now = await readCase(tx, of.id)
    if (now === null || now.answer !== null || now.refusal !== null) throw problem('requests.closed', { attempted: 'Somebody else closed the request meanwhile.', on: of.id, next: `lofte request show ${of.id}` })
    const [entry] = await record(tx, [{
      kind: closing.kind, actor: closing.actor, at, subject: of.token,
      body: { right: of.right, received: of.received, due: now.due, ...(now.promised !== null && { promised: now.promised }), outcome: closing.outcome, inTime: closing.on <= countingDay(now), ...closing.counts, ...closing.body },
    }])
    await insertAnswer(tx, of.id, { outcome: closing.outcome, on: closing.on, at, actor: closing.actor, counts: closing.counts, entryId: entry! })
    await closing.settle?.(tx)
    for (const { personId } of now.concerned) await endFact(tx, 'request', personId, of.id)
    await destroyIdentifiers(tx, of.id)
    return entry!
  })
}
