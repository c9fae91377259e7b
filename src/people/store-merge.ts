import type pg from 'pg'
import type { Ref } from '../systems/index.ts'
import type { MergeInput, Merging } from './merging.ts'
import { noteClaimsSeen } from './store-claims.ts'
import { identify } from './store-identify.ts'
import { everybody, nobody } from './person.ts'
import { clearConsents, noteConsents } from './store-consents.ts'
import { placeRows, restoreEmptied } from './store-place.ts'
import { dropOlderNamed, markNamedGone, setNamedAside } from './store-named.ts'
import { spreadUp } from './store-up.ts'
import { tableGroups } from './table-order.ts'

export interface Merged {
  readonly rows: number
  readonly gone: number
  /** null: the first load, everybody. */
  readonly changed: number | null
  /** Set aside, since they were read before we acted on them or while we did: to be sighted anew, now that the act is settled. */
  readonly stale: readonly Ref[]
}

/**
 * Staged pages become the index, in one transaction and set by set: whoever reads the index sees it before or after. Rows
 * find their persons in three ways: by their own verified identifiers (identify), from the rows they belong to (place), or,
 * leading to nobody themselves, from the rows that refer to them (up): an address has the people who point at it.
 * A row with identifiers of its own takes nobody from its links: an employee is not her manager. Such a tie between two
 * people is remembered as a crossing, since the one row may not be taken from the other.
 */
