import { addPeriod, period } from '../law/index.ts'
import type { When } from '../model/index.ts'
import { appliesTo, usesAge } from './applies-to.ts'
import type { Applies } from './applies-to.ts'
import { relationFact } from './case.ts'
import type { Case } from './case.ts'
import { readFact } from './reading.ts'

/** Whether a condition holds for somebody whose age may be known. */
export function applies(of: Case, when: When | null, relation: string | null, data: string): Applies {
  const settled = appliesTo(of.policy, when, { controller: of.controller, relation, data })
  if (when === null || settled === 'no' || !usesAge(when)) return settled
  const aged = ageWithin(of, when, relation)
  if (aged !== 'yes') return aged
  return appliesTo(of.policy, { ...when, fromAge: null, underAge: null }, { controller: of.controller, relation, data })
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
