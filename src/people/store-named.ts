import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Merging } from './merging.ts'
import type { PersonId, SystemRef } from './person.ts'

// What a row says of somebody else is a location of that person's, by the row's key and more (see `placeKey`). Asked for by the index
// over such keys only: most installations have none, and none may cost the millions of other rows a look.

/** A key of a place; the row that it is in. */
const isPlace = (key: string): string => `strpos(${key}, E'\\x1d') > 0`
const rowOf = (key: string): string => `split_part(${key}, E'\\x1d', 1)`

export async function hasNamed(db: Db): Promise<boolean> {
  // In the order of the index, so that it is read by it: where there are none, nothing is read.
  const { rows } = await sql`select from people.location where ${sql.raw(isPlace('key'))} order by ${sql.raw(rowOf('key'))}, tbl, system limit 1`.execute(db)
  return rows.length > 0
}

export interface NamedIn {
  /** The row, as it was asked for. */
  readonly at: number
  readonly personId: PersonId
  readonly key: string
}

/** Who is named in the rows, after merging, and where in them. */
export async function namedIn(db: Db, refs: readonly SystemRef[]): Promise<readonly NamedIn[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<NamedIn>`
    select w.at::int - 1 as at, coalesce(a.into_id, l.person_id) as "personId", l.key
      from unnest(${refs.map((r) => r.system)}::text[], ${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) with ordinality as w (system, tbl, key, at)
      join people.location l on ${sql.raw(isPlace('l.key'))} and ${sql.raw(rowOf('l.key'))} = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null order by 1, 3, 2`.execute(db)
  return rows
}

/** The people whose rows others are named in: after a pass over everybody it is known whose data stands there. */
export async function whoseRowsName(db: Db): Promise<readonly PersonId[]> {
  if (!(await hasNamed(db))) return []
  const { rows } = await sql<{ id: PersonId }>`
    select distinct coalesce(a.into_id, l.person_id) as id
      from (select distinct system, tbl, ${sql.raw(rowOf('key'))} as key from people.location where ${sql.raw(isPlace('key'))}) n
      join people.location l on l.key = n.key and l.tbl = n.tbl and l.system = n.system
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null`.execute(db)
  return rows.map((row) => row.id)
}

/** Rows that went took with them what they said of others. */
export async function removeNamedIn(tx: Db, refs: readonly SystemRef[]): Promise<void> {
  if (refs.length === 0 || !(await hasNamed(tx))) return
  await sql`
    with i as materialized (
      select distinct system collate "C" as system, tbl collate "C" as tbl, key collate "C" as key
        from unnest(${refs.map((r) => r.system)}::text[], ${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) as i (system, tbl, key)
    ), went as (
      delete from people.location l using i where ${sql.raw(isPlace('l.key'))} and ${sql.raw(rowOf('l.key'))} = i.key and l.tbl = i.tbl and l.system = i.system
      returning l.person_id, l.system, l.tbl, l.key
    ), stamped as (
      insert into people.act (act_no, system, tables, keys)
      select nextval('people.act_no'), w.system, array_agg(w.tbl), array_agg(w.key) from went w group by w.system
    )
    insert into people.changed (person_id) select distinct person_id from went`.execute(tx)
}

/** What was read of a row before an act on it, or during one, is as old for whom it names. Whoever is new there is seen when the row is looked at again. */
export async function setNamedAside({ client, system, naming }: Merging): Promise<void> {
  if (naming.size === 0) return
  await client.query(`
    with old as (
      delete from people.sighted s where s.system = $1 and ${isPlace('s.key')} and (
        exists (select from m_acted a where a.tbl = s.tbl and a.key = ${rowOf('s.key')} and a.act_no > s.act_no)
        or exists (select from m_acting m where m.tbl = s.tbl and m.key = ${rowOf('s.key')}))
      returning s.n, s.tbl, s.key
    ), ids as (
      delete from people.sighted_identifier i using old where i.n = old.n
    ), fresh as (
      insert into people.look_again (system, tbl, key)
      select distinct $1, o.tbl, ${rowOf('o.key')} from old o
       where not exists (select from people.location l where l.key = o.key and l.tbl = o.tbl and l.system = $1) on conflict do nothing
    )
    insert into m_aside select tbl, key from old`, [system])
}

/** Of a row that was seen twice the later sighting says whom it names; of one that went since, nothing does. */
export async function dropOlderNamed({ client, system, naming }: Merging): Promise<void> {
  if (naming.size === 0) return
  await client.query(`
    with old as (
      delete from people.sighted s where s.system = $1 and ${isPlace('s.key')} and (
        exists (select from m_twice t where t.tbl = s.tbl and t.key = ${rowOf('s.key')} and s.n < t.n)
        or exists (select from people.sighted_gone g where g.system = $1 and g.tbl = s.tbl and g.key = ${rowOf('s.key')} and g.n > s.n))
      returning s.n
    ) delete from people.sighted_identifier i using old where i.n = old.n`, [system])
}

/** A row that was seen names these and nobody else; one that is gone names nobody. */
export async function markNamedGone({ client, first, system }: Merging): Promise<void> {
  if (first || (await client.query(`select from people.location where ${isPlace('key')} order by ${rowOf('key')}, tbl, system limit 1`)).rowCount === 0) return
  await client.query(`
    insert into people.sighted_gone (n, system, tbl, key)
    select 0, l.system, l.tbl, l.key from (select distinct system, tbl, key, ${rowOf('key')} as of from people.location where system = $1 and ${isPlace('key')}) l
     where (exists (select from people.sighted s where s.system = $1 and s.tbl = l.tbl and s.key = l.of) or exists (select from people.sighted_gone g where g.system = $1 and g.tbl = l.tbl and g.key = l.of))
       and not exists (select from people.sighted s where s.system = $1 and s.tbl = l.tbl and s.key = l.key)
       and not exists (select from m_acting m where m.tbl = l.tbl and m.key in (l.key, l.of))
       and not exists (select from m_aside m where m.tbl = l.tbl and m.key = l.key)`, [system])
}
