import { consentsIn } from './consents.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Consent that is the price of something else is not freely given. */
export const consentConditional: Check = {
  id: 'consent.conditional', severity: 'error', law: ['GDPR 7(4)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.requiredFor === null) continue
      yield { at: at, message: words(`Utan samtycket nekas något annat: ${consent.requiredFor}. Då är det inte frivilligt.`, `Without the consent something else is refused: ${consent.requiredFor}. Then it is not free.`, `Uten samtykket nektes noe annet: ${consent.requiredFor}. Da er det ikke frivillig.`), instead: words('Ge det utan samtycke och ta bort required-for, eller använd en annan grund om uppgiften verkligen behövs.', 'Give it without the consent and remove required-for, or use another ground if the data is really needed.', 'Gi det uten samtykke og fjern required-for, eller bruk et annet grunnlag hvis opplysningen virkelig trengs.') }
    }
  },
}
