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

/** A matter's hold that reaches a row, and whose matter it is. */
export interface Reaching {
  readonly personId: PersonId
  readonly hold: HoldFact
}

/** Which rows the matters reach that name rows: by `system NUL table NUL key`, whosever they are. Few matters do, and mostly none. */
export async function mattersReaching(db: Db, personIds: readonly PersonId[] | null = null): Promise<ReadonlyMap<string, readonly Reaching[]>> {
  const which = personIds === null ? sql`true` : sql`h.person_id = any(${[...personIds]}::uuid[])`
  const { rows } = await sql<Omit<HoldFact, 'data'> & { personId: PersonId; data: string[] }>`
    select coalesce(a.into_id, h.person_id) as "personId", h.data, h.locations, h.basis, h.owner, h.review
      from people.hold h left join people.alias a on a.person_id = h.person_id and a.undone_at is null
     where h.locations <> '[]'::jsonb and ${which} order by 1, h.fact_id`.execute(db)
  const reached = new Map<string, Reaching[]>()
  if (rows.length === 0) return reached
  const facts = new Map<PersonId, { holds: HoldFact[] }>()
  for (const { personId, ...hold } of rows) facts.set(personId, { holds: [...(facts.get(personId)?.holds ?? []), hold] })
  await reachHolds(db, facts)
  for (const [personId, { holds }] of facts) {
    for (const hold of holds) {
      for (const { system, table, key } of hold.locations) {
        const name = `${system}\0${table}\0${key}`
        reached.set(name, [...(reached.get(name) ?? []), { personId, hold }])
      }
    }
  }
  return reached
}

/** All whose rows these matters reach, those named in the rows among them: what is decided of them rests on the matter too. */
export async function reachedBy(db: Db, matters: ReadonlyMap<string, readonly Reaching[]>): Promise<readonly PersonId[]> {
  if (matters.size === 0) return []
  const places = [...matters.keys()].map((name) => name.split('\0') as [string, string, string])
  const { rows } = await sql<{ id: PersonId }>`
    with w as materialized (
      select * from unnest(${places.map(([system]) => system)}::text[], ${places.map(([, table]) => table)}::text[], ${places.map(([, , key]) => key)}::text[]) as w (system, tbl, key)
    )
    select coalesce(a.into_id, l.person_id) as id from w join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null
    union
    select coalesce(a.into_id, l.person_id) from w join people.location l on strpos(l.key, E'\\x1d') > 0 and split_part(l.key, E'\\x1d', 1) = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null`.execute(db)
  return rows.map((row) => row.id)
}
