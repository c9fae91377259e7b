import { words } from './check.ts'
import type { Check } from './check.ts'

/** A processor works under a written agreement. */
export const processorNoAgreement: Check = {
  id: 'processor.no-agreement', severity: 'error', law: ['GDPR 28(3)'],
  *find(policy) {
    for (const recipient of policy.recipients.values()) {
      if (recipient.kind !== 'processor' || (recipient.agreement !== null && recipient.agreement.signed !== null)) continue
      yield { at: recipient.at, message: words(`${recipient.name} är biträde utan avtal.`, `${recipient.name} is a processor without an agreement.`, `${recipient.name} er databehandler uten avtale.`), instead: words('Lägg till agreement: { signed: 2025-01-10, expires: 2027-01-10 }.', 'Add agreement: { signed: 2025-01-10, expires: 2027-01-10 }.', 'Legg til agreement: { signed: 2025-01-10, expires: 2027-01-10 }.') }
    }
  },
}
