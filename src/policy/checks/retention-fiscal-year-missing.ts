import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** The years of bookkeeping count from the end of a fiscal year, so it has to be known when that is. */
export const retentionFiscalYearMissing: Check = {
  id: 'retention.fiscal-year-missing', severity: 'error', law: ['BFL 7:2'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      const rule = purpose.keep.end
      if (rule === null || !(rule.kind === 'law' && rule.law === 'se-bookkeeping') && !(rule.kind === 'after' && rule.roundUp === 'fiscal-year')) continue
      const without = purpose.controllers.find((name) => policy.controllers.get(name)?.fiscalYears === null)
      if (without === undefined) continue
      yield { at: rulePath('controllers', without), message: words(`Räkenskapsåret för ${without} saknas, så bokföringens tid går inte att räkna.`, `The fiscal year of ${without} is missing, so the time of bookkeeping cannot be counted.`, `Regnskapsåret for ${without} mangler, så bokføringens tid kan ikke regnes.`), instead: words('Lägg till fiscal-year: 01-01..12-31.', 'Add fiscal-year: 01-01..12-31.', 'Legg til fiscal-year: 01-01..12-31.') }
    }
  },
}
