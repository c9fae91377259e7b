import { comparePeriods } from '../law/index.ts'
import type { Period } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Channel, Policy, Purpose } from '../model/index.ts'
import { listText, periodText, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { dataLabelled, inside, sentence } from './sentence.ts'
import { besides, byOrder, together } from './verdict.ts'
import { waysText } from './ways-text.ts'
import type { Comparison } from './verdict.ts'

function* purposes(policy: Policy, which: (purpose: Purpose) => boolean): Iterable<Purpose> {
  for (const purpose of policy.purposes.values()) if (which(purpose)) yield purpose
}

/** Channels that need a yes before the first message (MFL 19 §). */
function asked(purpose: Purpose): readonly Channel[] {
  return [...purpose.channels].filter(([, ground]) => ground === 'consent').map(([channel]) => channel)
}

const byConsent = (purpose: Purpose): boolean => purpose.grounds.some((one) => one.ground === 'consent') || asked(purpose).length > 0

/** Who says yes, where the policy says who: a guardian, or the person in some cases and a guardian in others (Art 8, FB 6:11). */
function yesFrom(purpose: Purpose): 'person' | 'guardian' | 'either' {
  const parties = purpose.grounds.filter(({ ground }) => ground === 'consent').map(({ party }) => party)
  if (!parties.includes('guardian')) return 'person'
  return parties.every((party) => party === 'guardian') ? 'guardian' : 'either'
}

interface Asking { readonly [more: string]: unknown; readonly from: 'person' | 'guardian' | 'either'; readonly purpose: string; readonly channels: readonly Channel[]; readonly used: readonly Channel[]; readonly lasts: readonly (Period | null)[]; readonly label: Text }

/** After how long each yes is asked for anew: its own terms, or those of the purpose. Null: it lasts until it is taken back. */
function lastingOf(purpose: Purpose): readonly (Period | null)[] {
  const own = purpose.grounds.filter(({ ground }) => ground === 'consent').map(({ consent }) => consent)
  return (own.length === 0 ? [null] : own).map((terms) => (terms ?? purpose.consent)?.expires ?? null)
}

export const consentBeforeUse = kind<Asking>('consent.before-use', {
  law: ['GDPR 6(1)(a)', 'GDPR 7(1)'], section: 'why',
  *made(policy) {
    for (const purpose of purposes(policy, byConsent)) yield { at: purpose.at, terms: { purpose: purpose.name, channels: asked(purpose), used: [...purpose.channels.keys()], from: yesFrom(purpose), lasts: lastingOf(purpose), label: inside(purpose.label) } }
  },
  about: (terms) => [terms.purpose],
  says(terms) {
    if (terms.channels.length === 0) return sentence(say(terms.from === 'person' ? 'promises.consent-first' : `promises.consent-first-${terms.from}`, { what: dataLabelled(terms.label) }))
    return say('promises.consent-first-channel', { label: terms.label, channels: channelsText(terms.channels, 'or') })
  },
  later: 'consent',
  compare: (before, after) => together([
    asking(besides(before.channels, after.channels), after.used, 'diff.asked-no-more', 'weaker'),
    asking(besides(after.channels, before.channels), before.used, 'diff.asked-now', 'stronger'),
    // Where there are more or fewer of them, the grounds have changed, and that is told as such.
    ...(before.lasts.length === after.lasts.length ? before.lasts.map((was, at) => lasting(was, after.lasts[at] ?? null)) : []),
  ]),
})

/** A yes that holds for longer keeps data for longer, and the other way round. */
function lasting(before: Period | null, after: Period | null): Comparison | null {
  if (before === null && after === null) return null
  const order = before === null ? 1 : after === null ? -1 : comparePeriods(before, after)
  const said = (period: Period | null): Text => (period === null ? say('diff.until-withdrawn') : periodText(period))
  return byOrder(order, say('diff.yes-lasts', { before: said(before), after: said(after) }))
}

/** A channel that one of the two versions does not use at all is a matter of what is sent, not of how it is asked for. */
function asking(channels: readonly string[], used: readonly string[], key: 'diff.asked-no-more' | 'diff.asked-now', verdict: 'weaker' | 'stronger'): Comparison | null {
  if (channels.length === 0) return null
  return { verdict: channels.some((channel) => used.includes(channel)) ? verdict : 'other', why: say(key, { channels: channelsText(channels as readonly Channel[], 'and') }) }
}

function channelsText(channels: readonly Channel[], by: 'and' | 'or'): Text {
  return listText(channels.map((channel) => inside(say(`notice.${channel}`))), by)
}

export const consentWithdrawable = kind('consent.withdrawable', {
  law: ['GDPR 7(3)'], section: 'rights',
  *made(policy: Policy) {
    for (const purpose of purposes(policy, byConsent)) yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label), from: yesFrom(purpose), by: purpose.consent?.withdrawnBy ?? [] } }
  },
  about: (terms) => [terms.purpose],
  says(terms) {
    const ways = waysText(terms.by)
    if (terms.from !== 'person') return ways === null ? say('promises.withdrawable-guardian', { label: terms.label }) : say('promises.withdrawable-guardian-by', { label: terms.label, ways })
    return ways === null ? say('promises.withdrawable', { label: terms.label }) : say('promises.withdrawable-by', { label: terms.label, ways })
  },
  later: 'consent',
  compare(before, after) {
    const [fewer, more] = [besides(before.by, after.by), besides(after.by, before.by)]
    return together([
      fewer.length === 0 ? null : { verdict: 'weaker', why: say('diff.ways-fewer', { ways: fewer.join(', ') }) },
      more.length === 0 ? null : { verdict: 'stronger', why: say('diff.ways-more', { ways: more.join(', ') }) },
    ])
  },
})

