import { inEach, languages } from '../lang.ts'
import type { Lang, Text } from '../lang.ts'
import { sayCount, sayNumber } from '../format.ts'

/** What a message is filled with: words as they are, a number to be written, or a text in the reader's language. */
export type Value = string | number | Text

/** A message that a template cannot say; the sample lets the test of the catalogue read it in every language. */
export interface Spoken<P> { readonly sample: P; readonly say: (params: P) => Text }

type Named<P extends string> = P extends `${infer Name}|${string}` ? Name : P
type NamesIn<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? Named<P> | NamesIn<Rest> : never

/** What has to be given to a message. `{name}` takes any value, `{n|day|days}` a number with its noun. */
export type ParamsOf<M> = M extends Spoken<infer P> ? P : M extends { readonly en: infer S extends string } ? Readonly<Record<NamesIn<S>, Value>> : never

export type Messages = Readonly<Record<string, Text | Spoken<never>>>

/** The messages of one area, kept with their literal templates so that a missing parameter does not compile. */
export function messages<const M extends Messages>(of: M): M {
  return of
}

export function spoken<P>(sample: P, say: (params: P) => Text): Spoken<P> {
  return { sample, say }
}

const place = /\{([^{}]+)\}/g

/** Fills a template in every language. A parameter that is not given is a mistake in the program, so it throws. */
export function fill(template: Text, params: Readonly<Record<string, Value>>): Text {
  return inEach((lang) => template[lang].replace(place, (_, inside: string) => {
    const [name = '', one, many] = inside.split('|')
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) throw new RangeError(`a message lacks its parameter ${name}`)
    if (one === undefined || many === undefined) return written(value, lang)
    if (typeof value !== 'number') throw new RangeError(`a message counts ${name}, which is no number`)
    return sayCount(value, nounOf(one, many), lang)
  }))
}

/** A noun that begins with `~` is neuter: `{n|~barn|barn}` says `ett barn`. */
function nounOf(one: string, many: string): { one: string; many: string; neuter: boolean } {
  return one.startsWith('~') ? { one: one.slice(1), many, neuter: true } : { one, many, neuter: false }
}

function written(value: Value, lang: Lang): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? sayNumber(value, lang) : value[lang]
}

/** The names of the parameters in each language of a template, sorted: the catalogue's test compares them. */
export function parameters(template: Text): Readonly<Record<Lang, readonly string[]>> {
  const of = (lang: Lang): readonly string[] => [...new Set([...template[lang].matchAll(place)].map((m) => (m[1] ?? '').split('|', 1)[0] ?? ''))].sort()
  return Object.fromEntries(languages.map((lang) => [lang, of(lang)])) as unknown as Readonly<Record<Lang, readonly string[]>>
}
