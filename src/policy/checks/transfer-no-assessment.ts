import { words } from './check.ts'
import type { Check } from './check.ts'

/** Standard clauses alone do not make the protection equal: the law of the place is assessed (C-311/18). */
export const transferNoAssessment: Check = {
  id: 'transfer.no-assessment', severity: 'warning', law: ['GDPR 46(2)(c)', 'GDPR 13(1)(f)'],
  *find(policy) {
    for (const recipient of policy.recipients.values()) {
      if ((recipient.safeguard !== 'scc' && recipient.safeguard !== 'bcr') || recipient.assessment !== null) continue
      yield { at: recipient.at, message: words(`Standardavtal räcker inte i sig: mottagarlandets regler för ${recipient.name} är inte bedömda.`, `Standard clauses are not enough by themselves: the rules of the country of ${recipient.name} have not been assessed.`, `Standardvilkår er ikke nok i seg selv: reglene i landet til ${recipient.name} er ikke vurdert.`), instead: words('Lägg till assessment: 2026-03-01, och country.', 'Add assessment: 2026-03-01, and country.', 'Legg til assessment: 2026-03-01, og country.') }
    }
  },
}
