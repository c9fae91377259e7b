import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** The law has people told at a high risk; whoever promises it at any risk is held to that. */
export const breachStricter: Check = {
  id: 'breach.stricter', severity: 'warning', law: ['GDPR 34(1)'],
  *find(policy) {
    if (policy.breach?.peopleTold !== 'risk') return
    yield { at: rulePath('breach', 'people-told'), message: words('Ni lovar att berätta vid varje risk; lagen kräver det vid hög risk. Löftet är det som gäller.', 'You promise to tell at any risk; the law asks for it at a high one. The promise is what counts.', 'Dere lover å si fra ved enhver risiko; loven krever det ved høy risiko. Løftet er det som gjelder.'), instead: words('Behåll det om ni klarar det, eller skriv people-told: high-risk.', 'Keep it if you can, or write people-told: high-risk.', 'Behold det hvis dere klarer det, eller skriv people-told: high-risk.') }
  },
}
