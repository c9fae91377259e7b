import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { HoldFact } from '../policy/decide/index.ts'
import type { PersonId } from './person.ts'

type Place = HoldFact['locations'][number]

/**
 * A hold on a row covers, for its reason, the rows that belong to it, down to the last line, and those it refers to. They are
 * looked up whenever facts are read, so that a row that comes later is held as well, and everybody who decides sees the same.
 */
export async function reachHolds(db: Db, facts: ReadonlyMap<PersonId, { holds: HoldFact[] }>): Promise<void> {
  const named: { readonly personId: PersonId; readonly at: number; readonly place: Place }[] = []
  for (const [personId, { holds }] of facts) holds.forEach((hold, at) => { for (const place of hold.locations) named.push({ personId, at, place }) })
  if (named.length === 0) return
  const { rows } = await sql<{ person_id: PersonId; at: number; system: string; table: string; key: string }>`
    with recursive held as (
      select * from unnest(${named.map((one) => one.personId)}::uuid[], ${named.map((one) => one.at)}::int[],
        ${named.map((one) => one.place.system)}::text[], ${named.map((one) => one.place.table)}::text[], ${named.map((one) => one.place.key)}::text[]) as h (person_id, at, system, tbl, key)
    ), whose as (
      select distinct person_id as id, person_id as into_id from held
      union
      select a.person_id, a.into_id from people.alias a where a.into_id in (select person_id from held) and a.undone_at is null
    ), tie as materialized (
      select w.into_id as person_id, l.system, l.tbl, l.key, split_part(link, chr(31), 1) as to_tbl, substr(link, strpos(link, chr(31)) + 1) as to_key
        from whose w join people.location l on l.person_id = w.id, unnest(string_to_array(l.links, chr(30))) as link
    ), below as (
      select person_id, at, system collate "C" as system, tbl collate "C" as tbl, key collate "C" as key from held
      union
      select b.person_id, b.at, t.system, t.tbl, t.key
        from below b join tie t on t.person_id = b.person_id and t.system = b.system and t.to_tbl = b.tbl and t.to_key = b.key
    )
    select person_id, at, system, tbl as "table", key from below
    union
    select h.person_id, h.at, h.system, t.to_tbl, t.to_key
      from held h join tie t on t.person_id = h.person_id and t.system = h.system collate "C" and t.tbl = h.tbl collate "C" and t.key = h.key collate "C"
    order by 1, 2, 3, 4, 5`.execute(db)
  const reached = Map.groupBy(rows, (row) => `${row.person_id} ${row.at}`)
  for (const [personId, { holds }] of facts) {
    holds.forEach((hold, at) => {
      const places = reached.get(`${personId} ${at}`)
      if (places !== undefined) holds[at] = { ...hold, locations: places.map(({ system, table, key }) => ({ system, table, key })) }
    })
  }
}
