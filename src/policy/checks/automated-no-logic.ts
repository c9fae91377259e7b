import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whoever is decided about by a machine is told how it thinks and what follows (C-203/22). */
export const automatedNoLogic: Check = {
  id: 'automated.no-logic', severity: 'error', law: ['GDPR 13(2)(f)', 'GDPR 14(2)(g)'],
  *find(policy) {
    for (const { automated, name } of policy.purposes.values()) {
      if (automated === null) continue
      const missing = [automated.logic === null ? 'logic' : '', automated.consequences === null ? 'consequences' : '', automated.human === null ? 'human' : ''].filter((key) => key !== '')
      if (missing.length === 0) continue
      yield { at: automated.at, message: words(`Det automatiska beslutet om ${name} är inte förklarat: ${missing.join(', ')} saknas.`, `The automated decision about ${name} is not explained: ${missing.join(', ')} missing.`, `Den automatiske avgjørelsen om ${name} er ikke forklart: ${missing.join(', ')} mangler.`), instead: words(`Lägg till ${missing.join(', ')}.`, `Add ${missing.join(', ')}.`, `Legg til ${missing.join(', ')}.`) }
    }
  },
}
