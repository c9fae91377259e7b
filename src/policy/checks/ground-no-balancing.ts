import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A legitimate interest is stated and weighed before it is used (IMY on Aller Media, 2025). */
export const groundNoBalancing: Check = {
  id: 'ground.no-balancing', severity: 'error', law: ['GDPR 6(1)(f)', 'GDPR 13(1)(d)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'legitimate-interest' || (purpose.balancing?.interest ?? null) !== null) continue
      yield { at: purpose.at, message: words(`${purpose.name} säger inte vilket intresse som är berättigat.`, `${purpose.name} does not say which interest is legitimate.`, `${purpose.name} sier ikke hvilken interesse som er berettiget.`), instead: words('Lägg till balancing: { interest: …, necessity: …, outcome: …, decided: 2026-05-04 }.', 'Add balancing: { interest: …, necessity: …, outcome: …, decided: 2026-05-04 }.', 'Legg til balancing: { interest: …, necessity: …, outcome: …, decided: 2026-05-04 }.') }
    }
  },
}
