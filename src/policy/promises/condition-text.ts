import type { GroundTerms, Policy, When } from '../model/index.ts'
import { countryName, inEach, listText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { inside, peopleLabels } from './sentence.ts'

/** A condition as the part of a sentence: "if you are a customer and have turned 13". null: always. */
export function conditionText(policy: Policy, when: When | null): Text | null {
  if (when === null) return null
  const parts: Text[] = []
  if (when.people.length > 0) parts.push(say('promises.when-people', { people: listText(peopleLabels(policy, when.people).map(inside), 'or') }))
  if (when.data.length > 0) parts.push(say('promises.when-data', { data: dataList(policy, when.data) }))
  if (when.controllers.length > 0) parts.push(say('promises.when-controller', { names: listText(when.controllers.map((name) => verbatim(policy.controllers.get(name)?.title ?? name)), 'or') }))
  if (when.places.length > 0) parts.push(say('promises.when-place', { places: listText(when.places.map((place) => inEach((lang) => countryName(place, lang))), 'or') }))
  if (when.fromAge !== null) parts.push(say('promises.when-from-age', { age: when.fromAge }))
  if (when.underAge !== null) parts.push(say('promises.when-under-age', { age: when.underAge }))
  if (when.words !== null) parts.push(when.words)
  return parts.length === 0 ? null : listText(parts)
}

/** The same as data: what versions are compared by. */
export function conditionCode(when: When | null): string {
  if (when === null) return ''
  const { people, data, controllers, places, fromAge, underAge, words } = when
  return JSON.stringify([[...people].sort(), [...data].sort(), [...controllers].sort(), [...places].sort(), fromAge, underAge, words?.en ?? null])
}

export function groundsCode(grounds: readonly GroundTerms[]): string {
  return grounds.map((one) => `${one.ground} ${conditionCode(one.when)}`).sort().join('; ')
}

export function dataList(policy: Policy, names: readonly string[], by: 'and' | 'or' = 'and'): Text {
  return listText(names.map((name) => inside(policy.data.get(name)?.label ?? verbatim(name))), by)
}

export function purposeList(policy: Policy, names: readonly string[]): Text {
  return listText(names.map((name) => inside(policy.purposes.get(name)?.label ?? verbatim(name))))
}
