import { consentsIn } from './consents.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** If something cannot be done without the data, the contract carries it and not a consent (recitals 42–43). */
export const consentDetriment: Check = {
  id: 'consent.detriment', severity: 'warning', law: ['GDPR 7(4)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.detriment === null) continue
      yield { at: at, message: words('Den som tar tillbaka samtycket får en nackdel. Då är valet inte fritt.', 'Whoever withdraws the consent is worse off. Then the choice is not free.', 'Den som trekker samtykket tilbake, får en ulempe. Da er ikke valget fritt.'), instead: words('Ta bort nackdelen, eller skriv ground: contract om uppgiften behövs för avtalet.', 'Remove the detriment, or write ground: contract if the contract needs the data.', 'Fjern ulempen, eller skriv ground: contract hvis avtalen trenger opplysningen.') }
    }
  },
}
