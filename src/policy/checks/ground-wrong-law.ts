import { rulePath } from '../model/index.ts'
import { actOf } from './acts-named.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A law that is named has to oblige to what is done: the employment protection act asks nobody to keep applications. */
export const groundWrongLaw: Check = {
  id: 'ground.wrong-law', severity: 'warning', law: ['GDPR 6(1)(c)', 'GDPR 13(1)(c)'],
  *find(policy) {
    for (const purpose of eachGround(policy)) {
      if (purpose.ground !== 'legal-obligation' || purpose.law === null) continue
      const act = actOf(purpose.law)
      if (act === null || !(silent[act] ?? []).includes(purpose.kind ?? '')) continue
      yield { at: rulePath('purposes', purpose.name, 'law'), message: words(`Den lagen kräver inte att uppgifterna för ${purpose.name} sparas.`, `That law does not demand that the data for ${purpose.name} is kept.`, `Den loven krever ikke at opplysningene for ${purpose.name} beholdes.`), instead: words('Använd legitimate-interest (rättsliga anspråk) eller contract (steg före ett avtal).', 'Use legitimate-interest (legal claims) or contract (steps before a contract).', 'Bruk legitimate-interest (rettskrav) eller contract (skritt før en avtale).') }
    }
  },
}

/** What these acts are sometimes given as a reason for, and do not ask for. */
const silent: Readonly<Record<string, readonly string[]>> = { LAS: ['recruitment', 'marketing'], BFL: ['recruitment', 'marketing', 'analytics', 'support'], DL: ['marketing', 'analytics'], MFL: ['recruitment', 'accounting'] }
