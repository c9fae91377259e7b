import { words } from './check.ts'
import type { Check } from './check.ts'

/** Research and statistics may go on longer and further only with safeguards for the people. */
export const researchNoSafeguards: Check = {
  id: 'research.no-safeguards', severity: 'warning', law: ['GDPR 89(1)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if ((purpose.kind !== 'research' && purpose.kind !== 'statistics') || purpose.safeguards.length > 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} är forskning eller statistik utan att det står hur människor skyddas.`, `${purpose.name} is research or statistics, and nothing says how people are protected.`, `${purpose.name} er forskning eller statistikk uten at det står hvordan mennesker vernes.`), instead: words('Lägg till safeguards: [pseudonymised, aggregated].', 'Add safeguards: [pseudonymised, aggregated].', 'Legg til safeguards: [pseudonymised, aggregated].') }
    }
  },
}
