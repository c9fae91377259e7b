import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whether decisions are made by machine alone is said, also when there are none. */
export const automatedNotSaid: Check = {
  id: 'automated.not-said', severity: 'note', law: ['GDPR 13(2)(f)', 'GDPR 22'],
  *find(policy) {
    if (policy.automatedDecisions !== null) return
    yield { at: rulePath('automated-decisions'), message: words('Policyn säger inte om beslut fattas enbart automatiskt.', 'The policy does not say whether decisions are made by automated means alone.', 'Policyen sier ikke om avgjørelser tas bare automatisk.'), instead: words('Lägg till automated-decisions: none, eller hur de går till.', 'Add automated-decisions: none, or how they work.', 'Legg til automated-decisions: none, eller hvordan de skjer.') }
  },
}
