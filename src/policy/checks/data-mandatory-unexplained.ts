import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whether something has to be given, and what follows if it is not, is said. */
export const dataMandatoryUnexplained: Check = {
  id: 'data.mandatory-unexplained', severity: 'warning', law: ['GDPR 13(2)(e)'],
  *find(policy) {
    for (const item of policy.data.values()) {
      if (item.mandatory !== true) continue
      const used = [...policy.purposes.values()].filter((purpose) => purpose.data.includes(item.name))
      if (used.some((purpose) => purpose.mandatory.has(item.name))) continue
      yield { at: item.at, message: words(`${item.name} måste lämnas, men vad händer annars?`, `${item.name} has to be given, but what happens otherwise?`, `${item.name} må oppgis, men hva skjer ellers?`), instead: words(`Säg följden i ändamålet: mandatory: { ${item.name}: … }.`, `Say what follows in the purpose: mandatory: { ${item.name}: … }.`, `Si følgen i formålet: mandatory: { ${item.name}: … }.`) }
    }
  },
}
