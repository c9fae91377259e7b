import { coveredAt, tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Data in a table that no purpose of that table covers is data without a reason. */
export const systemsUnexplained: Check = {
  id: 'systems.unexplained', severity: 'warning', law: ['GDPR 5(1)(b)', 'GDPR 5(1)(c)'],
  *find(policy) {
    for (const table of tablesOf(policy)) {
      if (table.role === 'processor' || table.matterOnly) continue
      const covered = coveredAt(policy, table)
      for (const field of table.fields) {
        if (covered.has(field.data)) continue
        yield { at: field.at, message: words(`Inget ändamål för ${table.name} omfattar ${field.data}.`, `No purpose of ${table.name} covers ${field.data}.`, `Ingen formål for ${table.name} omfatter ${field.data}.`), instead: words(`Lägg till ${field.data} i ett ändamål, eller nämn ändamålet i tabellens purposes.`, `Add ${field.data} to a purpose, or name the purpose in the table’s purposes.`, `Legg ${field.data} til i et formål, eller nevn formålet i tabellens purposes.`) }
      }
    }
  },
}
