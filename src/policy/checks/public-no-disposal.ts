import { retentions } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Public records go only by a decision to dispose of them; without one they are kept, whatever the notice says. */
export const publicNoDisposal: Check = {
  id: 'public.no-disposal', severity: 'warning', law: ['AL 10'],
  *find(policy) {
    for (const { purpose, keep } of retentions(policy)) {
      const isPublic = purpose.controllers.some((name) => policy.controllers.get(name)?.public === true && policy.controllers.get(name)?.country === 'SE')
      if (!isPublic || keep.disposal === true || keep.end === null || keep.end.kind === 'for-ever' || keep.then.action === 'archive' || keep.then.action === 'review') continue
      yield { at: keep.at, message: words(`${purpose.name} lovar radering, men ingen gallring är beslutad. Allmänna handlingar ligger kvar tills den är det.`, `${purpose.name} promises erasure, yet no disposal has been decided. Public records stay until it has.`, `${purpose.name} lover sletting, men ingen kassasjon er vedtatt. Offentlige dokumenter blir liggende til den er det.`), instead: words('Skriv keep: { series: NAMN } och beslutet under schedule (decided-by, on).', 'Write keep: { series: NAME } and the decision under schedule (decided-by, on).', 'Skriv keep: { series: NAVN } og vedtaket under schedule (decided-by, on).') }
    }
  },
}
