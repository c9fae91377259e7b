import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Hosting, mail and accounts are recipients too: hardly anybody has none. */
export const recipientsMissing: Check = {
  id: 'recipients.missing', severity: 'error', law: ['GDPR 13(1)(e)', 'GDPR 30(1)'],
  *find(policy) {
    if (policy.recipients.size > 0 || policy.noRecipients) return
    yield { at: rulePath('recipients'), message: words('Policyn nämner ingen som tar emot uppgifter, inte ens den som har hand om servrarna.', 'The policy names nobody who receives data, not even who runs the servers.', 'Policyen nevner ingen som mottar opplysninger, ikke engang den som drifter serverne.'), instead: words('Lägg till recipients: { hosting: { kind: processor, country: SE, agreement: { signed: … } } }, eller recipients: none om det verkligen är så.', 'Add recipients: { hosting: { kind: processor, country: SE, agreement: { signed: … } } }, or recipients: none if that is how it is.', 'Legg til recipients: { hosting: { kind: processor, country: NO, agreement: { signed: … } } }, eller recipients: none hvis det virkelig er slik.') }
  },
}
