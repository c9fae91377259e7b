import { sql } from 'kysely'
import type { Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { nobody, type PersonId, type SystemRef } from './person.ts'

export interface Acted {
  readonly ref: SystemRef
  /** gone: no longer there. emptied: cleared, belongs to nobody. unlinked: no longer this person's. changed: something remains, observed anew. */
  readonly result: 'gone' | 'emptied' | 'unlinked' | 'changed'
  /** The row's fingerprint after the act, for what remains (Outcome.after). */
  readonly after: string | null
  /** Only this person's share goes (unlinked from a shared row); null: everybody's. */
  readonly personId: PersonId | null
}

/**
 * The index after an act, in the transaction that writes the outcome. Each key is stamped with the system's act counter:
 * a page of an observation that was read before the act is then known to be old, and the row is looked at again instead of
 * being brought back. Everybody concerned is marked; those with nothing left are forgotten by `forgetEmpty`.
 */
export async function recordActed(tx: Tx, on: Day, acted: readonly Acted[]): Promise<void> {
  if (acted.length === 0) return
  const input = sql`
    select system collate "C" as system, tbl collate "C" as tbl, key collate "C" as key, result, after, person_id from unnest(
      ${acted.map((a) => a.ref.system)}::text[], ${acted.map((a) => a.ref.table)}::text[], ${acted.map((a) => a.ref.key)}::text[],
      ${acted.map((a) => a.result)}::text[], ${acted.map((a) => a.after)}::text[], ${acted.map((a) => a.personId)}::uuid[]) as i (system, tbl, key, result, after, person_id)`
  await sql`
    insert into people.acted (system, tbl, key, act_no)
    select distinct i.system, i.tbl, i.key, c.no from (${input}) i cross join (select nextval('people.act_no') as no) c
    on conflict (key, tbl, system) do update set act_no = excluded.act_no`.execute(tx)
  await sql`
    insert into people.changed (person_id)
    select distinct l.person_id from (${input}) i join people.location l using (system, tbl, key) where l.person_id <> ${nobody}::uuid`.execute(tx)
  await sql`
    insert into people.emptied (system, tbl, key, fingerprint, links, emptied_on)
    select distinct on (i.system, i.tbl, i.key) i.system, i.tbl, i.key, i.after, l.links, ${on}::date
      from (${input}) i left join people.location l using (system, tbl, key)
     where i.result = 'emptied' and i.after is not null
    on conflict (key, tbl, system) do update set fingerprint = excluded.fingerprint, emptied_on = excluded.emptied_on`.execute(tx)
  await sql`
    delete from people.location l using (${input}) i
     where l.system = i.system and l.tbl = i.tbl and l.key = i.key and i.result <> 'changed'
       and (i.person_id is null or i.result <> 'unlinked' or l.person_id = i.person_id)`.execute(tx)
  await sql`
    delete from people.emptied e using (${input}) i
     where e.system = i.system and e.tbl = i.tbl and e.key = i.key and i.result = 'gone'`.execute(tx)
  await sql`
    delete from people.crossing c using (${input}) i
     where c.system = i.system and i.result in ('gone', 'emptied') and ((c.tbl = i.tbl and c.key = i.key) or (c.by_tbl = i.tbl and c.by_key = i.key))`.execute(tx)
  // A changed row keeps its place but not its fingerprint: the next observation sees that it differs from what is stored.
  await sql`
    update people.location l set fingerprint = coalesce(i.after, ''), unmentioned = l.unmentioned from (${input}) i
     where l.system = i.system and l.tbl = i.tbl and l.key = i.key and i.result = 'changed'`.execute(tx)
  await sql`
    update people.location l set shared = false from (${input}) i
     where l.system = i.system and l.tbl = i.tbl and l.key = i.key and i.result = 'unlinked' and l.shared
       and not exists (select from people.location o where o.key = l.key and o.tbl = l.tbl and o.system = l.system and o.person_id <> l.person_id)`.execute(tx)
}

/** Emptied rows that no row of the index refers to any more: they may be deleted (decide.md 5). */
export async function emptiedWithoutReferrers(tx: Tx, system: string, table: string, most: number): Promise<readonly { readonly key: string; readonly fingerprint: string; readonly emptiedOn: Day }[]> {
  const { rows } = await sql<{ key: string; fingerprint: string; emptiedOn: Day }>`
    select e.key, e.fingerprint, e.emptied_on as "emptiedOn" from people.emptied e
     where e.system = ${system} and e.tbl = ${table}
       and not exists (select from people.location l where l.system = e.system and l.links is not null
                          and e.tbl || E'\x1f' || e.key = any (string_to_array(l.links, E'\x1e')))
     limit ${most}`.execute(tx)
  return rows
}

/**
 * Persons of whom nothing is left, neither rows nor facts: their identifiers are forgotten with them. Returns who is gone.
 */
export async function forgetEmpty(tx: Tx, personIds: readonly PersonId[]): Promise<readonly PersonId[]> {
  if (personIds.length === 0) return []
  const ids = sql`${[...personIds]}::uuid[]`
  const { rows } = await sql<{ person_id: PersonId }>`
    delete from people.person p where p.person_id = any(${ids})
       and not exists (select from people.location x where x.person_id = p.person_id)
       and not exists (select from people.consent x where x.person_id = p.person_id)
       and not exists (select from people.objection x where x.person_id = p.person_id)
       and not exists (select from people.restriction x where x.person_id = p.person_id)
       and not exists (select from people.hold x where x.person_id = p.person_id)
       and not exists (select from people.request_fact x where x.person_id = p.person_id)
       and not exists (select from people.alias x where x.undone_at is null and (x.person_id = p.person_id or x.into_id = p.person_id))
    returning p.person_id`.execute(tx)
  const gone = rows.map((row) => row.person_id)
  if (gone.length === 0) return gone
  for (const table of ['identifier_claim', 'unverified', 'suggestion', 'mailbox', 'reminder', 'approval', 'renewal', 'kept_date'] as const) {
    await sql`delete from ${sql.table(`people.${table}`)} where person_id = any(${gone}::uuid[])`.execute(tx)
  }
  return gone
}
