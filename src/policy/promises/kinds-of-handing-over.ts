import { isoPeriod } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy } from '../model/index.ts'
import { dayText, inEach, listText, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { compareTimes, insteadOf } from './compare-times.ts'
import { dataList } from './condition-text.ts'
import { kind } from './kind.ts'
import { inside } from './sentence.ts'
import { besides, byOrder, together } from './verdict.ts'

export const byInstruction = kind('processor.by-instruction', {
  law: ['GDPR 28(3)(a)', 'GDPR 29'], section: 'who', permits: true,
  *made(policy: Policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.role === 'processor') yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label), for: purpose.for === null ? say('promises.those-who-ask') : inside(purpose.for) } }
    }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.by-instruction', { label: terms.label, for: terms.for }),
  later: 'processor',
})

export const handedOver = kind('purpose.handed-over', {
  law: ['GDPR 13(3)', 'GDPR 14(4)'], section: 'who-gets',
  *made(policy: Policy) {
    for (const purpose of policy.purposes.values()) {
      const { handOver } = purpose
      if (handOver === null) continue
      const to = policy.recipients.get(handOver.to)?.label ?? verbatim(handOver.to)
      yield { at: handOver.at, terms: { purpose: purpose.name, to: handOver.to, on: handOver.on, ahead: handOver.toldAhead === null ? null : isoPeriod(handOver.toldAhead), label: inside(purpose.label), who: to, day: dayText(handOver.on), period: handOver.toldAhead === null ? null : periodText(handOver.toldAhead) } }
    }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => (terms.period === null ? say('promises.hand-over', { day: terms.day, to: terms.who, label: terms.label }) : say('promises.hand-over-told', { day: terms.day, to: terms.who, label: terms.label, period: terms.period })),
  later: 'notice',
  compare: (before, after) => together([
    before.to === after.to ? null : { verdict: 'other', why: say('diff.more-recipients', { names: after.who }) },
    before.on === after.on ? null : { verdict: 'other', why: say('diff.on-day', { before: before.day, after: after.day }) },
    before.ahead === after.ahead ? null
      : before.ahead === null ? { verdict: 'stronger', why: say('diff.now-told-ahead') }
        : after.ahead === null ? { verdict: 'weaker', why: say('diff.not-told-ahead') } : byOrder(compareTimes(after.ahead, before.ahead), say('diff.told-ahead', insteadOf(before.ahead, after.ahead))),
  ]),
})

const uses = { marketing: 'promises.use-marketing', profiling: 'promises.use-profiling', sale: 'promises.use-sale', 'own-purposes': 'promises.use-own-purposes', 'ai-training': 'promises.use-ai-training' } as const

/** Only what is said of the one recipient: which data, in what form, when, for how long, and not for what. */
export const disclosureLimits = kind('disclosure.limits', {
  law: ['GDPR 5(1)(b)', 'GDPR 5(1)(c)'], section: 'who-gets',
  *made(policy: Policy) {
    for (const one of policy.recipients.values()) {
      if (one.form === null && one.when === null && one.keeps === null && one.never.length === 0) continue
      yield {
        at: one.at, terms: {
          recipient: one.name, purposes: one.purposes, data: one.data, never: one.never, keeps: one.keeps === null ? null : isoPeriod(one.keeps), label: one.label, what: one.data.length === 0 ? null : dataList(policy, one.data),
          form: one.form, when: one.when, period: one.keeps === null ? null : periodText(one.keeps), uses: one.never.length === 0 ? null : listText(one.never.map((use) => useText(policy, use)), 'or'),
        },
      }
    }
  },
  about: (terms) => (terms.purposes.length === 0 ? null : terms.purposes),
  says(terms) {
    const said = [
      terms.what === null ? say('promises.limits-unsaid', { recipient: terms.label }) : say('promises.limits', { recipient: terms.label, data: terms.what }),
      ...(terms.form === null ? [] : [say('promises.limits-form', { form: terms.form })]), ...(terms.when === null ? [] : [say('promises.limits-when', { when: inside(terms.when) })]),
      ...(terms.period === null ? [] : [say('promises.limits-keeps', { period: terms.period })]), ...(terms.uses === null ? [] : [say('promises.limits-never', { uses: terms.uses })]),
    ]
    return inEach((lang) => said.map((text) => text[lang]).join(' '))
  },
  later: 'disclosures',
  compare(before, after) {
    const [more, less] = [before.data.length === 0 ? [] : after.data.length === 0 ? ['…'] : besides(after.data, before.data), after.data.length === 0 ? [] : before.data.length === 0 ? after.data : besides(before.data, after.data)]
    const [fewer, further] = [besides(before.never, after.never), besides(after.never, before.never)]
    return together([
      more.length === 0 ? null : { verdict: 'weaker', why: say('diff.more-data', { names: more.join(', ') }) },
      less.length === 0 ? null : { verdict: 'stronger', why: say('diff.less-data', { names: less.join(', ') }) },
      fewer.length === 0 ? null : { verdict: 'weaker', why: say('diff.may-use', { names: fewer.join(', ') }) },
      further.length === 0 ? null : { verdict: 'stronger', why: say('diff.may-not-use', { names: further.join(', ') }) },
      before.keeps === after.keeps ? null
        : before.keeps === null ? { verdict: 'stronger', why: say('diff.now-limited') }
          : after.keeps === null ? { verdict: 'weaker', why: say('diff.not-limited') } : byOrder(compareTimes(before.keeps, after.keeps), say('diff.kept', insteadOf(before.keeps, after.keeps))),
      sameText(before.form, after.form) && sameText(before.when, after.when) ? null : { verdict: 'other', why: say('diff.reworded') },
    ])
  },
})

function sameText(a: Text | null, b: Text | null): boolean {
  return a?.sv === b?.sv && a?.en === b?.en
}

/** A use of the language's own, one of the policy's purposes, or the author's word. */
function useText(policy: Policy, use: string): Text {
  if (Object.hasOwn(uses, use)) return say(uses[use as keyof typeof uses])
  return inside(policy.purposes.get(use)?.label ?? verbatim(use.replaceAll('-', ' ')))
}

export const appealable = kind('decision.appealable', {
  law: ['GDPR 79(1)'], section: 'complain', permits: true,
  *made(policy: Policy) {
    if (policy.notice.appeal !== null) yield { at: rulePath('appeal'), terms: { to: policy.notice.appeal } }
  },
  says: (terms) => say('promises.appeal', { to: terms.to }),
  later: 'requests',
})
