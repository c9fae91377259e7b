import { words } from './check.ts'
import type { Check } from './check.ts'

/** Who answers: the legal entity, and where it is reached. */
export const controllerIdentity: Check = {
  id: 'controller.identity', severity: 'warning', law: ['GDPR 13(1)(a)'],
  *find(policy) {
    for (const controller of policy.controllers.values()) {
      const missing = [controller.registration === null ? 'registration' : '', controller.address === null ? 'address' : '', controller.contact === null ? 'contact' : ''].filter((key) => key !== '')
      if (missing.length === 0) continue
      yield { at: controller.at, message: words(`Vem som ansvarar är inte fullständigt sagt: ${missing.join(', ')} saknas.`, `Who answers is not said in full: ${missing.join(', ')} missing.`, `Hvem som er ansvarlig, er ikke sagt fullt ut: ${missing.join(', ')} mangler.`), instead: words(`Lägg till ${missing.join(', ')}.`, `Add ${missing.join(', ')}.`, `Legg til ${missing.join(', ')}.`) }
    }
  },
}
