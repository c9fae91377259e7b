import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whoever said no and is erased in full comes back with the next bought list. A minimal entry that stops it may stay. */
export const marketingNoSuppression: Check = {
  id: 'marketing.no-suppression', severity: 'warning', law: ['GDPR 21(3)', 'GDPR 5(2)'],
  *find(policy) {
    const suppression = [...policy.purposes.values()].some((purpose) => purpose.kind === 'suppression')
    if (suppression) return
    for (const purpose of policy.purposes.values()) {
      if (!purpose.marketing || purpose.sources.length === 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} hämtar adresser från andra, men inget hindrar att den som sagt nej kommer in igen.`, `${purpose.name} takes addresses from others, yet nothing stops those who said no from coming back.`, `${purpose.name} henter adresser fra andre, men ingenting hindrer at den som har sagt nei, kommer inn igjen.`), instead: words('Lägg till ett ändamål med kind: suppression som bara har kvar ett avtryck av adressen.', 'Add a purpose with kind: suppression that keeps a hash of the address only.', 'Legg til et formål med kind: suppression som bare beholder et avtrykk av adressen.') }
    }
  },
}
