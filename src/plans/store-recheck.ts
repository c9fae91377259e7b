import { sql, type RawBuilder } from 'kysely'
import { everybody, nobody } from '../people/index.ts'
import { listOf, plainList, type Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Ref, Sighting } from '../systems/index.ts'
import type { PlanId } from './plan.ts'

/** Rows that the index knows exactly as they look now; emptied ones among them. What is missing has changed, or is new. */
export async function knownAsSeen(db: Db, system: string, fresh: readonly Sighting[]): Promise<ReadonlySet<number>> {
  if (fresh.length === 0) return new Set()
  const known = new Set(fresh.keys())
  // Almost all are as known: only the others are answered.
  const tables = [...new Set(fresh.map((s) => s.ref.table))]
  const { rows } = await sql<{ at: number }>`
    with w as materialized (
      select (${tables}::text[])[which] collate "C" as tbl, key collate "C" as key, fingerprint collate "C" as fingerprint, at::int as at
        from unnest(${plainList(fresh.map((s) => tables.indexOf(s.ref.table) + 1))}::int[], ${listOf(fresh.map((s) => s.ref.key))}::text[], ${listOf(fresh.map((s) => s.fingerprint))}::text[]) with ordinality as w (which, key, fingerprint, at))
    select w.at from w
      left join lateral (select true as yes from people.location l where l.key = w.key and l.tbl = w.tbl and l.system = ${system} and l.fingerprint = w.fingerprint limit 1) l on true
     where l.yes is null and not exists (
       select from people.emptied e where e.key = w.key and e.tbl = w.tbl and e.system = ${system} and e.fingerprint = w.fingerprint)`.execute(db)
  for (const row of rows) known.delete(row.at - 1)
  return known
}

