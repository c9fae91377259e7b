import { isoPeriod } from '../law/index.ts'
import type { Period } from '../law/index.ts'
import type { Anchor, EndRule, Policy, Purpose, Retention } from '../model/index.ts'
import { listText, periodText, say, verbatim } from '../text/index.ts'
import type { MessageKey, Text } from '../text/index.ts'
import { areas, inEach } from '../text/index.ts'
import { insteadOf } from './compare-times.ts'

/** When a retention ends, as the last part of a sentence; null where the policy does not say (a finding of the checks). */
export function whenText(policy: Policy, purpose: Purpose, keep: Retention): Text | null {
  const when = ruleText(policy, purpose, keep.end)
  if (when === null) return null
  const most = ruleText(policy, purpose, keep.atMost)
  const least = ruleText(policy, purpose, keep.atLeast)
  const held = least === null ? when : say('promises.at-least', { when, least })
  return most === null ? held : say('promises.at-most', { when: held, most })
}

export function ruleText(policy: Policy, purpose: Purpose, rule: EndRule | null): Text | null {
  switch (rule?.kind) {
    case 'after': return afterText(policy, purpose, rule)
    case 'until': return rule.event === 'withdrawal' ? say('promises.withdrawn') : say('promises.at-once', { event: anchorText(policy, purpose, rule.event) })
    case 'while-relation': return say('promises.relation-over')
    case 'first-of': return several(policy, purpose, rule.rules, 'promises.first-of')
    case 'last-of': return several(policy, purpose, rule.rules, 'promises.last-of')
    default: return null
  }
}

function afterText(policy: Policy, purpose: Purpose, rule: Extract<EndRule, { kind: 'after' }>): Text {
  const event = rule.or.reduce((said, other) => say('promises.or', { event: said, other: anchorText(policy, purpose, other) }), anchorText(policy, purpose, rule.anchor))
  const plain = isoPeriod(rule.period) === 'P0D' ? say('promises.at-once', { event })
    : rule.from === undefined ? say('promises.after', { period: periodText(rule.period), event }) : say('promises.between', { ...rangeText(rule.from, rule.period), event })
  const rounded = rule.roundUp === null ? plain : say(rule.roundUp === 'calendar-year' ? 'promises.end-of-calendar-year' : 'promises.end-of-fiscal-year', { when: plain })
  const held = rule.onlyAtLeast ? say('promises.not-before', { when: rounded }) : rounded
  return rule.normally === true ? say('promises.normally', { when: held }) : held
}

/** `6 to 12 months`: the unit is said once where it is the same. */
function rangeText(from: Period, to: Period): { readonly from: Text; readonly period: Text } {
  const times = insteadOf(isoPeriod(from), isoPeriod(to))
  return { from: times.before, period: times.after }
}

function several(policy: Policy, purpose: Purpose, rules: readonly EndRule[], key: 'promises.first-of' | 'promises.last-of'): Text | null {
  const each = rules.map((rule) => ruleText(policy, purpose, rule))
  const said = each.filter((text) => text !== null)
  return said.length === 0 || said.length < each.length ? null : say(key, { rules: listText(said, 'or') })
}

export function anchorText(policy: Policy, purpose: Purpose, anchor: Anchor): Text {
  const own = policy.events.get(anchor)
  if (own !== undefined) return inEach((lang) => own[lang].charAt(0).toLocaleLowerCase('sv') + own[lang].slice(1))
  // Where the activity that is recorded is the sign-in, it is said as that: everybody knows what a sign-in is.
  const key = anchor === 'last-activity' && purpose.data.includes('last-sign-in') ? 'anchors.last-sign-in' : `anchors.${anchor}`
  return Object.hasOwn(areas.anchors, key) ? say(key as MessageKey & `anchors.${string}`) : verbatim(anchor)
}
