import { record } from '../evidence/index.ts'
import { inTransaction, newId, problem, randomToken, type Tx } from '../platform/index.ts'
import { setRequest } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import { toDay } from '../policy/law/index.ts'
import type { Hash } from '../systems/index.ts'
import { actorCode, type Action, type Work } from '../work/index.ts'
import { caseRights, type CaseId, type CaseRight, type Concerned, type GivenIdentifier, type Identified, type RequestCase, type RequestScope } from './case.ts'
import { findConcerned, hashedFor } from './find-concerned.ts'
import { insertCase, insertConcerned, insertIdentification, insertIdentifiers, readCase } from './store.ts'
import { tablesOf } from './store-people.ts'
import { requestDeadline } from './terms.ts'
import { sealIdentifiers } from './vault.ts'

export interface OpenRequest {
  readonly hash: Hash
  readonly right: CaseRight
  readonly identifiers: readonly GivenIdentifier[]
  readonly received: Day
  readonly scope?: RequestScope
  /** null: nobody has made sure yet that it is the person. */
  readonly identified: Identified | null
}

const code = /^[a-z][a-z0-9-]{1,39}$/

/**
 * A request comes in. The case, the identifiers sealed with its own key, whom it concerns, the fact that decisions rest on and the
 * evidence are one transaction: from its commit an erasure restricts what it asks for, and scheduled erasing waits for an access.
 */
export const openRequest: Action<OpenRequest, RequestCase> = async (work, by, input) => {
  refuseUnusable(work, input)
  const scope = input.scope ?? {}
  const hashed = hashedFor(work.policy, input.hash, input.identifiers, scope)
  if (hashed.length === 0) throw problem('requests.identifier-unusable', { attempted: 'None of the identifiers can be read as what it was said to be.', next: 'Write the address or the number as the person does.' })
  const id = newId<'request'>()
  const token = randomToken()
  const at = work.now.toString()
  const actor = actorCode(by)
  await inTransaction(work.db, async (tx) => {
    const concerned = await findConcerned(tx, hashed)
    const ends = requestDeadline(work.policy, input.right, input.received, await relationsOf(work, tx, concerned))
    await insertCase(tx, { id, token, right: input.right, received: input.received, due: ends.due, promised: ends.promised, scope, policyHash: work.policy.hash, at, actor })
    const { wrapped, sealed } = sealIdentifiers(work.secrets, id, input.identifiers)
    await insertIdentifiers(tx, id, wrapped, sealed)
    await insertConcerned(tx, id, concerned, at)
    if (input.identified !== null) await insertIdentification(tx, id, input.identified.role, input.identified.how, at, actor)
    await writeFacts(tx, { id, right: input.right, received: input.received, scope, identified: input.identified !== null, concerned })
    await record(tx, [{ kind: 'request.opened', actor, at, subject: token, body: { right: input.right, received: input.received, due: ends.due, promised: ends.promised, identified: input.identified !== null, persons: concerned.length } }])
  })
  const made = await readCase(work.db, id)
  if (made === null) throw problem('requests.not-found', { attempted: 'The case that was just opened is not there.', on: id, next: 'Look at the log of the database.' })
  return made
}

/** The fact is written for those whose own identifier it is; one that is not identified restricts nobody (decide.md 7). */
export async function writeFacts(tx: Tx, of: { readonly id: CaseId; readonly right: CaseRight; readonly received: Day; readonly scope: RequestScope; readonly identified: boolean; readonly concerned: readonly Concerned[] }): Promise<void> {
  const { right } = of
  if (right === 'complaint') return // says something about us, and asks for nothing to be done with data
  for (const { personId, standing } of of.concerned) {
    if (standing !== 'verified' && standing !== 'chosen') continue
    await setRequest(tx, personId, of.id, { right, received: of.received, identified: of.identified, scope: of.scope })
  }
}

async function relationsOf(work: Work, tx: Tx, concerned: readonly Concerned[]): Promise<ReadonlySet<string> | null> {
  if (concerned.length === 0) return null
  const tables = await tablesOf(tx, concerned.map(({ personId }) => personId))
  const relations = new Set<string>()
  for (const at of tables.keys()) {
    const [system = '', table = ''] = at.split(' ', 2)
    const relation = work.policy.systems.get(system)?.tables.get(table)?.relation
    if (relation !== null && relation !== undefined) relations.add(relation)
  }
  return relations.size === 0 ? null : relations
}

function refuseUnusable(work: Work, { right, identifiers, received, identified, scope = {} }: OpenRequest): void {
  if (!caseRights.includes(right)) throw problem('requests.unknown-right', { attempted: 'A case is opened for a right that is exercised by a request.', next: `There are ${caseRights.join(', ')}.` })
  if (identifiers.length === 0) throw problem('requests.no-identifier', { attempted: 'Nobody can be found without an identifier.', next: 'Give an e-mail address, a phone number or another identifier.' })
  const controller = work.policy.controllers.values().next().value
  if (received > toDay(work.now, controller?.zone ?? 'Europe/Stockholm')) throw problem('requests.received-ahead', { attempted: 'The request came in on a day that has not come yet.', on: received, next: 'Give the day it came in, as 2026-11-20.' })
  if (identified !== null && !(code.test(identified.role) && code.test(identified.how))) throw problem('requests.identification-invalid', { attempted: 'Who identified the person, and how, are said in codes.', next: 'Write ROLE:HOW in small letters, such as support:known-address. No name of anybody.' })
  if (scope.controller !== undefined && !work.policy.controllers.has(scope.controller)) throw problem('requests.scope-invalid', { attempted: 'The policy has no such controller.', next: `It has ${[...work.policy.controllers.keys()].join(', ')}.` })
  if (scope.purpose !== undefined && !work.policy.purposes.has(scope.purpose)) throw problem('requests.scope-invalid', { attempted: 'The policy has no such purpose.', next: `It has ${[...work.policy.purposes.keys()].join(', ')}.` })
  if (scope.relation !== undefined && !work.policy.people.has(scope.relation)) throw problem('requests.scope-invalid', { attempted: 'The policy knows no such relation.', next: `It has ${[...work.policy.people.keys()].join(', ')}.` })
  if (scope.data?.some((name) => !work.policy.data.has(name)) === true) throw problem('requests.scope-invalid', { attempted: 'The policy knows no such data.', next: `It has ${[...work.policy.data.keys()].join(', ')}.` })
}
