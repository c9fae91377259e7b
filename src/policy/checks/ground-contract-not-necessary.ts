import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** What improves a service, analyses or advertises is not indispensable for the contract (C-252/21, EDPB 2/2019). */
export const groundContractNotNecessary: Check = {
  id: 'ground.contract-not-necessary', severity: 'error', law: ['GDPR 6(1)(b)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'contract' || !(purpose.marketing || purpose.profiling || beside.has(purpose.kind ?? ''))) continue
      yield { at: rulePath('purposes', purpose.name, 'ground'), message: words(`${purpose.name} behövs inte för att fullgöra ett avtal.`, `${purpose.name} is not needed to perform a contract.`, `${purpose.name} trengs ikke for å oppfylle en avtale.`), instead: words('Skriv ground: legitimate-interest med avvägning, eller consent.', 'Write ground: legitimate-interest with its balancing, or consent.', 'Skriv ground: legitimate-interest med avveining, eller consent.') }
    }
  },
}

const beside: ReadonlySet<string> = new Set(['analytics', 'improvement', 'statistics', 'research', 'testing', 'advertising'])
