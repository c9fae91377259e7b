import { words } from './check.ts'
import type { Check } from './check.ts'

/** Who decides why data is used is its controller: work for others has no ground of our own. */
export const processorOwnGround: Check = {
  id: 'processor.own-ground', severity: 'warning', law: ['GDPR 28(10)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.role !== 'processor' || (purpose.grounds.length === 0 && purpose.keep.end?.kind === 'instruction')) continue
      yield { at: purpose.at, message: words(`${purpose.name} görs på uppdrag, men har en grund eller en tid som ni själva bestämt.`, `${purpose.name} is done for others, yet has a ground or a time that you decided yourselves.`, `${purpose.name} gjøres på oppdrag, men har et grunnlag eller en tid som dere selv har bestemt.`), instead: words('Ta bort ground och keep, eller role: processor.', 'Remove ground and keep, or role: processor.', 'Fjern ground og keep, eller role: processor.') }
    }
  },
}
