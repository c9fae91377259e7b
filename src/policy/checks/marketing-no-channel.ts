import { words } from './check.ts'
import type { Check } from './check.ts'

/** By which way the marketing comes decides what it needs. */
export const marketingNoChannel: Check = {
  id: 'marketing.no-channel', severity: 'warning', law: ['MFL 19', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (!purpose.marketing || purpose.channels.size > 0) continue
      yield { at: purpose.at, message: words(`${purpose.name} säger inte på vilket sätt reklamen kommer.`, `${purpose.name} does not say by which way the marketing comes.`, `${purpose.name} sier ikke på hvilken måte reklamen kommer.`), instead: words('Lägg till channels: { email: consent, post: objection }.', 'Add channels: { email: consent, post: objection }.', 'Legg til channels: { email: consent, post: objection }.') }
    }
  },
}
