import { sql } from 'kysely'
import { nobody } from '../people/index.ts'
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
    select w.at from w join people.location l on l.key = w.key and l.tbl = w.tbl and l.system = ${system} and l.fingerprint = w.fingerprint
    union all
    select w.at from w join people.emptied e on e.key = w.key and e.tbl = w.tbl and e.system = ${system} and e.fingerprint = w.fingerprint`.execute(db)
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

/** Of these persons, whose facts changed since they were decided: theirs are decided again before anything is done. */
export async function toDecideAgain(db: Db, people: readonly string[]): Promise<readonly string[]> {
  if (people.length === 0) return []
  // Sets that can be hashed: people.changed grows with every batch of a sweep, and is not to be read once for each person.
  const { rows } = await sql<{ id: string }>`
    select p.id from unnest(${[...people]}::uuid[]) as p (id)
     where p.id in (select c.person_id from people.changed c where c.person_id = any(${[...people]}::uuid[]))
        or p.id in (select a.into_id from people.alias a join people.changed c on c.person_id = a.person_id where a.into_id = any(${[...people]}::uuid[]) and a.undone_at is null)
        or (select exists (select from people.changed c where c.person_id = ${nobody}::uuid))`.execute(db)
  return rows.map((row) => row.id)
}

/** The items whose decision still says what the plan says, under the same policy. */
export async function stillDecided(db: Db, planId: PlanId, policyHash: string, dueThrough: Day, items: readonly number[]): Promise<ReadonlySet<number>> {
  if (items.length === 0) return new Set()
  const { rows } = await sql<{ n: number }>`
    select i.n from plans.item i
     where i.plan_id = ${planId} and i.n = any(${[...items]}::int[]) and exists (
       select from decisions.decision d join decisions.shape s using (shape_no)
        where d.person_id = i.person_id and d.system = i.system and d.tbl = i.tbl and d.key = i.key and d.due_on <= ${dueThrough}::date and s.policy_hash = ${policyHash}
          and (s.due_verb = i.verb or (s.due_verb = 'unlink' and i.verb = 'delete')))`.execute(db)
  return new Set(rows.map((row) => row.n))
}
