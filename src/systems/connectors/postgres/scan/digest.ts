import type { ClientBase } from 'pg'
import { literal, quoteColumn, whole } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { Digest, Range } from './cursor.ts'

const wholeTypes: ReadonlySet<string> = new Set(['int2', 'int4', 'int8'])
const ranges = 256
const tooMany = 4096

/** Keys that are one whole number are kept in ranges of neighbours, so that a deletion is looked for among its neighbours only. */
export function isWholeKey(table: KnownTable): boolean {
  return table.mapped.key.length === 1 && wholeTypes.has(table.columns.get(table.mapped.key[0]!)?.base ?? '')
}

function keyItem(table: KnownTable): string {
  return quoteColumn('t', table.mapped.key[0]!)
}

function hashItem(table: KnownTable): string {
  if (isWholeKey(table)) return `hashint8extended(${keyItem(table)}::int8, 1)`
  const parts = table.mapped.key.map((name) => `${quoteColumn('t', name)}::text`)
  return `hashtextextended(${parts.length === 1 ? parts[0]! : `concat_ws(${literal('\u001f')}, ${parts.join(', ')})`} COLLATE "C", 1)`
}

/** The range that a row of `t` is in. */
export function rangeItem(table: KnownTable, shift: number | null): string {
  return shift === null ? `(${hashItem(table)} & ${ranges - 1})` : `(${keyItem(table)}::int8 >> ${whole(shift)})`
}

/** A width that makes some 256 ranges of the keys there are. */
export async function chooseShift(client: ClientBase, table: KnownTable): Promise<number | null> {
  if (!isWholeKey(table)) return null
  const key = keyItem(table)
  const { rows } = await client.query<{ least: string | null; most: string | null }>(
    `SELECT min(${key})::text AS least, max(${key})::text AS most FROM ${table.sql} t`)
  const span = BigInt(rows[0]?.most ?? 0) - BigInt(rows[0]?.least ?? 0)
  let shift = 4
  while (span >> BigInt(shift) > BigInt(ranges) && shift < 62) shift++
  return shift
}

export interface Compared {
  readonly digest: Digest
  /** Ranges from which rows are gone, or may be. */
  readonly differing: readonly string[]
  /** Ranges whose contents differ: seen only where contents are part of the digest. */
  readonly altered: readonly string[]
}

interface Line {
  readonly range: string
  readonly count: number
  readonly keys: string
  readonly contents: string
  readonly newCount: number
  readonly newKeys: string
  readonly laterCount: number
  readonly laterKeys: string
  readonly most: string | null
}

export interface DigestTerms {
  readonly shift: number | null
  /** Only rows for which this holds. */
  readonly where?: string
  /** Which rows count as changed since the last time: those may be new. */
  readonly changed?: string | null
  /** The greatest key of the last time: what is above it is new. */
  readonly after?: string | null
  /** An expression over `t` whose value is what the row shows; for stores without a mark of change. */
  readonly contents?: { readonly item: string; readonly from: string }
}

async function read(client: ClientBase, table: KnownTable, terms: DigestTerms): Promise<Line[]> {
  const later = terms.after !== undefined && terms.after !== null && isWholeKey(table) ? `${keyItem(table)}::int8 > ${whole(terms.after)}` : 'false'
  const inner = `SELECT ${rangeItem(table, terms.shift)} AS b, ${hashItem(table)} AS h, ${terms.changed ?? 'false'} AS c, ${later} AS l,
      ${isWholeKey(table) ? `${keyItem(table)}::int8` : 'null::int8'} AS k, ${terms.contents === undefined ? '0::int8' : `hashtextextended(${terms.contents.item}, 2)`} AS v
    FROM ${terms.contents?.from ?? `${table.sql} t`} ${terms.where === undefined ? '' : `WHERE ${terms.where}`}`
  const { rows } = await client.query<{ [K in keyof Line]: string | null }>(`
    SELECT b::text AS range, count(*)::text AS count, coalesce(bit_xor(h), 0)::text AS keys, coalesce(bit_xor(v), 0)::text AS contents,
      count(*) FILTER (WHERE c)::text AS "newCount", coalesce(bit_xor(h) FILTER (WHERE c), 0)::text AS "newKeys",
      count(*) FILTER (WHERE c AND l)::text AS "laterCount", coalesce(bit_xor(h) FILTER (WHERE c AND l), 0)::text AS "laterKeys",
      max(k)::text AS most
    FROM (${inner} OFFSET 0) q GROUP BY b`)
  return rows.map((row) => ({
    range: row.range ?? 'null', count: Number(row.count), keys: row.keys!, contents: row.contents!, newCount: Number(row.newCount), newKeys: row.newKeys!,
    laterCount: Number(row.laterCount), laterKeys: row.laterKeys!, most: row.most,
  }))
}

