import { words } from './check.ts'
import type { Check } from './check.ts'

/** Where a recipient is decides what protects the data. */
export const transferNoCountry: Check = {
  id: 'transfer.no-country', severity: 'warning', law: ['GDPR 13(1)(f)', 'GDPR 30(1)'],
  *find(policy) {
    for (const recipient of policy.recipients.values()) {
      if (recipient.country !== null) continue
      yield { at: recipient.at, message: words(`I vilket land finns ${recipient.name}?`, `In which country is ${recipient.name}?`, `I hvilket land er ${recipient.name}?`), instead: words('Lägg till country: SE.', 'Add country: SE.', 'Legg til country: NO.') }
    }
  },
}
