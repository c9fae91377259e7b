import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** To whom one can complain. */
export const authorityMissing: Check = {
  id: 'authority.missing', severity: 'error', law: ['GDPR 13(2)(d)'],
  *find(policy) {
    if (policy.authority !== null) return
    yield { at: rulePath('authority'), message: words('Policyn säger inte var man kan klaga.', 'The policy does not say where one can complain.', 'Policyen sier ikke hvor man kan klage.'), instead: words('Lägg till authority: IMY.', 'Add authority: IMY.', 'Legg til authority: Datatilsynet.') }
  },
}
