import { standingOf } from '../law/index.ts'
import { abroad } from './abroad.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Art 46(2) and 49(1). A word that is none of them protects nothing. */
const safeguards: ReadonlySet<string> = new Set(['scc', 'bcr', 'code', 'certification', 'derogation'])

/** Outside the EEA data needs an adequacy decision that covers the recipient, or a safeguard of Art 46. */
export const transferNoSafeguard: Check = {
  id: 'transfer.no-safeguard', severity: 'error', law: ['GDPR 44', 'GDPR 46(1)'],
  *find(policy) {
    for (const { at, name, country, safeguard } of abroad(policy)) {
      const standing = standingOf(country, policy.effective)
      if (standing === 'adequate' || (safeguard !== null && safeguards.has(safeguard)) || (standing === 'adequate-in-part' && safeguard === 'adequacy')) continue
      yield { at: at, message: words(`${name} finns i ${country}, utanför EES, utan något skydd.`, `${name} is in ${country}, outside the EEA, without a safeguard.`, `${name} er i ${country}, utenfor EØS, uten noe vern.`), instead: words('Lägg till safeguard: scc med assessment: DAG (eller adequacy där ett beslut täcker mottagaren), eller flytta till EES.', 'Add safeguard: scc with assessment: DAY (or adequacy where a decision covers the recipient), or move to the EEA.', 'Legg til safeguard: scc med assessment: DAG (eller adequacy der et vedtak dekker mottakeren), eller flytt til EØS.') }
    }
  },
}
