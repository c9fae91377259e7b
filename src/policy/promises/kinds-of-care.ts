import { isoPeriod } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy } from '../model/index.ts'
import { periodText, say } from '../text/index.ts'
import { kind } from './kind.ts'
import { inside } from './sentence.ts'

export const informationGiven = kind('information.given', {
  law: ['GDPR 12(1)', 'GDPR 13', 'GDPR 14'], section: 'who',
  *made(policy: Policy) {
    yield { at: rulePath('effective'), terms: { effective: policy.effective } }
  },
  says: () => say('promises.information'),
  keptBy: ['publisher'], shownBy: ['notice-published'],
})

export const changesTold = kind('information.changes-told', {
  law: ['GDPR 12(1)', 'GDPR 13(3)'], section: 'who',
  *made(policy: Policy) {
    const { changesTold: ahead } = policy.notice
    if (ahead !== null) yield { at: rulePath('changes-told'), terms: { ahead: isoPeriod(ahead), period: periodText(ahead) } }
  },
  says: (terms) => say('promises.changes-told', { period: terms.period }),
  later: 'notice',
})

export const measureReviewed = kind('measure.reviewed', {
  law: ['GDPR 32(1)(d)'], section: 'security', internal: true,
  *made(policy: Policy) {
    for (const measure of policy.measures.values()) {
      if (measure.review !== null) yield { at: measure.at, terms: { measure: measure.name, label: inside(measure.label), owner: measure.owner, review: measure.review } }
    }
  },
  says: (terms) => say('promises.measure', { label: terms.label }),
  keptBy: ['measure-calendar'], shownBy: ['measures-reviewed'],
})

export const cookiesBlocked = kind('cookies.blocked-before', {
  law: ['LEK 9:28'], section: 'cookies',
  *made(policy: Policy) {
    if (policy.cookies.some((cookie) => cookie.category !== 'necessary')) yield { at: rulePath('cookies'), terms: { cookies: policy.cookies.filter((cookie) => cookie.category !== 'necessary').map((cookie) => cookie.name) } }
  },
  says: () => say('promises.cookies-first'),
  later: 'cookies',
})

export const cookiesLifetime = kind('cookies.lifetime', {
  law: ['GDPR 13(2)(a)'], section: 'cookies',
  *made(policy: Policy) {
    if (policy.cookies.some((cookie) => cookie.lifetime !== null)) yield { at: rulePath('cookies', 'list'), terms: { cookies: policy.cookies.map((cookie) => ({ name: cookie.name, lifetime: cookie.lifetime === null || cookie.lifetime === 'session' ? cookie.lifetime : isoPeriod(cookie.lifetime) })) } }
  },
  says: () => say('promises.cookies-lifetime'),
  later: 'cookies',
})

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
})
