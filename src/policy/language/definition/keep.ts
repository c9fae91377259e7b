import { anchorNamed } from '../../model/index.ts'
import type { Anchor, EndRule, Then } from '../../model/index.ts'
import { parsePeriod } from '../../law/index.ts'
import type { Period } from '../../law/index.ts'
import { verbatim } from '../../text/index.ts'
import { byKind, day, flag, keys, lazy, list, mapped, named, openWord, period, scalar, string, text, word } from '../form/index.ts'
import type { Form } from '../form/index.ts'

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
  readonly beside?: readonly EndRule[]
}

const anchor: Form<Anchor> = mapped(openWord('last-activity', 'relation-end', 'creation', 'event-end', 'agreement-end', 'process-end', 'rejection', 'booking'), anchorNamed)

/** `2 years after last-activity` on one line. */
function ruleInWords(words: string): EndRule | null {
  const found = /^(at least |minst )?(.+?) (?:after|efter|etter) (?:the )?([\w-]+)$/iu.exec(words.trim())
  const counted = found === null ? null : parsePeriod(found[2] ?? '')
  if (found !== null && counted !== null) return after(counted, anchorNamed((found[3] ?? '').toLowerCase()), found[1] !== undefined)
  const alone = parsePeriod(words)
  return alone === null ? null : { kind: 'no-start', period: alone }
}

function after(counted: Period, from: Anchor, onlyAtLeast = false): EndRule {
  return { kind: 'after', period: counted, anchor: from, or: [], roundUp: null, onlyAtLeast }
}

/** Anything may be written for how long; what is no rule is kept as words, and the checks say what is missing. */
const ruleOrWords: Form<EndRule> = scalar('a rule such as 2 years after last-activity', (words) => ruleInWords(words) ?? { kind: 'vague', text: words }, { type: 'string' })

type For = { readonly period: Period; readonly atLeast: boolean } | { readonly vague: string }
const forLength: Form<For> = scalar('a period such as 2 years', (words): For => {
  const found = /^(?:at least|minst) (.+)$/iu.exec(words.trim())
  const counted = parsePeriod(found?.[1] ?? words)
  return counted === null ? { vague: words } : { period: counted, atLeast: found !== null }
}, { type: 'string' })

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
    return { ...after(said.for.period, said.after, said.for.atLeast), or: said.or ?? [], roundUp: said['round-up'] ?? null } as EndRule
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
  map: mapped(keys(ruleKeys, { wants: 'for and after, until, law, first-of or last-of' }), (said): EndRule => ruleOf(said) ?? { kind: 'vague', text: '' }),
})
export const rules: Form<readonly EndRule[]> = list(rule)

const thenWord = mapped(word('erase', 'anonymise', 'restrict', 'review', 'archive'), (action): Then => {
  if (action === 'restrict') return { action, for: null, then: null }
  return action === 'review' ? { action, owner: null } : { action }
})
const thenKeys = mapped(keys({ restrict: period, then: lazy('erase or anonymise', 'then', () => then), review: openWord('support-lead') }, { wants: '{ restrict: 6 months, then: erase } or { review: ROLE }' }), (said): Then => {
  if (said.review !== undefined) return { action: 'review', owner: said.review }
  return { action: 'restrict', for: said.restrict ?? null, then: said.then ?? { action: 'erase' } }
})
export const then: Form<Then> = byKind({ scalar: thenWord, map: thenKeys })

const erase: Then = { action: 'erase' }

function nothingMore(end: EndRule): Keep {
  return { end, atMost: null, atLeast: null, then: erase, remind: null, remindInWords: null, renewable: false, unreachable: 'review', review: null, perData: new Map() }
}

const remind = scalar('a period such as 30 days', (words) => {
  const counted = parsePeriod(words)
  return { period: counted, words: counted === null ? words : null }
}, { type: 'string' })

const keepKeys = keys({
  ...ruleKeys,
  'at-most': rule,
  'at-least': rule,
  then,
  remind,
  renewable: flag,
  unreachable: word('erase', 'review'),
  review: keys({ every: period, owner: openWord('support-lead') }, { needs: ['every', 'owner'] }),
  'per-field': lazy('a rule for each kind of data', 'keepByData', () => perField),
}, { wants: 'how long, such as { for: 2 years, after: last-activity, then: erase }' })

/** `keep:`, in full or as one line of words. */
export const keep: Form<Keep> = byKind({
  scalar: mapped(ruleOrWords, nothingMore),
  map: mapped(keepKeys, (said): Keep => withBeside(besideOf(said), {
    end: ruleOf(said), atMost: said['at-most'] ?? null, atLeast: said['at-least'] ?? null, then: said.then ?? erase,
    remind: said.remind?.period ?? null, remindInWords: said.remind?.words ?? null, renewable: said.renewable ?? false, unreachable: said.unreachable ?? 'review',
    review: said.review?.every === undefined || said.review.owner === undefined ? null : { every: said.review.every, owner: said.review.owner },
    perData: said['per-field'] ?? new Map(),
  })),
})

function withBeside(beside: readonly EndRule[], keep: Keep): Keep {
  return beside.length === 0 ? keep : { ...keep, beside }
}
export const perField: Form<ReadonlyMap<string, Keep>> = named(keep)

/** For words that stand where a text is wanted in every language. */
export const asText = mapped(string, verbatim)
