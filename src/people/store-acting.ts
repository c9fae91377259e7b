import { sql } from 'kysely'
import { listOf, plainList, type Db, type Tx } from '../platform/index.ts'
import type { Ref } from '../systems/index.ts'
import type { PersonId, SystemRef } from './person.ts'

/**
 * The rows that an act may change from now on, in the transaction that states the intent. Whoever observes before the outcome is
 * written leaves them as they are: our own clearing is not somebody's doing, and what goes with a row is only known while it stands here.
 */
export async function beginActing(tx: Tx, actId: string, system: string, refs: readonly Ref[]): Promise<void> {
  await sql`
    insert into people.acting (act_id, system, tables, keys)
    values (${actId}::uuid, ${system}, ${listOf(refs.map((ref) => ref.table))}::text[], ${listOf(refs.map((ref) => ref.key))}::text[])`.execute(tx)
}

/** In the transaction that writes the outcomes (and with them what the act made of the index). */
export async function endActing(tx: Tx, actIds: readonly string[]): Promise<void> {
  if (actIds.length === 0) return
  await sql`delete from people.acting where act_id = any(${[...actIds]}::uuid[])`.execute(tx)
}

/** Rows of which nobody could see what became of them: read by the next observation, whether or not they have changed since. */
export async function lookAgainAt(tx: Tx, refs: readonly SystemRef[]): Promise<void> {
  if (refs.length === 0) return
  await sql`
    insert into people.look_again (system, tbl, key)
    select distinct * from unnest(${listOf(refs.map((ref) => ref.system))}::text[], ${listOf(refs.map((ref) => ref.table))}::text[], ${listOf(refs.map((ref) => ref.key))}::text[]) on conflict do nothing`.execute(tx)
}

/** Those of whom a row waits to be looked at again: what the index says of them may be old, so nothing is done to them. */
export async function unsureOf(db: Db, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  if (people.length === 0) return new Set()
  const { rows } = await sql<{ id: PersonId }>`
    with p as materialized (select p.id from unnest(${plainList(people)}::uuid[]) as p (id) where exists (select from people.look_again))
    select distinct x.id from (
      select coalesce(a.into_id, l.person_id) as id, l.person_id as own from people.look_again w
        join people.location l on l.key = w.key and l.tbl = w.tbl and l.system = w.system
        left join people.alias a on a.person_id = l.person_id and a.undone_at is null) x
     where x.id in (select p.id from p) or x.own in (select p.id from p)`.execute(db)
  return new Set(rows.map((row) => row.id))
}
