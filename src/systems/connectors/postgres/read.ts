import type pg from 'pg'
import { personal } from '../../../platform/index.ts'
import type { Personal } from '../../../platform/index.ts'
import type { ColumnRef } from '../../../policy/model/index.ts'
import { placeOf, type Hash, type Ref, type Row } from '../../index.ts'
import { keySet, refOf, sameKey, unnested } from './act/keys.ts'
import { explain } from './explain.ts'
import { asText } from './find.ts'
import { readNamed } from './named/read-named.ts'
import { literal, quoteColumn } from './quote.ts'
import { Items, pathArray } from './scan/items.ts'
import { partlyMapped } from './scan/reader.ts'
import type { Catalogue, Column, KnownTable } from './shape/catalogue.ts'
import { refName } from './shape/mentions.ts'

export interface ReadTerms {
  readonly pool: pg.Pool
  readonly catalogue: Catalogue
  readonly hash: Hash
  readonly signal: AbortSignal
}

const batch = 500

/** The rows for the person they are about: every mapped column, and every one that nobody has said anything about. */
export async function* readRows(terms: ReadTerms, refs: readonly Ref[]): AsyncGenerator<readonly Row[]> {
  const byTable = new Map<string, Ref[]>()
  for (const ref of refs) {
    const known = byTable.get(ref.table)
    if (known === undefined) byTable.set(ref.table, [ref])
    else known.push(ref)
  }
  for (const [name, some] of byTable) {
    const table = terms.catalogue.tables.get(name)
    if (table === undefined) continue
    const columns = columnsToRead(table, terms.catalogue)
    for (let at = 0; at < some.length; at += batch) {
      terms.signal.throwIfAborted()
      yield await readBatch(terms, table, columns, some.slice(at, at + batch))
    }
  }
}

interface Columns {
  readonly items: Items
  readonly values: readonly { readonly name: string; readonly at: number }[]
  readonly unmentioned: readonly { readonly name: string; readonly at: number }[]
}

function columnsToRead(table: KnownTable, catalogue: Catalogue): Columns {
  const { mapped } = table
  const items = new Items(table, catalogue)
  for (const name of mapped.key) items.add(`${quoteColumn('t', name)}::text`)
  const refs = new Map<string, ColumnRef>()
  for (const field of mapped.fields) refs.set(refName(field.ref), field.ref)
  for (const ref of mapped.person.values()) refs.set(refName(ref), ref)
  for (const ref of mapped.dates.values()) refs.set(refName(ref), ref)
  if (mapped.consent !== null) {
    for (const ref of [mapped.consent.purpose, mapped.consent.given, mapped.consent.withdrawn]) {
      if (ref !== null && typeof ref !== 'string') refs.set(refName(ref), ref)
    }
  }
  const values = [...refs].map(([name, ref]) => ({ name, at: items.add(valueItem(items, ref)) }))
  const unmentioned = table.unmentioned.map((column) => ({ name: column.name, at: items.add(wholeValue(quoteColumn('t', column.name), column)) }))
  for (const [name, paths] of partlyMapped(table)) {
    const rest = paths.reduce((expression, path) => `(${expression} #- ${literal(pathArray(path))})`, `${quoteColumn('t', name)}::jsonb`)
    unmentioned.push({ name, at: items.add(`CASE WHEN jsonb_typeof(${quoteColumn('t', name)}::jsonb) IN ('object', 'array') THEN NULLIF(NULLIF((${rest})::text, '{}'), '[]') END`) })
  }
  return { items, values, unmentioned }
}

function valueItem(items: Items, ref: ColumnRef): string {
  if (ref.path.length > 0) return items.text(ref).item
  const { expression, column } = items.column(ref)
  return wholeValue(expression, column)
}

function wholeValue(expression: string, column: Column): string {
  // A file is told of, not copied into a report: its size says that it is there.
  if (column.base === 'bytea') return `octet_length(${expression})::text || ' bytes'`
  return column.category === 'A' ? `to_jsonb(${expression})::text` : `${expression}::text`
}

async function readBatch(terms: ReadTerms, table: KnownTable, columns: Columns, all: readonly Ref[]): Promise<Row[]> {
  const refs = all.filter((ref) => placeOf(ref.key) === null)
  const set = keySet(table, refs, terms.hash)
  try {
    const named = refs.length === all.length ? [] : await readNamed(terms.pool, table, terms.hash, all.filter((ref) => placeOf(ref.key) !== null))
    if (refs.length === 0) return named
    const { rows } = await terms.pool.query<(string | null)[]>({
      text: `SELECT ${columns.items.list.join(', ')} FROM ${columns.items.from(table.sql)} JOIN ${unnested(set)} ON ${sameKey(table)} ORDER BY k.n`,
      values: [...set.arrays], rowMode: 'array', types: asText,
    })
    const read = rows.map((row): Row => ({
      ref: refOf(table, row.slice(0, table.mapped.key.length) as string[], terms.hash),
      values: valuesOf(columns.values, row),
      unmentioned: valuesOf(columns.unmentioned, row),
    }))
    return named.length === 0 ? read : [...read, ...named]
  } catch (error) {
    throw explain(error, terms.catalogue.shape.system, table.mapped.name)
  }
}

function valuesOf(columns: Columns['values'], row: readonly (string | null)[]): ReadonlyMap<string, Personal<string | null>> {
  return new Map(columns.map(({ name, at }) => [name, personal(row[at] ?? null)]))
}
