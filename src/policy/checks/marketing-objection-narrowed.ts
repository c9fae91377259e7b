import { words } from './check.ts'
import type { Check } from './check.ts'

/** A no to marketing ends the profiling for it as well as the messages. */
export const marketingObjectionNarrowed: Check = {
  id: 'marketing.objection-narrowed', severity: 'warning', law: ['GDPR 21(2)-3'],
  *find(policy) {
    const objection = policy.rights.find((one) => one.right === 'objection')
    if (objection === undefined || objection.only.length === 0) return
    const profiled = [...policy.purposes.values()].find((purpose) => purpose.marketing)
    if (profiled === undefined) return
    yield { at: objection.at, message: words(`Invändningen gäller bara ${objection.only.join(', ')}, men den som säger nej till reklam slipper också urval och profilering för den.`, `The objection covers ${objection.only.join(', ')} only, yet whoever says no to marketing is also free from selection and profiling for it.`, `Innsigelsen gjelder bare ${objection.only.join(', ')}, men den som sier nei til reklame, slipper også utvalg og profilering for den.`), instead: words('Ta bort only.', 'Remove only.', 'Fjern only.') }
  },
}
