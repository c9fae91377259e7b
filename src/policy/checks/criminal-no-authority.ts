import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Data on criminal convictions is for authorities, or for whom a law permits it. */
export const criminalNoAuthority: Check = {
  id: 'criminal.no-authority', severity: 'error', law: ['GDPR 10'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      for (const name of purpose.data) {
        if (policy.data.get(name)?.class !== 'criminal' || purpose.conditions.some((one) => one.data === name && (one.condition === 'official-authority' || one.law !== null))) continue
        yield { at: rulePath('purposes', purpose.name, 'data'), message: words(`${name} rör lagöverträdelser och kräver stöd i lag.`, `${name} concerns offences and needs support in law.`, `${name} gjelder lovbrudd og krever hjemmel i lov.`), instead: words(`Lägg till conditions: { ${name}: { condition: law, law: DSL 3:9 } }, eller samla inte in uppgiften.`, `Add conditions: { ${name}: { condition: law, law: DSL 3:9 } }, or do not collect the data.`, `Legg til conditions: { ${name}: { condition: law, law: … } }, eller la være å samle inn opplysningen.`) }
      }
    }
  },
}
