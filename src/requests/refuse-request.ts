import { record } from '../evidence/index.ts'
import { controllersDay } from '../decisions/index.ts'
import { inTransaction, newId, problem } from '../platform/index.ts'
import { endFact, setObjection } from '../people/index.ts'
import type { Citation } from '../policy/law/index.ts'
import type { Policy, Purpose } from '../policy/model/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import { actedFor, type CaseId, type RequestCase } from './case.ts'
import { reaches } from './erasure/asks-for.ts'
import { openCase } from './open-case.ts'
import { mustBeRole } from './said-by.ts'
import { destroyIdentifiers, insertRefusal, lockCase, readCase } from './store.ts'
import { sealWords } from './vault.ts'

export interface RefuseRequest {
  readonly id: CaseId
  readonly law: Citation
  readonly reason: string
  readonly role?: string
}

/**
 * Refused as a whole, with reasons, within the month (Art 12(4)): manifestly unfounded or excessive, or nobody could be identified. An
 * objection to one purpose is answered so too: what was weighed stands as a fact, in the same transaction.
 */
export const refuseRequest: Action<RefuseRequest, RequestCase> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  if (input.role !== undefined) mustBeRole(of.id, input.role)
  if (input.reason.trim().length < 10) throw problem('requests.grounds-missing', { attempted: 'A refusal needs its reasons, which the person is told.', on: of.id, next: 'Say why: --grounds TEXT, or --grounds - to read them.' })
  const weighed = of.identified === null ? null : mayBeRefused(work.policy, of)
  const at = work.now.toString()
  const on = controllersDay(work)
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    const now = await openCase({ db: tx }, of.id)
    await insertRefusal(tx, of.id, input.law, sealWords(work.secrets, of.id, input.reason.trim()), input.role ?? null, on, at, actorCode(by))
    if (weighed !== null) for (const personId of actedFor(now)) await setObjection(tx, personId, newId<'objection'>(), { to: weighed.name, controller: now.scope.controller ?? null, on: on > now.received ? on : now.received, outcome: 'rejected' })
    for (const { personId } of now.concerned) await endFact(tx, 'request', personId, of.id)
    await destroyIdentifiers(tx, of.id)
    await record(tx, [{ kind: 'request.refused', actor: actorCode(by), at, subject: of.token, body: { right: of.right, law: input.law, ...(input.role !== undefined && { role: input.role }), ...(weighed !== null && { purpose: weighed.name }) } }])
  })
  return (await readCase(work.db, of.id)) ?? of
}

/** A consent can be taken back whatever anybody thinks of it (Art 7(3)), and marketing be objected to (21(3)). Answers the purpose that was weighed. */
function mayBeRefused(policy: Policy, of: RequestCase): Purpose | null {
  if (of.right === 'withdrawal') throw problem('requests.withdrawal-stands', { attempted: 'A consent can be withdrawn at any time; there is nothing to refuse (GDPR 7(3)).', on: of.id, next: `lofte request fulfil ${of.id}` })
  if (of.right !== 'objection') return null
  const purpose = policy.purposes.get(of.scope.purpose ?? '') ?? null
  if (purpose === null) throw problem('requests.weigh-each', { attempted: 'The objection is to everything that rests on an interest, marketing with it: each purpose is weighed by itself.', on: of.id, next: `lofte request decide ${of.id} objection:PURPOSE --uphold|--reject …, then lofte request fulfil ${of.id}` })
  if (purpose.marketing) throw marketing(of.id)
  return reaches('objection', purpose) ? purpose : null
}

export function marketing(id: CaseId) {
  return problem('requests.marketing-stands', { attempted: 'An objection to marketing is not weighed: it ends the marketing (GDPR 21(3)).', on: id, next: `lofte request fulfil ${id}` })
}
