import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import { indexedOf, type Indexed, type PersonId } from '../people/index.ts'

// Read-only looks into the index, in the shapes that an answer needs: table by table and in key order, so that a person with a
// million rows is read page by page.

const family = (ids: readonly PersonId[]) => sql`
  select id as person_id from unnest(${[...ids]}::uuid[]) as id
  union select a.person_id from people.alias a where a.into_id = any(${[...ids]}::uuid[]) and a.undone_at is null`

/** How many rows the persons have in each table. */
export async function tablesOf(db: Db, ids: readonly PersonId[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ system: string; tbl: string; n: number }>`
    select system, tbl, count(distinct key) as n from people.location where person_id in (${family(ids)}) group by 1, 2`.execute(db)
  return new Map(rows.map((row) => [`${row.system} ${row.tbl}`, row.n]))
}

/** A page of the persons' rows in one table, each row once. */
export async function locationsIn(db: Db, ids: readonly PersonId[], system: string, table: string, after: string, most: number): Promise<readonly Indexed[]> {
  const { rows } = await sql<{ row: string[] }>`
    select distinct on (l.key) array[coalesce(a.into_id, l.person_id)::text, l.system, l.tbl, l.key, l.fingerprint, l.dates, l.links, case when l.unmentioned then 't' else 'f' end,
           case when l.pinned then 't' else 'f' end, case when l.shared then 't' else 'f' end, l.since::text] as row
      from people.location l left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     where l.person_id in (${family(ids)}) and l.system = ${system} and l.tbl = ${table} and l.key > ${after} collate "C"
     order by l.key, l.person_id limit ${most}`.execute(db)
  return rows.map(({ row }) => indexedOf(row))
}

export interface Claim {
  readonly kind: string
  readonly controller: string
  readonly hash: string
}

/** The keyed hashes of everything that is known to identify the persons: what is theirs in a row that others share. */
export async function claimsOf(db: Db, ids: readonly PersonId[]): Promise<readonly Claim[]> {
  const { rows } = await sql<Claim>`
    select kind, controller, encode(hash, 'hex') as hash from people.identifier_claim where person_id in (${family(ids)})
    union select kind, controller, encode(hash, 'hex') from people.unverified where person_id in (${family(ids)})`.execute(db)
  return rows
}

/** The marks of the names that the persons' own rows bear, by what they themselves are in: never of rows that others share. */
export async function nameMarksOf(db: Db, ids: readonly PersonId[]): Promise<readonly string[]> {
  const { rows } = await sql<{ marks: string }>`
    select distinct name_hash as marks from people.location where person_id in (${family(ids)}) and via = 'o' and not shared and name_hash is not null limit 200`.execute(db)
  return rows.map((row) => row.marks)
}
