import { words } from './check.ts'
import type { Check } from './check.ts'

/** Erasure is due on six grounds, not only when the data is no longer needed. */
export const rightsErasureNarrowed: Check = {
  id: 'rights.erasure-narrowed', severity: 'warning', law: ['GDPR 17(1)'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.right !== 'erasure' || terms.only.length === 0) continue
      yield { at: terms.at, message: words(`Radering erbjuds bara i ett fall: ${terms.only.join(', ')}.`, `Erasure is offered in one case only: ${terms.only.join(', ')}.`, `Sletting tilbys bare i ett tilfelle: ${terms.only.join(', ')}.`), instead: words('Ta bort only: lagen ger rätten också efter återkallat samtycke, invändning och olaglig behandling.', 'Remove only: the law gives the right after a withdrawal, an objection and unlawful processing too.', 'Fjern only: loven gir retten også etter tilbaketrekking, innsigelse og ulovlig behandling.') }
    }
  },
}
