import { tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A table of personal data leads to a person by an identifier or by what it belongs to. */
export const systemsNobody: Check = {
  id: 'systems.nobody', severity: 'warning', law: ['GDPR 5(2)'],
  *find(policy) {
    for (const table of tablesOf(policy)) {
      if (table.matterOnly || table.fields.length === 0 || table.person.size > 0 || table.belongsTo.length > 0) continue
      yield { at: table.at, message: words(`Ingenting i ${table.name} leder till en person.`, `Nothing in ${table.name} leads to a person.`, `Ingenting i ${table.name} leder til en person.`), instead: words('Lägg till person: { email: KOLUMN } eller belongs-to: { TABELL: KOLUMN }.', 'Add person: { email: COLUMN } or belongs-to: { TABLE: COLUMN }.', 'Legg til person: { email: KOLONNE } eller belongs-to: { TABELL: KOLONNE }.') }
    }
  },
}
