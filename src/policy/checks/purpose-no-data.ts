import { words } from './check.ts'
import type { Check } from './check.ts'

/** A heading without content tells nobody anything: which data is it? */
export const purposeNoData: Check = {
  id: 'purpose.no-data', severity: 'error', law: ['GDPR 13', 'GDPR 14(1)(d)', 'GDPR 12(1)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.data.length > 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} räknar inte upp några uppgifter.`, `${purpose.name} lists no data.`, `${purpose.name} lister ingen opplysninger.`), instead: words('Lägg till data: [name, email], också det som samlas in automatiskt.', 'Add data: [name, email], also what is collected automatically.', 'Legg til data: [name, email], også det som samles inn automatisk.') }
    }
  },
}
