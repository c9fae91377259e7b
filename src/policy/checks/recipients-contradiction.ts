import { words } from './check.ts'
import type { Check } from './check.ts'

/** "We pass nothing on" cannot stand beside recipients; processors are recipients (Art 4(9)). */
export const recipientsContradiction: Check = {
  id: 'recipients.contradiction', severity: 'error', law: ['GDPR 13(1)(e)', 'GDPR 4(9)'],
  *find(policy) {
    const claim = policy.never.find((one) => claims.has(one.what))
    const [first] = policy.recipients.values()
    if (claim === undefined || first === undefined) return
    yield { at: claim.at, message: words(`Policyn säger att uppgifter aldrig lämnas vidare, men ${first.name} tar emot dem.`, `The policy says that data is never passed on, yet ${first.name} receives it.`, `Policyen sier at opplysninger aldri gis videre, men ${first.name} mottar dem.`), instead: words('Säg det som är sant: never: { sold: … }, och räkna upp mottagarna.', 'Say what is true: never: { sold: … }, and list the recipients.', 'Si det som er sant: never: { sold: … }, og list opp mottakerne.') }
  },
}

const claims: ReadonlySet<string> = new Set(['passed-on', 'disclosed', 'transferred', 'shared', 'third-parties'])
