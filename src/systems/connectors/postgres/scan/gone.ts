import type { ClientBase } from 'pg'
import { keyValues } from '../../../index.ts'
import type { KnownKeys } from '../../../index.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { Digest } from './cursor.ts'
import { boundsOf } from './digest.ts'
import { sameKey, unnested } from '../act/keys.ts'

/** Keys that the index knows and the table no longer has, in the ranges that differ: neighbours of a whole-number key, else all. */
export async function* goneIn(
  client: ClientBase, table: KnownTable, ranges: readonly string[], digest: Digest, known: KnownKeys, openKey: (key: string) => string,
): AsyncGenerator<string[]> {
  const { name } = table.mapped
  const parts = digest.shift === null || ranges.includes('null') ? [null] : joined(ranges, digest.shift)
  for (const bounds of parts) {
    for await (const keys of known(name, bounds)) {
      if (keys.length > 0) yield await missing(client, table, keys, openKey)
    }
  }
}

/** Neighbouring ranges as one: one question to the index instead of hundreds. */
function joined(ranges: readonly string[], shift: number): { from: bigint; below: bigint }[] {
  const all = ranges.map((range) => boundsOf(range, shift)).sort((a, b) => (a.from < b.from ? -1 : 1))
  const parts: { from: bigint; below: bigint }[] = []
  for (const bounds of all) {
    const last = parts.at(-1)
    if (last !== undefined && last.below === bounds.from) last.below = bounds.below
    else parts.push({ ...bounds })
  }
  return parts
}

async function missing(client: ClientBase, table: KnownTable, keys: readonly string[], openKey: (key: string) => string): Promise<string[]> {
  const gone: string[] = []
  const split: { key: string; values: string[] }[] = []
  for (const key of keys) {
    const values = keyValues(openKey(key), table.mapped.key.length)
    if (values === null) gone.push(key) // no row can have such a key: the mapping had another one
    else split.push({ key, values })
  }
  const arrays = table.mapped.key.map((_, i) => split.map((one) => one.values[i]!))
  const { rows } = await client.query<{ at: string }>(
    `SELECT k.n::text AS at FROM ${unnested({ table, refs: [], arrays })} WHERE NOT EXISTS (SELECT FROM ${table.sql} t WHERE ${sameKey(table)})`, arrays)
  for (const { at } of rows) gone.push(split[Number(at) - 1]!.key)
  return gone
}
