/** Why a sweep waits for somebody's yes. */
export type BrakeReason = 'first-of-policy' | 'people' | 'share'

export interface BrakeTerms {
  readonly share: number
  readonly people: number
}

export interface Load {
  /** People whose rows go by this plan. */
  readonly people: number
  /** People concerned by what was carried out in the seven days before: a brake per sweep could be run past in small steps. */
  readonly carriedThisWeek: number
  readonly peopleKnown: number
  /** Nothing was carried out under this policy yet: a mistake in it would show here first. */
  readonly firstOfPolicy: boolean
}

/** What stands against carrying the plan out without approval; empty when nothing does. What nobody is concerned by needs none. */
export function brakeOn(terms: BrakeTerms, load: Load): readonly BrakeReason[] {
  if (load.people === 0) return []
  const reasons: BrakeReason[] = []
  const sum = load.people + load.carriedThisWeek
  if (load.firstOfPolicy) reasons.push('first-of-policy')
  if (sum > terms.people) reasons.push('people')
  // Counted with those who are gone already: the share is of the people there were.
  if (sum > terms.share * (load.peopleKnown + load.carriedThisWeek)) reasons.push('share')
  return reasons
}
