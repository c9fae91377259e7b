import { record } from '../evidence/index.ts'
import { controllersDay } from '../decisions/index.ts'
import { inTransaction, problem } from '../platform/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import type { CaseId, RequestCase } from './case.ts'
import { openCase } from './open-case.ts'
import { insertExtension, lockCase, readCase } from './store.ts'
import { requestDeadline } from './terms.ts'
import { sealWords } from './vault.ts'

/** Two further months for what is complex or many, told to the person with reasons before the first month is over (Art 12(3)). */
export const extendRequest: Action<{ readonly id: CaseId; readonly reason: string }, RequestCase> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  const today = controllersDay(work)
  if (of.extension !== null) throw problem('requests.extended', { attempted: 'The time has been extended once already; the law knows no second time.', on: of.id, next: `It ends on ${of.due}.` })
  if (today > of.due) throw problem('requests.too-late', { attempted: 'The first month is over: an extension has to be told within it.', on: of.id, next: 'Answer as soon as you can, and say why it is late.' })
  if (input.reason.trim().length < 10) throw problem('requests.grounds-missing', { attempted: 'An extension needs its reasons.', on: of.id, next: 'Say why it takes longer: --grounds TEXT, or --grounds - to read them.' })
  const { due } = requestDeadline(work.policy, of.right, of.received, null, true)
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    await insertExtension(tx, of.id, due, sealWords(work.secrets, of.id, input.reason.trim()), at, actorCode(by))
    await record(tx, [{ kind: 'request.extended', actor: actorCode(by), at, subject: of.token, body: { right: of.right, due } }])
  })
  return (await readCase(work.db, of.id)) ?? of
}
