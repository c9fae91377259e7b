import { sql } from 'kysely'
import { everybody, nobody } from '../people/index.ts'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Ref, Sighting } from '../systems/index.ts'
import type { PlanId } from './plan.ts'

/** Rows that the index knows exactly as they look now; emptied ones among them. What is missing has changed, or is new. */
export async function knownAsSeen(db: Db, system: string, fresh: readonly Sighting[]): Promise<ReadonlySet<number>> {
  if (fresh.length === 0) return new Set()
  const { rows } = await sql<{ at: number }>`
    with w as materialized (
      select tbl collate "C" as tbl, key collate "C" as key, fingerprint collate "C" as fingerprint, at::int as at
        from unnest(${fresh.map((s) => s.ref.table)}::text[], ${fresh.map((s) => s.ref.key)}::text[], ${fresh.map((s) => s.fingerprint)}::text[]) with ordinality as w (tbl, key, fingerprint, at))
    select w.at from w cross join lateral (
      select from people.location l where l.key = w.key and l.tbl = w.tbl and l.system = ${system} and l.fingerprint = w.fingerprint limit 1) k
    union all
    select w.at from w cross join lateral (
      select from people.emptied e where e.key = w.key and e.tbl = w.tbl and e.system = ${system} and e.fingerprint = w.fingerprint limit 1) k`.execute(db)
  return new Set(rows.map((row) => row.at - 1))
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
      from unnest(${rows.map((r) => r.system)}::text[], ${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[]) as w (system, tbl, key)
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
    select c.n, c.person_id as "personId" from people.changed c where c.person_id = any(${[...people]}::uuid[])
    union all
    select c.n, a.into_id from people.alias a join people.changed c on c.person_id = a.person_id where a.into_id = any(${[...people]}::uuid[]) and a.undone_at is null
    union all
    select c.n, p.id from people.changed c cross join unnest(${[...people]}::uuid[]) as p (id) where c.person_id = ${everybody}::uuid`.execute(db)
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
  const { rows } = await sql<{ n: number }>`
    select i.n from plans.item i
     where i.plan_id = ${asked.planId} and i.n = any(${[...asked.items]}::int[]) and ${unmerged} and exists (
       select from decisions.decision d join decisions.shape s using (shape_no)
        where d.person_id = i.person_id and d.system = i.system and d.tbl = i.tbl and d.key = i.key and d.due_on <= ${asked.dueThrough}::date and s.policy_hash = ${asked.policyHash}
          and (i.verb not in ('clear', 'anonymise') or d.shape_no = i.shape_no)
          and (s.due_verb = i.verb or (s.due_verb = 'unlink' and i.verb = 'delete'
               and (i.system, i.tbl) in (select * from unnest(${linkOnly.map((t) => t.system)}::text[], ${linkOnly.map((t) => t.table)}::text[])))))`.execute(db)
  return new Set(rows.map((row) => row.n))
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
