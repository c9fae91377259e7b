import { words } from './check.ts'
import type { Check } from './check.ts'

/** A cookie that knows a browser again is about a person (recital 30). */
export const cookiesNotPersonal: Check = {
  id: 'cookies.not-personal', severity: 'warning', law: ['GDPR 4(1)'],
  *find(policy) {
    const terms = policy.cookieTerms
    if (terms === null || terms.describes === null || terms.describes === 'personal') return
    yield { at: terms.at, message: words(`Kakor sägs vara ${terms.describes}, men en kaka som känner igen en webbläsare är en personuppgift.`, `Cookies are said to be ${terms.describes}, yet one that knows a browser again is personal data.`, `Informasjonskapsler sies å være ${terms.describes}, men en som kjenner igjen en nettleser, er en personopplysning.`), instead: words('Ta bort describes.', 'Remove describes.', 'Fjern describes.') }
  },
}
