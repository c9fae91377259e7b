import { consentsIn } from './consents.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** What is asked for together with terms, a notice or a registration is not asked for by itself. */
export const consentBundled: Check = {
  id: 'consent.bundled', severity: 'error', law: ['GDPR 7(2)', 'GDPR 7(4)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.bundledWith.length === 0) continue
      yield { at: at, message: words(`Samtycket ingår i ett annat godkännande: ${consent.bundledWith.join(', ')}.`, `The consent comes with another acceptance: ${consent.bundledWith.join(', ')}.`, `Samtykket følger med et annet samtykke: ${consent.bundledWith.join(', ')}.`), instead: words('Fråga för sig, med en ruta som inte är ikryssad, och ta bort together-with.', 'Ask by itself, with a box that is not ticked, and remove together-with.', 'Spør for seg, med en rute som ikke er krysset av, og fjern together-with.') }
    }
  },
}
