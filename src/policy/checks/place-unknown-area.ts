import { words } from './check.ts'
import type { Check } from './check.ts'

/** A promise about place names a place that can be checked. */
export const placeUnknownArea: Check = {
  id: 'place.unknown-area', severity: 'warning', law: ['GDPR 44', 'GDPR 12(1)'],
  *find(policy) {
    const { place } = policy
    if (place === null || place.area === 'EEA' || place.area === 'EU' || /^[A-Z]{2}$/.test(place.area)) return
    yield { at: place.at, message: words(`${place.area} är inget område som går att pröva.`, `${place.area} is no area that can be checked.`, `${place.area} er ikke noe område som kan prøves.`), instead: words('Skriv place: EEA (EES på svenska), eller ett land: SE.', 'Write place: EEA, or a country: SE.', 'Skriv place: EEA (EØS på norsk), eller et land: NO.') }
  },
}
