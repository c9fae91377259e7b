import { comparePeriods, isoPeriod } from '../law/index.ts'
import type { Citation, Within } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy, Right } from '../model/index.ts'
import { inEach, listText, periodText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { inside, peopleLabels } from './sentence.ts'

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
        terms: { right, within: code(terms?.within ?? null), own: terms?.within !== null && terms?.within !== undefined, time: timeText(terms?.within ?? null), people, who: labels.length === 0 ? null : inside(listText(labels, 'or')) },
      }
    }
  },
  says(terms) {
    const sentence = say(`promises.within-${terms.right}`, { within: terms.time })
    return terms.who === null ? sentence : say('promises.only-for-people', { sentence, people: terms.who })
  },
  keptBy: ['request-clock'], shownBy: ['requests-answered'],
  compare(before, after) {
    const order = comparePeriods(periodOf(before.within), periodOf(after.within))
    const verdict = order === null || before.within.endsWith('B') !== after.within.endsWith('B') ? 'other' : order < 0 ? 'weaker' : order > 0 ? 'stronger' : 'other'
    return { verdict, why: inEach((lang) => `${before.time[lang]} → ${after.time[lang]}`) }
  },
})

/** Portability needs consent or contract (Art 20(1)(a)), objection a legitimate interest, public task or marketing (Art 21). */
function applies(policy: Policy, right: Right): boolean {
  const purposes = [...policy.purposes.values()]
  if (right === 'portability') return purposes.some((one) => one.ground === 'consent' || one.ground === 'contract' || [...one.channels.values()].includes('consent') || one.conditions.some((condition) => condition.condition === 'explicit-consent'))
  if (right === 'objection') return purposes.some((one) => one.ground === 'legitimate-interest' || one.ground === 'public-task' || one.marketing)
  return true
}

function timeText(within: Within | null): Text {
  if (within === null) return say('promises.month')
  return say('promises.within', { period: periodText('workingDays' in within ? within : within.period) })
}

/** ISO 8601, and for working days `2B` (B as in business, since ISO 8601 has none). */
function code(within: Within | null): string {
  if (within === null) return 'P1M'
  return 'workingDays' in within ? `${within.workingDays}B` : isoPeriod(within.period)
}

function periodOf(written: string): { readonly days?: number; readonly months?: number; readonly weeks?: number; readonly years?: number } {
  if (written.endsWith('B')) return { days: Number(written.slice(0, -1)) }
  const [, y, m, w, d] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(written) ?? []
  return { years: Number(y ?? 0), months: Number(m ?? 0), weeks: Number(w ?? 0), days: Number(d ?? 0) }
}

export const erasureEverywhere = kind('erasure.everywhere', {
  law: ['GDPR 17(1)', 'GDPR 19'], section: 'rights',
  *made(policy: Policy) {
    yield { at: policy.rights.find((one) => one.right === 'erasure')?.at ?? rulePath('requests', 'erasure'), terms: { backups: policy.backups === null ? null : isoPeriod(policy.backups.kept), period: policy.backups === null ? verbatim('') : periodText(policy.backups.kept) } }
  },
  needs: () => ['observe', 'erase', 'verify'],
  says: (terms) => (terms.backups === null ? say('promises.everywhere') : say('promises.everywhere-backups', { period: terms.period })),
  keptBy: ['erase-everywhere'], shownBy: ['erasures-complete'],
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
