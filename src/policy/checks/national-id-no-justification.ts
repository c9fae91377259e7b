import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A personal identity number needs consent, or a reason that makes it clearly justified. */
export const nationalIdNoJustification: Check = {
  id: 'national-id.no-justification', severity: 'error', law: ['DSL 3:10', 'GDPR 87'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground === 'consent' || purpose.ground === 'legal-obligation') continue
      for (const name of purpose.data) {
        const item = policy.data.get(name)
        if (item?.class !== 'national-id' || item.because !== null || purpose.conditions.some((one) => one.data === name)) continue
        yield { at: rulePath('purposes', purpose.name, 'data'), message: words(`Varför behövs ${name} för ${purpose.name}? Det ska vara klart motiverat.`, `Why is ${name} needed for ${purpose.name}? It has to be clearly justified.`, `Hvorfor trengs ${name} for ${purpose.name}? Det må være klart begrunnet.`), instead: words(`Skriv skälet vid uppgiften: ${name}: { class: national-id, because: … }.`, `Give the reason with the data: ${name}: { class: national-id, because: … }.`, `Skriv grunnen ved opplysningen: ${name}: { class: national-id, because: … }.`) }
      }
    }
  },
}
