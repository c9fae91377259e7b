import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** For ever is for archives, by a law or rules of archives. */
export const retentionForEver: Check = {
  id: 'retention.for-ever', severity: 'error', law: ['GDPR 5(1)(e)', 'GDPR 89(1)'],
  *find(policy) {
    for (const { purpose, keep } of retentions(policy)) {
      const rule = [...rulesOf(keep)].find((one) => one.kind === 'for-ever')
      if (rule?.kind !== 'for-ever' || rule.law !== null || purpose.law !== null || purpose.kind === 'archive' || (keep.series !== undefined && policy.schedule !== null)) continue
      yield { at: keep.at, message: words('Inget får sparas för alltid utan stöd.', 'Nothing may be kept for ever without support.', 'Ingenting kan beholdes for alltid uten hjemmel.'), instead: words('Nämn arkivregeln: keep: { for-ever: true, law: AL 3 }, eller sätt en tid.', 'Name the rule of archives: keep: { for-ever: true, law: AL 3 }, or set a time.', 'Nevn arkivregelen: keep: { for-ever: true, law: … }, eller sett en tid.') }
    }
  },
}
