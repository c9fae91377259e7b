import type pg from 'pg'
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
      const set = keySet(table, refs.filter((ref) => ref.table === name), hash)
      const reader = readerFor(table, { catalogue, hash, zones })
      const from = reader.items.from(table.sql)
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${reader.items.list.join(', ')} FROM ${from} JOIN ${unnested(set)} ON ${sameKey(table)}`,
        values: [...set.arrays],
        rowMode: 'array',
        types: asText,
      } satisfies pg.QueryArrayConfig)
      for (const row of rows) seen.push(reader.sighting(row))
    }
    return seen
  }
}

/** The reader takes what COPY writes: text, and `t` for true. */
const asText: pg.CustomTypesConfig = { getTypeParser: (() => (text: string) => text) as pg.CustomTypesConfig['getTypeParser'] }
