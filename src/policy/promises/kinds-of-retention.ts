import { isoPeriod } from '../law/index.ts'
import type { Citation } from '../law/index.ts'
import { rulesWithin } from '../model/index.ts'
import type { EndRule, Policy, Purpose, Retention, RulePath } from '../model/index.ts'
import { citationList } from '../law/index.ts'
import { inEach, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { dataOf, inside, sentence } from './sentence.ts'
import { compareEnds, compareHolds, compareLocks, compareThen } from './compare-ends.ts'
import { compareTimes, insteadOf } from './compare-times.ts'
import { endOf } from './end-order.ts'
import { whenText } from './end-text.ts'
import { substanceOf } from './substance.ts'
import { byOrder, together } from './verdict.ts'

interface Rule { readonly purpose: Purpose; readonly keep: Retention; readonly what: Text }

/** Every retention of a policy: of the purposes, and of single kinds of data or people within them. */
export function* retentions(policy: Policy): Iterable<Rule> {
  for (const purpose of policy.purposes.values()) {
    if (purpose.role === 'processor') continue // how long is for the controller to say
    for (const { keep, data, people } of rulesWithin(purpose.keep)) {
      const what = data === null ? dataOf(purpose) : say('promises.data-for-field', { data: inside(policy.data.get(data)?.label ?? verbatim(data)), label: inside(purpose.label) })
      yield { purpose, keep, what: people === null ? what : say('promises.data-for-people', { what, people: inside(policy.people.get(people)?.label ?? verbatim(people)) }) }
    }
  }
}

interface Ends {
  readonly [more: string]: unknown
  readonly purpose: string
  readonly rule: string
  readonly period: string | null
  readonly anchor: string | null
  readonly then: string
  /** The whole rule, with what is the least and the most: what versions are compared by. */
  readonly end: EndRule
  readonly when: Text
  readonly lockedFor: string | null
  /** Its day is known beforehand: else a date ahead is taken for a mistake. */
  readonly ahead: boolean
  readonly sentence: Text
}

export const retentionEnds = kind<Ends>('retention.ends', {
  law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'], section: 'how-long',
  *made(policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      const when = whenText(policy, purpose, keep)
      const end = endOf(keep)
      if (when === null || end === null) continue
      const period = keep.end?.kind === 'after' ? isoPeriod(keep.end.period) : null
      const anchor = keep.end?.kind === 'after' ? keep.end.anchor : keep.end?.kind === 'until' ? keep.end.event : null
      const lockedFor = keep.then.action === 'restrict' && keep.then.for !== null ? isoPeriod(keep.then.for) : null
      yield { at: keep.at, terms: { purpose: purpose.name, rule: ruleCode(keep.end), period, anchor, most: ruleCode(keep.atMost), least: ruleCode(keep.atLeast), then: keep.then.action, end, when, lockedFor, ahead: anchor !== null && policy.ahead.has(anchor), sentence: thenText(keep, what, when) } }
    }
  },
  needs: (terms) => (terms.then === 'restrict' ? ['observe', 'restrict', 'verify'] : terms.then === 'erase' ? ['observe', 'erase', 'verify'] : ['observe', 'clear', 'verify']),
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(terms.sentence),
  keptBy: ['sweep'], shownBy: ['retention-overdue'],
  compare: (before, after) => together([compareEnds(before, after), compareThen(before.then, after.then), compareLocks(before, after), before.ahead === after.ahead ? null : { verdict: 'other', why: say(after.ahead ? 'diff.ahead' : 'diff.not-ahead') }]),
})

/** A rule in a few signs, for comparing: `P2Y after last-activity`. */
export function ruleCode(rule: EndRule | null): string {
  switch (rule?.kind) {
    case 'after': return `${rule.normally === true ? 'normally ' : ''}${rule.onlyAtLeast ? 'at least ' : ''}${rule.from === undefined ? '' : `${isoPeriod(rule.from)}..`}${isoPeriod(rule.period)} after ${[rule.anchor, ...rule.or].join(' or ')}${rule.roundUp === null ? '' : ` to ${rule.roundUp}`}`
    case 'until': return `until ${rule.event}`
    case 'law': return `law ${rule.law}`
    case 'first-of': case 'last-of': return `${rule.kind} (${rule.rules.map(ruleCode).join(', ')})`
    case undefined: return ''
    default: return rule?.kind ?? ''
  }
}

function thenText(keep: Retention, what: Text, when: Text): Text {
  const { then } = keep
  switch (then.action) {
    case 'restrict': return then.for === null ? say('promises.restrict', { what, when }) : say('promises.restrict-for', { what, when, period: periodText(then.for) })
    case 'anonymise': return say('promises.anonymise', { what, when })
    case 'review': return say('promises.review', { what, when })
    case 'archive': return say('promises.archive', { what, when })
    default: return say('promises.erase', { what, when })
  }
}

