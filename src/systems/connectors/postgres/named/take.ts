import type pg from 'pg'
import type { Hash, Step } from '../../../index.ts'
import { keySet, sameKey, unnested } from '../act/keys.ts'
import { plan, type Changes } from '../act/counts.ts'
import { BatchFailed, failureOf } from '../act/failure.ts'
import { quoteColumn, quoteName } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { isThere, removalsIn, takingsOf, type Removal, type Taking } from './removals.ts'

/** A row with what is to be taken out of its columns. */
interface Row {
  readonly step: Step
  readonly removals: readonly Removal[]
}

export function takingsAmong(table: KnownTable, steps: readonly Step[]): readonly Taking[] {
  return steps.flatMap((step) => {
    const takings = takingsOf(table, step)
    if (typeof takings === 'string') throw new BatchFailed(takings, { table: table.mapped.name })
    return takings
  })
}

/**
 * Takes the elements out that the steps mean, row by row: found under lock by whom they name, and taken out by the database, so that
 * whatever else the value holds stays byte for byte. All of a row at once, since positions move.
 */
export async function takeNamed(client: pg.ClientBase, table: KnownTable, hash: Hash, steps: readonly Step[], planned: Map<string, Changes>): Promise<void> {
  for (const { step, removals } of await lookUp(client, table, hash, takingsAmong(table, steps))) {
    if (removals.length === 0) continue
    const set = keySet(table, [step.ref], hash)
    const values: unknown[] = [...set.arrays]
    const assignments = [...Map.groupBy(removals, ({ column }) => column)].map(([column, some]) => `${quoteName(column)} = ${without(table, column, some, values)}`)
    try {
      const { rowCount } = await client.query(`UPDATE ${table.sql} t SET ${assignments.join(', ')} FROM ${unnested(set)} WHERE ${sameKey(table)}`, values)
      if (rowCount !== 1) throw new BatchFailed('count-mismatch', { table: table.mapped.name })
    } catch (error) {
      throw failureOf(error, table.mapped.name)
    }
    plan(planned, table.sql, 'updated', 1)
  }
}

/** The steps of which something is still there. */
export async function stillNamed(client: pg.ClientBase, table: KnownTable, hash: Hash, steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const left = new Set<string>()
  const takings = takingsAmong(table, steps)
  for (const taking of takings) for (const { removals } of await lookUp(client, table, hash, [taking])) if (removals.length > 0) left.add(taking.step.id)
  return left
}

/** What the rows hold now, and which parts of it the steps mean: everything of a row together. */
async function lookUp(client: pg.ClientBase, table: KnownTable, hash: Hash, takings: readonly Taking[]): Promise<Row[]> {
  if (takings.length === 0) return []
  const columns = [...new Set(takings.map(({ group }) => group.ref.column))]
  const byRow = [...Map.groupBy(takings, ({ step }) => keySet(table, [step.ref], hash).arrays.join('\u0000')).values()]
  const set = keySet(table, byRow.map(([taking]) => taking!.step.ref), hash)
  const { rows } = await client.query<(string | number | null)[]>({
    text: `SELECT k.n::int, ${columns.map((column) => `to_jsonb(${quoteColumn('t', column)})::text`).join(', ')} FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)}`,
    values: [...set.arrays], rowMode: 'array',
  })
  return rows.map(([n, ...texts]) => {
    const ofRow = byRow[Number(n) - 1]!
    const values = new Map(columns.map((column, i) => [column, texts[i] === null ? null : (JSON.parse(String(texts[i])) as unknown)]))
    const removals = ofRow.flatMap((taking) => removalsIn(table, hash, values.get(taking.group.ref.column), taking))
    return { step: ofRow[0]!.step, removals: outermost(removals).filter((each) => isThere(values.get(each.column), each)) }
  })
}

/** Each once, later ones first, and nothing within what goes as a whole: each is still where it was found when its turn comes. */
function outermost(removals: readonly Removal[]): Removal[] {
  const unique = [...new Map(removals.map((each) => [JSON.stringify([each.column, each.path]), each])).values()]
  const within = (inner: Removal, outer: Removal): boolean =>
    inner !== outer && inner.column === outer.column && inner.path.length > outer.path.length && outer.path.every((step, i) => inner.path[i] === step)
  return unique.filter((each) => !unique.some((other) => within(each, other))).sort(laterFirst)
}

function laterFirst(a: Removal, b: Removal): number {
  for (let i = 0; i < Math.min(a.path.length, b.path.length); i++) {
    const [x, y] = [a.path[i]!, b.path[i]!]
    if (x !== y) return /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(y) - Number(x) : x < y ? 1 : -1
  }
  return b.path.length - a.path.length
}

function without(table: KnownTable, column: string, removals: readonly Removal[], values: unknown[]): string {
  const shape = table.columns.get(column)
  const t = quoteColumn('t', column)
  if (shape === undefined) throw new BatchFailed('shape-changed', { table: table.mapped.name })
  if (shape.category === 'A') return withoutElements(table, t, removals, values)
  if (shape.base !== 'jsonb' && shape.base !== 'json') throw new BatchFailed('not-a-document', { table: table.mapped.name })
  const document = removals.reduce((expression, { path, blank }) => {
    values.push([...path])
    return blank ? `jsonb_set(${expression}, $${values.length}::text[], 'null', false)` : `(${expression} #- $${values.length}::text[])`
  }, shape.base === 'json' ? `${t}::jsonb` : t)
  return shape.base === 'json' ? `(${document})::json` : document
}

function withoutElements(table: KnownTable, t: string, removals: readonly Removal[], values: unknown[]): string {
  if (removals.some(({ path }) => path.length !== 1)) throw new BatchFailed('not-an-element', { table: table.mapped.name })
  values.push(removals.map(({ path }) => Number(path[0]) + 1))
  const gone = `$${values.length}::int[]`
  if (removals.some(({ blank }) => blank)) return `ARRAY(SELECT CASE WHEN e.at = ANY(${gone}) THEN NULL ELSE e.v END FROM unnest(${t}) WITH ORDINALITY AS e(v, at) ORDER BY e.at)`
  return `ARRAY(SELECT e.v FROM unnest(${t}) WITH ORDINALITY AS e(v, at) WHERE e.at <> ALL(${gone}) ORDER BY e.at)`
}
