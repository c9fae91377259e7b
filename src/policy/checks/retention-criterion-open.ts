import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A criterion instead of a time is looked at again on a day, or it never ends. */
export const retentionCriterionOpen: Check = {
  id: 'retention.criterion-open', severity: 'warning', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      if (keep.review !== null) continue
      for (const rule of rulesOf(keep)) {
        if (rule.kind !== 'criterion' || rule.review !== null) continue
        yield { at: keep.at, message: words('Ett kriterium utan dag för omprövning tar aldrig slut.', 'A criterion without a day of review never ends.', 'Et kriterium uten dag for ny vurdering tar aldri slutt.'), instead: words('Lägg till review-on: 2027-06-30, eller review: { every: 1 year, owner: ROLE }.', 'Add review-on: 2027-06-30, or review: { every: 1 year, owner: ROLE }.', 'Legg til review-on: 2027-06-30, eller review: { every: 1 year, owner: ROLE }.') }
        break
      }
    }
  },
}
