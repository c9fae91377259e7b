import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { PersonId } from './person.ts'

export interface Stone {
  readonly on: Day
  /** The last day on which a backup can bring them back. */
  readonly until: Day
}

const family = (ids: readonly PersonId[]) => sql`
  select id as person_id from unnest(${[...ids]}::uuid[]) as id
  union select a.person_id from people.alias a where a.into_id = any(${[...ids]}::uuid[]) and a.undone_at is null`

/** Who asked for all of it to be erased, once it is: by the hashes that they would be found by again. */
export async function entomb(tx: Tx, ids: readonly PersonId[], { on, until }: Stone): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with whose as materialized (${family(ids)})
    insert into people.tombstone (controller, kind, key_version, hash, erased_on, own_left, good_until)
    select c.controller, c.kind, c.key_version, c.hash, ${on}::date, (select count(*) from people.location l join whose using (person_id) where l.via = 'o'), ${until}::date
      from people.identifier_claim c join whose using (person_id)
    on conflict (hash, kind, controller, key_version) do update set erased_on = excluded.erased_on, own_left = excluded.own_left, good_until = greatest(tombstone.good_until, excluded.good_until)`.execute(tx)
}

/** Somebody whose erasure was answered, and who is on record again. */
export interface Returned {
  readonly personId: PersonId
  readonly controller: string
  readonly erasedOn: Day
  /** Rows that bear an identifier of theirs, by table; the first of them was seen on `since`. */
  readonly tables: Readonly<Record<string, number>>
  readonly since: Day
}

const returned = sql`
  with stone as (
    select coalesce(a.into_id, c.person_id) as person_id, t.controller, max(t.erased_on) as erased_on, min(t.own_left) as own_left
      from people.tombstone t join people.identifier_claim c using (hash, kind, controller, key_version)
      left join people.alias a on a.person_id = c.person_id and a.undone_at is null
     group by 1, 2
  ), own as (
    select s.person_id, s.controller, s.erased_on, s.own_left, l.system, l.tbl, l.since
      from stone s join lateral (
        select s.person_id as id union all select a.person_id from people.alias a where a.into_id = s.person_id and a.undone_at is null
      ) f on true join people.location l on l.person_id = f.id and l.via = 'o'
  ), back as (
    -- Later than the day it was erased; or on that very day, and more than what had stayed.
    select person_id, controller, erased_on from own group by 1, 2, 3, own_left having max(since) > erased_on or count(*) > own_left
  )`

/** Those who came back, until a human has said what it is. */
export async function returnedPersons(db: Db, most = 200): Promise<readonly Returned[]> {
  const { rows } = await sql<Returned>`
    ${returned}
    select b.person_id as "personId", b.controller, b.erased_on as "erasedOn", min(t.since) as since, jsonb_object_agg(t.at, t.n) as tables
      from back b join (select person_id, system || '.' || tbl as at, count(*) as n, min(since) as since from own group by 1, 2) t using (person_id)
     group by 1, 2, 3 order by 3, 1 limit ${most}`.execute(db)
  return rows
}

export async function countReturned(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`${returned} select count(*) as n from back`.execute(db)
  return rows[0]?.n ?? 0
}

/** Said what it is: they are somebody on record like everybody else again. */
export async function unearth(tx: Tx, personId: PersonId): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from people.tombstone t using people.identifier_claim c
     where c.hash = t.hash and c.kind = t.kind and c.controller = t.controller and c.key_version = t.key_version and c.person_id in (${family([personId])})`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** No backup can bring them back any more; those who have come back stay until somebody has looked. */
export async function tidyTombstones(db: Db, today: Day): Promise<void> {
  await sql`
    ${returned}
    delete from people.tombstone t where t.good_until < ${today}::date and not exists (
      select from people.identifier_claim c left join people.alias a on a.person_id = c.person_id and a.undone_at is null
       where c.hash = t.hash and c.kind = t.kind and c.controller = t.controller and c.key_version = t.key_version
         and coalesce(a.into_id, c.person_id) in (select person_id from back))`.execute(db)
}
