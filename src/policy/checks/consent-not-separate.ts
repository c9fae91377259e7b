import { consentsIn } from './consents.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Sending a form sends the form. The consent needs an act of its own beside it. */
export const consentNotSeparate: Check = {
  id: 'consent.not-separate', severity: 'warning', law: ['GDPR 4(11)', 'GDPR 7(2)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.givenBy !== 'submit' && consent.givenBy !== 'form-submit') continue
      yield { at: at, message: words('Att skicka ett formulär är inte att samtycka.', 'To send a form is not to consent.', 'Å sende et skjema er ikke å samtykke.'), instead: words('Lägg till en egen ruta i formuläret: given-by: choice.', 'Add a box of its own to the form: given-by: choice.', 'Legg til en egen rute i skjemaet: given-by: choice.') }
    }
  },
}
