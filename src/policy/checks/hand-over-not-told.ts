import { words } from './check.ts'
import type { Check } from './check.ts'

/** People learn of a new controller before it takes over. */
export const handOverNotTold: Check = {
  id: 'hand-over.not-told', severity: 'warning', law: ['GDPR 13(3)', 'GDPR 14(4)'],
  *find(policy) {
    for (const { handOver, name } of policy.purposes.values()) {
      if (handOver === null || handOver.toldAhead !== null) continue
      yield { at: handOver.at, message: words(`Någon annan tar över ${name}, men policyn säger inte när de som det gäller får veta det.`, `Somebody else takes over ${name}, and the policy does not say when those it concerns are told.`, `Noen andre overtar ${name}, men policyen sier ikke når de det gjelder får vite det.`), instead: words('Lägg till told: 1 month.', 'Add told: 1 month.', 'Legg til told: 1 month.') }
    }
  },
}
