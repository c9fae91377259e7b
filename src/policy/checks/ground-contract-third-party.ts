import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A contract carries only the data of its party. An agreement with the employer is none with the employee (EDPB 2/2019). */
export const groundContractThirdParty: Check = {
  id: 'ground.contract-third-party', severity: 'error', law: ['GDPR 6(1)(b)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'contract') continue
      const follower = purpose.people.find((name) => (policy.people.get(name)?.follows ?? null) !== null)
      if (!((purpose.party !== null && purpose.party !== 'person' && purpose.party !== 'guardian') || (purpose.party === null && follower !== undefined))) continue
      yield { at: rulePath('purposes', purpose.name, 'ground'), message: words(`Avtalet är med ${purpose.party ?? `någon annan än ${follower ?? ''}`}, inte med personen själv.`, `The contract is with ${purpose.party ?? `another than the ${follower ?? ''}`}, not with the person.`, `Avtalen er med ${purpose.party ?? `en annen enn ${follower ?? ''}`}, ikke med personen selv.`), instead: words('Skriv ground: legitimate-interest med balancing: { interest, necessity, outcome, decided }.', 'Write ground: legitimate-interest with balancing: { interest, necessity, outcome, decided }.', 'Skriv ground: legitimate-interest med balancing: { interest, necessity, outcome, decided }.') }
    }
  },
}
