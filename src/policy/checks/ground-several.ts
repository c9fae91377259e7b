import { words } from './check.ts'
import type { Check } from './check.ts'

/** Several grounds at once tell nobody which one holds for them: each says when. */
export const groundSeveral: Check = {
  id: 'ground.several', severity: 'warning', law: ['GDPR 5(1)(a)', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.grounds.length < 2 || purpose.grounds.every((one) => one.when !== null)) continue
      yield { at: purpose.at, message: words(`${purpose.name} har flera grunder, och det står inte när var och en av dem gäller.`, `${purpose.name} has several grounds, and nothing says when each of them holds.`, `${purpose.name} har flere grunnlag, og det står ikke når hvert av dem gjelder.`), instead: words('Lägg till when: { people: … } (eller data, in, from-age, eller ord) för varje grund.', 'Add when: { people: … } (or data, in, from-age, or words) to each ground.', 'Legg til when: { people: … } (eller data, in, from-age, eller ord) for hvert grunnlag.') }
    }
  },
}
