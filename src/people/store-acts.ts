import { sql, type RawBuilder } from 'kysely'
import { listOf, plainList, type Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { nobody, type PersonId, type SystemRef } from './person.ts'
import { removeNamedIn } from './store-named.ts'

export interface Acted {
  readonly ref: SystemRef
  /** gone: no longer there. emptied: cleared, belongs to nobody. anonymous: the same, and it is to stay. unlinked: no longer this person's. changed: something remains, observed anew. */
  readonly result: 'gone' | 'emptied' | 'anonymous' | 'unlinked' | 'changed'
  /** The row's fingerprint after the act, for what remains (Outcome.after). */
  readonly after: string | null
  /** Only this person's share goes (unlinked from a shared row); null: everybody's. */
  readonly personId: PersonId | null
}

/**
 * The index after an act, in the transaction that writes the outcome. Each key is stamped with the system's act counter:
 * a page of an observation that was read before the act is then known to be old, and the row is looked at again instead of
 * being brought back. Everybody concerned is marked, but for whom more is about to be done (`goingOn`: marked with the last of
 * it); those with nothing left are forgotten by `forgetEmpty`.
 */
export async function recordActed(tx: Tx, on: Day, acted: readonly Acted[], goingOn: PersonId | null = null): Promise<void> {
  if (acted.length === 0) return
  const results = new Set(acted.map((one) => one.result))
  await removeNamedIn(tx, acted.flatMap(({ ref, result }) => (result === 'gone' ? [ref] : [])))
  if (results.size === 1 && results.has('gone')) return removeGone(tx, acted, goingOn)
  await stamp(tx, acted, goingOn)
  const empty = acted.filter((one) => one.result === 'emptied' || one.result === 'anonymous')
  if (empty.length > 0) await rememberEmptied(tx, on, empty)
  await removeLocations(tx, acted.filter((one) => one.result !== 'changed'))
  if (results.has('changed')) await changeLooks(tx, acted.filter((one) => one.result === 'changed'))
  if (results.has('unlinked')) await unshare(tx, acted.filter((one) => one.result === 'unlinked'))
}

/** What almost every batch is made of, in one statement that reads each location once. */
async function removeGone(tx: Tx, acted: readonly Acted[], goingOn: PersonId | null): Promise<void> {
  const systems = [...new Set(acted.map((one) => one.ref.system))]
  for (const system of systems) {
    const refs = acted.flatMap(({ ref }) => (ref.system === system ? [ref] : []))
    const tables = [...new Set(refs.map((ref) => ref.table))]
    await sql`
      with i as materialized (
        select distinct ${system} collate "C" as system, (${tables}::text[])[which] collate "C" as tbl, key collate "C" as key
          from unnest(${plainList(refs.map((r) => tables.indexOf(r.table) + 1))}::int[], ${listOf(refs.map((r) => r.key))}::text[]) as i (which, key)
      ), stamped as (
        insert into people.act (act_no, system, tables, keys) select nextval('people.act_no'), ${system}, array_agg(i.tbl), array_agg(i.key) from i
      ), located as (
        delete from people.location l using i where l.key = i.key and l.tbl = i.tbl and l.system = i.system returning l.person_id
      ), emptied as (
        delete from people.emptied e using i where e.key = i.key and e.tbl = i.tbl and e.system = i.system
      ), crossed as (
        delete from people.crossing c using (${crossings}) g
         where c.key = g.key and c.tbl = g.tbl and c.system = g.system and c.by_tbl = g.by_tbl and c.by_key = g.by_key
      )
      insert into people.changed (person_id) select distinct l.person_id from located l where ${marked(goingOn)}`.execute(tx)
  }
}

/** Ties of which the rows in `i` are one end: two lookups, each by its own index. */
const crossings = sql`
  select c.system, c.tbl, c.key, c.by_tbl, c.by_key from i join people.crossing c on c.key = i.key and c.tbl = i.tbl and c.system = i.system
  union select c.system, c.tbl, c.key, c.by_tbl, c.by_key from i join people.crossing c on c.by_key = i.key and c.by_tbl = i.tbl and c.system = i.system`

/** The rows as a relation `i`; each statement reads it once. */
function rowsOf(acted: readonly Acted[]): RawBuilder<unknown> {
  return sql`
    i as materialized (select system collate "C" as system, tbl collate "C" as tbl, key collate "C" as key, result, after, person_id from unnest(
      ${acted.map((a) => a.ref.system)}::text[], ${acted.map((a) => a.ref.table)}::text[], ${acted.map((a) => a.ref.key)}::text[],
      ${acted.map((a) => a.result)}::text[], ${acted.map((a) => a.after)}::text[], ${acted.map((a) => a.personId)}::uuid[]) as i (system, tbl, key, result, after, person_id))`
}

async function stamp(tx: Tx, acted: readonly Acted[], goingOn: PersonId | null): Promise<void> {
  await sql`
    with ${rowsOf(acted)}, stamped as (
      insert into people.act (act_no, system, tables, keys)
      select nextval('people.act_no'), i.system, array_agg(i.tbl), array_agg(i.key) from i group by i.system)
    insert into people.changed (person_id)
    select distinct l.person_id from i join people.location l on l.key = i.key and l.tbl = i.tbl and l.system = i.system where ${marked(goingOn)}`.execute(tx)
}

/** Of the locations `l`: somebody's, and not of who has more to go. */
function marked(goingOn: PersonId | null): RawBuilder<unknown> {
  return goingOn === null
    ? sql`l.person_id <> ${nobody}::uuid`
    : sql`l.person_id <> ${nobody}::uuid and l.person_id <> ${goingOn}::uuid and not exists (select from people.alias a where a.person_id = l.person_id and a.into_id = ${goingOn}::uuid and a.undone_at is null)`
}

async function rememberEmptied(tx: Tx, on: Day, acted: readonly Acted[]): Promise<void> {
  await sql`
    with ${rowsOf(acted)}
    insert into people.emptied (system, tbl, key, fingerprint, links, emptied_on, pinned, stays)
    select distinct on (i.system, i.tbl, i.key) i.system, i.tbl, i.key, i.after, l.links, ${on}::date, coalesce(l.pinned, false), i.result = 'anonymous' from i left join people.location l using (system, tbl, key) where i.after is not null
    on conflict (key, tbl, system) do update set fingerprint = excluded.fingerprint, emptied_on = excluded.emptied_on, stays = excluded.stays`.execute(tx)
}

/** No longer the place of anybody (or of that person), and no longer one end of a tie between two. */
async function removeLocations(tx: Tx, acted: readonly Acted[]): Promise<void> {
  if (acted.length === 0) return
  await sql`
    with ${rowsOf(acted)}, located as (
      delete from people.location l using i
       where l.system = i.system and l.tbl = i.tbl and l.key = i.key and (i.person_id is null or i.result <> 'unlinked' or l.person_id = i.person_id)
    ), emptied as (
      delete from people.emptied e using i where e.system = i.system and e.tbl = i.tbl and e.key = i.key and i.result = 'gone'
    )
    delete from people.crossing c using (
      select c.system, c.tbl, c.key, c.by_tbl, c.by_key from i join people.crossing c on c.key = i.key and c.tbl = i.tbl and c.system = i.system where i.result in ('gone', 'emptied', 'anonymous')
      union select c.system, c.tbl, c.key, c.by_tbl, c.by_key from i join people.crossing c on c.by_key = i.key and c.by_tbl = i.tbl and c.system = i.system where i.result in ('gone', 'emptied', 'anonymous')) g
     where c.key = g.key and c.tbl = g.tbl and c.system = g.system and c.by_tbl = g.by_tbl and c.by_key = g.by_key`.execute(tx)
}

/** A changed row keeps its place but not its fingerprint: the next observation sees that it differs from what is stored. */
async function changeLooks(tx: Tx, acted: readonly Acted[]): Promise<void> {
  await sql`
    with ${rowsOf(acted)}
    update people.location l set fingerprint = coalesce(i.after, ''), unmentioned = l.unmentioned from i
     where l.system = i.system and l.tbl = i.tbl and l.key = i.key`.execute(tx)
}

async function unshare(tx: Tx, acted: readonly Acted[]): Promise<void> {
  await sql`
    with ${rowsOf(acted)}
    update people.location l set shared = false from i
     where l.system = i.system and l.tbl = i.tbl and l.key = i.key and l.shared
       and not exists (select from people.location o where o.key = l.key and o.tbl = l.tbl and o.system = l.system and o.person_id <> l.person_id)`.execute(tx)
}

/** Emptied rows that nothing refers to any more, and that name nobody whose data stands: they may be deleted (decide.md 5). */
export async function emptiedWithoutReferrers(tx: Tx, system: string, table: string, most: number): Promise<readonly { readonly key: string; readonly fingerprint: string; readonly emptiedOn: Day }[]> {
  // The links of the system are unfolded once for all emptied rows; where nothing was emptied, no link is read.
  const { rows } = await sql<{ key: string; fingerprint: string; emptiedOn: Day }>`
    with e as materialized (select key, fingerprint, emptied_on, tbl || E'\\x1f' || key as ref from people.emptied where system = ${system} and tbl = ${table} and not pinned and not stays),
    referred as materialized (
      select distinct u.ref from people.location l cross join lateral unnest(string_to_array(l.links, E'\\x1e')) as u (ref)
       where l.system = ${system} and l.links is not null and (select exists (select from e)) and u.ref in (select ref from e))
    select e.key, e.fingerprint, e.emptied_on as "emptiedOn" from e where not exists (select from referred r where r.ref = e.ref)
       and not exists (select from people.location l where strpos(l.key, E'\\x1d') > 0 and split_part(l.key, E'\\x1d', 1) = e.key and l.tbl = ${table} and l.system = ${system}) limit ${most}`.execute(tx)
  return rows
}

/**
 * Persons of whom nothing is left, neither rows nor facts: their identifiers are forgotten with them. Returns who is gone.
 */
export async function forgetEmpty(tx: Tx, personIds: readonly PersonId[]): Promise<readonly PersonId[]> {
  if (personIds.length === 0) return []
  // Looked up person by person: sixteen tables to be joined in the best order would take longer to think about than to read.
  const left = facts.map((table) => sql`and (select true from ${sql.table(`people.${table}`)} x where x.person_id = p.person_id limit 1) is null`)
  const removals = known.map((table) => sql`, ${sql.id(table)} as (delete from ${sql.table(`people.${table}`)} x using gone g where x.person_id = g.person_id)`)
  const { rows } = await sql<{ person_id: PersonId }>`
    with candidate as materialized (
      select p.person_id from unnest(${plainList(personIds)}::uuid[]) as asked (id) join people.person p on p.person_id = asked.id
       where true ${sql.join(left, sql` `)}
         and (select true from people.alias x where x.undone_at is null and x.person_id = p.person_id limit 1) is null
         and (select true from people.alias x where x.undone_at is null and x.into_id = p.person_id limit 1) is null
       -- In order, so that two who forget the same persons never wait for each other.
       order by p.person_id for update of p
    ), gone as (delete from people.person p using candidate c where p.person_id = c.person_id returning p.person_id)
    ${sql.join(removals, sql` `)}
    select person_id from gone`.execute(tx)
  return rows.map((row) => row.person_id)
}

/** What keeps a person on record, and what is only of use while somebody is. */
const facts = ['location', 'consent', 'objection', 'restriction', 'hold', 'request_fact'] as const
const known = ['identifier_claim', 'unverified', 'suggestion', 'mailbox', 'reminder', 'approval', 'renewal', 'kept_date'] as const
