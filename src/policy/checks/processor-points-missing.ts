import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** What a processing agreement has to hold is listed in Art 28(3)(a)–(h). */
export const processorPointsMissing: Check = {
  id: 'processor.points-missing', severity: 'warning', law: ['GDPR 28(3)'],
  *find(policy) {
    for (const recipient of policy.recipients.values()) {
      const points = recipient.agreement?.points ?? null
      if (recipient.kind !== 'processor' || points === null) continue
      const missing = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].filter((point) => !points.has(point)).join(', ')
      if (missing === '') continue
      yield { at: rulePath('recipients', recipient.name, 'agreement'), message: words(`Avtalet med ${recipient.name} saknar punkterna ${missing} i artikel 28.3.`, `The agreement with ${recipient.name} lacks points ${missing} of Art 28(3).`, `Avtalen med ${recipient.name} mangler bokstav ${missing} i artikkel 28 nr. 3.`), instead: words('Komplettera avtalet och lägg till punkterna i points.', 'Complete the agreement and add the points to points.', 'Suppler avtalen og legg bokstavene til i points.') }
    }
  },
}
