import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** Interest, necessity, outcome and the day it was decided: together they show that somebody weighed (EDPB 1/2024). */
export const groundBalancingIncomplete: Check = {
  id: 'ground.balancing-incomplete', severity: 'warning', law: ['GDPR 6(1)(f)', 'GDPR 5(2)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      const { balancing } = purpose
      if (purpose.ground !== 'legitimate-interest' || balancing === null || balancing.interest === null) continue
      const missing = [balancing.necessity === null ? 'necessity' : '', balancing.outcome === null ? 'outcome' : '', balancing.decided === null ? 'decided' : ''].filter((key) => key !== '')
      if (missing.length === 0) continue
      yield { at: rulePath('purposes', purpose.name, 'balancing'), message: words(`Avvägningen är inte färdig: ${missing.join(', ')} saknas.`, `The balancing is not complete: ${missing.join(', ')} missing.`, `Avveiningen er ikke ferdig: ${missing.join(', ')} mangler.`), instead: words(`Lägg till ${missing.join(', ')}.`, `Add ${missing.join(', ')}.`, `Legg til ${missing.join(', ')}.`) }
    }
  },
}
