import { words } from './check.ts'
import type { Check } from './check.ts'

/** Work for another controller, or together with one, rests on an agreement. */
export const sitesNoAgreement: Check = {
  id: 'sites.no-agreement', severity: 'error', law: ['GDPR 28(3)', 'GDPR 26(1)'],
  *find(policy) {
    for (const site of policy.sites) {
      if (site.role === 'controller' || site.agreement !== null) continue
      yield { at: site.at, message: words(`På ${site.host} arbetar ni som ${site.role} utan att något avtal nämns.`, `On ${site.host} you work as ${site.role} without an agreement being named.`, `På ${site.host} arbeider dere som ${site.role} uten at noen avtale er nevnt.`), instead: words('Lägg till agreement: required.', 'Add agreement: required.', 'Legg til agreement: required.') }
    }
  },
}
