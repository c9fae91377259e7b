import type pg from 'pg'
import { rowKey } from '../../../index.ts'
import type { Hash, Sighting } from '../../../index.ts'
import { readerFor } from '../scan/reader.ts'
import type { Catalogue } from '../shape/catalogue.ts'
import type { Look } from './context.ts'
import { keySet, sameKey, unnested } from './keys.ts'

/** Looks at rows by key inside the acting transaction, exactly as an observation reads them: equal rows have equal fingerprints. */
export function lookWith(catalogue: Catalogue, hash: Hash, zones: ReadonlyMap<string, string>): Look {
  return async (client, refs) => {
    const seen: Sighting[] = []
    for (const name of new Set(refs.map((ref) => ref.table))) {
      const table = catalogue.tables.get(name)
      if (table === undefined) continue
      const asked = refs.filter((ref) => ref.table === name)
      const rowsAsked = [...new Map(asked.map((ref) => [rowKey(ref.key), ref])).values()]
      const set = keySet(table, rowsAsked, hash)
      // A row that is asked for is answered with what it says of others; a place in it by itself.
      const wanted = new Set(asked.map((ref) => ref.key))
      const reader = readerFor(table, { catalogue, hash, zones })
      const from = reader.items.from(table.sql)
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${reader.items.list.join(', ')} FROM ${from} JOIN ${unnested(set)} ON ${sameKey(table)}`,
        values: [...set.arrays],
        rowMode: 'array',
        types: asText,
      } satisfies pg.QueryArrayConfig)
      for (const row of rows) {
        const sighting = reader.sighting(row)
        if (wanted.has(sighting.ref.key)) seen.push(sighting)
        else for (const named of sighting.named ?? []) if (wanted.has(named.ref.key)) seen.push(named)
      }
    }
    return seen
  }
}

/** The reader takes what COPY writes: text, and `t` for true. */
const asText: pg.CustomTypesConfig = { getTypeParser: (() => (text: string) => text) as pg.CustomTypesConfig['getTypeParser'] }
