import { words } from './check.ts'
import type { Check } from './check.ts'

/** A mistake is put right wherever the data came from. */
export const rightsRectificationNarrowed: Check = {
  id: 'rights.rectification-narrowed', severity: 'note', law: ['GDPR 16'],
  *find(policy) {
    for (const terms of policy.rights) {
      if ((terms.right !== 'rectification' && terms.right !== 'access') || terms.only.length === 0) continue
      yield { at: terms.at, message: words(`Rätten begränsas till ${terms.only.join(', ')}, vilket lagen inte gör.`, `The right is limited to ${terms.only.join(', ')}, which the law does not do.`, `Retten begrenses til ${terms.only.join(', ')}, noe loven ikke gjør.`), instead: words('Ta bort only.', 'Remove only.', 'Fjern only.') }
    }
  },
}
