import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** "Normally" leaves the others without a day: a ceiling says what holds for them. */
export const retentionNormallyOpen: Check = {
  id: 'retention.normally-open', severity: 'warning', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      if (keep.atMost !== null || ![...rulesOf(keep)].some((rule) => rule.kind === 'after' && rule.normally === true)) continue
      yield { at: keep.at, message: words('Det sägs hur länge det brukar vara, men inte hur länge som mest.', 'It says how long it is as a rule, and not how long at most.', 'Det står hvor lenge det pleier å være, men ikke hvor lenge som mest.'), instead: words('Lägg till at-most: 3 years after last-activity.', 'Add at-most: 3 years after last-activity.', 'Legg til at-most: 3 years after last-activity.') }
    }
  },
}
