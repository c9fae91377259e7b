import { newId, type Tx } from '../../platform/index.ts'
import { countsOf, entomb, setConsent, setObjection, type PersonId } from '../../people/index.ts'
import { addDays, addPeriod, type Day } from '../../policy/law/index.ts'
import type { Policy, Purpose } from '../../policy/model/index.ts'
import { actedFor, type RequestCase } from '../case.ts'
import { endsAtOnce, restsOnConsent } from './asks-for.ts'

/** How long backups are kept where the policy does not say. */
const daysUnsaid = 365

/**
 * What the request ended stays ended once it is answered and its own fact goes: consents stand as withdrawn (Art 7(3)), marketing as
 * objected to (21(3)), and what a policy upholds without asking as upheld. Of those who are gone nothing is written.
 */
export async function settleFacts(tx: Tx, policy: Policy, of: RequestCase, today: Day): Promise<void> {
  const ids = actedFor(of)
  // Who asked for all of it: a backup that is put back brings them too, and then somebody has to be told.
  if (of.right === 'erasure' && Object.keys(of.scope).length === 0) await entomb(tx, ids, { on: today, until: policy.backups === null ? addDays(today, daysUnsaid) : addPeriod(today, policy.backups.kept) })
  const counts = await countsOf(tx, ids)
  const still = of.concerned.filter((one) => ids.includes(one.personId) && (counts.get(one.personId) ?? 0) > 0)
  for (const { personId, controller } of still) {
    for (const purpose of policy.purposes.values()) if (concerns(of, purpose, controller)) await settle(tx, of, personId, controller, purpose)
  }
}

async function settle(tx: Tx, of: RequestCase, personId: PersonId, controller: string, purpose: Purpose): Promise<void> {
  // An objection takes back no consent, and who takes one back objects to nothing.
  if (of.right !== 'objection' && restsOnConsent(purpose)) await setConsent(tx, personId, newId<'consent'>(), { purpose: purpose.name, controller, state: 'withdrawn', on: of.received })
  if (of.right !== 'withdrawal' && endsAtOnce(purpose)) await setObjection(tx, personId, newId<'objection'>(), { to: purpose.name, controller, on: of.received, outcome: 'upheld' })
}

/** A request about some data only leaves the purpose's consent alone: it was not about the purpose. */
function concerns(of: RequestCase, purpose: Purpose, controller: string): boolean {
  const { scope } = of
  return purpose.controllers.includes(controller) && (scope.purpose === undefined || scope.purpose === purpose.name)
    && (scope.relation === undefined || purpose.people.every((relation) => relation === scope.relation)) && scope.data === undefined
}