export async function mergeStaged(client: pg.PoolClient, input: MergeInput): Promise<Merged> {
  await client.query('analyze people.sighted, people.sighted_identifier')
  await client.query('begin')
  try {
    // Joins over millions of rows: better hashed in memory than through files, for this transaction only.
    await client.query(`set local work_mem = '192MB'; set local maintenance_work_mem = '256MB'; set local jit = off; set local synchronous_commit = off`)
    const first = await isEmpty(client)
    const links = await linksBetween(client, input)
    const merging: Merging = { ...input, client, first, from: first ? 'people.sighted' : 'm_row', links, groups: tableGroups([...input.realms.keys()], links) }
    await setAside(merging)
    await setNamedAside(merging)
    await dropOlder(merging)
    await dropOlderNamed(merging)
    await makeTables(merging)
    await markNamedGone(merging)
    const gone = await takeGone(merging)
    await pickNew(merging)
    await identify(merging)
    if (first) await dropIndexes(client)
    await placeRows(merging)
    if (first) {
      await buildIndexes(client)
      await client.query('analyze people.location')
      await spreadUp(merging)
    } else await settle(merging)
    await noteUnverified(merging)
    await noteConsents(merging)
    await noteCrossings(merging)
    await noteClaimsSeen(merging)
    await noteMailboxes(merging)
    const changed = await noteChanged(merging)
    const rows = await closeScans(merging)
    const stale = await toLookAgain(merging)
    await client.query('truncate people.staged_scan, people.sighted, people.sighted_identifier, people.sighted_gone')
    await client.query('commit')
    return { rows, gone, changed, stale }
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function isEmpty(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>('select not exists (select from people.location) and not exists (select from people.emptied) as empty')
  return rows[0]!.empty
}

async function linksBetween(client: pg.PoolClient, { system, refersTo }: MergeInput): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await client.query<{ tbl: string; links_to: string[] | null }>('select tbl, links_to from people.staged_scan where system = $1', [system])
  const links = new Map([...refersTo].map(([table, to]) => [table, new Set(to)]))
  for (const row of rows) for (const to of row.links_to ?? []) links.set(row.tbl, (links.get(row.tbl) ?? new Set()).add(to))
  return links
}

/**
 * What was read of a row before an act on it is old, or erased people would return; what is read during an act (or after one whose
 * process died) may be our own doing, and is not known to be before its outcome is written. Both are looked at again.
 */
async function setAside(merging: Merging): Promise<void> {
  const { client, system } = merging
  // Acts under way first: one that is settled in this moment has stamped its rows by the second statement.
  await client.query(`
    create temp table m_acting on commit drop as
      select distinct u.tbl collate "C" as tbl, u.key collate "C" as key from people.acting a cross join lateral unnest(a.tables, a.keys) as u (tbl, key) where a.system = $1`, [system])
  await client.query('create temp table m_aside (tbl text collate "C", key text collate "C") on commit drop')
  const { rows } = await client.query<{ some: boolean }>('select exists (select from m_acting) as some')
  if (rows[0]!.some) await setActingAside(merging)
  await client.query('create temp table m_acted (tbl text collate "C" not null, key text collate "C" not null, act_no bigint not null) on commit drop')
  await noteActs(merging)
  await client.query(`
    with old as (
      delete from people.sighted s using m_acted a
       where s.system = $1 and a.key = s.key and a.tbl = s.tbl and a.act_no > s.act_no
      returning s.n, s.tbl, s.key
    ), ids as (delete from people.sighted_identifier i using old where i.n = old.n)
    insert into m_aside select tbl, key from old`, [system])
  await noteLookedAt(merging)
  await client.query('insert into people.look_again (system, tbl, key) select distinct $1, tbl, key from m_aside on conflict do nothing', [system])
}

/** The rows of acts that came after the oldest page that is staged was read. Most often there are none. */
async function noteActs({ client, system }: Merging): Promise<void> {
  await client.query('truncate m_acted')
  const { rowCount } = await client.query(`
    insert into m_acted select u.tbl, u.key, max(a.act_no) from people.act a cross join lateral unnest(a.tables, a.keys) as u (tbl, key)
     where a.system = $1 and a.act_no > (select min(act_no) from people.staged_scan where system = $1) group by 1, 2`, [system])
  if (rowCount !== 0) await client.query('analyze m_acted')
}

async function setActingAside({ client, system }: Merging): Promise<void> {
  await client.query('analyze m_acting')
  // Its identifiers were seen all the same: nobody else may be taken for who has them (dropUnseen).
  await client.query(`
    insert into people.claim_seen (controller, kind, hash)
    select distinct i.controller, i.kind, i.hash from people.sighted s join m_acting m on m.tbl = s.tbl and m.key = s.key join people.sighted_identifier i on i.n = s.n where s.system = $1`, [system])
  await client.query(`
    with old as (
      delete from people.sighted s using m_acting m where s.system = $1 and m.key = s.key and m.tbl = s.tbl returning s.n, s.tbl, s.key, s.fingerprint, s.pinned
    ), ids as (
      delete from people.sighted_identifier i using old where i.n = old.n
    ), gone as (
      delete from people.sighted_gone g using m_acting m where g.system = $1 and m.key = g.key and m.tbl = g.tbl returning g.tbl, g.key
    )
    insert into m_aside
    -- Of a row that was seen as the index has it there is nothing to look at again.
    select o.tbl, o.key from old o where not exists (
      select from people.location l where l.key = o.key and l.tbl = o.tbl and l.system = $1 and l.fingerprint = o.fingerprint and l.pinned = o.pinned)
    union select tbl, key from gone
    -- A pass over everything shows by silence that a row is gone: that is not believed of these either.
    union select m.tbl, m.key from m_acting m join people.staged_scan c on c.system = $1 and c.tbl = m.tbl and c.full_pass and c.done
     where not exists (select from old o where o.tbl = m.tbl and o.key = m.key)`, [system])
}

/** What is seen now, or no longer mapped, is off the list. */
async function noteLookedAt({ client, system, realms }: Merging): Promise<void> {
  const { rowCount } = await client.query('select from people.look_again where system = $1 limit 1', [system])
  if (rowCount === 0) return
  await client.query(`
    delete from people.look_again w where w.system = $1 and (w.tbl <> all ($2::text[])
        or exists (select from people.sighted s where s.system = $1 and s.tbl = w.tbl and s.key = w.key)
        or exists (select from people.sighted_gone g where g.system = $1 and g.tbl = w.tbl and g.key = w.key))`, [system, [...realms.keys()]])
}

/** All that is to be looked at again by now: not what still waits for the end of an act. */
async function toLookAgain({ client, system }: Merging): Promise<readonly Ref[]> {
  const { rows } = await client.query<Ref>(`
    select w.tbl as "table", w.key from people.look_again w where w.system = $1 and not exists (select from m_acting m where m.tbl = w.tbl and m.key = w.key)
    union
    -- What others still refer to is looked at in each pass: that they let go of it leaves no mark in the row.
    select e.tbl, e.key from people.emptied e where e.system = $1 and e.pinned
       and not exists (select from people.sighted s where s.system = $1 and s.tbl = e.tbl and s.key = e.key) and not exists (select from m_acting m where m.tbl = e.tbl and m.key = e.key)
     order by 1, 2`, [system])
  return rows
}

/** A row that moved while it was read is seen twice, and one that went after it was seen is gone: the later page counts. */
async function dropOlder({ client, system }: Merging): Promise<void> {
  await client.query(`
    create temp table m_twice on commit drop as
      select tbl, key, max(n) as n from people.sighted where system = $1 group by tbl, key having count(*) > 1`, [system])
  await client.query(`
    with old as (
      delete from people.sighted s using m_twice t where s.system = $1 and s.tbl = t.tbl and s.key = t.key and s.n < t.n returning s.n
    ), late as (
      delete from people.sighted s using people.sighted_gone g where s.system = $1 and g.system = s.system and g.tbl = s.tbl and g.key = s.key and g.n > s.n returning s.n
    )
    delete from people.sighted_identifier i using (select n from old union all select n from late) o where i.n = o.n`, [system])
}

async function makeTables({ client, first }: Merging): Promise<void> {
  await client.query(`
    create temp table m_changed (person_id uuid not null) on commit drop;
    create temp table m_old (like people.location) on commit drop;
    create temp table m_diff (tbl text collate "C", key text collate "C", person_id uuid) on commit drop`)
  if (first) return
  await client.query(`
    create temp table m_row (like people.sighted, first_seen date) on commit drop;
    create temp table m_moved (tbl text collate "C", key text collate "C", person_id uuid) on commit drop`)
}

/** What the systems say is gone, and what a full pass no longer saw. */
async function takeGone(merging: Merging): Promise<number> {
  const { client, first, system } = merging
  if (first) return 0
  await noteActs(merging)
  const { rows } = await client.query<{ n: number }>(`
    with missing as (
      select g.tbl, g.key from people.sighted_gone g where g.system = $1
         and not exists (select from people.sighted s where s.system = g.system and s.tbl = g.tbl and s.key = g.key)
      union
      select l.tbl, l.key from people.location l
        join people.staged_scan c on c.system = l.system and c.tbl = l.tbl and c.full_pass and c.done
       where l.system = $1 and not exists (select from people.sighted s where s.key = l.key and s.tbl = l.tbl and s.system = l.system)
         -- what stands here by an act that the pass was too early for is no proof of absence
         and not exists (select from m_acted a where a.key = l.key and a.tbl = l.tbl and a.act_no > c.act_no)
         and not exists (select from m_acting m where m.key = l.key and m.tbl = l.tbl)
         -- nor of what a row says of others, while it is not known what became of the row
         and not (strpos(l.key, E'\\x1d') > 0 and (
           exists (select from m_acted a where a.key = split_part(l.key, E'\\x1d', 1) and a.tbl = l.tbl and a.act_no > c.act_no)
           or exists (select from m_acting m where m.key = split_part(l.key, E'\\x1d', 1) and m.tbl = l.tbl)))
    ), went as (
      delete from people.location l using missing m where l.system = $1 and l.tbl = m.tbl and l.key = m.key returning l.*
    ), kept as (insert into m_old select * from went)
    , diff as (insert into m_diff select tbl, key, person_id from went)
    , crossed as (delete from people.crossing c using missing m where c.system = $1 and ((c.tbl = m.tbl and c.key = m.key) or (c.by_tbl = m.tbl and c.by_key = m.key)))
    , emptied as (delete from people.emptied e using missing m where e.system = $1 and e.tbl = m.tbl and e.key = m.key)
    , changed as (insert into m_changed select distinct person_id from went)
    select count(distinct (tbl, key))::int as n from went`, [system])
  return rows[0]!.n
}

/** Only what is new or other than the index has it; the rest has been seen, and that is all. */
async function pickNew({ client, first, system }: Merging): Promise<void> {
  if (first) return
  await client.query(`
    insert into m_row
    select s.*, o.since from people.sighted s
      left join lateral (
        select min(l.since) as since, bool_or(l.fingerprint = s.fingerprint and l.pinned = s.pinned) as same from people.location l
         where l.key = s.key and l.tbl = s.tbl and l.system = s.system
      ) o on true
     where s.system = $1 and o.same is not true
       and not exists (select from people.emptied e where e.key = s.key and e.tbl = s.tbl and e.system = s.system and e.fingerprint = s.fingerprint)`, [system])
  await client.query(`update people.emptied e set pinned = s.pinned from people.sighted s where e.key = s.key and e.tbl = s.tbl and e.system = s.system and e.system = $1 and e.pinned <> s.pinned`, [system])
  await client.query(`delete from people.emptied e using m_row r where e.key = r.key and e.tbl = r.tbl and e.system = $1`, [system])
  await client.query('analyze m_row')
  await lift(client, system)
}

/** The index's old rows of what is placed anew step aside. */
async function lift(client: pg.PoolClient, system: string): Promise<void> {
  await client.query(`
    with went as (
      delete from people.location l using m_row r where l.key = r.key and l.tbl = r.tbl and l.system = $1 returning l.*
    ), c as (delete from people.crossing c using m_row r where c.system = $1 and c.by_tbl = r.tbl and c.by_key = r.key)
    insert into m_old select * from went`, [system])
}

/** A row that changed hands takes along what belongs to it, generation by generation, until nothing changes any more. */
async function settle(merging: Merging): Promise<void> {
  const { client, system } = merging
  const most = 64 // deeper than any chain of tables; a reply to a reply is resolved within its own group
  for (let round = 0; round < most; round++) {
    await restoreEmptied(merging)
    await client.query(`
      create temp table m_new on commit drop as
        select l.* from m_row r join people.location l on l.key = r.key and l.tbl = r.tbl and l.system = $1`, [system])
    await client.query(`
      insert into m_diff
        select * from ((select tbl, key, person_id from m_old except select tbl, key, person_id from m_new)
                 union (select tbl, key, person_id from m_new except select tbl, key, person_id from m_old)) d`)
    if (round === 0) await suggestSame(merging)
    await spreadUp(merging)
    await client.query('insert into m_changed select person_id from m_old union select person_id from m_new union select person_id from m_diff')
    await client.query(`
      create temp table m_child on commit drop as
        select distinct c.tbl, c.key from (
          select l.tbl, l.key, l.links from people.location l
           where l.system = $1 and l.links is not null and l.via <> 'o' and l.person_id in (select person_id from m_diff where person_id <> '${nobody}')
          union all
          select l.tbl, l.key, l.links from people.location l where l.system = $1 and l.loose and l.via <> 'o' and l.links is not null
        ) c cross join lateral unnest(string_to_array(c.links, E'\\x1e')) as u (ref)
          join (select distinct tbl || E'\\x1f' || key as ref from m_diff) d on d.ref = u.ref
         where not exists (select from m_new n where n.tbl = c.tbl and n.key = c.key and n.via = 'o')`, [system])
    await clearConsents(merging)
    await client.query('insert into m_moved select * from m_diff; truncate m_row; truncate m_old; truncate m_diff')
    await client.query(`
      insert into m_row
        select distinct on (l.tbl, l.key) 0, 0, l.unmentioned, l.pinned, false, cardinality(string_to_array(l.links, E'\\x1e')), l.system, l.tbl, l.key, l.fingerprint, l.dates, l.links, l.name_hash, l.consent, l.since
          from m_child c join people.location l on l.key = c.key and l.tbl = c.tbl and l.system = $1
         order by l.tbl, l.key, l.since`, [system])
    await client.query(`update m_row set n = -x.at from (select tbl, key, row_number() over () as at from m_row) x where x.tbl = m_row.tbl and x.key = m_row.key`)
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from m_row')
    await client.query('drop table m_new; drop table m_child')
    if (rows[0]!.n === 0) return
    await client.query('analyze m_row')
    await lift(client, system)
    await placeRows(merging)
  }
}

/** Every identifier of a row was exchanged: its key was reused, or somebody moved. Nobody knows, so a human is asked. */
async function suggestSame({ client, system, today }: Merging): Promise<void> {
  await client.query(`
    insert into people.suggestion (person_id, other_id, why, system, tbl, since)
    select distinct on (o.person_id, n.person_id) o.person_id, n.person_id, 'same-row', $1, n.tbl, $2::date
      from m_old o join m_new n using (tbl, key)
     where o.via = 'o' and n.via = 'o' and o.person_id <> n.person_id
    on conflict do nothing`, [system, today])
}

async function noteUnverified({ client, first, system, keyVersion }: Merging): Promise<void> {
  const own = `select o.person_id, i.controller, i.kind, i.hash from people.sighted_identifier i join m_own o on o.n = i.n where not i.verified`
  await client.query(`insert into people.unverified (controller, kind, key_version, hash, person_id)
    select distinct controller, kind, ${keyVersion}, hash, person_id from (${own}) i on conflict do nothing`)
  // Rows that lead to their person through a link may carry identifiers of their own that nobody verified.
  await client.query(`insert into people.unverified (controller, kind, key_version, hash, person_id)
    select distinct i.controller, i.kind, ${keyVersion}, i.hash, l.person_id
      from people.sighted_identifier i join people.sighted s on s.n = i.n and s.system = $1 and not s.own
      join people.location l on l.key = s.key and l.tbl = s.tbl and l.system = s.system
     where not i.verified and l.person_id <> '${nobody}' on conflict do nothing`, [system])
  if (first) await client.query('analyze people.unverified')
}

/**
 * Ties from a row with identifiers of its own to a row that is another's: of the rows just seen, and of those that stayed as they
 * were while the row they refer to changed hands.
 */
async function noteCrossings({ client, first, system }: Merging): Promise<void> {
  await client.query(`create temp table m_from (tbl text collate "C", key text collate "C") on commit drop`)
  await client.query('insert into m_from select s.tbl, s.key from people.sighted s where s.system = $1 and s.own and s.links is not null', [system])
  if (!first) {
    await client.query(`
      with went as (
        delete from people.crossing c using (select distinct tbl, key from m_moved) m where c.system = $1 and c.tbl = m.tbl and c.key = m.key returning c.by_tbl, c.by_key
      ) insert into m_from select by_tbl, by_key from went`, [system])
    await client.query(`
      insert into m_from
      select l.tbl, l.key from people.location l cross join lateral unnest(string_to_array(l.links, E'\\x1e')) as u (ref)
        join (select distinct tbl || E'\\x1f' || key as ref from m_moved) m on m.ref = u.ref
       where l.system = $1 and l.via = 'o' and l.links is not null and (l.person_id in (select person_id from m_moved) or l.loose)`, [system])
  }
  await client.query('analyze m_from')
  await client.query(`
    insert into people.crossing (system, tbl, key, by_tbl, by_key)
    select distinct $1, p.tbl, p.key, c.tbl, c.key
      from (select distinct tbl, key from m_from) f
      join people.location c on c.key = f.key and c.tbl = f.tbl and c.system = $1 and c.via = 'o' and c.links is not null
      cross join lateral unnest(string_to_array(c.links, E'\\x1e')) as u (ref)
      join people.location p on p.system = $1 and p.tbl = split_part(u.ref, E'\\x1f', 1) and p.key = substr(u.ref, strpos(u.ref, E'\\x1f') + 1)
     where p.via in ('o', 'd') and p.person_id <> c.person_id
       and not exists (select from people.location x where x.person_id = c.person_id and x.system = p.system and x.tbl = p.tbl and x.key = p.key)
    on conflict do nothing`, [system])
}

/** Two own rows of theirs bear names that cannot be one person's. */
const marks = (of: string): string => `string_to_array(regexp_replace(${of}.name_hash, '^[0-9]+~', ''), ' ')`
const differing = (person: string): string => `exists (
  select from people.location a join people.location b on b.person_id = a.person_id and b.via = 'o' and b.name_hash is not null
   where a.person_id = ${person} and a.via = 'o' and a.name_hash is not null and a.name_hash <> b.name_hash and not (${marks('a')} <@ ${marks('b')} or ${marks('b')} <@ ${marks('a')}))`

/** Several names on one address: a department, or a couple. Not one person's name written in several ways. */
async function noteMailboxes({ client, first, today }: Merging): Promise<void> {
  const among = first ? '' : 'and person_id in (select person_id from m_changed)'
  // Whose rows bear one name by now is nobody's department any more: those who still are one are noted again below.
  if (!first) await client.query('delete from people.mailbox m using (select distinct person_id from m_changed) c where m.person_id = c.person_id and not ' + differing('m.person_id'))
  await client.query(`
    with name (person_id, marks) as materialized (
      select distinct person_id, string_to_array(regexp_replace(name_hash, '^[0-9]+~', ''), ' ') from people.location
       where via = 'o' and name_hash is not null and person_id in (
         select person_id from people.location where via = 'o' and name_hash is not null ${among} group by person_id having min(name_hash) <> max(name_hash))
    )
    insert into people.mailbox (person_id, names, since)
    select a.person_id, count(*), $1::date from name a
     where exists (select from name b where b.person_id = a.person_id and not (a.marks <@ b.marks or b.marks <@ a.marks))
     group by 1
    on conflict (person_id) do update set names = excluded.names`, [today])
}

/** After the first load everybody's decisions are due: one row says so instead of a million. */
async function noteChanged({ client, first }: Merging): Promise<number | null> {
  if (first) {
    await client.query(`insert into people.changed (person_id) select '${everybody}'::uuid where exists (select from people.location)`)
    return null
  }
  const { rowCount } = await client.query(`insert into people.changed (person_id) select distinct person_id from m_changed returning person_id`)
  return rowCount ?? 0
}

async function closeScans({ client, system, now }: Merging): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(`
    insert into people.scan (system, tbl, cursor, started_at, merged_at, full_at, mapping, rows)
    select system, tbl, cursor, started_at, $2::timestamptz, case when full_pass then started_at end, mapping, rows from people.staged_scan where system = $1 and done
    on conflict (system, tbl) do update set cursor = excluded.cursor, started_at = excluded.started_at, merged_at = excluded.merged_at,
      full_at = coalesce(excluded.full_at, scan.full_at), mapping = excluded.mapping, rows = excluded.rows
    returning rows`, [system, now])
  return rows.reduce((sum, row) => sum + row.rows, 0)
}

async function dropIndexes(client: pg.PoolClient): Promise<void> {
  await client.query('alter table people.location drop constraint location_pkey; drop index people.location_ref; drop index people.location_loose')
}

async function buildIndexes(client: pg.PoolClient): Promise<void> {
  await client.query('alter table people.location add constraint location_pkey primary key (person_id, system, tbl, key)')
  await client.query('create index location_ref on people.location (key, tbl, system)')
  await client.query('create index location_loose on people.location (system) where loose')
}
