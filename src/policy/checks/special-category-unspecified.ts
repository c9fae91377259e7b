import { words } from './check.ts'
import type { Check } from './check.ts'

/** "Sensitive data" without saying which can be neither weighed nor explained. */
export const specialCategoryUnspecified: Check = {
  id: 'special-category.unspecified', severity: 'error', law: ['GDPR 9(1)', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const item of policy.data.values()) {
      if (item.class !== 'special') continue
      yield { at: item.at, message: words(`${item.name} sägs vara känsliga uppgifter, men inte vilka.`, `${item.name} is said to be sensitive data, but not which.`, `${item.name} sies å være sensitive opplysninger, men ikke hvilke.`), instead: words('Skriv vilket slag: class: health (eller trade-union, religion, biometric …).', 'Say which kind: class: health (or trade-union, religion, biometric …).', 'Skriv hvilket slag: class: health (eller trade-union, religion, biometric …).') }
    }
  },
}
