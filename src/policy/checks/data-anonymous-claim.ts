import { words } from './check.ts'
import type { Check } from './check.ts'

/** What singles out a person or a device is personal data, whatever it is called (recitals 26 and 30, C-582/14). */
export const dataAnonymousClaim: Check = {
  id: 'data.anonymous-claim', severity: 'error', law: ['GDPR 4(1)'],
  *find(policy) {
    for (const item of policy.data.values()) {
      if (item.describes === null || !claims.has(item.describes)) continue
      if (item.identifies === null && item.class !== 'device' && item.class !== 'contact' && item.class !== 'national-id') continue
      yield { at: item.at, message: words(`${item.name} sägs vara ${item.describes}, men pekar ut en person eller en enhet.`, `${item.name} is said to be ${item.describes}, yet singles out a person or a device.`, `${item.name} sies å være ${item.describes}, men peker ut en person eller en enhet.`), instead: words('Ta bort påståendet, eller skriv describes: pseudonymous.', 'Remove the claim, or write describes: pseudonymous.', 'Fjern påstanden, eller skriv describes: pseudonymous.') }
    }
  },
}

const claims: ReadonlySet<string> = new Set(['anonymous', 'anonymised', 'not-personal', 'not-identifying'])
