import type pg from 'pg'
import { placeOf, type Step } from '../../../index.ts'
import { quoteColumn, quoteName } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { ActContext } from './context.ts'
import { plan, type Changes } from './counts.ts'
import { takeNamed, takingsAmong } from '../named/take.ts'
import { emptiedColumns, filled, nothingToEmpty, type Emptied } from './emptied-value.ts'
import { BatchFailed, failureOf } from './failure.ts'
import { keySet, sameKey, unnested } from './keys.ts'
import { markRestricted } from './restrict.ts'

/** Steps on one table that the same statement carries out. */
interface Group {
  readonly table: KnownTable
  readonly steps: readonly Step[]
  readonly emptied: readonly Emptied[]
}

const empties: ReadonlySet<Step['verb']> = new Set(['clear', 'anonymise', 'unlink', 'release'])

/** What a step does to its row: a link row that is unlinked goes, a restricted one bears a mark, or is only recorded with us. */
export function deletes(table: KnownTable, step: Step): boolean {
  if (placeOf(step.ref.key) !== null) return false
  return step.verb === 'delete' || (step.verb === 'unlink' && table.mapped.linkOnly)
}

/** Releases and breaks of cycles, then what is emptied, then what goes, children before the rows they belong to. */
export async function change(context: ActContext, client: pg.ClientBase, steps: readonly Step[], planned: Map<string, Changes>): Promise<void> {
  const tables = childrenFirst(context, [...new Set(steps.map((step) => step.ref.table))])
  const ofTable = (table: KnownTable): Step[] => steps.filter((step) => step.ref.table === table.mapped.name)
  for (const table of tables) await empty(context, client, ofTable(table).filter((step) => step.verb === 'release'), table, planned)
  for (const table of tables) await breakCycles(context, client, ofTable(table).filter((step) => deletes(table, step)), table, planned)
  for (const table of tables) await markRestricted(context, client, ofTable(table), table, planned)
  for (const table of tables) await takeNamed(client, table, context.hash, ofTable(table).filter((step) => empties.has(step.verb) && !deletes(table, step)), planned)
  for (const table of tables) {
    await empty(context, client, ofTable(table).filter((step) => empties.has(step.verb) && step.verb !== 'release' && !deletes(table, step)), table, planned)
  }
  for (const table of tables) await remove(context, client, ofTable(table).filter((step) => deletes(table, step)), table, planned)
}

async function remove(context: ActContext, client: pg.ClientBase, steps: readonly Step[], table: KnownTable, planned: Map<string, Changes>): Promise<void> {
  if (steps.length === 0) return
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  await run(client, table, `DELETE FROM ${table.sql} t USING ${unnested(set)} WHERE ${sameKey(table)}`, set.arrays, steps.length)
  plan(planned, table.sql, 'deleted', steps.length)
}

async function empty(context: ActContext, client: pg.ClientBase, steps: readonly Step[], table: KnownTable, planned: Map<string, Changes>): Promise<void> {
  for (const { steps: some, emptied } of groupsOf(table, steps)) {
    const set = keySet(table, some.map((step) => step.ref), context.hash)
    const templates = emptied.flatMap((one) => (one.template === null ? [] : [one.template]))
    const tokens = templates.map((template) => some.map(() => filled(template)))
    const assignments = emptied.map((one) => `${quoteName(one.column)} = ${one.set}`).join(', ')
    await run(client, table, `UPDATE ${table.sql} t SET ${assignments} FROM ${unnested(set, templates.length)} WHERE ${sameKey(table)}`, [...set.arrays, ...tokens], some.length)
    plan(planned, table.sql, 'updated', some.length)
  }
}

/** One statement for all steps that empty the same columns. */
export function groupsOf(table: KnownTable, steps: readonly Step[]): Group[] {
  const groups = new Map<string, { steps: Step[]; emptied: Emptied[] }>()
  for (const step of steps) {
    const emptied = emptiedColumns(table, step, 1)
    if (emptied === nothingToEmpty && takingsAmong(table, [step]).length > 0) continue
    if (typeof emptied === 'string') throw new BatchFailed(emptied, { table: table.mapped.name })
    const name = emptied.map((one) => `${one.column}=${one.set}`).join('\n')
    const group = groups.get(name) ?? { steps: [], emptied }
    group.steps.push(step)
    groups.set(name, group)
  }
  return [...groups.values()].map((group) => ({ table, ...group }))
}

/** References declared to be broken, of rows that go in this very transaction: without it a cycle could never be deleted. */
async function breakCycles(context: ActContext, client: pg.ClientBase, steps: readonly Step[], table: KnownTable, planned: Map<string, Changes>): Promise<void> {
  const breaking = table.mapped.belongsTo.filter((link) => link.breaksCycle)
  if (steps.length === 0 || breaking.length === 0) return
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  for (const link of breaking) {
    const columns = link.columns.filter((column) => table.columns.get(column)?.nullable === true && !table.mapped.key.includes(column))
    if (columns.length === 0) throw new BatchFailed('cycle-not-nullable', { table: table.mapped.name })
    const assignments = columns.map((column) => `${quoteName(column)} = NULL`).join(', ')
    const held = columns.map((column) => `${quoteColumn('t', column)} IS NOT NULL`).join(' OR ')
    const count = await run(client, table, `UPDATE ${table.sql} t SET ${assignments} FROM ${unnested(set)} WHERE ${sameKey(table)} AND (${held})`, set.arrays, null)
    plan(planned, table.sql, 'updated', count)
  }
}

async function run(client: pg.ClientBase, table: KnownTable, text: string, values: readonly unknown[], expected: number | null): Promise<number> {
  try {
    const { rowCount } = await client.query(text, [...values])
    if (expected !== null && rowCount !== expected) throw new BatchFailed('count-mismatch', { table: table.mapped.name })
    return rowCount ?? 0
  } catch (error) {
    throw failureOf(error, table.mapped.name)
  }
}

/** By links and by constraints alike; a cycle among tables keeps the order of its names. */
export function childrenFirst(context: ActContext, names: readonly string[]): KnownTable[] {
  const wanted = new Set(names)
  const done = new Set<string>()
  const order: KnownTable[] = []
  const visit = (name: string, path: ReadonlySet<string>): void => {
    if (done.has(name) || path.has(name)) return
    const below = new Set([...path, name])
    for (const child of childrenOf(context, name)) if (wanted.has(child)) visit(child, below)
    if (done.has(name)) return
    done.add(name)
    const table = context.catalogue.tables.get(name)
    if (table !== undefined) order.push(table)
  }
  for (const name of [...wanted].sort()) visit(name, new Set())
  return order
}

function childrenOf(context: ActContext, name: string): string[] {
  const children = new Set<string>()
  for (const table of context.catalogue.tables.values()) if (table.mapped.belongsTo.some((link) => link.to === name && !link.breaksCycle)) children.add(table.mapped.name)
  for (const reference of context.catalogue.tables.get(name)?.shape.incoming ?? []) if (reference.fromMapped !== null) children.add(reference.fromMapped)
  children.delete(name)
  return [...children].sort()
}
