import { consentsIn } from './consents.ts'
import { clearActs } from './passive-acts.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Consent is a clear act of its own: not a visit, the giving of data, or the acceptance of terms. */
export const consentImplied: Check = {
  id: 'consent.implied', severity: 'error', law: ['GDPR 4(11)', 'GDPR 7(1)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.givenBy === null || clearActs.has(consent.givenBy)) continue
      yield { at: at, message: words(`Samtycket ges genom ${consent.givenBy}, som inte visar ett val.`, `The consent is given by ${consent.givenBy}, which shows no choice.`, `Samtykket gis ved ${consent.givenBy}, som ikke viser et valg.`), instead: words('Fråga för sig och låt personen svara: given-by: choice.', 'Ask for it by itself and let the person answer: given-by: choice.', 'Spør om det for seg og la personen svare: given-by: choice.') }
    }
  },
}
