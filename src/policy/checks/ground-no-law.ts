import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** An obligation or a public task is laid down somewhere: the law is named. */
export const groundNoLaw: Check = {
  id: 'ground.no-law', severity: 'warning', law: ['GDPR 6(3)', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if ((purpose.ground !== 'legal-obligation' && purpose.ground !== 'public-task') || purpose.law !== null || purpose.keep.end?.kind === 'law') continue
      yield { at: rulePath('purposes', purpose.name, 'ground'), message: words('Vilken lag kräver det?', 'Which law demands it?', 'Hvilken lov krever det?'), instead: words('Lägg till law: BFL 7:2 (eller den lag som gäller).', 'Add law: BFL 7:2 (or the law that applies).', 'Legg til law: BFL 7:2 (eller den loven som gjelder).') }
    }
  },
}
