import { comparePeriods, period } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A month is the most. */
export const rightsTooLate: Check = {
  id: 'rights.too-late', severity: 'error', law: ['GDPR 12(3)'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.within === null) continue
      const days = 'workingDays' in terms.within ? null : comparePeriods(terms.within.period, month)
      if (days === -1 || days === 0 || ('workingDays' in terms.within ? terms.within.workingDays <= 19 : days === null && comparePeriods(terms.within.period, shortMonth) !== 1)) continue
      yield { at: terms.at, message: words('Tiden är längre än den månad som lagen ger.', 'The time is longer than the month that the law gives.', 'Tiden er lengre enn måneden loven gir.'), instead: words('Skriv within: 1 month eller kortare.', 'Write within: 1 month or less.', 'Skriv within: 1 month eller kortere.') }
    }
  },
}

const month = period({ months: 1 })
/** The longest number of days that is a month in most months: 30 days is what people write for one. */
const shortMonth = period({ days: 31 })
