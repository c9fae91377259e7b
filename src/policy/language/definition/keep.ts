import { anchorNamed } from '../../model/index.ts'
import type { Anchor, EndRule, Then } from '../../model/index.ts'
import { comparePeriods, parsePeriod } from '../../law/index.ts'
import type { Period } from '../../law/index.ts'
import { verbatim } from '../../text/index.ts'
import { byKind, day, flag, keys, lazy, list, mapped, named, openWord, period, scalar, string, text, word } from '../form/index.ts'
import type { Form } from '../form/index.ts'

import { aboutKeep, aboutReview, aboutRule, aboutSeriesName, aboutThen } from './about/keep.ts'

/** `retention:` of a purpose, as written. `end: null` where nothing says when it ends. */
export interface Keep {
  readonly end: EndRule | null
  readonly atMost: EndRule | null
  readonly atLeast: EndRule | null
  readonly then: Then
  readonly remind: Period | null
  readonly remindInWords: string | null
  readonly renewable: boolean
  readonly unreachable: 'erase' | 'review'
  readonly review: { readonly every: Period; readonly owner: string } | null
  readonly perData: ReadonlyMap<string, Keep>
  readonly perPeople: ReadonlyMap<string, Keep>
  /** The series of the schedule that says the rest. */
  readonly series: string | null
  readonly beside?: readonly EndRule[]
}

const anchor: Form<Anchor> = mapped(openWord('last-activity', 'relation-end', 'creation', 'event-end', 'agreement-end', 'process-end', 'rejection', 'booking'), anchorNamed)

/** A length of time as people say it: two years, at least two years, normally two years, two to three years. */
interface Length {
  readonly period: Period
  readonly atLeast: boolean
  readonly normally: boolean
  readonly from: Period | null
}

const qualified = /^(?:(at least|minst)|(normally|as a rule|normalt|vanligen|som regel|vanligvis))?\s*(.+)$/iu
const between = /^(?:between|mellan|mellom) (.+?) (?:and|och|og) (.+)$/iu
const ranged = /^(.+?)(?: (?:to|till|til) |\s?[–-]\s?)(.+)$/iu

function lengthOf(words: string): Length | null {
  const [, least, usual, rest = ''] = qualified.exec(words.trim()) ?? []
  const said = { atLeast: least !== undefined, normally: usual !== undefined }
  const alone = parsePeriod(rest)
  if (alone !== null) return { period: alone, from: null, ...said }
  const [, low = '', high = ''] = between.exec(rest) ?? ranged.exec(rest) ?? []
  const [from, to] = [parsePeriod(low) ?? parsePeriod(`${low} ${high.split(' ').at(-1) ?? ''}`), parsePeriod(high)]
  return from === null || to === null || comparePeriods(from, to) !== -1 ? null : { period: to, from, ...said }
}

/** `2 years after last-activity` on one line. */
function ruleInWords(words: string): EndRule | null {
  if (words === 'session') return { kind: 'until', event: 'session-end' }
  if (words === 'instruction') return { kind: 'instruction' }
  const found = /^(.+?) (?:after|efter|etter) (?:the )?([\w-]+)$/iu.exec(words.trim())
  const counted = found === null ? null : lengthOf(found[1] ?? '')
  if (found !== null && counted !== null) return after(counted, anchorNamed((found[2] ?? '').toLowerCase()))
  const alone = parsePeriod(words)
  return alone === null ? null : { kind: 'no-start', period: alone }
}

function after({ period: counted, atLeast, normally, from }: Length, anchor: Anchor): Extract<EndRule, { kind: 'after' }> {
  return { kind: 'after', period: counted, anchor, or: [], roundUp: null, onlyAtLeast: atLeast, ...(from !== null && { from }), ...(normally && { normally }) }
}

/** Anything may be written for how long; what is no rule is kept as words, and the checks say what is missing. */
const ruleOrWords: Form<EndRule> = scalar('a rule such as 2 years after last-activity', (words) => ruleInWords(words) ?? { kind: 'vague', text: words }, { type: 'string' })

type For = Length | { readonly vague: string }
const forLength: Form<For> = scalar('a period such as 2 years', (words): For => lengthOf(words) ?? { vague: words }, { type: 'string' })

const ruleKeys = {
  for: forLength,
  after: anchor,
  or: list(anchor),
  'round-up': word('calendar-year', 'fiscal-year'),
  until: openWord('withdrawal', 'event-end', 'relation-end'),
  while: word('relation'),
  law: scalar('the name of a hold such as se-bookkeeping', (said) => (said.length <= 200 ? said : null), { type: 'string', examples: ['se-bookkeeping'] }),
  'first-of': lazy('a list of rules', 'rules', () => rules),
  'last-of': lazy('a list of rules', 'rules', () => rules),
  criterion: text,
  'review-on': day,
  'for-ever': flag,
} as const

type RuleRead = { readonly [K in keyof typeof ruleKeys]?: (typeof ruleKeys)[K] extends Form<infer T> ? T | undefined : never }

