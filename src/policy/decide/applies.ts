import { addPeriod, period } from '../law/index.ts'
import type { Policy, Purpose, When } from '../model/index.ts'
import { relationFact } from './case.ts'
import type { Case } from './case.ts'
import { readFact } from './reading.ts'

/** Whether a condition holds. `unsure`: only a person can tell, or what it is about is not known. */
export type Applies = 'yes' | 'no' | 'unsure'

/** What of a condition is settled by the place in the policy alone. */
export function appliesTo(policy: Policy, when: When | null, at: { readonly controller: string; readonly relation: string | null; readonly data: string }): Applies {
  if (when === null) return 'yes'
  const controller = policy.controllers.get(at.controller)
  if (when.controllers.length > 0 && !when.controllers.includes(at.controller)) return 'no'
  if (when.data.length > 0 && !when.data.includes(at.data)) return 'no'
  if (!inPlaces(policy, at.controller, when.places)) return 'no'
  if (when.people.length > 0 && at.relation !== null && !when.people.includes(at.relation)) return 'no'
  const unknownRelation = when.people.length > 0 && at.relation === null
  const open = unknownRelation || controller === undefined || when.words !== null || usesAge(when)
  return open ? 'unsure' : 'yes'
}

/** The same for somebody whose age may be known. */
export function applies(of: Case, when: When | null, relation: string | null, data: string): Applies {
  const settled = appliesTo(of.policy, when, { controller: of.controller, relation, data })
  if (when === null || settled === 'no' || !usesAge(when)) return settled
  const aged = ageWithin(of, when, relation)
  if (aged !== 'yes') return aged
  return appliesTo(of.policy, { ...when, fromAge: null, underAge: null }, { controller: of.controller, relation, data })
}

export function usesAge(when: When | null): boolean {
  return when !== null && (when.fromAge !== null || when.underAge !== null)
}

/** Whether anything about a purpose depends on how old the person is. */
export function asksAge(purpose: Purpose): boolean {
  return usesAge(purpose.when) || purpose.grounds.some((ground) => usesAge(ground.when))
}

/** A law of one country or region binds the controllers there; no place said: everybody. */
export function inPlaces(policy: Policy, controller: string, places: readonly string[]): boolean {
  if (places.length === 0) return true
  const { country, region } = policy.controllers.get(controller) ?? { country: '', region: null }
  return places.some((place) => place === country || place === region)
}

/** On the birthday itself the age is reached. Several dates of birth are none. */
function ageWithin(of: Case, { fromAge, underAge }: When, relation: string | null): Applies {
  const fact = of.linked ? (relationFact(of, relation) ?? null) : null
  const born = fact?.events.get('birth')
  const reading = readFact(of.watch, 'birth', born)
  if (!('day' in reading) || born?.earliest !== born?.latest) return 'unsure'
  const reached = (age: number): boolean => of.watch.reached(addPeriod(reading.day, period({ years: age })))
  if (fromAge !== null && !reached(fromAge)) return 'no'
  return underAge !== null && reached(underAge) ? 'no' : 'yes'
}
