import { rulePath, specialClasses } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Art 9(2)(a)–(j). A word that is none of them permits nothing, so that a misspelt one is found. */
const conditionsOfArticle9: ReadonlySet<string> = new Set([
  'explicit-consent', 'employment-law', 'vital-interests', 'association', 'made-public', 'claims', 'substantial-public-interest', 'health-care', 'public-health', 'archive-research',
])

/** Special categories need a condition of Art 9(2) beside the ground; what data lets one conclude counts too (C-184/20). */
export const specialCategoryNoCondition: Check = {
  id: 'special-category.no-condition', severity: 'error', law: ['GDPR 9(1)', 'GDPR 9(2)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.role === 'processor') continue
      for (const name of purpose.data) {
        const item = policy.data.get(name)
        if (item === undefined || !specialClasses.has(item.class) || purpose.conditions.some((one) => one.data === name && conditionsOfArticle9.has(one.condition))) continue
        yield { at: rulePath('purposes', purpose.name, 'data'), message: words(`${name} är en särskild kategori (${item.class}) och får inte behandlas för ${purpose.name} utan ett villkor i artikel 9.2.`, `${name} is a special category (${item.class}) and may not be processed for ${purpose.name} without a condition of Art 9(2).`, `${name} er en særlig kategori (${item.class}) og kan ikke behandles for ${purpose.name} uten et vilkår i artikkel 9 nr. 2.`), instead: words(`Lägg till conditions: { ${name}: explicit-consent }.`, `Add conditions: { ${name}: explicit-consent }.`, `Legg til conditions: { ${name}: explicit-consent }.`) }
      }
    }
  },
}
