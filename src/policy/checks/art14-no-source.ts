import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Data that comes from others names from whom, whether that is a person, a company or a public register. */
export const art14NoSource: Check = {
  id: 'art14.no-source', severity: 'warning', law: ['GDPR 14(2)(f)'],
  *find(policy) {
    for (const item of policy.data.values()) {
      if (item.collected !== 'source' || item.source !== null) continue
      const using = [...policy.purposes.values()].filter((purpose) => purpose.role === 'controller' && purpose.data.includes(item.name))
      if (using.every((purpose) => purpose.sources.length > 0)) continue
      yield { at: rulePath('data', item.name), message: words(`${item.name} kommer från någon annan, men policyn säger inte från vem.`, `${item.name} comes from somebody else, yet the policy does not say from whom.`, `${item.name} kommer fra noen andre, men policyen sier ikke fra hvem.`), instead: words(`Säg källan: ${item.name}: { source: … }, eller sources i ändamålet.`, `Name the source: ${item.name}: { source: … }, or sources in the purpose.`, `Si kilden: ${item.name}: { source: … }, eller sources i formålet.`) }
    }
  },
}
