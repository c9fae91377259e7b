import { rulePath } from '../model/index.ts'
import { passiveActs } from './passive-acts.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A notice informs. It is nothing that anybody agrees to by reading, visiting or using (Art 12–14); a record of who was shown what is another thing. */
export const consentNoticeAccepted: Check = {
  id: 'consent.notice-accepted', severity: 'error', law: ['GDPR 4(11)', 'GDPR 7(2)', 'GDPR 12(1)'],
  *find(policy) {
    const passive = policy.notice.acceptedBy.filter((act) => passiveActs.has(act))
    if (passive.length === 0) return
    yield { at: rulePath('accepted-by'), message: words(`Policyn säger att den godkänns genom ${passive.join(', ')}. En integritetspolicy är information och inget man går med på.`, `The policy says that it is accepted by ${passive.join(', ')}. A privacy notice is information, and nothing that one agrees to.`, `Policyen sier at den godtas ved ${passive.join(', ')}. En personvernerklæring er informasjon og ikke noe man går med på.`), instead: words('Ta bort accepted-by, eller skriv accepted-by: acknowledgement om du vill veta vem som har läst.', 'Remove accepted-by, or write accepted-by: acknowledgement if you want to know who has read it.', 'Fjern accepted-by, eller skriv accepted-by: acknowledgement hvis du vil vite hvem som har lest.') }
  },
}
