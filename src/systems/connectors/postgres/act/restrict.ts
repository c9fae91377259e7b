import type pg from 'pg'
import { placeOf, type Step } from '../../../index.ts'
import { quoteColumn, quoteName } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { ActContext } from './context.ts'
import { plan, type Changes } from './counts.ts'
import { BatchFailed, failureOf } from './failure.ts'
import { keySet, sameKey, unnested } from './keys.ts'

const moments: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamptz'])

/** The column in which the database itself is told that a row is not to be used; null where the systems file names none: then it stands in our index only. */
function markOf(table: KnownTable, step: Step): { readonly column: string; readonly base: string } | null {
  const column = table.mapped.restricted
  if (step.verb !== 'restrict' || column === null || step.on === undefined || placeOf(step.ref.key) !== null) return null
  return { column, base: table.columns.get(column)?.base ?? '' }
}

export function marksRow(table: KnownTable, step: Step): boolean {
  return markOf(table, step) !== null
}

/** Why the mark cannot be set, before anything is locked. */
export function markRefused(table: KnownTable, step: Step): string | null {
  const mark = markOf(table, step)
  if (mark === null) return null
  const shape = table.columns.get(mark.column)
  if (shape === undefined) return 'shape-changed'
  return shape.generated || (mark.base !== 'bool' && !moments.has(mark.base)) || table.mapped.key.includes(mark.column) ? 'not-a-mark' : null
}

const isSet = (table: KnownTable, column: string, base: string): string => (base === 'bool' ? `${quoteColumn('t', column)} IS TRUE` : `${quoteColumn('t', column)} IS NOT NULL`)

/** A row that bears the mark already keeps its day. */
export async function markRestricted(context: ActContext, client: pg.ClientBase, steps: readonly Step[], table: KnownTable, planned: Map<string, Changes>): Promise<void> {
  const marked = steps.filter((step) => marksRow(table, step))
  const mark = marked[0] === undefined ? null : markOf(table, marked[0])
  if (mark === null) return
  const set = keySet(table, marked.map((step) => step.ref), context.hash)
  const value = mark.base === 'bool' ? 'true' : `k.r1::${table.columns.get(mark.column)!.type}`
  const days = mark.base === 'bool' ? [] : [marked.map((step) => step.on)]
  try {
    const { rowCount } = await client.query(
      `UPDATE ${table.sql} t SET ${quoteName(mark.column)} = ${value} FROM ${unnested(set, days.length)} WHERE ${sameKey(table)} AND (${isSet(table, mark.column, mark.base)}) IS NOT TRUE`, [...set.arrays, ...days])
    if ((rowCount ?? 0) > marked.length) throw new BatchFailed('count-mismatch', { table: table.mapped.name })
    plan(planned, table.sql, 'updated', rowCount ?? 0)
  } catch (error) {
    throw failureOf(error, table.mapped.name)
  }
}

/** Of the steps that set a mark, those whose row does not bear it. */
export async function notMarked(context: ActContext, client: pg.ClientBase, steps: readonly Step[], table: KnownTable): Promise<readonly string[]> {
  const marked = steps.filter((step) => marksRow(table, step))
  const mark = marked[0] === undefined ? null : markOf(table, marked[0])
  if (mark === null) return []
  const set = keySet(table, marked.map((step) => step.ref), context.hash)
  const { rows } = await client.query<{ n: number | string }>(
    `SELECT k.n::int AS n FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)} WHERE (${isSet(table, mark.column, mark.base)}) IS NOT TRUE`, [...set.arrays])
  return rows.map((row) => marked[Number(row.n) - 1]!.id)
}
