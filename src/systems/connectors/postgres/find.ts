import { domainToUnicode } from 'node:url'
import type pg from 'pg'
import type { IdentifierKind } from '../../../policy/model/index.ts'
import { keyText, nationalIdSpellings, normalise, phoneSpellings } from '../../index.ts'
import type { Hash, Identifier, Ref } from '../../index.ts'
import { explain } from './explain.ts'
import { quoteColumn } from './quote.ts'
import { Items } from './scan/items.ts'
import type { Catalogue, KnownTable } from './shape/catalogue.ts'

export interface FindTerms {
  readonly pool: pg.Pool
  readonly catalogue: Catalogue
  readonly hash: Hash
  readonly signal: AbortSignal
}

const batch = 1000

/** As many tables are looked into with one statement: a round trip for all of them, and no plan that takes longer than the looking. */
const together = 24

/**
 * The rows that hold one of the identifiers. Where the column has an index the likely spellings are looked up in it; where it has
 * none every row is compared. What the database answers is only a candidate: our own normalising decides.
 */
export async function* findRows(terms: FindTerms, identifiers: readonly Identifier[]): AsyncGenerator<readonly Ref[]> {
  if (identifiers.length === 0) return
  const tables = [...terms.catalogue.tables.values()]
  try {
    for (let at = 0; at < tables.length; at += together) {
      terms.signal.throwIfAborted()
      const { refs, more } = await fewInEach(terms, tables.slice(at, at + together), identifiers)
      if (refs.length > 0) yield refs
      for (const table of more) yield* manyInTable(terms, table, identifiers)
    }
  } catch (error) {
    throw explain(error, terms.catalogue.shape.system, null)
  }
}

/** Nearly everybody has few rows in a table: one answer holds them, and no transaction is needed. `more`: the tables with too many for that. */
async function fewInEach(terms: FindTerms, tables: readonly KnownTable[], identifiers: readonly Identifier[]): Promise<{ refs: Ref[]; more: KnownTable[] }> {
  const searches: { readonly table: KnownTable; readonly search: Search }[] = []
  const parameters: string[][] = []
  for (const table of tables) {
    const search = searchOf(terms, table, identifiers, parameters.length)
    if (search === null) continue
    searches.push({ table, search })
    parameters.push(...search.parameters)
  }
  if (searches.length === 0) return { refs: [], more: [] }
  const text = searches.map(({ search }, n) => `(SELECT ${n} AS n, ARRAY[${search.items.map((item) => `(${item})::text`).join(', ')}] AS v FROM ${search.from} LIMIT ${batch})`).join(' UNION ALL ')
  const { rows } = await terms.pool.query<[number, (string | null)[]]>({ text, values: parameters, rowMode: 'array' })
  const found = searches.map(() => [] as (string | null)[][])
  for (const [n, values] of rows) found[n]!.push(values)
  return {
    refs: searches.flatMap(({ search }, n) => (found[n]!.length < batch ? search.refs(found[n]!) : [])),
    more: searches.filter((_, n) => found[n]!.length >= batch).map(({ table }) => table),
  }
}

async function* manyInTable(terms: FindTerms, table: KnownTable, identifiers: readonly Identifier[]): AsyncGenerator<readonly Ref[]> {
  const client = await terms.pool.connect().catch((error: unknown) => Promise.reject(explain(error, terms.catalogue.shape.system, null)))
  let ended = false
  try {
    yield* inTable(terms, client, table, identifiers)
    ended = true
  } finally {
    client.release(!ended)
  }
}

interface Search {
  readonly items: readonly string[]
  readonly from: string
  readonly parameters: string[][]
  refs(rows: readonly (string | null)[][]): Ref[]
}

async function* inTable(terms: FindTerms, client: pg.PoolClient, table: KnownTable, identifiers: readonly Identifier[]): AsyncGenerator<readonly Ref[]> {
  const search = searchOf(terms, table, identifiers, 0)
  if (search === null) return
  await client.query('BEGIN READ ONLY')
  await client.query(`DECLARE found NO SCROLL CURSOR FOR SELECT ${search.items.join(', ')} FROM ${search.from}`, search.parameters)
  for (;;) {
    terms.signal.throwIfAborted()
    const { rows } = await client.query<(string | null)[]>({ text: `FETCH ${batch} FROM found`, rowMode: 'array', types: asText })
    const refs = search.refs(rows)
    if (refs.length > 0) yield refs
    if (rows.length < batch) break
  }
  await client.query('COMMIT')
}

