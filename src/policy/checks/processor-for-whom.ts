import { words } from './check.ts'
import type { Check } from './check.ts'

/** Work for others names them. */
export const processorForWhom: Check = {
  id: 'processor.for-whom', severity: 'warning', law: ['GDPR 28(3)', 'GDPR 30(2)(a)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.role !== 'processor' || purpose.for !== null) continue
      yield { at: purpose.at, message: words(`${purpose.name} görs på uppdrag, men inte av vem.`, `${purpose.name} is done for others, but not for whom.`, `${purpose.name} gjøres på oppdrag, men ikke fra hvem.`), instead: words('Lägg till for: { sv: våra kunder, en: our customers }.', 'Add for: { sv: våra kunder, en: our customers }.', 'Legg til for: { no: kundene våre, en: our customers }.') }
    }
  },
}
