import type { Policy, System } from '../model/index.ts'
import type { PolicyPromise, PromiseKind, SystemNeed } from './kind.ts'
import { breachAuthority, breachPeople, changesTold, cookiesBlocked, cookiesLifetime, informationGiven, measureReviewed } from './kinds-of-care.ts'
import { consentBeforeUse, consentWithdrawable, objectionAtOnce, onlyAggregates, onlyFor, specialGuarded, unsubscribeLink } from './kinds-of-consent.ts'
import { agreementInForce, neverDone, onlyNamed, placeEea, roleByAddress } from './kinds-of-passing-on.ts'
import { accessComplete, erasureEverywhere, requestWithin } from './kinds-of-requests.ts'
import { ageLimit, humanDecides, peopleTold, safeguarded, scheduled } from './kinds-of-fairness.ts'
import { appealable, byInstruction, disclosureLimits, handedOver } from './kinds-of-handing-over.ts'
import { jointControllers, needToKnow, onlyDeclaredFields, protectedIdentity, secrecyObserved } from './kinds-of-inside.ts'
import { holdByLaw, retentionCriterion, retentionEnds, retentionForEver, retentionReminds, retentionReviewed } from './kinds-of-retention.ts'

/** Every kind of promise there is, in the order in which the notice says them. To add one: its definition, and its name here. */
export const kinds: readonly PromiseKind[] = [
  roleByAddress, byInstruction, jointControllers, informationGiven, changesTold,
  specialGuarded, onlyDeclaredFields, peopleTold,
  consentBeforeUse, onlyFor, onlyAggregates, ageLimit, safeguarded,
  retentionEnds, retentionReminds, retentionReviewed, holdByLaw, retentionForEver, retentionCriterion, scheduled,
  onlyNamed, disclosureLimits, agreementInForce, handedOver, secrecyObserved, neverDone, placeEea,
  requestWithin, erasureEverywhere, accessComplete, consentWithdrawable, humanDecides, objectionAtOnce, unsubscribeLink,
  cookiesBlocked, cookiesLifetime,
  measureReviewed, needToKnow, protectedIdentity, breachAuthority, breachPeople,
  appealable,
]

const made = new WeakMap<Policy, readonly PolicyPromise[]>()

/** The promises that a policy makes. The same list each time for the same policy: pages ask for it on every view. */
export function promisesOf(policy: Policy): readonly PolicyPromise[] {
  const known = made.get(policy)
  if (known !== undefined) return known
  const all = kinds.flatMap((one) => [...one.madeBy(policy)])
  made.set(policy, all)
  return all
}

export function kindNamed(name: string): PromiseKind | null {
  return kinds.find((one) => one.name === name) ?? null
}

export interface Scope {
  /** Systems that hold what the promise is about. */
  readonly systems: readonly string[]
  /** Those of them that can do all that it needs. */
  readonly able: readonly string[]
}

/** In which systems a promise is to be kept, and where it can be: what the mark names as "4 of 6 systems". */
export function scopeOf(policy: Policy, promise: PolicyPromise, can: (system: System) => ReadonlySet<SystemNeed>): Scope {
  const concerned = [...policy.systems.values()].filter((system) => promise.about === null || promise.about.some((purpose) => holds(policy, system, purpose)))
  const able = concerned.filter((system) => promise.needs.every((need) => can(system).has(need)))
  return { systems: concerned.map((system) => system.name), able: able.map((system) => system.name) }
}

function holds(policy: Policy, system: System, purposeName: string): boolean {
  const purpose = policy.purposes.get(purposeName)
  if (purpose === undefined) return false
  const data = new Set(purpose.data)
  return [...system.tables.values()].some((table) => (table.purposes === null || table.purposes.includes(purposeName)) && table.fields.some((field) => data.has(field.data)))
}
