import type { PoolClient } from 'pg'
import { copyOutBatches, listOf } from '../../../../platform/index.ts'
import { keyValues } from '../../../index.ts'
import type { KnownKeys } from '../../../index.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { Digest } from './cursor.ts'
import { boundsOf } from './digest.ts'
import { sameKey, unnested } from '../act/keys.ts'
import { quoteColumn, whole } from '../quote.ts'

/** At most so many rows of ours are held in memory to compare with. */
const mostHeld = 200_000

/** Keys that the index knows and the table no longer has, in the ranges that differ: neighbours of a whole-number key, else all. */
export async function* goneIn(
  client: PoolClient, table: KnownTable, ranges: readonly string[], digest: Digest, known: KnownKeys, openKey: (key: string) => string,
): AsyncGenerator<string[]> {
  const { name } = table.mapped
  if (digest.shift === null || ranges.includes('null')) {
    for await (const keys of known(name, null)) if (keys.length > 0) yield await missing(client, table, keys, openKey)
    return
  }
  for (const part of joined(ranges, digest)) {
    // Read once and compared here: several times faster than asking the database about each known key.
    const there = part.count <= mostHeld ? await keysWithin(client, table, part) : null
    for await (const keys of known(name, part)) {
      const gone = there === null ? await missing(client, table, keys, openKey) : keys.filter((key) => !there.has(key))
      if (gone.length > 0) yield gone
    }
  }
}

interface Part {
  readonly from: bigint
  readonly below: bigint
  readonly count: number
}

/** Neighbouring ranges as one: one question to the index instead of hundreds. */
function joined(ranges: readonly string[], digest: Digest): Part[] {
  const all = ranges.map((range) => ({ ...boundsOf(range, digest.shift!), count: digest.ranges.get(range)?.count ?? 0 })).sort((a, b) => (a.from < b.from ? -1 : 1))
  const parts: Part[] = []
  for (const one of all) {
    const last = parts.at(-1)
    if (last !== undefined && last.below === one.from && last.count + one.count <= mostHeld / 2) parts[parts.length - 1] = { from: last.from, below: one.below, count: last.count + one.count }
    else parts.push(one)
  }
  return parts
}

async function keysWithin(client: PoolClient, table: KnownTable, part: Part): Promise<ReadonlySet<string>> {
  const key = quoteColumn('t', table.mapped.key[0]!)
  const there = new Set<string>()
  for await (const batch of copyOutBatches(client, `SELECT ${key}::text FROM ${table.sql} t WHERE ${key} >= ${whole(part.from)} AND ${key} < ${whole(part.below)}`)) {
    for (const [text] of batch) there.add(text!)
  }
  return there
}

async function missing(client: PoolClient, table: KnownTable, keys: readonly string[], openKey: (key: string) => string): Promise<string[]> {
  const gone: string[] = []
  const split: { key: string; values: string[] }[] = []
  for (const key of keys) {
    const values = keyValues(openKey(key), table.mapped.key.length)
    if (values === null) gone.push(key) // no row can have such a key: the mapping had another one
    else split.push({ key, values })
  }
  const arrays = table.mapped.key.map((_, i) => listOf(split.map((one) => one.values[i]!)))
  const { rows } = await client.query<{ at: string }>(
    `SELECT k.n::text AS at FROM ${unnested({ table, refs: [], arrays })} WHERE NOT EXISTS (SELECT FROM ${table.sql} t WHERE ${sameKey(table)})`, arrays)
  for (const { at } of rows) gone.push(split[Number(at) - 1]!.key)
  return gone
}
