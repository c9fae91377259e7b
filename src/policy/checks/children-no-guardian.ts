import { childConsentAge } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A child below the age of consent needs a guardian’s yes for services online. */
export const childrenNoGuardian: Check = {
  id: 'children.no-guardian', severity: 'warning', law: ['GDPR 8(1)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      const child = purpose.people.find((name) => policy.people.get(name)?.child === true)
      if (child === undefined || purpose.ground !== 'consent' || purpose.party === 'guardian') continue
      const ages = purpose.controllers.map((name) => childConsentAge(policy.controllers.get(name)?.country ?? '') ?? 16)
      if ((purpose.groundWhen?.fromAge ?? purpose.when?.fromAge ?? 0) >= Math.max(...ages, 0)) continue
      yield { at: purpose.at, message: words(`${child} är barn, och samtycket ges inte av vårdnadshavare.`, `${child} is a child, and the consent is not a guardian’s.`, `${child} er barn, og samtykket gis ikke av foresatte.`), instead: words('Lägg till party: guardian.', 'Add party: guardian.', 'Legg til party: guardian.') }
    }
  },
}
