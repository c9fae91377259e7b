import { words } from './check.ts'
import type { Check } from './check.ts'

/** Which cookies, from whom, for what. */
export const cookiesUnlisted: Check = {
  id: 'cookies.unlisted', severity: 'warning', law: ['GDPR 13', 'LEK 9:28'],
  *find(policy) {
    if (policy.cookieTerms === null || policy.cookies.length > 0) return
    yield { at: policy.cookieTerms.at, message: words('Policyn talar om kakor men räknar inte upp dem.', 'The policy speaks of cookies without listing them.', 'Policyen snakker om informasjonskapsler uten å liste dem opp.'), instead: words('Lägg till list: { NAMN: { provider: …, category: necessary, lifetime: session } }.', 'Add list: { NAME: { provider: …, category: necessary, lifetime: session } }.', 'Legg til list: { NAVN: { provider: …, category: necessary, lifetime: session } }.') }
  },
}
