import { restsOn } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Where there is a contract somebody has to give something: what that is, or that nothing is, is told. */
export const dataMandatoryUnsaid: Check = {
  id: 'data.mandatory-unsaid', severity: 'note', law: ['GDPR 13(2)(e)'],
  *find(policy) {
    const inForms = new Set([...policy.forms.values()].flatMap((form) => form.purposes))
    for (const purpose of policy.purposes.values()) {
      if (purpose.role === 'processor' || !restsOn(purpose, 'contract') || purpose.mandatory.size > 0 || inForms.has(purpose.name)) continue
      const given = purpose.data.filter((name) => policy.data.get(name)?.collected === 'given')
      if (given.length === 0 || given.some((name) => policy.data.get(name)?.mandatory !== null)) continue
      yield { at: purpose.at, message: words(`${purpose.name} vilar på ett avtal, men policyn säger inte vad man måste lämna.`, `${purpose.name} rests on a contract, yet the policy does not say what has to be given.`, `${purpose.name} bygger på en avtale, men policyen sier ikke hva man må oppgi.`), instead: words('Lägg till mandatory: { name: Vad som händer annars. }, eller mandatory: false på det som är frivilligt.', 'Add mandatory: { name: What happens otherwise. }, or mandatory: false on what is free.', 'Legg til mandatory: { name: Hva som skjer ellers. }, eller mandatory: false på det som er frivillig.') }
    }
  },
}
