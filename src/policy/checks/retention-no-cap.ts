import { retentions } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** What stays until something happens that may never happen wants a ceiling. */
export const retentionNoCap: Check = {
  id: 'retention.no-cap', severity: 'warning', law: ['GDPR 5(1)(e)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      if (keep.end?.kind !== 'until' || keep.atMost !== null || ends.has(keep.end.event)) continue
      yield { at: keep.at, message: words('Händer det aldrig finns uppgifterna kvar för alltid.', 'If it never happens the data stays for ever.', 'Skjer det aldri, blir opplysningene værende for alltid.'), instead: words('Lägg till at-most: 3 years after last-activity.', 'Add at-most: 3 years after last-activity.', 'Legg til at-most: 3 years after last-activity.') }
    }
  },
}

/** What has a day of its own, and so comes. */
const ends: ReadonlySet<string> = new Set(['event-end', 'agreement-end', 'process-end', 'delivery', 'session-end'])
