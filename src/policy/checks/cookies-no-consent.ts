import { words } from './check.ts'
import type { Check } from './check.ts'

/** What is not strictly necessary for a service that was asked for waits for a yes (C-673/17). */
export const cookiesNoConsent: Check = {
  id: 'cookies.no-consent', severity: 'error', law: ['LEK 9:28', 'GDPR 4(11)'],
  *find(policy) {
    const terms = policy.cookieTerms
    if (terms === null) return
    const needing = policy.cookies.filter((cookie) => cookie.category !== 'necessary')
    if (needing.length === 0 || (terms.consent !== null && terms.consent.givenBy !== null)) return
    const list = needing.map((cookie) => cookie.name).slice(0, 5).join(', ')
    yield { at: terms.at, message: words(`Kakor som inte är nödvändiga sätts utan att någon har sagt ja: ${list}.`, `Cookies that are not necessary are set without anybody having said yes: ${list}.`, `Informasjonskapsler som ikke er nødvendige, settes uten at noen har sagt ja: ${list}.`), instead: words('Lägg till consent: { given-by: choice, withdrawn-by: [page] } under cookies.', 'Add consent: { given-by: choice, withdrawn-by: [page] } under cookies.', 'Legg til consent: { given-by: choice, withdrawn-by: [page] } under cookies.') }
  },
}
