import { newId, type Tx } from '../../platform/index.ts'
import { countsOf, setConsent, setObjection, type PersonId } from '../../people/index.ts'
import type { Policy, Purpose } from '../../policy/model/index.ts'
import { actedFor, type RequestCase } from '../case.ts'

/**
 * What the request ended stays ended once it is answered and its own fact goes: consents stand as withdrawn (Art 7(3)), marketing as
 * objected to (21(3)), and what a policy upholds without asking as upheld. Of those who are gone nothing is written.
 */
export async function settleFacts(tx: Tx, policy: Policy, of: RequestCase): Promise<void> {
  const ids = actedFor(of)
  const counts = await countsOf(tx, ids)
  const still = of.concerned.filter((one) => ids.includes(one.personId) && (counts.get(one.personId) ?? 0) > 0)
  for (const { personId, controller } of still) {
    for (const purpose of policy.purposes.values()) if (concerns(of, purpose, controller)) await settle(tx, of, personId, controller, purpose)
  }
}

async function settle(tx: Tx, of: RequestCase, personId: PersonId, controller: string, purpose: Purpose): Promise<void> {
  if (restsOnConsent(purpose)) await setConsent(tx, personId, newId<'consent'>(), { purpose: purpose.name, controller, state: 'withdrawn', on: of.received })
  const upheld = purpose.marketing || ((purpose.ground === 'legitimate-interest' || purpose.ground === 'public-task') && purpose.objection === 'uphold')
  if (upheld) await setObjection(tx, personId, newId<'objection'>(), { to: purpose.name, controller, on: of.received, outcome: 'upheld' })
}

/** As the ground of the purpose, of one of its channels, or as the condition of a special category. */
function restsOnConsent(purpose: Purpose): boolean {
  return purpose.ground === 'consent' || [...purpose.channels.values()].includes('consent') || purpose.conditions.some((condition) => condition.condition === 'explicit-consent')
}

/** A request about some data only leaves the purpose's consent alone: it was not about the purpose. */
function concerns(of: RequestCase, purpose: Purpose, controller: string): boolean {
  const { scope } = of
  return purpose.controllers.includes(controller) && (scope.purpose === undefined || scope.purpose === purpose.name)
    && (scope.relation === undefined || purpose.people.every((relation) => relation === scope.relation)) && scope.data === undefined
}
