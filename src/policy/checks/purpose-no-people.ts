import { words } from './check.ts'
import type { Check } from './check.ts'

/** A purpose concerns somebody. */
export const purposeNoPeople: Check = {
  id: 'purpose.no-people', severity: 'error', law: ['GDPR 5(1)(b)', 'GDPR 30(1)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.people.length > 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} säger inte vilka den gäller.`, `${purpose.name} does not say whom it concerns.`, `${purpose.name} sier ikke hvem den gjelder.`), instead: words('Lägg till people: [customer-contact].', 'Add people: [customer-contact].', 'Legg til people: [customer-contact].') }
    }
  },
}
