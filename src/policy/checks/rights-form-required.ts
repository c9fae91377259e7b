import { words } from './check.ts'
import type { Check } from './check.ts'

/** A request needs no form: a phone call will do (recital 59, EDPB 01/2022). */
export const rightsFormRequired: Check = {
  id: 'rights.form-required', severity: 'warning', law: ['GDPR 12(2)', 'GDPR 15'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.form === null) continue
      yield { at: terms.at, message: words(`Begäran måste göras genom ${terms.form}. Lagen kräver ingen form.`, `The request has to be made by ${terms.form}. The law asks for no form.`, `Forespørselen må gjøres ved ${terms.form}. Loven krever ingen form.`), instead: words('Ta bort form, och räkna upp vägarna i by: [page, email, phone, letter].', 'Remove form, and list the ways in by: [page, email, phone, letter].', 'Fjern form, og list opp måtene i by: [page, email, phone, letter].') }
    }
  },
}
