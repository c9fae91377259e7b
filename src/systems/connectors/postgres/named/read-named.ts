import type pg from 'pg'
import { personal } from '../../../../platform/index.ts'
import { placeOf, type Hash, type Ref, type Row } from '../../../index.ts'
import { keySet, sameKey, unnested } from '../act/keys.ts'
import { quoteColumn } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { refName } from '../shape/mentions.ts'
import { namedGroups, namesSeveral, type NamedGroup } from './groups.ts'
import { namesThem, valuesWithin } from './removals.ts'
import { walk } from './walk.ts'

/** What rows say of somebody they name, and nothing else of the rows: for that person, or to see whether it is still there. */
export async function readNamed(client: Pick<pg.Pool, 'query'>, table: KnownTable, hash: Hash, refs: readonly Ref[]): Promise<Row[]> {
  const asked = refs.flatMap((ref) => {
    const group = namedGroups(table).find((one) => one.name === placeOf(ref.key)?.field)
    return group === undefined ? [] : [{ ref, group }]
  })
  if (asked.length === 0) return []
  const columns = [...new Set(asked.flatMap(({ group }) => [group.ref, ...group.fields.map((field) => field.ref)].filter((ref) => ref.via === null).map((ref) => ref.column)))]
  const set = keySet(table, asked.map(({ ref }) => ref), hash)
  const { rows } = await client.query<(string | number | null)[]>({
    text: `SELECT k.n::int, ${columns.map((column) => `to_jsonb(${quoteColumn('t', column)})::text`).join(', ')} FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)} ORDER BY k.n`,
    values: [...set.arrays], rowMode: 'array',
  })
  return rows.flatMap(([n, ...texts]): Row[] => {
    const { ref, group } = asked[Number(n) - 1]!
    const columnOf = new Map(columns.map((column, i) => [column, texts[i] == null ? null : (JSON.parse(String(texts[i])) as unknown)]))
    const values = namesSeveral(table, group) ? valuesWithin(table, hash, columnOf.get(group.ref.column), group, ref) : group.ref.via !== null || namesThem(table, hash, columnOf.get(group.ref.column), group, ref) ? valuesOf(group, columnOf) : noValues
    return values.size === 0 ? [] : [{ ref, values: new Map([...values].map(([name, found]) => [name, personal(textOf(found))])), unmentioned: new Map() }]
  })
}

const noValues: ReadonlyMap<string, readonly unknown[]> = new Map()

function valuesOf(group: NamedGroup, columns: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly unknown[]> {
  return new Map(group.fields.filter((field) => field.ref.via === null).map((field) => [refName(field.ref), walk(columns.get(field.ref.column), field.ref.path).map((found) => found.value)]))
}

function textOf(found: readonly unknown[]): string | null {
  const values = found.filter((value) => value !== null && value !== undefined)
  if (values.length === 0) return null
  const [first] = values
  return values.length > 1 ? JSON.stringify(values) : typeof first === 'string' ? first : JSON.stringify(first)
}
