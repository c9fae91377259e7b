import { citationText, isoPeriod } from '../../policy/law/index.ts'
import type { Anchor, EndRule, Retention, Then } from '../../policy/model/index.ts'
import { say, sayPeriod } from '../../policy/text/index.ts'
import type { Text } from '../../policy/text/index.ts'
import { capital, dataLabel, peopleLabel, wordOf } from '../words.ts'
import type { Writing } from '../words.ts'

/** Art 30(1)(f): how long, in words, for the purpose and for what has a rule of its own within it. */
export function retentionLines(writing: Writing, keep: Retention): readonly string[] {
  const { lang } = writing
  return [
    ...own(writing, keep),
    ...[...keep.perData].flatMap(([name, rule]) => own(writing, rule).map((said) => say('register.of', { what: capital(dataLabel(writing, name)), rule: said })[lang])),
    ...[...(keep.perPeople ?? [])].flatMap(([name, rule]) => own(writing, rule).map((said) => say('register.of', { what: capital(peopleLabel(writing, name)), rule: said })[lang])),
  ]
}

function own(writing: Writing, keep: Retention): readonly string[] {
  const { lang, policy } = writing
  const series = keep.series === undefined ? undefined : policy.schedule?.series.get(keep.series)
  const end = keep.end === null ? null : bounded(writing, keep, whenOf(writing, keep.end))
  return [
    ...(end === null ? [] : [keep.end?.kind === 'law' || keep.end?.kind === 'for-ever' || keep.end?.kind === 'criterion' || keep.end?.kind === 'instruction' ? say('register.kept', { when: end })[lang] : thenWords(writing, keep.then, end)]),
    ...(series === undefined ? [] : [say('register.series', { series: series.label })[lang]]),
    ...(keep.remind === null ? [] : [say('register.remind', { period: sayPeriod(keep.remind, lang) })[lang]]),
    ...(keep.review === null ? [] : [say('register.reviewed-every', { period: sayPeriod(keep.review.every, lang) })[lang]]),
  ]
}

function bounded(writing: Writing, keep: Retention, when: string): string {
  const { lang } = writing
  const least = keep.atLeast === null ? when : say('register.not-before', { when, least: whenOf(writing, keep.atLeast) })[lang]
  return keep.atMost === null ? least : say('register.at-most', { when: least, most: whenOf(writing, keep.atMost) })[lang]
}

function thenWords({ lang }: Writing, then: Then, when: string): string {
  if (then.action === 'restrict' && then.for !== null) return say('register.then-restrict-for', { when, period: sayPeriod(then.for, lang) })[lang]
  return say(`register.then-${then.action}`, { when })[lang]
}

function whenOf(writing: Writing, rule: EndRule): string {
  const { lang, policy } = writing
  const in_ = (text: Text): string => text[lang]
  switch (rule.kind) {
    case 'after': return afterWords(writing, rule)
    case 'until': return rule.event === 'withdrawal' ? in_(say('register.withdrawn')) : in_(say('register.at', { event: anchorWords(writing, rule.event) }))
    case 'while-relation': return in_(say('register.relation-over'))
    case 'law': {
      const hold = policy.holds.get(rule.law)
      const law = hold === undefined ? rule.law : citationText(hold.law, lang)
      if (hold?.kind === 'bookkeeping') return in_(say('register.bookkeeping', { law }))
      return hold?.period == null ? in_(say('register.by-law', { law })) : `${in_(say('register.after', { period: sayPeriod(hold.period, lang), event: anchorWords(writing, hold.anchor) }))} (${law})`
    }
    case 'first-of': case 'last-of': return in_(say(`register.${rule.kind}`, { rules: rule.rules.map((one) => whenOf(writing, one)).join('; ') }))
    case 'criterion': return in_(say('register.criterion', { text: rule.text }))
    case 'for-ever': return in_(say('register.for-ever'))
    case 'instruction': return in_(say('register.instruction'))
    case 'no-start': return in_(say('register.no-start', { period: sayPeriod(rule.period, lang) }))
    case 'vague': return rule.text
  }
}

function afterWords(writing: Writing, rule: Extract<EndRule, { kind: 'after' }>): string {
  const { lang } = writing
  const event = rule.or.reduce((said, other) => say('register.anchor-or', { event: said, other: anchorWords(writing, other) })[lang], anchorWords(writing, rule.anchor))
  const plain = isoPeriod(rule.period) === 'P0D' ? say('register.at', { event })
    : rule.from === undefined ? say('register.after', { period: sayPeriod(rule.period, lang), event }) : say('register.between', { from: sayPeriod(rule.from, lang), period: sayPeriod(rule.period, lang), event })
  const rounded = rule.roundUp === null ? plain : say(rule.roundUp === 'calendar-year' ? 'register.end-of-calendar-year' : 'register.end-of-fiscal-year', { when: plain })
  const held = rule.onlyAtLeast ? say('register.at-least', { when: rounded }) : rounded
  return (rule.normally === true ? say('register.normally', { when: held }) : held)[lang]
}

export function anchorWords({ policy, lang }: Writing, anchor: Anchor): string {
  return policy.events.get(anchor)?.[lang] ?? wordOf('anchor', anchor, lang)
}