export async function takeDigest(client: ClientBase, table: KnownTable, terms: DigestTerms): Promise<Digest> {
  return digestOf(await read(client, table, terms), terms)
}

/** The digest now, and where it differs from then by more than new rows explain. */
export async function compareDigest(client: ClientBase, table: KnownTable, then: Digest, terms: Omit<DigestTerms, 'shift' | 'after'>): Promise<Compared> {
  const asked: DigestTerms = { ...terms, shift: then.shift, after: then.most }
  const lines = await read(client, table, asked)
  const differing: string[] = []
  const altered: string[] = []
  const seen = new Set<string>()
  for (const line of lines) {
    seen.add(line.range)
    const before: Range = then.ranges.get(line.range) ?? { count: 0, keys: '0', contents: '0' }
    if (!explained(before, line)) differing.push(line.range)
    if (terms.contents !== undefined && (before.contents !== line.contents || before.keys !== line.keys || before.count !== line.count)) altered.push(line.range)
  }
  for (const range of then.ranges.keys()) if (!seen.has(range)) differing.push(range)
  return { digest: digestOf(lines, asked), differing, altered }
}

/** The same keys as before; or those and all that changed (all new); or those and all that changed above the greatest key. */
function explained(before: Range, now: Line): boolean {
  const is = (count: number, keys: bigint): boolean => before.count + count === now.count && (BigInt(before.keys) ^ keys) === BigInt(now.keys)
  return is(0, 0n) || is(now.newCount, BigInt(now.newKeys)) || is(now.laterCount, BigInt(now.laterKeys))
}

function digestOf(lines: readonly Line[], terms: DigestTerms): Digest {
  const map = new Map<string, Range>()
  let most: bigint | null = null
  for (const line of lines) {
    map.set(line.range, { count: line.count, keys: line.keys, contents: terms.contents === undefined ? '' : line.contents })
    if (line.most !== null && (most === null || BigInt(line.most) > most)) most = BigInt(line.most)
  }
  return coarser({ shift: terms.shift, most: most === null ? null : String(most), ranges: map })
}

/** Keys that grew far beyond the first choice: neighbours are joined until the cursor is small again. */
function coarser(digest: Digest): Digest {
  if (digest.shift === null || digest.ranges.size <= tooMany) return digest
  const map = new Map<string, Range>()
  for (const [name, range] of digest.ranges) {
    const wider = String(BigInt(name) >> 2n)
    const other = map.get(wider)
    map.set(wider, other === undefined ? range : {
      count: other.count + range.count, keys: String(BigInt(other.keys) ^ BigInt(range.keys)),
      contents: range.contents === '' ? '' : String(BigInt(other.contents) ^ BigInt(range.contents)),
    })
  }
  return coarser({ shift: digest.shift + 2, most: digest.most, ranges: map })
}

/** Bounds of a range of whole-number keys. */
export function boundsOf(range: string, shift: number): { readonly from: bigint; readonly below: bigint } {
  const at = BigInt(range)
  return { from: at << BigInt(shift), below: (at + 1n) << BigInt(shift) }
}

/**
 * At the end of a pass over everything: the digest of what is there, and the ranges from which rows that stood there at the
 * start have vanished (some of them after they were read). They are looked through with the next changes.
 */
export async function compareWithStart(client: ClientBase, table: KnownTable, start: Digest, changed: string): Promise<{ readonly digest: Digest; readonly dirty: readonly string[] }> {
  const lines = await read(client, table, { shift: start.shift, changed })
  const dirty: string[] = []
  const seen = new Set<string>()
  for (const line of lines) {
    seen.add(line.range)
    const before = start.ranges.get(line.range) ?? { count: 0, keys: '0' }
    if (before.count !== line.count - line.newCount || BigInt(before.keys) !== (BigInt(line.keys) ^ BigInt(line.newKeys))) dirty.push(line.range)
  }
  for (const range of start.ranges.keys()) if (!seen.has(range)) dirty.push(range)
  const digest = digestOf(lines, { shift: start.shift })
  // Named by the width that they were taken with; a coarser digest has other names.
  const names = digest.shift === start.shift ? dirty : [...new Set(dirty.map((name) => String(BigInt(name) >> BigInt(digest.shift! - start.shift!))))]
  return { digest, dirty: names }
}
