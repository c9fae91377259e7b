import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** "Used for nothing else" is a promise that another purpose on the same data breaks. */
export const purposeOnlyForContradicted: Check = {
  id: 'purpose.only-for-contradicted', severity: 'warning', law: ['GDPR 5(1)(b)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (!purpose.onlyFor || purpose.people.length === 0 || purpose.data.length === 0) continue
      const other = [...policy.purposes.values()].find((one) => one !== purpose && one.people.some((name) => purpose.people.includes(name)) && one.data.some((name) => purpose.data.includes(name)))
      if (other === undefined) continue
      yield { at: rulePath('purposes', purpose.name, 'only-for'), message: words(`${purpose.name} sägs vara det enda uppgifterna används till, men ${other.name} använder dem också.`, `${purpose.name} is said to be the only use of the data, yet ${other.name} uses it too.`, `${purpose.name} sies å være den eneste bruken av opplysningene, men ${other.name} bruker dem også.`), instead: words(`Ta bort only-for, eller låt ${other.name} gälla andra uppgifter.`, `Remove only-for, or let ${other.name} use other data.`, `Fjern only-for, eller la ${other.name} gjelde andre opplysninger.`) }
    }
  },
}
