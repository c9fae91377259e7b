import { words } from './check.ts'
import type { Check } from './check.ts'
import { eachGround } from './each-ground.ts'

/** A policy that says it rests on some grounds only cannot use others further down. */
export const groundContradiction: Check = {
  id: 'ground.contradiction', severity: 'error', law: ['GDPR 5(1)(a)', 'GDPR 13(1)(c)'],
  *find(policy) {
    const only = policy.notice.onlyGrounds
    if (only === null) return
    for (const purpose of eachGround(policy)) {
      const used = purpose.ground ?? ([...purpose.channels.values()].includes('consent') ? 'consent' : purpose.channels.size > 0 ? 'legitimate-interest' : null)
      if (used === null || only.has(used)) continue
      yield { at: purpose.at, message: words(`Policyn säger att den bara bygger på ${[...only].join(', ')}, men ${purpose.name} bygger på ${used}.`, `The policy says that it rests on ${[...only].join(', ')} only, yet ${purpose.name} rests on ${used}.`, `Policyen sier at den bare bygger på ${[...only].join(', ')}, men ${purpose.name} bygger på ${used}.`), instead: words(`Lägg till ${used} i only-grounds, eller ta bort only-grounds.`, `Add ${used} to only-grounds, or remove only-grounds.`, `Legg til ${used} i only-grounds, eller fjern only-grounds.`) }
    }
  },
}
