import { words } from './check.ts'
import type { Check } from './check.ts'

/** A public authority has a data protection officer, and says how to reach them. */
export const controllerOfficerMissing: Check = {
  id: 'controller.officer-missing', severity: 'note', law: ['GDPR 37(1)', 'GDPR 13(1)(b)'],
  *find(policy) {
    for (const controller of policy.controllers.values()) {
      if (!controller.public || controller.officer !== null) continue
      yield { at: controller.at, message: words('En myndighet ska ha ett dataskyddsombud och säga hur det nås.', 'A public authority has a data protection officer and says how to reach them.', 'En offentlig myndighet skal ha personvernombud og si hvordan det nås.'), instead: words('Lägg till officer: dataskyddsombud@….', 'Add officer: with the address of the role.', 'Legg til officer: med rollens adresse.') }
    }
  },
}
