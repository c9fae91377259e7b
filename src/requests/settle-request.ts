import { record } from '../evidence/index.ts'
import { controllersDay } from '../decisions/index.ts'
import { inTransaction, newId, problem } from '../platform/index.ts'
import { keepDates, setObjection } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Anchor } from '../policy/model/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import { actedFor, type CaseId, type RequestCase } from './case.ts'
import { openCase } from './open-case.ts'
import { reaches } from './erasure/asks-for.ts'
import { marketing } from './refuse-request.ts'
import { mustHaveWords } from './said-by.ts'
import { insertSettlement, lockCase, readCase } from './store.ts'
import { sealWords } from './vault.ts'

export interface SettleRequest {
  readonly id: CaseId
  /** `objection:PURPOSE`, `data:SYSTEM.TABLE.FIELD`, `found:SYSTEM.TABLE`, `text:SYSTEM.TABLE` or `others`, as they are listed. */
  readonly subject: string
  readonly outcome: 'uphold' | 'reject'
  /** In writing: kept sealed, and told to the person where something is refused (Art 12(4), 21(1)). */
  readonly grounds: string
  readonly role: string
}

/**
 * A human decides what no rule may: whether the interest weighs more than an objection, what becomes of data that no purpose explains,
 * and what to make of rows that only perhaps are the person's.
 */
export const settleRequest: Action<SettleRequest, RequestCase> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  const grounds = mustHaveWords(of.id, input.role, input.grounds, 'A decision needs written grounds.')
  const [what = '', name = ''] = input.subject.split(':', 2)
  const purpose = what === 'objection' ? work.policy.purposes.get(name) : undefined
  if (!(purpose !== undefined || what === 'data' || what === 'found' || what === 'text' || input.subject === 'others')) {
    throw problem('requests.nothing-to-decide', { attempted: 'Nothing of that name waits for a decision.', on: of.id, next: `lofte request show ${of.id} lists what does.` })
  }
  if (purpose !== undefined && (of.right === 'withdrawal' || !reaches('objection', purpose))) {
    throw problem('requests.nothing-to-decide', { attempted: 'Nobody has to weigh that: the request is no objection to this purpose.', on: of.id, next: `lofte request fulfil ${of.id} shows what waits for a decision.` })
  }
  if (purpose?.marketing === true && input.outcome === 'reject') throw marketing(of.id)
  if (purpose === undefined && input.outcome === 'uphold') {
    throw problem('requests.only-by-hand', { attempted: 'Nothing is erased that no rule of the policy explains, and no row that is only perhaps the person’s.', on: of.id, next: 'Map the column to data of a purpose, or erase it by hand in its system; then observe, and answer again. To keep it, decide with --reject and the grounds.' })
  }
  const on = controllersDay(work)
  const at = work.now.toString()
  const actor = actorCode(by)
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    await insertSettlement(tx, of.id, { subject: input.subject, outcome: input.outcome, role: input.role, on }, sealWords(work.secrets, of.id, grounds), at, actor)
    if (purpose !== undefined) {
      // An upheld objection ends the purpose on the day it came in; a rejected one is answered today.
      for (const personId of actedFor(of)) {
        await setObjection(tx, personId, newId<'objection'>(), { to: purpose.name, controller: null, on: input.outcome === 'uphold' ? of.received : later(on, of.received), outcome: input.outcome === 'uphold' ? 'upheld' : 'rejected' })
      }
    }
    await record(tx, [{ kind: 'request.decided', actor, at, subject: of.token, body: { right: of.right, what, ...(purpose !== undefined && { purpose: purpose.name }), outcome: input.outcome, role: input.role } }])
  })
  return (await readCase(work.db, of.id)) ?? of
}

const later = (a: Day, b: Day): Day => (a > b ? a : b)

export interface DateForRequest {
  readonly id: CaseId
  readonly relation: string
  readonly anchor: Anchor
  readonly day: Day
}

/** A date that no system has, set by a human (decide.md 3): what is undated can then be decided. */
export const dateForRequest: Action<DateForRequest, RequestCase> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  if (!work.policy.people.has(input.relation)) throw problem('requests.scope-invalid', { attempted: 'The policy knows no such relation.', on: of.id, next: `It has ${[...work.policy.people.keys()].join(', ')}.` })
  if (input.day > controllersDay(work)) throw problem('requests.date-ahead', { attempted: 'What a retention counts from has happened: the day cannot lie ahead.', on: input.day, next: 'Give the day it happened.' })
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    for (const { personId, controller, standing } of of.concerned) {
      if (standing === 'verified' || standing === 'chosen') await keepDates(tx, personId, [{ controller, relation: input.relation, anchor: input.anchor, day: input.day }])
    }
    await record(tx, [{ kind: 'request.dated', actor: actorCode(by), at, subject: of.token, body: { relation: input.relation, anchor: input.anchor, day: input.day } }])
  })
  return (await readCase(work.db, of.id)) ?? of
}
