import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** Every purpose rests on one of the six grounds; marketing by consent or objection has one for each channel. */
export const purposeNoGround: Check = {
  id: 'purpose.no-ground', severity: 'error', law: ['GDPR 6(1)', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== null || purpose.channels.size > 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} har ingen rättslig grund.`, `${purpose.name} has no legal basis.`, `${purpose.name} har ikke noe rettslig grunnlag.`), instead: words('Lägg till ground: legitimate-interest (eller consent, contract, legal-obligation, public-task, vital-interests).', 'Add ground: legitimate-interest (or consent, contract, legal-obligation, public-task, vital-interests).', 'Legg til ground: legitimate-interest (eller consent, contract, legal-obligation, public-task, vital-interests).') }
    }
  },
}
