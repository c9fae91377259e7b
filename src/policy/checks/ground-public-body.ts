import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A public authority cannot rest its tasks on a legitimate interest (Art 6(1), second subparagraph). */
export const groundPublicBody: Check = {
  id: 'ground.public-body', severity: 'error', law: ['GDPR 6(1)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'legitimate-interest' || !purpose.controllers.some((name) => policy.controllers.get(name)?.public === true)) continue
      yield { at: rulePath('purposes', purpose.name, 'ground'), message: words('En myndighet kan inte stödja sina uppgifter på berättigat intresse.', 'A public authority cannot rest its tasks on a legitimate interest.', 'En offentlig myndighet kan ikke bygge oppgavene sine på berettiget interesse.'), instead: words('Skriv ground: public-task eller legal-obligation, med law.', 'Write ground: public-task or legal-obligation, with law.', 'Skriv ground: public-task eller legal-obligation, med law.') }
    }
  },
}
