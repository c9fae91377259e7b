import { comparePeriods, parsePeriod, period } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** At first contact, at the first disclosure, or within a month: whichever comes first. */
export const art14TooLate: Check = {
  id: 'art14.too-late', severity: 'error', law: ['GDPR 14(3)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.told === null || moments.has(purpose.told)) continue
      const within = parsePeriod(purpose.told)
      const order = within === null ? null : comparePeriods(within, month)
      if (within !== null && (order === -1 || order === 0 || (order === null && comparePeriods(within, days31) !== 1))) continue
      yield { at: rulePath('purposes', purpose.name, 'told'), message: words(`De som uppgifterna för ${purpose.name} handlar om får veta det för sent, eller vid en tidpunkt som ingen vet.`, `Those whom the data for ${purpose.name} is about are told too late, or at a time that nobody knows.`, `De som opplysningene for ${purpose.name} handler om, får vite det for sent, eller på et tidspunkt ingen vet.`), instead: words('Skriv told: first-contact, disclosure, collection, eller en tid på högst en månad.', 'Write told: first-contact, disclosure, collection, or a time of a month at most.', 'Skriv told: first-contact, disclosure, collection, eller en tid på høyst en måned.') }
    }
  },
}

const moments: ReadonlySet<string> = new Set(['first-contact', 'collection', 'disclosure'])
const month = period({ months: 1 })
/** What is a month in most months. */
const days31 = period({ days: 31 })