/** What the keys say, in the order in which one of them settles it. */
function ruleOf(said: RuleRead): EndRule | null {
  if (said['first-of'] !== undefined) return { kind: 'first-of', rules: said['first-of'] }
  if (said['last-of'] !== undefined) return { kind: 'last-of', rules: said['last-of'] }
  if (said['for-ever'] === true) return { kind: 'for-ever', law: said.law ?? null }
  if (said.for !== undefined) {
    if ('vague' in said.for) return { kind: 'vague', text: said.for.vague }
    if (said.after === undefined) return { kind: 'no-start', period: said.for.period }
    return { ...after(said.for, said.after), or: said.or ?? [], roundUp: said['round-up'] ?? null }
  }
  if (said.law !== undefined) return { kind: 'law', law: said.law }
  if (said.until !== undefined) return { kind: 'until', event: anchorNamed(said.until) }
  if (said.while !== undefined) return { kind: 'while-relation' }
  if (said.criterion !== undefined) return { kind: 'criterion', text: said.criterion, review: said['review-on'] ?? null }
  if (said.after !== undefined) return { kind: 'after', period: noTime, anchor: said.after, or: said.or ?? [], roundUp: said['round-up'] ?? null, onlyAtLeast: false }
  return null
}

/** Whole rules, each of which could stand alone; a law beside `for-ever` is its support and no rule of its own. */
const alone = ['first-of', 'last-of', 'for-ever', 'for', 'law', 'until', 'while', 'criterion'] as const

/** What is written beside the rule that counts: nothing says whether the first or the last of them holds. */
function besideOf(said: RuleRead): readonly EndRule[] {
  const written = alone.filter((key) => said[key] !== undefined && said[key] !== false && !(key === 'law' && said['for-ever'] === true))
  return written.slice(1).flatMap((key) => {
    const { after, or, 'review-on': review } = said
    return ruleOf({ [key]: said[key], ...(key === 'for' ? { after, or, 'round-up': said['round-up'] } : {}), ...(key === 'criterion' ? { 'review-on': review } : {}) } as RuleRead) ?? []
  })
}

const noTime = parsePeriod('P0D') ?? {}

const rule: Form<EndRule> = byKind({
  scalar: ruleOrWords,
  map: mapped(keys(ruleKeys, { wants: 'for and after, until, law, first-of or last-of', about: aboutRule }), (said): EndRule => ruleOf(said) ?? { kind: 'vague', text: '' }),
})
export const rules: Form<readonly EndRule[]> = list(rule)

const thenWord = mapped(word('erase', 'anonymise', 'restrict', 'review', 'archive'), (action): Then => {
  if (action === 'restrict') return { action, for: null, then: null }
  return action === 'review' ? { action, owner: null } : { action }
})
export const thenSaid = keys({ restrict: period, then: lazy('erase or anonymise', 'then', () => then), review: openWord('support-lead') }, { wants: '{ restrict: 6 months, then: erase } or { review: ROLE }', about: aboutThen })
const thenKeys = mapped(thenSaid, (said): Then => {
  if (said.review !== undefined) return { action: 'review', owner: said.review }
  return { action: 'restrict', for: said.restrict ?? null, then: said.then ?? { action: 'erase' } }
})
export const then: Form<Then> = byKind({ scalar: thenWord, map: thenKeys })

const erase: Then = { action: 'erase' }

function nothingMore(end: EndRule): Keep {
  return { end, atMost: null, atLeast: null, then: erase, remind: null, remindInWords: null, renewable: false, unreachable: 'review', review: null, perData: new Map(), perPeople: new Map(), series: null }
}

const remind = scalar('a period such as 30 days', (words) => {
  const counted = parsePeriod(words)
  return { period: counted, words: counted === null ? words : null }
}, { type: 'string' })

export const reviewKeys = keys({ every: period, owner: openWord('support-lead') }, { needs: ['every', 'owner'], about: aboutReview })

export const keepKeys = {
  ...ruleKeys,
  'at-most': rule,
  'at-least': rule,
  then,
  remind,
  renewable: flag,
  unreachable: word('erase', 'review'),
  review: reviewKeys,
  'per-field': lazy('a rule for each kind of data', 'keepByName', () => perName),
  'per-people': lazy('a rule for each kind of people', 'keepByName', () => perName),
} as const

type KeepRead = { readonly [K in keyof typeof keepKeys]?: (typeof keepKeys)[K] extends Form<infer T> ? T | undefined : never }

/** What the keys of a rule say together. */
export function keepOf(said: KeepRead, series: string | null = null, otherwise: EndRule | null = null): Keep {
  return withBeside(besideOf(said), {
    end: ruleOf(said) ?? otherwise, atMost: said['at-most'] ?? null, atLeast: said['at-least'] ?? null, then: said.then ?? erase,
    remind: said.remind?.period ?? null, remindInWords: said.remind?.words ?? null, renewable: said.renewable ?? false, unreachable: said.unreachable ?? 'review',
    review: said.review?.every === undefined || said.review.owner === undefined ? null : { every: said.review.every, owner: said.review.owner },
    perData: said['per-field'] ?? new Map(), perPeople: said['per-people'] ?? new Map(), series,
  })
}

export const keepSaid = keys({ ...keepKeys, series: openWord('pupil-health') }, { wants: 'how long, such as { for: 2 years, after: last-activity, then: erase }', about: { ...aboutKeep, ...aboutSeriesName } })

/** `keep:`, in full or as one line of words. */
export const keep: Form<Keep> = byKind({
  scalar: mapped(ruleOrWords, nothingMore),
  map: mapped(keepSaid, (said): Keep => keepOf(said, said.series ?? null)),
})

function withBeside(beside: readonly EndRule[], keep: Keep): Keep {
  return beside.length === 0 ? keep : { ...keep, beside }
}
export const perName: Form<ReadonlyMap<string, Keep>> = named(keep)

/** For words that stand where a text is wanted in every language. */
export const asText = mapped(string, verbatim)
