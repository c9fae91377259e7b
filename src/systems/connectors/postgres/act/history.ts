import type pg from 'pg'
import type { Step } from '../../../index.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { deletes } from './change.ts'
import type { ActContext } from './context.ts'
import type { Changes } from './counts.ts'
import { BatchFailed, failureOf } from './failure.ts'
import { marksRow } from './restrict.ts'

type Event = 'delete' | 'update'

function eventsOn(table: KnownTable, steps: readonly Step[]): ReadonlySet<Event> {
  const events = new Set<Event>()
  for (const step of steps) if (step.ref.table === table.mapped.name && (step.verb !== 'restrict' || marksRow(table, step))) events.add(deletes(table, step) ? 'delete' : 'update')
  // A cycle is broken by an update of the row that goes.
  if (events.has('delete') && table.mapped.belongsTo.some((link) => link.breaksCycle)) events.add('update')
  return events
}

/** Why a trigger forbids the step: nobody accepted it, or it writes where the policy does not look. */
export function triggerRefuses(context: ActContext, table: KnownTable, step: Step): string | null {
  const events = eventsOn(table, [step])
  for (const trigger of table.shape.triggers) {
    if (!trigger.events.some((event) => events.has(event as Event))) continue
    if (!trigger.accepted) return 'trigger-not-accepted'
    if (trigger.writesTo.some((name) => namedTable(context, name) === undefined)) return 'trigger-writes-unmapped'
  }
  return null
}

/** A trigger's target, by its name in the systems file or as SQL writes it. */
function namedTable(context: ActContext, name: string): KnownTable | undefined {
  return [...context.catalogue.tables.values()].find((one) => one.mapped.name === name || one.sql === name)
}

/** Tables into which accepted triggers copy what we change. */
export function historyTables(context: ActContext, steps: readonly Step[]): KnownTable[] {
  const found = new Set<KnownTable>()
  for (const table of context.catalogue.tables.values()) {
    const events = eventsOn(table, steps)
    for (const trigger of table.shape.triggers) {
      if (!trigger.events.some((event) => events.has(event as Event))) continue
      for (const name of trigger.writesTo) {
        const written = namedTable(context, name)
        if (written !== undefined && written !== table) found.add(written)
      }
    }
  }
  return [...found]
}

/**
 * A trigger that copies the row into a history would keep what we are to erase. The rows it made in this transaction, and
 * only those, are deleted again; that they are all is shown by the counts.
 */
export async function removeHistory(client: pg.ClientBase, tables: readonly KnownTable[], seen: ReadonlyMap<string, Changes>, planned: Map<string, Changes>): Promise<boolean> {
  let any = false
  for (const table of tables) {
    const made = (seen.get(table.sql)?.inserted ?? 0) - (planned.get(table.sql)?.inserted ?? 0)
    if (made <= 0) continue
    any = true
    try {
      const { rowCount } = await client.query(`DELETE FROM ${table.sql} t WHERE t.xmin = pg_current_xact_id()::xid`)
      if (rowCount !== made) throw new BatchFailed('history-not-removed', { table: table.mapped.name })
    } catch (error) {
      throw failureOf(error, table.mapped.name)
    }
    const sum = planned.get(table.sql) ?? { inserted: 0, updated: 0, deleted: 0 }
    planned.set(table.sql, { ...sum, inserted: sum.inserted + made, deleted: sum.deleted + made })
  }
  return any
}
