import { placeOf, type Step } from '../../../index.ts'
import { takingsOf } from '../named/removals.ts'
import { deletes } from './change.ts'
import { tableOf, type ActContext } from './context.ts'
import { emptiedColumns, nothingToEmpty } from './emptied-value.ts'
import { triggerRefuses } from './history.ts'
import { columnsOfKey } from './keys.ts'
import { markRefused, marksRow } from './restrict.ts'

/** Why steps can never be carried out on this database, before anything is locked; null for one that may be tried. */
export function refusals(context: ActContext): (step: Step) => string | null {
  // What a step does to a whole row is judged once for a table, not for each of its rows.
  const known = new Map<string, string | null>()
  return (step) => {
    const table = tableOf(context, step.ref.table)
    if (table === undefined || !deletes(table, step)) return refusedBeforehand(context, step)
    const name = `${step.ref.table} ${step.verb}`
    const before = known.get(name)
    if (before === undefined) {
      const reason = refusedBeforehand(context, step)
      // A key of another shape says nothing of the next row.
      if (reason !== 'shape-changed') known.set(name, reason)
      return reason
    }
    return before ?? (columnsOfKey(table, step.ref.key, context.hash) === null ? 'shape-changed' : null)
  }
}

function refusedBeforehand(context: ActContext, step: Step): string | null {
  const table = tableOf(context, step.ref.table)
  if (table === undefined) return 'shape-changed'
  if (table.mapped.matterOnly) return 'matter-only'
  const reason = table.shape.readOnlyBecause[0]
  if (reason !== undefined) return reason
  if (!table.shape.keyIsUnique) return 'key-not-unique'
  if (columnsOfKey(table, step.ref.key, context.hash) === null) return 'shape-changed'
  if (step.verb === 'restrict') return marksRow(table, step) ? (markRefused(table, step) ?? triggerRefuses(context, table, step)) : null
  // What a row says of somebody is taken out of it; nothing else is done to the row for them.
  if (placeOf(step.ref.key) !== null && step.verb !== 'clear' && step.verb !== 'anonymise') return 'not-a-row'
  const refused = triggerRefuses(context, table, step)
  if (refused !== null || deletes(table, step)) return refused
  if ((step.verb === 'release' || step.verb === 'unlink') && step.link === undefined) return 'no-link'
  const takings = takingsOf(table, step)
  if (typeof takings === 'string') return takings
  const emptied = emptiedColumns(table, step, 1)
  return typeof emptied === 'string' && !(emptied === nothingToEmpty && takings.length > 0) ? emptied : null
}
