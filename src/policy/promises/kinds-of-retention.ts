import { comparePeriods, isoPeriod } from '../law/index.ts'
import type { Period } from '../law/index.ts'
import type { EndRule, Policy, Purpose, Retention, RulePath } from '../model/index.ts'
import { citationList } from '../law/index.ts'
import { inEach, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { dataOf, inside, sentence } from './sentence.ts'
import { whenText } from './end-text.ts'

interface Rule { readonly purpose: Purpose; readonly keep: Retention; readonly what: Text }

/** Every retention of a policy: of the purposes, and of single kinds of data within them. */
export function* retentions(policy: Policy): Iterable<Rule> {
  for (const purpose of policy.purposes.values()) {
    yield { purpose, keep: purpose.keep, what: dataOf(purpose) }
    for (const [data, keep] of purpose.keep.perData) {
      const label = policy.data.get(data)?.label ?? verbatim(data)
      yield { purpose, keep, what: say('promises.data-for-field', { data: inside(label), label: inside(purpose.label) }) }
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
  readonly sentence: Text
}

export const retentionEnds = kind<Ends>('retention.ends', {
  law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'], section: 'how-long',
  *made(policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      const when = whenText(policy, purpose, keep)
      if (when === null) continue
      const period = keep.end?.kind === 'after' ? isoPeriod(keep.end.period) : null
      const anchor = keep.end?.kind === 'after' ? keep.end.anchor : keep.end?.kind === 'until' ? keep.end.event : null
      yield { at: keep.at, terms: { purpose: purpose.name, rule: ruleCode(keep.end), period, anchor, most: ruleCode(keep.atMost), least: ruleCode(keep.atLeast), then: keep.then.action, sentence: thenText(keep, what, when) } }
    }
  },
  needs: (terms) => (terms.then === 'restrict' ? ['observe', 'restrict', 'verify'] : terms.then === 'erase' ? ['observe', 'erase', 'verify'] : ['observe', 'clear', 'verify']),
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(terms.sentence),
  keptBy: ['sweep'], shownBy: ['retention-overdue'],
  compare(before, after) {
    if (before.anchor !== after.anchor || before.period === null || after.period === null) return { verdict: 'other', why: verbatim(`${before.rule} → ${after.rule}`) }
    const order = comparePeriods(periodOf(before.period), periodOf(after.period))
    const verdict = order === null ? 'other' : order < 0 ? 'weaker' : order > 0 ? 'stronger' : 'other'
    return { verdict, why: inEach((lang) => `${periodText(periodOf(before.period ?? 'P0D'))[lang]} → ${periodText(periodOf(after.period ?? 'P0D'))[lang]}`) }
  },
})

function periodOf(iso: string): Period {
  const [, y, m, w, d] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(iso) ?? []
  return { years: Number(y ?? 0), months: Number(m ?? 0), weeks: Number(w ?? 0), days: Number(d ?? 0) }
}

/** A rule in a few signs, for comparing: `P2Y after last-activity`. */
export function ruleCode(rule: EndRule | null): string {
  switch (rule?.kind) {
    case 'after': return `${rule.onlyAtLeast ? 'at least ' : ''}${isoPeriod(rule.period)} after ${[rule.anchor, ...rule.or].join(' or ')}${rule.roundUp === null ? '' : ` to ${rule.roundUp}`}`
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
})

export const retentionForEver = kind('retention.for-ever', {
  law: ['GDPR 89(1)'], section: 'how-long',
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) if (keep.end?.kind === 'for-ever') yield { at: keep.at, terms: { purpose: purpose.name, what, law: keep.end.law } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(say('promises.for-ever', { what: terms.what })),
  later: 'archive',
})

export const retentionCriterion = kind('retention.criterion', {
  law: ['GDPR 13(2)(a)'], section: 'how-long',
  *made(policy: Policy) {
    for (const { purpose, keep, what } of retentions(policy)) if (keep.end?.kind === 'criterion') yield { at: keep.at, terms: { purpose: purpose.name, what, text: keep.end.text, review: keep.end.review } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(say('promises.criterion', { what: terms.what, text: terms.text })),
  later: 'reviews',
})

interface Held { readonly [more: string]: unknown; readonly purpose: string; readonly hold: string; readonly sentence: Text }

export const holdByLaw = kind<Held>('hold.by-law', {
  law: ['GDPR 17(3)(b)', 'GDPR 18(2)'], section: 'how-long',
  *made(policy) {
    for (const { purpose, keep, what } of retentions(policy)) {
      if (keep.end?.kind !== 'law') continue
      const hold = policy.holds.get(keep.end.law)
      if (hold === undefined) continue
      const at: RulePath = keep.at
      if (hold.kind === 'bookkeeping') yield { at, law: [hold.law, 'GDPR 17(3)(b)'], terms: { purpose: purpose.name, hold: hold.name, sentence: say('promises.bookkeeping', { label: inside(purpose.label) }) } }
      else if (hold.period !== null) {
        const rule: EndRule = { kind: 'after', period: hold.period, anchor: hold.anchor, or: [], roundUp: null, onlyAtLeast: false }
        const when = whenText(policy, purpose, { ...keep, end: rule })
        if (when !== null) yield { at, law: [hold.law, 'GDPR 17(3)(b)'], terms: { purpose: purpose.name, hold: hold.name, sentence: say('promises.held', { what, when, law: inEach((lang) => citationList([hold.law], lang)) }) } }
      }
    }
  },
  needs: () => ['observe'],
  about: (terms) => [terms.purpose],
  says: (terms) => sentence(terms.sentence),
  keptBy: ['hold-guard', 'sweep'], shownBy: ['holds-standing'],
})
