import { rulePath } from '../model/index.ts'
import { rightsGiven } from './rights-given.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A notice names every right that its grounds give; those who read it know of no others. */
export const rightsMissing: Check = {
  id: 'rights.missing', severity: 'error', law: ['GDPR 13(2)(b)', 'GDPR 13(2)(d)'],
  *find(policy) {
    const named = policy.notice.rights
    if (named === null) return
    const missing = rightsGiven(policy).filter((right) => !named.has(right))
    if (missing.length === 0) return
    yield { at: rulePath('rights'), message: words(`Policyn nämner inte ${missing.join(', ')}.`, `The policy does not name ${missing.join(', ')}.`, `Policyen nevner ikke ${missing.join(', ')}.`), instead: words(`Lägg till ${missing.join(', ')}, eller ta bort rights så nämns alla som lagen ger.`, `Add ${missing.join(', ')}, or remove rights and all that the law gives are named.`, `Legg til ${missing.join(', ')}, eller fjern rights, så nevnes alle som loven gir.`) }
  },
}
