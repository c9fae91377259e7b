import { words } from './check.ts'
import type { Check } from './check.ts'

/** Where a system stands is part of what is promised. */
export const systemsNoCountry: Check = {
  id: 'systems.no-country', severity: 'note', law: ['GDPR 30(1)', 'GDPR 44'],
  *find(policy) {
    for (const system of policy.systems.values()) {
      if (system.country !== null) continue
      yield { at: system.at, message: words(`I vilket land finns ${system.name}?`, `In which country does ${system.name} stand?`, `I hvilket land står ${system.name}?`), instead: words('Lägg till country: SE.', 'Add country: SE.', 'Legg til country: NO.') }
    }
  },
}
