import type { Policy, Purpose, When } from '../model/index.ts'

/** Whether a condition holds. `unsure`: only a person can tell, or what it is about is not known. */
export type Applies = 'yes' | 'no' | 'unsure'

/** What of a condition is settled by the place in the policy alone. */
export function appliesTo(policy: Policy, when: When | null, at: { readonly controller: string; readonly relation: string | null; readonly data: string }): Applies {
  if (when === null) return 'yes'
  const controller = policy.controllers.get(at.controller)
  if (when.controllers.length > 0 && !when.controllers.includes(at.controller)) return 'no'
  if (when.data.length > 0 && at.data !== noData && !when.data.includes(at.data)) return 'no'
  if (!inPlaces(policy, at.controller, when.places)) return 'no'
  if (when.people.length > 0 && at.relation !== null && !when.people.includes(at.relation)) return 'no'
  const unknownRelation = when.people.length > 0 && at.relation === null
  const open = unknownRelation || (when.data.length > 0 && at.data === noData) || controller === undefined || when.words !== null || usesAge(when)
  return open ? 'unsure' : 'yes'
}

export function usesAge(when: When | null): boolean {
  return when !== null && (when.fromAge !== null || when.underAge !== null)
}

/** Whether it matters which data is asked about. */
export function asksData(purpose: Purpose): boolean {
  return (purpose.when?.data.length ?? 0) > 0 || purpose.grounds.some((ground) => (ground.when?.data.length ?? 0) > 0)
}

/** Asked about a purpose as a whole. */
const noData = ''

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
