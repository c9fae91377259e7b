import { isEea } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whoever is established outside the EEA and offers something to people here has a representative here, and says who. */
export const controllerRepresentativeMissing: Check = {
  id: 'controller.representative-missing', severity: 'warning', law: ['GDPR 27(1)', 'GDPR 13(1)(a)'],
  *find(policy) {
    for (const controller of policy.controllers.values()) {
      // An authority of a third country needs none (Art 27(2)(b)).
      if (controller.representative !== null || controller.public || controller.country === '' || isEea(controller.country)) continue
      yield { at: controller.at, message: words(`${controller.title} finns utanför EES, men policyn nämner ingen företrädare inom EES.`, `${controller.title} is outside the EEA, yet the policy names no representative within it.`, `${controller.title} er utenfor EØS, men policyen nevner ingen representant innenfor.`), instead: words('Lägg till representative: med namn och adress till företrädaren.', 'Add representative: with the name and address of the representative.', 'Legg til representative: med navn og adresse til representanten.') }
    }
  },
}
