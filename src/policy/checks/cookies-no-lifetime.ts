import { words } from './check.ts'
import type { Check } from './check.ts'

/** How long a cookie works, and who else can read it, is said (C-673/17). */
export const cookiesNoLifetime: Check = {
  id: 'cookies.no-lifetime', severity: 'warning', law: ['GDPR 13(2)(a)'],
  *find(policy) {
    for (const cookie of policy.cookies) {
      const missing = [cookie.lifetime === null ? 'lifetime' : '', cookie.provider === null ? 'provider' : ''].filter((key) => key !== '')
      if (missing.length === 0) continue
      yield { at: cookie.at, message: words(`För ${cookie.name} saknas ${missing.join(' och ')}.`, `For ${cookie.name}, ${missing.join(' and ')} is missing.`, `For ${cookie.name} mangler ${missing.join(' og ')}.`), instead: words('Lägg till lifetime: 12 months (eller session) och provider.', 'Add lifetime: 12 months (or session) and provider.', 'Legg til lifetime: 12 months (eller session) og provider.') }
    }
  },
}
