import { rulePath } from '../model/index.ts'
import { dayText } from '../text/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** An agreement that ended before the policy takes effect binds nobody. */
export const processorAgreementExpired: Check = {
  id: 'processor.agreement-expired', severity: 'error', law: ['GDPR 28(3)'],
  *find(policy) {
    for (const recipient of policy.recipients.values()) {
      const expires = recipient.agreement?.expires ?? null
      if (expires === null || expires >= policy.effective) continue
      const day = dayText(expires)
      yield { at: rulePath('recipients', recipient.name, 'agreement'), message: words(`Avtalet med ${recipient.name} gick ut ${day.sv}.`, `The agreement with ${recipient.name} ended on ${day.en}.`, `Avtalen med ${recipient.name} gikk ut ${day.no}.`), instead: words('Förnya det och skriv den nya dagen.', 'Renew it and write the new day.', 'Forny den og skriv den nye dagen.') }
    }
  },
}
