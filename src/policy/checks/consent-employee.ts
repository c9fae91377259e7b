import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** Between employer and employee consent is seldom free (recital 43, EDPB 05/2020). */
export const consentEmployee: Check = {
  id: 'consent.employee', severity: 'note', law: ['GDPR 7', 'GDPR 4(11)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'consent' || !purpose.people.some((name) => /(^|-)employees?$/.test(name))) continue
      yield { at: purpose.at, message: words('Anställda kan sällan säga nej till sin arbetsgivare, så samtycket är sällan frivilligt.', 'Employees can seldom say no to their employer, so the consent is seldom free.', 'Ansatte kan sjelden si nei til arbeidsgiveren sin, så samtykket er sjelden frivillig.'), instead: words('Pröva legitimate-interest eller legal-obligation.', 'Consider legitimate-interest or legal-obligation.', 'Vurder legitimate-interest eller legal-obligation.') }
    }
  },
}