export const objectionAtOnce = kind('marketing.objection-at-once', {
  law: ['GDPR 21(2)-3'], section: 'rights',
  *made(policy: Policy) {
    for (const purpose of purposes(policy, (one) => one.marketing)) yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label) } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.objection-at-once', { label: terms.label }),
  later: 'marketing',
})

export const unsubscribeLink = kind('marketing.unsubscribe-link', {
  law: ['MFL 19', 'GDPR 21(4)'], section: 'rights',
  *made(policy: Policy) {
    for (const purpose of purposes(policy, (one) => one.marketing && (one.channels.has('email') || one.channels.has('sms')))) yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label) } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.unsubscribe', { label: terms.label }),
  later: 'marketing',
})

interface Guard { readonly [more: string]: unknown; readonly purpose: string; readonly data: string; readonly condition: string; readonly label: Text; readonly dataLabel: Text
  /** Other purposes have the data too: then it is not used for this one only. */
  readonly shared: boolean }

/** A special category is used for its purpose only, and only while the condition of Art 9(2) stands. */
export const specialGuarded = kind<Guard>('special-category.guarded', {
  law: ['GDPR 9(1)', 'GDPR 9(2)'], section: 'what',
  *made(policy) {
    for (const purpose of policy.purposes.values()) {
      for (const one of purpose.conditions) {
        const item = policy.data.get(one.data)
        if (item !== undefined) yield { at: rulePath('purposes', purpose.name, 'conditions', one.data), terms: { purpose: purpose.name, data: one.data, condition: one.condition, label: inside(purpose.label), dataLabel: item.label, shared: [...policy.purposes.values()].some((other) => other !== purpose && other.data.includes(one.data)) } }
      }
    }
  },
  needs: () => ['observe', 'clear', 'verify'],
  about: (terms) => [terms.purpose],
  says(terms) {
    const asked = terms.condition === 'explicit-consent'
    if (terms.shared) return sentence(say(asked ? 'promises.guarded-here-consent' : 'promises.guarded-here', { data: inside(terms.dataLabel), label: terms.label }))
    return sentence(say(asked ? 'promises.guarded-consent' : 'promises.guarded', { data: terms.dataLabel, label: terms.label }))
  },
  keptBy: ['condition-guard'], shownBy: ['conditions-standing'],
  compare(before, after) {
    if (before.condition === after.condition) return together([])
    const verdict = before.condition === 'explicit-consent' ? 'weaker' : after.condition === 'explicit-consent' ? 'stronger' : 'other'
    return { verdict, why: say('diff.condition', { before: before.condition, after: after.condition }) }
  },
})

export const onlyFor = kind('use.only-for-purpose', {
  law: ['GDPR 5(1)(b)'], section: 'why',
  *made(policy: Policy) {
    for (const purpose of purposes(policy, (one) => one.onlyFor)) yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label) } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.only-for', { label: terms.label }),
  later: 'access',
})

export const onlyAggregates = kind('use.only-aggregates', {
  law: ['GDPR 5(1)(c)'], section: 'why',
  *made(policy: Policy) {
    for (const purpose of purposes(policy, (one) => one.aggregate)) yield { at: purpose.at, terms: { purpose: purpose.name, label: inside(purpose.label) } }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.aggregates', { label: terms.label }),
  later: 'analytics',
})
