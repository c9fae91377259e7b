import { isoPeriod, parsePeriod } from '../law/index.ts'
import type { NotTold, Policy } from '../model/index.ts'
import { dayText, listText, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { compareTimes, insteadOf } from './compare-times.ts'
import { kind } from './kind.ts'
import { dataOf, inside, sentence } from './sentence.ts'
import { besides, byOrder, together } from './verdict.ts'

const moments = { 'first-contact': 'promises.told-first-contact', collection: 'promises.told-collection', disclosure: 'promises.told-disclosure' } as const

interface Told { readonly [more: string]: unknown; readonly purpose: string; readonly told: string | null; readonly exception: NotTold['exception'] | null; readonly label: Text; readonly period: Text | null }

/** When those are told whose data came from others, or why they are not (Art 14). */
export const peopleTold = kind<Told>('information.people-told', {
  law: ['GDPR 14(1)', 'GDPR 14(3)'], section: 'what',
  *made(policy) {
    for (const purpose of policy.purposes.values()) {
      const label = inside(purpose.label)
      if (purpose.notTold !== null) yield { at: purpose.at, law: ['GDPR 14(5)'], terms: { purpose: purpose.name, told: null, exception: purpose.notTold.exception, label, period: null } }
      else if (purpose.told !== null) {
        const period = parsePeriod(purpose.told)
        if (period !== null || Object.hasOwn(moments, purpose.told)) yield { at: purpose.at, terms: { purpose: purpose.name, told: period === null ? purpose.told : isoPeriod(period), exception: null, label, period: period === null ? null : periodText(period) } }
      }
    }
  },
  about: (terms) => [terms.purpose],
  says(terms) {
    if (terms.exception !== null) return say(`promises.not-told-${terms.exception}`, { label: terms.label })
    if (terms.period !== null) return say('promises.told-within', { label: terms.label, period: terms.period })
    return say(moments[terms.told as keyof typeof moments], { label: terms.label })
  },
  later: 'notice',
  compare(before, after) {
    if (before.told === after.told && before.exception === after.exception) return together([])
    if (after.exception !== null && before.exception === null) return { verdict: 'weaker', why: say('diff.told-no-more') }
    if (before.exception !== null && after.exception === null) return { verdict: 'stronger', why: say('diff.told-now') }
    const [was, is] = [before.told, after.told]
    if (was !== null && is !== null && parsePeriod(was) !== null && parsePeriod(is) !== null) return together([byOrder(compareTimes(was, is), say('diff.within', insteadOf(was, is)))])
    return { verdict: 'other', why: say('diff.changed') }
  },
})

const known = ['pseudonymised', 'aggregated', 'minimised', 'kept-apart', 'ethics-review', 'no-decisions'] as const

/** What protects people where data serves research, statistics or an archive (Art 89(1)). */
export const safeguarded = kind('use.safeguarded', {
  law: ['GDPR 89(1)'], section: 'why',
  *made(policy: Policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.safeguards.length > 0) yield { at: purpose.at, terms: { purpose: purpose.name, safeguards: purpose.safeguards, label: inside(purpose.label), list: listText(purpose.safeguards.map(safeguardText)) } }
    }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.safeguards', { label: terms.label, safeguards: terms.list }),
  later: 'analytics',
  compare(before, after) {
    const [fewer, more] = [besides(before.safeguards, after.safeguards), besides(after.safeguards, before.safeguards)]
    return together([
      fewer.length === 0 ? null : { verdict: 'weaker', why: say('diff.less-data', { names: fewer.join(', ') }) },
      more.length === 0 ? null : { verdict: 'stronger', why: say('diff.more-data', { names: more.join(', ') }) },
    ])
  },
})

function safeguardText(name: string): Text {
  const own = known.find((one) => one === name)
  return own === undefined ? verbatim(name.replaceAll('-', ' ')) : say(`promises.safeguard-${own}`)
}

export const humanDecides = kind('automated.human-decides', {
  law: ['GDPR 22(3)'], section: 'rights',
  *made(policy: Policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.automated !== null) yield { at: purpose.automated.at, terms: { purpose: purpose.name, human: purpose.automated.human, permittedBy: purpose.automated.permittedBy, label: inside(purpose.label) } }
    }
  },
  about: (terms) => [terms.purpose],
  says: (terms) => say('promises.human-decides', { label: terms.label }),
  later: 'requests',
  compare: (before, after) => together([
    before.permittedBy === after.permittedBy ? null : { verdict: 'other', why: say('diff.condition', { before: before.permittedBy ?? say('diff.unsaid'), after: after.permittedBy ?? say('diff.unsaid') }) },
    before.human === after.human ? null : { verdict: 'other', why: say('diff.owner') },
  ]),
})

/** A purpose that is for people of some ages only. */
export const ageLimit = kind('people.age-limit', {
  law: ['GDPR 8(1)', 'GDPR 5(1)(a)'], section: 'why',
  *made(policy: Policy) {
    for (const purpose of policy.purposes.values()) {
      const { fromAge = null, underAge = null } = purpose.when ?? {}
      if (fromAge !== null || underAge !== null) yield { at: purpose.at, terms: { purpose: purpose.name, from: fromAge, under: underAge, what: dataOf(purpose) } }
    }
  },
  about: (terms) => [terms.purpose],
  says: ({ what, from, under }) => sentence(from !== null && under !== null ? say('promises.age-between', { what, from, under }) : from !== null ? say('promises.age-from', { what, age: from }) : say('promises.age-under', { what, age: under ?? 0 })),
  later: 'forms',
  compare: (before, after) => together([
    before.from === after.from ? null : { verdict: (after.from ?? 0) < (before.from ?? 0) ? 'weaker' : 'stronger', why: say('diff.changed') },
    before.under === after.under ? null : { verdict: 'other', why: say('diff.changed') },
  ]),
})

/** What is kept and what goes by a decided plan, of those who keep public records. */
export const scheduled = kind('retention.scheduled', {
  law: ['GDPR 5(1)(e)', 'GDPR 89(1)'], section: 'how-long', permits: true,
  *made(policy: Policy) {
    const { schedule } = policy
    if (schedule === null || schedule.decidedBy === null || schedule.on === null) return
    yield { at: schedule.at, law: schedule.law === null ? ['GDPR 5(1)(e)'] : [schedule.law], terms: { by: schedule.decidedBy, on: schedule.on, reference: schedule.reference, day: dayText(schedule.on) } }
  },
  says: (terms) => (terms.reference === null ? say('promises.scheduled', { by: terms.by, day: terms.day }) : say('promises.scheduled-reference', { by: terms.by, day: terms.day, reference: terms.reference })),
  later: 'archive',
})
