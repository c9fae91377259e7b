import type { Policy, When } from '../policy/model/index.ts'
import { areas, countryName, say, sayDay, sayList } from '../policy/text/index.ts'
import type { Lang, MessageKey } from '../policy/text/index.ts'

/** What every column is given. */
export interface Writing { readonly policy: Policy; readonly lang: Lang }

export function dataLabel({ policy, lang }: Writing, name: string): string {
  return policy.data.get(name)?.label[lang] ?? name
}

export function peopleLabel({ policy, lang }: Writing, name: string): string {
  return policy.people.get(name)?.label[lang] ?? name
}

export function recipientLabel({ policy, lang }: Writing, name: string): string {
  return policy.recipients.get(name)?.label[lang] ?? name
}

/** The message of a word of the language; a word that an organisation made itself stands as it is. */
export function wordOf(area: string, word: string, lang: Lang): string {
  const key = `register.${area}-${word}`
  return Object.hasOwn(areas.register, key) ? say(key as MessageKey & 'register.email')[lang] : word
}

/** A condition as the last part of a line; null where there is none. */
export function whenWords(writing: Writing, when: When | null): string | null {
  if (when === null) return null
  const { policy, lang } = writing
  const parts = [
    ...(when.people.length === 0 ? [] : [say('register.when-people', { people: sayList(when.people.map((name) => peopleLabel(writing, name)), lang, 'or') })]),
    ...(when.data.length === 0 ? [] : [say('register.when-data', { data: sayList(when.data.map((name) => dataLabel(writing, name)), lang, 'or') })]),
    ...(when.controllers.length === 0 ? [] : [say('register.when-controllers', { names: sayList(when.controllers.map((name) => policy.controllers.get(name)?.title ?? name), lang, 'or') })]),
    ...(when.places.length === 0 ? [] : [say('register.when-places', { places: sayList(when.places.map((place) => countryName(place, lang)), lang, 'or') })]),
    ...(when.fromAge === null ? [] : [say('register.when-from-age', { age: when.fromAge })]),
    ...(when.underAge === null ? [] : [say('register.when-under-age', { age: when.underAge })]),
    ...(when.words === null ? [] : [say('register.when-words', { words: when.words })]),
  ].map((text) => text[lang])
  return parts.length === 0 ? null : sayList(parts, lang)
}

export function withCondition(writing: Writing, what: string, when: When | null): string {
  const words = whenWords(writing, when)
  return words === null ? what : say('register.only-when', { what, when: words })[writing.lang]
}

export function dayWords(day: string, lang: Lang): string {
  return sayDay(day, lang)
}

/** A label as the start of a line. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
