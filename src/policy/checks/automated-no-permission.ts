import { words } from './check.ts'
import type { Check } from './check.ts'

/** A machine may decide alone about somebody only by contract, law or explicit consent. */
export const automatedNoPermission: Check = {
  id: 'automated.no-permission', severity: 'error', law: ['GDPR 22(1)', 'GDPR 22(2)'],
  *find(policy) {
    for (const { automated, name, law } of policy.purposes.values()) {
      if (automated === null || (automated.permittedBy !== null && (automated.permittedBy !== 'law' || automated.law !== null || law !== null))) continue
      yield { at: automated.at, message: words(`Beslut om ${name} fattas av en maskin utan att det står vad som tillåter det.`, `Decisions about ${name} are made by a machine, and nothing says what permits it.`, `Avgjørelser om ${name} tas av en maskin uten at det står hva som tillater det.`), instead: words('Lägg till permitted-by: contract, explicit-consent, eller law med vilken lag.', 'Add permitted-by: contract, explicit-consent, or law with which law.', 'Legg til permitted-by: contract, explicit-consent, eller law med hvilken lov.') }
    }
  },
}
