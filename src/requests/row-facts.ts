import type { Indexed } from '../people/index.ts'
import type { LocationFacts } from '../policy/decide/index.ts'

/** `referencedByKept` is left at nought: it changes what becomes of the row, and nothing of what its fields are for. */
export function factsOfRow(row: Indexed): LocationFacts {
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates, sharedWith: row.shared ? 1 : 0, referencedByKept: 0,
    unmentioned: row.unmentioned, linked: true, named: row.named,
  }
}
