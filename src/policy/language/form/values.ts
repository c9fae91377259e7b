import { isScalar } from 'yaml'
import { isDay, parsePeriod, parseWithin } from '../../law/index.ts'
import type { Day, Period, Within } from '../../law/index.ts'
import { nearest } from '../nearest.ts'
import { resolved, wrong, written } from './form.ts'
import type { Form } from './form.ts'

/** Written as a scalar and understood by `make`; null from `make` is a message with what was wanted. */
export function scalar<T>(wants: string, make: (words: string) => T | null, schema: Record<string, unknown> = {}): Form<T> {
  return {
    wants,
    schema: { type: ['string', 'number', 'boolean'], ...schema },
    read(given, at) {
      const node = resolved(given, at.source)
      const words = written(node)
      const made = words === null ? null : make(words)
      return made === null ? wrong(node ?? given, at, wants) : made
    },
  }
}

const asked = 2000

/** Words as they stand. */
export const string: Form<string> = scalar('words', (words) => (words.trim() === '' || words.length > asked ? null : words.trim()), { type: ['string', 'number', 'boolean'] })

const nameSyntax = /^[\p{L}\p{N}_][\p{L}\p{N}_.:+-]*$/u
export const name: Form<string> = scalar('a name', (words) => (words.length <= 200 ? words : null), { type: ['string', 'number'] })

export function isName(words: string): boolean {
  return words.length <= 100 && nameSyntax.test(words)
}

export const flag: Form<boolean> = {
  wants: 'true or false',
  schema: { type: 'boolean' },
  read(given, at) {
    const node = resolved(given, at.source)
    return isScalar(node) && typeof node.value === 'boolean' ? node.value : wrong(node ?? given, at, 'true or false')
  },
}

export function whole(from: number, to: number): Form<number> {
  return {
    wants: from === to ? String(from) : `a whole number from ${from} to ${to}`,
    schema: { type: 'integer', minimum: from, maximum: to },
    read(given, at) {
      const node = resolved(given, at.source)
      const value = isScalar(node) ? node.value : null
      return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : wrong(node ?? given, at, `a whole number from ${from} to ${to}`)
    },
  }
}

export const share: Form<number> = scalar('a share such as 10%', (words) => {
  const found = /^(\d{1,3}(?:[.,]\d{1,4})?)\s*%$/.exec(words)
  const value = Number(found?.[1]?.replace(',', '.')) / 100
  return found !== null && value <= 1 ? value : null
}, { type: 'string', pattern: '^[0-9]{1,3}([.,][0-9]{1,4})? *%$' })

export const day: Form<Day> = scalar('a day that exists, such as 2026-12-01', (words) => (isDay(words) ? words : null), { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })

export const period: Form<Period> = scalar('a period such as 2 years, 30 days or P6M', parsePeriod, { type: 'string' })

export const within: Form<Within> = scalar('a time such as 2 working days or 30 days', parseWithin, { type: 'string' })

export const country: Form<string> = scalar('a country by its two letters, such as SE', (words) => (/^[A-Z]{2}$/.test(words) ? words : null), { type: 'string', pattern: '^[A-Z]{2}$' })

/** A country, or a part of one that has law of its own. */
export const place: Form<string> = scalar('a country or region such as SE or AX', (words) => (/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(words) ? words : null), { type: 'string', pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' })

/** One of a few words of the language; `open` takes others too and is for completion only. */
export function word<const W extends string>(...words: readonly W[]): Form<W> {
  const list = words.length <= 8 ? words.join(', ') : `${words.slice(0, 8).join(', ')} …`
  return {
    wants: `one of ${list}`,
    schema: { enum: words },
    read(given, at) {
      const node = resolved(given, at.source)
      const said = written(node)
      const found = words.find((known) => known === said)
      if (found !== undefined) return found
      if (said === null) return wrong(node ?? given, at, `one of ${list}`)
      const near = nearest(said, words)
      at.source.report('language.unknown-word', node, at.path, `\`${clip(said)}\` is not known here.`, near === null ? `Write one of ${words.join(', ')}.` : `Did you mean ${near}?`)
      return undefined
    },
  }
}

export function openWord(...examples: readonly string[]): Form<string> {
  return scalar(`a word such as ${examples.slice(0, 4).join(', ')}`, (words) => (isName(words) ? words : null), { type: 'string', examples })
}

/** What was written, short enough to stand in a message and without control characters. */
export function clip(words: string): string {
  const clean = words.replace(/\p{Cc}/gu, ' ')
  return clean.length > 40 ? `${clean.slice(0, 39)}…` : clean
}
