import { sql } from 'kysely'
import { indexedOf, type Indexed, type LocationText, type SystemRef } from '../people/index.ts'
import type { Db } from '../platform/index.ts'

const batch = 5000

/** Rows by their names, whosever they are: once for each person that has them. */
export async function indexedAt(db: Db, refs: readonly SystemRef[]): Promise<readonly Indexed[]> {
  const found: Indexed[] = []
  for (let i = 0; i < refs.length; i += batch) {
    const some = refs.slice(i, i + batch)
    const { rows } = await sql<{ row: LocationText }>`
      select array[l.person_id::text, l.system, l.tbl, l.key, l.fingerprint, l.dates, l.links, 'f', 'f', 'f', l.since::text] as row
        from unnest(${some.map((ref) => ref.system)}::text[], ${some.map((ref) => ref.table)}::text[], ${some.map((ref) => ref.key)}::text[]) as w (system, tbl, key)
        join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"`.execute(db)
    for (const { row } of rows) found.push(indexedOf(row))
  }
  return found
}
