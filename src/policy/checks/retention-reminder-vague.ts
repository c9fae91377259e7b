import { retentions } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A reminder "in good time" is in good time for nobody in particular. */
export const retentionReminderVague: Check = {
  id: 'retention.reminder-vague', severity: 'warning', law: ['GDPR 5(1)(a)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      if (keep.remindInWords === null) continue
      yield { at: keep.at, message: words('När skickas påminnelsen?', 'When is the reminder sent?', 'Når sendes påminnelsen?'), instead: words('Skriv remind: 30 days.', 'Write remind: 30 days.', 'Skriv remind: 30 days.') }
    }
  },
}