/** Whose the rows are, for rows that do not look as the index knows them. */
export async function peopleOfRows(db: Db, system: string, refs: readonly Ref[]): Promise<ReadonlySet<string>> {
  if (refs.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(a.into_id, l.person_id) as id from unnest(${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) as w (tbl, key)
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = ${system}
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     where l.person_id <> ${nobody}::uuid`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Who shares these rows. */
export async function sharersOf(db: Db, rows: readonly (Ref & { readonly system: string })[]): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ id: string }>`
    select distinct coalesce(a.into_id, l.person_id) as id
      from unnest(${listOf(rows.map((r) => r.system))}::text[], ${listOf(rows.map((r) => r.table))}::text[], ${listOf(rows.map((r) => r.key))}::text[]) as w (system, tbl, key)
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C" and l.shared
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null`.execute(db)
  return found.map((row) => row.id)
}

/** A note that somebody is to be decided anew. */
export interface Mark {
  readonly n: number
  /** Whose items it bears on: of the persons asked for, the one whom it names or whose merge it is. */
  readonly personId: string
}

/** What has changed for these persons and waits to be decided: their own marks, those of whom they stand for, and everybody's. */
export async function marksOf(db: Db, people: readonly string[]): Promise<readonly Mark[]> {
  if (people.length === 0) return []
  // Sets that can be hashed: people.changed grows with every batch of a sweep, and is not to be read once for each person.
  const { rows } = await sql<Mark>`
    with p as materialized (select id from unnest(${plainList(people)}::uuid[]) as p (id))
    select c.n, c.person_id as "personId" from p join people.changed c on c.person_id = p.id
    union all
    select c.n, a.into_id from p join people.alias a on a.into_id = p.id and a.undone_at is null join people.changed c on c.person_id = a.person_id
    union all
    select c.n, p.id from people.changed c cross join p where c.person_id = ${everybody}::uuid`.execute(db)
  return rows
}

/** What the decisions are asked about: this plan's items, under this policy, due by this day. */
export interface Asked {
  readonly planId: PlanId
  readonly policyHash: string
  readonly dueThrough: Day
  readonly items: readonly number[]
}

// Whoever was merged into somebody since has no decisions of their own any more, whatever still stands there.
const unmerged = sql`not exists (select from people.alias a where a.person_id = i.person_id and a.undone_at is null)`

/**
 * The items whose decision still says what the plan says, under the same policy. A row that was to be deleted and now is
 * shared is not: only of a pure link row to unlink is to delete. What is emptied is a matter of fields: any other answer than
 * the very one that was planned may be about others.
 */
export async function stillDecided(db: Db, asked: Asked, linkOnly: readonly { readonly system: string; readonly table: string }[]): Promise<ReadonlySet<number>> {
  if (asked.items.length === 0) return new Set()
  // A person's decisions are read once for all of their items, by the person whatever the planner takes the batch for; of somebody
  // with a million rows only those that are asked about go on, found by hash (`is true` keeps that from becoming a join of
  // everything there is). Almost all stand: only the others are answered. What nobody is sure how many rows it has is hashed
  // (`not in`), never gone through once for each of the others.
  const { rows } = await sql<{ found: number; others: readonly number[] }>`
    with i as materialized (
      select * from plans.item i where i.plan_id = ${asked.planId} and ${among(asked.items)}
    ), s as materialized (
      select shape_no, due_verb from decisions.shape where policy_hash = ${asked.policyHash} and due_verb is not null
    ), d as materialized (
      select p.person_id, d.system, d.tbl, d.key, d.shape_no from (select distinct person_id from i) p cross join lateral (
        select d.system, d.tbl, d.key, d.shape_no from decisions.decision d
         where d.person_id = p.person_id and d.due_on <= ${asked.dueThrough}::date and ((d.key, d.tbl, d.system) in (select key, tbl, system from i)) is true
        offset 0) d
       where (select true from people.alias a where a.person_id = p.person_id and a.undone_at is null limit 1) is null
    ), stands as (
      select d.person_id, d.system, d.tbl, d.key, s.due_verb as verb, case when ${emptying(sql`s.due_verb`)} then d.shape_no else 0 end as shape_no from d join s using (shape_no)
      union all
      select d.person_id, d.system, d.tbl, d.key, 'delete', 0 from d join s using (shape_no)
       where s.due_verb = 'unlink' and (d.system, d.tbl) in (select * from unnest(${linkOnly.map((t) => t.system)}::text[], ${linkOnly.map((t) => t.table)}::text[]))
    )
    select (select count(*)::int from i) as found, array(
      select i.n from i where (i.person_id, i.system, i.tbl, i.key, i.verb, case when ${emptying(sql`i.verb`)} then i.shape_no else 0 end) not in (select * from stands)) as others`.execute(db)
  const { found, others } = rows[0]!
  if (found < asked.items.length) return new Set()
  const decided = new Set(asked.items)
  for (const n of others) decided.delete(n)
  return decided
}

const emptying = (verb: RawBuilder<unknown>): RawBuilder<unknown> => sql`${verb} in ('clear', 'anonymise')`

/** The items by their numbers; those of a batch stand together, and are then read as one stretch, with the few between them. */
function among(items: readonly number[]): RawBuilder<unknown> {
  let [first, last] = [items[0]!, items[0]!]
  for (const n of items) {
    if (n < first) first = n
    if (n > last) last = n
  }
  const near = last - first < items.length * 2
  return near ? sql`i.n between ${first} and ${last}` : sql`i.n = any(${plainList(items)}::int[])`
}

/** Of ties that are to end (their link set to NULL), those of which every row at the other end is still to be unlinked from the person. */
export async function tiesStillDecided(db: Db, asked: Asked, links: readonly { readonly link: string; readonly to: string }[]): Promise<ReadonlySet<number>> {
  if (asked.items.length === 0) return new Set()
  const { rows } = await sql<{ n: number }>`
    select i.n from plans.item i
      join unnest(${links.map((l) => l.link)}::text[], ${links.map((l) => l.to)}::text[]) as k (link, tbl) on k.link collate "C" = i.link
      join people.location l on l.person_id = i.person_id and l.system = i.system and l.tbl = i.tbl and l.key = i.key
      cross join lateral unnest(string_to_array(l.links, E'\\x1e')) as u (ref)
      left join decisions.decision d on d.person_id = i.person_id and d.system = i.system and d.tbl = k.tbl collate "C" and d.key = substr(u.ref, strpos(u.ref, E'\\x1f') + 1) collate "C" and d.due_on <= ${asked.dueThrough}::date
      left join decisions.shape s on s.shape_no = d.shape_no and s.policy_hash = ${asked.policyHash} and s.due_verb = 'unlink'
     where i.plan_id = ${asked.planId} and i.n = any(${[...asked.items]}::int[]) and ${unmerged} and split_part(u.ref, E'\\x1f', 1) = k.tbl and not l.shared
     group by i.n having bool_and(s.shape_no is not null)`.execute(db)
  return new Set(rows.map((row) => row.n))
}
