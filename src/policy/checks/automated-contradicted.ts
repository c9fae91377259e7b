import { words } from './check.ts'
import type { Check } from './check.ts'

/** A policy that says there are no automated decisions cannot describe one. */
export const automatedContradicted: Check = {
  id: 'automated.contradicted', severity: 'error', law: ['GDPR 5(1)(a)', 'GDPR 13(2)(f)'],
  *find(policy) {
    if (policy.automatedDecisions !== 'none') return
    for (const { automated, name } of policy.purposes.values()) {
      if (automated === null) continue
      yield { at: automated.at, message: words(`Policyn säger att inga beslut fattas automatiskt, men ${name} gör det.`, `The policy says that no decisions are made by machine, yet ${name} makes some.`, `Policyen sier at ingen avgjørelser tas automatisk, men ${name} gjør det.`), instead: words('Ta bort automated-decisions: none.', 'Remove automated-decisions: none.', 'Fjern automated-decisions: none.') }
    }
  },
}
