import { isoPeriod } from '../law/index.ts'
import type { Citation, Within } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy, Right } from '../model/index.ts'
import { listText, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { compareTimes, insteadOf, timeText } from './compare-times.ts'
import { kind } from './kind.ts'
import { inside, peopleLabels } from './sentence.ts'
import { besides, byOrder, together } from './verdict.ts'
import type { Comparison } from './verdict.ts'

const answered = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'] as const
type Answered = (typeof answered)[number]

const laws: Readonly<Record<Answered, readonly Citation[]>> = {
  access: ['GDPR 12(3)', 'GDPR 15'], rectification: ['GDPR 12(3)', 'GDPR 16'], erasure: ['GDPR 12(3)', 'GDPR 17'],
  restriction: ['GDPR 12(3)', 'GDPR 18'], portability: ['GDPR 12(3)', 'GDPR 20'], objection: ['GDPR 12(3)', 'GDPR 21(1)'],
}

interface Within12 { readonly [more: string]: unknown; readonly right: Answered; readonly within: string; readonly own: boolean; readonly time: Text; readonly people: readonly string[]; readonly who: Text | null }

/** One for each right, whether the policy promises a time of its own or leaves it at the month of Art 12(3). */
export const requestWithin = kind<Within12>('request.within', {
  law: ['GDPR 12(3)'], section: 'rights',
  *made(policy) {
    for (const right of answered) {
      if (!applies(policy, right)) continue
      const terms = policy.rights.find((one) => one.right === right)
      const people = terms?.people ?? []
      const labels = peopleLabels(policy, people)
      yield {
        at: terms?.at ?? rulePath('requests', right), law: laws[right],
        terms: { right, within: code(terms?.within ?? null), own: terms?.within !== null && terms?.within !== undefined, time: withinText(terms?.within ?? null), people, who: labels.length === 0 ? null : inside(listText(labels, 'or')) },
      }
    }
  },
  says(terms) {
    const sentence = say(`promises.within-${terms.right}`, { within: terms.time })
    return terms.who === null ? sentence : say('promises.only-for-people', { sentence, people: terms.who })
  },
  keptBy: ['request-clock'], shownBy: ['requests-answered'],
  compare: (before, after) => together([
    before.within === after.within ? null : byOrder(compareTimes(before.within, after.within), say('diff.within', { before: before.time, after: after.time })),
    comparePeople(before, after),
  ]),
})

/** Nobody named: it holds for everybody. A time of the policy's own for some leaves the law's month for all others, and the other way round. */
function comparePeople(before: Within12, after: Within12): Comparison | null {
  if (before.own !== after.own) return null
  const [fewer, more] = [besides(before.people, after.people), besides(after.people, before.people)]
  if (fewer.length === 0 && more.length === 0) return null
  if (after.people.length === 0) return { verdict: 'stronger', why: say('diff.for-all') }
  const why = say(fewer.length === 0 && before.people.length > 0 ? 'diff.also-for' : 'diff.only-for', { people: after.who ?? verbatim('') })
  return { verdict: before.people.length === 0 || fewer.length > 0 ? 'weaker' : 'stronger', why }
}

/** Portability needs consent or contract (Art 20(1)(a)), objection a legitimate interest, public task or marketing (Art 21). */
function applies(policy: Policy, right: Right): boolean {
  const purposes = [...policy.purposes.values()]
  if (right === 'portability') return purposes.some((one) => one.grounds.some(({ ground }) => ground === 'consent' || ground === 'contract') || [...one.channels.values()].includes('consent') || one.conditions.some((condition) => condition.condition === 'explicit-consent'))
  if (right === 'objection') return purposes.some((one) => one.grounds.some(({ ground }) => ground === 'legitimate-interest' || ground === 'public-task') || one.marketing)
  return true
}

function withinText(within: Within | null): Text {
  if (within === null) return say('promises.month')
  return say('promises.within', { period: periodText('workingDays' in within ? within : within.period) })
}

/** ISO 8601, and for working days `2B` (B as in business, since ISO 8601 has none). */
function code(within: Within | null): string {
  if (within === null) return 'P1M'
  return 'workingDays' in within ? `${within.workingDays}B` : isoPeriod(within.period)
}

export const erasureEverywhere = kind('erasure.everywhere', {
  law: ['GDPR 17(1)', 'GDPR 19'], section: 'rights',
  *made(policy: Policy) {
    yield { at: policy.rights.find((one) => one.right === 'erasure')?.at ?? rulePath('requests', 'erasure'), terms: { backups: policy.backups === null ? null : isoPeriod(policy.backups.kept), period: policy.backups === null ? verbatim('') : periodText(policy.backups.kept) } }
  },
  needs: () => ['observe', 'erase', 'verify'],
  says: (terms) => (terms.backups === null ? say('promises.everywhere') : say('promises.everywhere-backups', { period: terms.period })),
  keptBy: ['erase-everywhere'], shownBy: ['erasures-complete'],
  compare({ backups: before }, { backups: after }) {
    if (before !== null && after !== null) return together([byOrder(compareTimes(before, after), say('diff.backups', insteadOf(before, after)))])
    if (after !== null) return { verdict: 'stronger', why: say('diff.backups-said', { after: timeText(after) }) }
    return before === null ? together([]) : { verdict: 'weaker', why: say('diff.backups-unsaid') }
  },
})

export const accessComplete = kind('access.complete', {
  law: ['GDPR 15(1)', 'GDPR 15(3)'], section: 'rights',
  *made(policy: Policy) {
    yield { at: policy.rights.find((one) => one.right === 'access')?.at ?? rulePath('requests', 'access'), terms: {} }
  },
  needs: () => ['observe'],
  says: () => say('promises.complete'),
  keptBy: ['access-answer'], shownBy: ['access-complete'],
})
