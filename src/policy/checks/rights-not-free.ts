import { words } from './check.ts'
import type { Check } from './check.ts'

/** Answers are free; "once a year" comes from the repealed act. */
export const rightsNotFree: Check = {
  id: 'rights.not-free', severity: 'error', law: ['GDPR 12(5)'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.free) continue
      yield { at: terms.at, message: words('Rätten kostar något. Svar är gratis.', 'The right costs something. Answers are free.', 'Retten koster noe. Svar er gratis.'), instead: words('Ta bort free: false.', 'Remove free: false.', 'Fjern free: false.') }
    }
  },
}