/** What is asked of a table, with its parameters numbered after those `before`; null where it holds none of the kinds of identifiers. */
function searchOf(terms: FindTerms, table: KnownTable, identifiers: readonly Identifier[], before: number): Search | null {
  const { mapped } = table
  const items = new Items(table, terms.catalogue)
  for (const name of mapped.key) items.add(`${quoteColumn('t', name)}::text`)
  const places = [
    ...[...mapped.person].map(([kind, ref]) => ({ kind, ref })),
    ...mapped.fields.flatMap((field) => (field.of === null ? [] : [{ kind: field.of.kind, ref: field.of.ref }])),
  ]
  const parameters: string[][] = []
  const conditions: string[] = []
  const checks: { readonly kind: IdentifierKind; readonly at: number; readonly many: boolean; readonly wanted: ReadonlySet<string> }[] = []
  for (const { kind, ref } of places) {
    const asked = identifiers.filter((one) => one.kind === kind)
    if (asked.length === 0) continue
    const wanted = new Set(asked.flatMap((one) => terms.hash.identifier(kind, one.value.reveal(), mapped.controller) ?? []))
    if (wanted.size === 0) continue
    const { item, many } = items.text(ref)
    checks.push({ kind, at: items.add(item), many, wanted })
    const values = asked.map((one) => one.value.reveal())
    if (many) {
      const { condition, spellings } = compared('x.v', kind, values, before + parameters.length + 1)
      conditions.push(`EXISTS (SELECT FROM jsonb_array_elements_text((${item})::jsonb) AS x(v) WHERE ${condition})`)
      parameters.push(spellings)
      continue
    }
    const indexed = ref.path.length === 0 && ref.via === null ? indexedBy(table, ref.column) : null
    const { condition, spellings } = indexed === null
      ? compared(item, kind, values, before + parameters.length + 1)
      : lookedUp(indexed, quoteColumn('t', ref.column), kind, values, before + parameters.length + 1)
    conditions.push(condition)
    parameters.push(spellings)
  }
  if (conditions.length === 0) return null
  return {
    items: items.list,
    from: `${items.from(table.sql)} WHERE ${conditions.join(' OR ')}`,
    parameters,
    refs: (rows) =>
      rows.flatMap((row): Ref[] => {
        if (row.slice(0, mapped.key.length).includes(null)) return []
        const holds = checks.some(({ kind, at, many, wanted }) => {
          const raw = row[at]
          if (raw === null || raw === undefined) return false
          return (many ? textsOf(raw) : [raw]).some((text) => wanted.has(terms.hash.identifier(kind, text, mapped.controller) ?? ''))
        })
        if (!holds) return []
        const key = keyText(row.slice(0, mapped.key.length) as string[])
        return [{ table: mapped.name, key: table.keySealed ? terms.hash.sealKey(mapped.controller, key) : key }]
      }),
  }
}

/** What an index is over: the column as it is, or in lower case. */
function indexedBy(table: KnownTable, column: string): readonly ('plain' | 'lower')[] | null {
  const names = [column, `"${column.replaceAll('"', '""')}"`]
  const found = new Set<'plain' | 'lower'>()
  for (const index of table.indexes) {
    const first = index.partial ? undefined : index.parts[0]
    if (first === undefined) continue
    if (names.includes(first)) found.add('plain')
    else if (names.some((name) => first === `lower(${name})` || first === `lower(${name}::text)` || first === `lower((${name})::text)`)) found.add('lower')
  }
  return found.size === 0 ? null : [...found]
}

function lookedUp(by: readonly ('plain' | 'lower')[], column: string, kind: IdentifierKind, values: readonly string[], at: number): { condition: string; spellings: string[] } {
  const spellings = [...new Set(values.flatMap((value) => spellingsOf(kind, value)))]
  const conditions = by.map((one) => (one === 'lower' ? `lower(${column}::text) = ANY($${at}::text[])` : `${column} = ANY($${at}::text[])`))
  return { condition: `(${conditions.join(' OR ')})`, spellings }
}

/** Compared with every row: as wide as any spelling of the identifier is. */
function compared(expression: string, kind: IdentifierKind, values: readonly string[], at: number): { condition: string; spellings: string[] } {
  if (kind === 'phone') return { condition: `right(regexp_replace(${expression}, '[^0-9]', '', 'g'), 7) = ANY($${at}::text[])`, spellings: values.map((value) => value.replace(/\D/g, '').slice(-7)) }
  if (kind === 'national-id') {
    return {
      condition: `right(upper(regexp_replace(${expression}, '[^0-9A-Za-z]', '', 'g')), 10) = ANY($${at}::text[])`,
      spellings: values.map((value) => value.replace(/[^0-9A-Za-z]/g, '').toUpperCase().slice(-10)),
    }
  }
  const spellings = [...new Set(values.flatMap((value) => spellingsOf(kind, value)))]
  return { condition: `lower(btrim(regexp_replace(${expression}, '[\\u200b-\\u200f\\ufeff]', '', 'g'), E' \\t\\r\\n\\u00a0')) = ANY($${at}::text[])`, spellings }
}

const countries = ['SE', 'NO', 'DK', 'FI', 'DE', 'GB'] as const

export function spellingsOf(kind: IdentifierKind, value: string): string[] {
  const text = value.trim()
  const lower = text.toLowerCase()
  switch (kind) {
    case 'email': {
      const domain = lower.slice(lower.lastIndexOf('@') + 1)
      const readable = domainToUnicode(domain)
      return [text, lower, ...(readable === '' || readable === domain ? [] : [`${lower.slice(0, lower.lastIndexOf('@') + 1)}${readable}`])]
    }
    case 'phone':
      // Which country a number without a code is from is the hash's to say: those we know the plans of are all tried.
      return [text, ...countries.flatMap((country) => {
        const number = normalise('phone', text, { country, year: 0 })
        return number === null ? [] : phoneSpellings(number, country)
      })]
    case 'national-id': {
      const bare = text.replace(/[^0-9A-Za-z]/g, '')
      const wholes = /^\d{10}$/.test(bare) ? [`19${bare}`, `20${bare}`, `18${bare}`, bare] : [bare]
      return [text, ...wholes.flatMap(nationalIdSpellings)]
    }
    default:
      return [text, lower, text.toUpperCase()]
  }
}

function textsOf(json: string): string[] {
  return (JSON.parse(json) as unknown[]).flatMap((one) => (typeof one === 'string' ? [one] : typeof one === 'number' ? [String(one)] : []))
}

export const asText: pg.CustomTypesConfig = { getTypeParser: (() => (text: string) => text) as pg.CustomTypesConfig['getTypeParser'] }
