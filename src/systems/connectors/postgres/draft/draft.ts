import { Client } from 'pg'
import type { Personal } from '../../../../platform/index.ts'
import { unreachable } from '../explain.ts'
import { asText } from '../find.ts'
import { quoteName, quoteTable } from '../quote.ts'
import { readRaw } from '../shape/read-catalogue.ts'
import type { Attribute, Raw, Relation } from '../shape/read-catalogue.ts'
import { guess, guessDate, plain, ratesOf } from './guess.ts'
import { writeDraft } from './write.ts'
import type { DraftColumn, DraftLink, DraftTable } from './write.ts'

const sampled = 300

/**
 * A first systems.yaml for a database: keys and references as they are declared, what columns hold as a guess for people to
 * review. Some rows are looked at to see what values look like; no value, and no password, is written or kept.
 */
export async function draftSystems(url: Personal<string>, year: number): Promise<string> {
  const address = url.reveal()
  let client: Client
  try {
    client = new Client({ connectionString: address, connectionTimeoutMillis: 5000, application_name: 'lofte', options: '-c default_transaction_read_only=on -c statement_timeout=60s -c TimeZone=UTC -c DateStyle=ISO' })
    client.on('error', () => {})
    await client.connect()
  } catch (error) {
    throw unreachable('the database', address, error)
  }
  try {
    const raw = await readRaw(client, (relations) => relations.filter(isOwn).map((one) => one.oid))
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
    const tables: DraftTable[] = []
    for (const relation of raw.relations.filter(isOwn)) tables.push(await tableOf(client, raw, relation, year))
    return writeDraft(systemName(rows[0]!.name), linked(tables))
  } finally {
    await client.end().catch(() => {})
  }
}

/** Tables that have rows of their own, partitions counted with their parent. */
function isOwn(relation: Relation): boolean {
  return (relation.kind === 'r' || relation.kind === 'p') && relation.parent === null && relation.readable
}

function systemName(database: string): string {
  return plain(database).replace(/^_+|_+$/g, '').replaceAll('_', '-') || 'database'
}

async function tableOf(client: Client, raw: Raw, relation: Relation, year: number): Promise<DraftTable> {
  const attributes = raw.attributes.filter((one) => one.relation === relation.oid)
  const key = keyOf(raw, relation, attributes)
  const links = linksOf(raw, relation)
  const used = new Set([...key, ...links.flatMap((link) => link.columns)])
  const rest = attributes.filter((one) => !used.has(one.name) && one.readable && !one.generated)
  const samples = await sample(client, relation, attributes.filter((one) => one.readable && isText(one)))
  const columns = attributes
    .filter((one) => !links.some((link) => link.columns.includes(one.name)))
    .flatMap((one): DraftColumn[] => {
      const values = samples.get(one.name)
      const found = guess(relation.name, one.name, one.base, values === undefined ? null : ratesOf(values, year))
      if (found === null && !rest.includes(one)) return []
      return [{ name: one.name, type: one.type, nullable: one.nullable, free: isText(one), document: /^jsonb?$/.test(one.base), guess: found, date: one.category === 'D' ? guessDate(one.name) : null, isDate: one.category === 'D' }]
    })
  return { schema: relation.schema, name: relation.name, key, links, columns, triggers: raw.triggers.filter((one) => one.relation === relation.oid).map((one) => one.name) }
}

function isText(attribute: Attribute): boolean {
  return attribute.category === 'S' || attribute.base === 'jsonb' || attribute.base === 'json'
}

function keyOf(raw: Raw, relation: Relation, attributes: readonly Attribute[]): readonly string[] {
  const primary = raw.constraints.find((one) => one.relation === relation.oid && one.type === 'p')
  if (primary !== undefined) return primary.columns
  const unique = raw.indexes.find((one) =>
    one.relation === relation.oid && one.unique && !one.partial && one.immediate && one.numbers.every((n) => attributes.some((column) => column.number === n && !column.nullable)))
  return unique?.numbers.map((n) => attributes.find((one) => one.number === n)!.name) ?? []
}

function linksOf(raw: Raw, relation: Relation): DraftLink[] {
  return raw.constraints.flatMap((one): DraftLink[] => {
    if (one.relation !== relation.oid || one.type !== 'f') return []
    const to = raw.relations.find((other) => other.oid === one.referenced)
    if (to === undefined || !isOwn(to)) return []
    const key = raw.constraints.find((other) => other.relation === to.oid && other.type === 'p')?.columns ?? []
    const toKey = key.length === one.references.length && key.every((name, i) => name === one.references[i])
    return [{ schema: to.schema, to: to.name, columns: one.columns, references: toKey ? [] : one.references, byName: false }]
  })
}

/** References that nobody declared: `contact_id` beside a table `contact` or `contacts`. */
function linked(tables: readonly DraftTable[]): readonly DraftTable[] {
  return tables.map((table) => {
    const byName = table.columns.flatMap((column): DraftLink[] => {
      const wanted = /^(.+?)_?id$/.exec(plain(column.name))?.[1]
      if (wanted === undefined || column.guess !== null) return []
      const target = tables.find((other) => other !== table && other.key.length === 1 && [wanted, `${wanted}s`, `${wanted}es`, `${wanted.replace(/y$/, 'ie')}s`, `${wanted}er`].includes(plain(other.name)))
      return target === undefined ? [] : [{ schema: target.schema, to: target.name, columns: [column.name], references: [], byName: true }]
    })
    if (byName.length === 0) return table
    return { ...table, links: [...table.links, ...byName], columns: table.columns.filter((column) => !byName.some((link) => link.columns.includes(column.name))) }
  })
}

/** Some values of each column. They are counted against patterns by the caller and dropped; nothing of them is written. */
async function sample(client: Client, relation: Relation, columns: readonly Attribute[]): Promise<ReadonlyMap<string, (string | null)[]>> {
  const values = new Map<string, (string | null)[]>()
  if (columns.length === 0) return values
  const list = columns.map((one) => `left(${quoteName(one.name)}::text, 400)`).join(', ')
  try {
    const { rows } = await client.query<(string | null)[]>({ text: `SELECT ${list} FROM ${quoteTable(relation.schema, relation.name)} LIMIT ${sampled}`, rowMode: 'array', types: asText })
    columns.forEach((column, i) => values.set(column.name, rows.map((row) => row[i] ?? null)))
  } catch {
    // Rows that may not be read say nothing; the names of the columns still do.
  }
  return values
}
