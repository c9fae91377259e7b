import { isoPeriod } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy } from '../model/index.ts'
import { dayText, periodText, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { compareTimes, insteadOf, timeText } from './compare-times.ts'
import { kind } from './kind.ts'
import { inside, sentence } from './sentence.ts'
import { besides, byOrder, together } from './verdict.ts'
import type { Comparison, Verdict } from './verdict.ts'

export const informationGiven = kind('information.given', {
  law: ['GDPR 12(1)', 'GDPR 13', 'GDPR 14'], section: 'who',
  *made(policy: Policy) {
    yield { at: rulePath('effective'), terms: { effective: policy.effective } }
  },
  says: () => say('promises.information'),
  keptBy: ['publisher'], shownBy: ['notice-published'],
  // Every version has a day of its own; that it has is no change of the promise.
  compare: () => together([]),
})

export const changesTold = kind('information.changes-told', {
  law: ['GDPR 12(1)', 'GDPR 13(3)'], section: 'who',
  *made(policy: Policy) {
    const { changesTold: ahead } = policy.notice
    if (ahead !== null) yield { at: rulePath('changes-told'), terms: { ahead: isoPeriod(ahead), period: periodText(ahead) } }
  },
  says: (terms) => say('promises.changes-told', { period: terms.period }),
  later: 'notice',
  compare: (before, after) => together([byOrder(compareTimes(after.ahead, before.ahead), say('diff.told-ahead', insteadOf(before.ahead, after.ahead)))]),
})

export const measureReviewed = kind('measure.reviewed', {
  law: ['GDPR 32(1)(d)'], section: 'security', internal: true,
  *made(policy: Policy) {
    for (const measure of policy.measures.values()) {
      if (measure.review !== null) yield { at: measure.at, terms: { measure: measure.name, label: inside(measure.label), owner: measure.owner, review: measure.review } }
    }
  },
  says: (terms) => sentence(say('promises.measure', { label: terms.label, day: dayText(terms.review) })),
  keptBy: ['measure-calendar'], shownBy: ['measures-reviewed'],
  compare: (before, after) => together([
    before.review === after.review ? null : { verdict: 'other', why: say('diff.review-day', { before: dayText(before.review), after: dayText(after.review) }) },
    before.owner === after.owner ? null : { verdict: 'other', why: say('diff.owner') },
  ]),
})

export const cookiesBlocked = kind('cookies.blocked-before', {
  law: ['LEK 9:28'], section: 'cookies',
  *made(policy: Policy) {
    if (policy.cookies.some((cookie) => cookie.category !== 'necessary')) yield { at: rulePath('cookies'), terms: { cookies: policy.cookies.filter((cookie) => cookie.category !== 'necessary').map((cookie) => cookie.name), necessary: policy.cookies.filter((cookie) => cookie.category === 'necessary').map((cookie) => cookie.name) } }
  },
  says: () => say('promises.cookies-first'),
  later: 'cookies',
  compare: (before, after) => together([
    namedCookies(before.cookies.filter((name) => after.necessary.includes(name)), 'diff.cookies-unasked', 'weaker'),
    namedCookies(after.cookies.filter((name) => before.necessary.includes(name)), 'diff.cookies-asked', 'stronger'),
    namedCookies(besides(after.cookies, [...before.cookies, ...before.necessary]), 'diff.cookies-more', 'other'),
    namedCookies(besides(before.cookies, [...after.cookies, ...after.necessary]), 'diff.cookies-fewer', 'other'),
  ]),
})

function namedCookies(names: readonly string[], key: 'diff.cookies-unasked' | 'diff.cookies-asked' | 'diff.cookies-more' | 'diff.cookies-fewer', verdict: Verdict): Comparison | null {
  return names.length === 0 ? null : { verdict, why: say(key, { names: names.join(', ') }) }
}

export const cookiesLifetime = kind('cookies.lifetime', {
  law: ['GDPR 13(2)(a)'], section: 'cookies',
  *made(policy: Policy) {
    if (policy.cookies.some((cookie) => cookie.lifetime !== null)) yield { at: rulePath('cookies', 'list'), terms: { cookies: policy.cookies.map((cookie) => ({ name: cookie.name, lifetime: cookie.lifetime === null || cookie.lifetime === 'session' ? cookie.lifetime : isoPeriod(cookie.lifetime) })) } }
  },
  says: () => say('promises.cookies-lifetime'),
  later: 'cookies',
  compare({ cookies: before }, { cookies: after }) {
    const known = new Map(before.map((cookie) => [cookie.name, cookie.lifetime]))
    const names = (list: typeof before): readonly string[] => list.map((cookie) => cookie.name)
    return together([
      ...after.map(({ name, lifetime }) => (known.has(name) ? compareLifetimes(name, known.get(name) ?? null, lifetime) : null)),
      namedCookies(besides(names(after), names(before)), 'diff.cookies-more', 'other'),
      namedCookies(besides(names(before), names(after)), 'diff.cookies-fewer', 'other'),
    ])
  },
})

/** A cookie of the session is gone before any other; one without a time may stay for ever. */
function compareLifetimes(name: string, before: string | null, after: string | null): Comparison | null {
  if (before === after) return null
  const said = (time: string | null): Text => (time === null ? say('diff.cookie-unsaid') : time === 'session' ? say('diff.cookie-session') : timeText(time))
  const why = say('diff.cookie-lifetime', { name, before: said(before), after: said(after) })
  if (after === null || before === 'session') return { verdict: 'weaker', why }
  if (before === null || after === 'session') return { verdict: 'stronger', why }
  return byOrder(compareTimes(before, after), why)
}

export const breachAuthority = kind('breach.within-72h', {
  law: ['GDPR 33(1)'], section: 'security', internal: true,
  *made(policy: Policy) {
    if (policy.breach !== null) yield { at: policy.breach.at, terms: { hours: 72 } }
  },
  says: () => say('promises.breach-authority'),
  later: 'breach',
})

export const breachPeople = kind('breach.people-told', {
  law: ['GDPR 34(1)'], section: 'security', internal: true,
  *made(policy: Policy) {
    if (policy.breach !== null) yield { at: policy.breach.at, terms: { from: policy.breach.peopleTold } }
  },
  says: (terms) => say(terms.from === 'risk' ? 'promises.breach-people-risk' : 'promises.breach-people'),
  later: 'breach',
  compare: (before, after) => (before.from === after.from ? together([]) : after.from === 'risk' ? { verdict: 'stronger', why: say('diff.breach-any') } : { verdict: 'weaker', why: say('diff.breach-high') }),
})
