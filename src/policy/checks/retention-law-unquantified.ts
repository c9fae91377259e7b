import { actOf } from './acts-named.ts'
import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** What bookkeeping demands is known: through the seventh year after the calendar year in which the fiscal year ended. */
export const retentionLawUnquantified: Check = {
  id: 'retention.law-unquantified', severity: 'warning', law: ['BFL 7:2', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { purpose, keep } of retentions(policy)) {
      const accounting = purpose.kind === 'accounting' || actOf(purpose.law ?? '') === 'BFL'
      if (!accounting || ![...rulesOf(keep)].some((rule) => rule.kind === 'vague' || rule.kind === 'criterion')) continue
      yield { at: keep.at, message: words('Bokföringslagen säger hur länge: till och med det sjunde året efter det kalenderår då räkenskapsåret tog slut.', 'The law on bookkeeping says how long: through the seventh year after the calendar year in which the fiscal year ended.', 'Bokføringsloven sier hvor lenge: i Sverige til og med det sjuende året etter kalenderåret da regnskapsåret tok slutt.'), instead: words('Skriv keep: { law: se-bookkeeping }.', 'Write keep: { law: se-bookkeeping }.', 'Skriv keep: { law: se-bookkeeping }.') }
    }
  },
}
