import { isEea } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** "Only within the EEA" is tested against every recipient and system. */
export const placeContradicted: Check = {
  id: 'place.contradicted', severity: 'error', law: ['GDPR 5(1)(a)', 'GDPR 13(1)(f)'],
  *find(policy) {
    const { place } = policy
    if (place === null) return
    const inside = (country: string): boolean => (place.area === 'EEA' || place.area === 'EU' ? isEea(country) : !/^[A-Z]{2}$/.test(place.area) || country === place.area)
    for (const one of [...policy.recipients.values(), ...policy.systems.values()]) {
      if (one.country === null || inside(one.country)) continue
      yield { at: one.at, message: words(`Policyn lovar ${place.area}, men ${one.name} finns i ${one.country}.`, `The policy promises ${place.area}, yet ${one.name} is in ${one.country}.`, `Policyen lover ${place.area}, men ${one.name} er i ${one.country}.`), instead: words('Flytta det, eller säg det som är sant om platsen.', 'Move it, or say what is true about the place.', 'Flytt det, eller si det som er sant om stedet.') }
    }
  },
}
