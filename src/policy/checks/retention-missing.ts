import { words } from './check.ts'
import type { Check } from './check.ts'

/** Every purpose says how long, or by what it is decided. */
export const retentionMissing: Check = {
  id: 'retention.missing', severity: 'error', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.keep.end !== null || purpose.keep.atMost !== null) continue
      yield { at: purpose.at, message: words(`${purpose.name} säger inte hur länge uppgifterna finns kvar.`, `${purpose.name} does not say how long the data stays.`, `${purpose.name} sier ikke hvor lenge opplysningene blir værende.`), instead: words('Lägg till keep: { for: 2 years, after: last-activity, then: erase }.', 'Add keep: { for: 2 years, after: last-activity, then: erase }.', 'Legg til keep: { for: 2 years, after: last-activity, then: erase }.') }
    }
  },
}
