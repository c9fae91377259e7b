import { record } from '../evidence/index.ts'
import { inTransaction, problem } from '../platform/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import type { CaseId, Identified, RequestCase } from './case.ts'
import { openCase } from './open-case.ts'
import { writeFacts } from './open-request.ts'
import { insertConcerned, insertIdentification, lockCase, readCase } from './store.ts'

export interface IdentifyRequest {
  readonly id: CaseId
  readonly identified: Identified
  /** Which of those whom it may concern are the person, by their place in the list from 1; none: those with a verified identifier. */
  readonly also?: readonly number[]
}

/** Somebody is satisfied that it is the person (Art 12(6)), and perhaps which of the suggestions are them. From then the request restricts. */
export const identifyRequest: Action<IdentifyRequest, RequestCase> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  const code = /^[a-z][a-z0-9-]{1,39}$/
  if (!code.test(input.identified.role) || !code.test(input.identified.how)) throw problem('requests.identification-invalid', { attempted: 'Who identified the person, and how, are said in codes.', on: of.id, next: 'Write ROLE:HOW in small letters, such as support:known-address. No name of anybody.' })
  const chosen = (input.also ?? []).map((n) => {
    const one = of.concerned[n - 1]
    if (one === undefined) throw problem('requests.nobody-there', { attempted: `The case concerns ${of.concerned.length}; there is no number ${n}.`, on: of.id, next: `lofte request show ${of.id} lists them.` })
    return { ...one, standing: 'chosen' as const }
  })
  const at = work.now.toString()
  const actor = actorCode(by)
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    await insertIdentification(tx, of.id, input.identified.role, input.identified.how, at, actor)
    await insertConcerned(tx, of.id, chosen, at)
    const now = (await readCase(tx, of.id)) ?? of
    await writeFacts(tx, { id: of.id, right: of.right, received: of.received, scope: of.scope, identified: true, concerned: now.concerned })
    await record(tx, [{ kind: 'request.identified', actor, at, subject: of.token, body: { right: of.right, role: input.identified.role, how: input.identified.how, chosen: chosen.length } }])
  })
  return (await readCase(work.db, of.id)) ?? of
}
