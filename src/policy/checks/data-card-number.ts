import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A card number is best kept by the payment provider; kept for a later purchase it needs consent (EDPB Recommendation 02/2021). */
export const dataCardNumber: Check = {
  id: 'data.card-number', severity: 'warning', law: ['GDPR 5(1)(c)', 'GDPR 32(1)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground === 'consent') continue
      for (const name of purpose.data) {
        if (policy.data.get(name)?.class !== 'card') continue
        yield { at: rulePath('purposes', purpose.name, 'data'), message: words(`${name} bör finnas hos betaltjänsten och inte hos er.`, `${name} belongs with the payment provider rather than with you.`, `${name} bør ligge hos betalingstjenesten og ikke hos dere.`), instead: words('Spara betaltjänstens referens i stället, eller fråga om samtycke till att spara kortet.', 'Keep the provider’s reference instead, or ask for consent to keep the card.', 'Behold tjenestens referanse i stedet, eller spør om samtykke til å lagre kortet.') }
      }
    }
  },
}