export const retentionReminds = kind('retention.reminds', {
  law: ['GDPR 5(1)(a)'], section: 'how-long',
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      if (keep.remind !== null) yield { at: keep.at, terms: { purpose: purpose.name, period: isoPeriod(keep.remind), before: periodText(keep.remind), renewable: keep.renewable, what } }
    }
  },
  needs: () => ['observe'],
  about: (terms) => [terms.purpose],
  says: (terms) => say(terms.renewable ? 'promises.reminds-renewable' : 'promises.reminds', { period: terms.before, what: terms.what }),
  keptBy: ['reminder'], shownBy: ['reminders-sent'],
  compare: (before, after) => together([
    byOrder(compareTimes(after.period, before.period), say('diff.reminded', insteadOf(before.period, after.period))),
    before.renewable === after.renewable ? null : after.renewable ? { verdict: 'stronger', why: say('diff.renewable') } : { verdict: 'weaker', why: say('diff.not-renewable') },
  ]),
})

export const retentionReviewed = kind('retention.reviewed', {
  law: ['GDPR 5(1)(e)'], section: 'how-long',
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      if (keep.review !== null) yield { at: keep.at, terms: { purpose: purpose.name, every: isoPeriod(keep.review.every), period: periodText(keep.review.every), owner: keep.review.owner, what } }
    }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.reviewed', { period: terms.period, what: terms.what }),
  later: 'reviews',
  compare: (before, after) => together([
    byOrder(compareTimes(before.every, after.every), say('diff.reviewed', insteadOf(before.every, after.every))),
    before.owner === after.owner ? null : { verdict: 'other', why: say('diff.owner') },
  ]),
})

export const retentionForEver = kind('retention.for-ever', {
  law: ['GDPR 89(1)'], section: 'how-long', permits: true,
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) if (keep.end?.kind === 'for-ever') yield { at: keep.at, terms: { purpose: purpose.name, what, law: keep.end.law } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(say('promises.for-ever', { what: terms.what })),
  later: 'archive',
})

export const retentionCriterion = kind('retention.criterion', {
  law: ['GDPR 13(2)(a)'], section: 'how-long', permits: true,
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) if (keep.end?.kind === 'criterion') yield { at: keep.at, terms: { purpose: purpose.name, what, text: unstopped(keep.end.text), review: keep.end.review } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(say('promises.criterion', { what: terms.what, text: terms.text })),
  later: 'reviews',
  // Its words are the rule: whether other words keep longer nobody but a reader can say.
  compare: (before, after) => (substanceOf([before.text, before.review], 'with words') === substanceOf([after.text, after.review], 'with words') ? { verdict: 'same', why: say('diff.reworded') } : { verdict: 'other', why: say('diff.changed') }),
})

/** Words that end a sentence of ours do not end it themselves. */
function unstopped(words: Text): Text {
  return inEach((lang) => words[lang].trim().replace(/\.$/, ''))
}

interface Held { readonly [more: string]: unknown; readonly purpose: string; readonly hold: string; readonly law: Citation; readonly end: EndRule | null; readonly period: string | null; readonly sentence: Text }

export const holdByLaw = kind<Held>('hold.by-law', {
  law: ['GDPR 17(3)(b)', 'GDPR 18(2)'], section: 'how-long', permits: true,
  *made(policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      if (keep.end?.kind !== 'law') continue
      const hold = policy.holds.get(keep.end.law)
      if (hold === undefined) continue
      const at: RulePath = keep.at
      if (hold.kind === 'bookkeeping') yield { at, law: [hold.law, 'GDPR 17(3)(b)'], terms: { purpose: purpose.name, hold: hold.name, law: hold.law, end: null, period: null, sentence: hold.law === 'BFL 7:2' ? say('promises.bookkeeping', { label: inside(purpose.label) }) : say('promises.bookkeeping-by', { label: inside(purpose.label), law: inEach((lang) => citationList([hold.law], lang)) }) } }
      else if (hold.period !== null) {
        const rule: EndRule = { kind: 'after', period: hold.period, anchor: hold.anchor, or: [], roundUp: null, onlyAtLeast: false }
        const when = whenText(policy, purpose, { ...keep, end: rule })
        if (when !== null) yield { at, law: [hold.law, 'GDPR 17(3)(b)'], terms: { purpose: purpose.name, hold: hold.name, law: hold.law, end: rule, period: isoPeriod(hold.period), sentence: say('promises.held', { what, when, law: inEach((lang) => citationList([hold.law], lang)) }) } }
      }
    }
  },
  needs: () => ['observe'],
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(terms.sentence),
  keptBy: ['hold-guard', 'sweep'], shownBy: ['holds-standing'],
  compare: (before, after) => together([
    before.law === after.law ? null : { verdict: 'other', why: say('diff.law', { before: inEach((lang) => citationList([before.law], lang)), after: inEach((lang) => citationList([after.law], lang)) }) },
    compareHolds(before, after),
  ]),
})
