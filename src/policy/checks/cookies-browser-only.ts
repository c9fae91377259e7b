import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** The settings of a browser are neither a yes beforehand nor an easy way back. */
export const cookiesBrowserOnly: Check = {
  id: 'cookies.browser-only', severity: 'error', law: ['LEK 9:28', 'GDPR 7(3)'],
  *find(policy) {
    const consent = policy.cookieTerms?.consent ?? null
    if (consent === null || consent.withdrawnBy.length === 0 || !consent.withdrawnBy.every((way) => way === 'browser')) return
    yield { at: rulePath('cookies', 'consent'), message: words('Den som ångrar sig hänvisas till webbläsarens inställningar.', 'Whoever has second thoughts is sent to the settings of the browser.', 'Den som ombestemmer seg, henvises til innstillingene i nettleseren.'), instead: words('Erbjud en sida: withdrawn-by: [page].', 'Offer a page: withdrawn-by: [page].', 'Tilby en side: withdrawn-by: [page].') }
  },
}
