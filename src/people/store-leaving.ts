import { sql } from 'kysely'
import type { Tx } from '../platform/index.ts'
import type { LocationFacts } from '../policy/decide/index.ts'
import { nobody, type PersonId, type SystemRef } from './person.ts'
import type { KeptDate } from './store-facts.ts'
import { datesOf } from './stored-form.ts'

/**
 * Rows that are about to leave the index take along what their people reached by them alone: an address is shared no more with
 * somebody whose last delivery to it went. Called before the rows are taken out, in the same transaction. Where nobody is left,
 * the row leads to nobody; who remains is decided anew, since the row may be theirs alone now.
 */
export async function leaveReferred(tx: Tx, rows: readonly SystemRef[]): Promise<void> {
  if (rows.length === 0) return
  const { rows: went } = await sql<{ system: string; tbl: string; key: string }>`
    with i as materialized (
      select system collate "C" as system, tbl collate "C" as tbl, key collate "C" as key
        from unnest(${rows.map((r) => r.system)}::text[], ${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[]) as i (system, tbl, key)
    ), lost as materialized (
      select distinct l.person_id, l.system, u.ref from i join people.location l on l.key = i.key and l.tbl = i.tbl and l.system = i.system
        cross join lateral unnest(string_to_array(l.links, E'\\x1e')) as u (ref)
       where l.links is not null and l.person_id <> ${nobody}::uuid
    ), reached as materialized (
      select t.* from lost join people.location t on t.person_id = lost.person_id and t.system = lost.system
             and t.tbl = split_part(lost.ref, E'\\x1f', 1) and t.key = substr(lost.ref, strpos(lost.ref, E'\\x1f') + 1) and t.via in ('u', 'f')
       where not exists (select from people.location x where x.person_id = lost.person_id and x.system = lost.system and x.links is not null and lost.ref = any (string_to_array(x.links, E'\\x1e'))
                            and not exists (select from i where i.key = x.key and i.tbl = x.tbl and i.system = x.system))
    ), left_by as materialized (
      select * from reached
      union
      -- what belongs to such a row, and was reached through it
      select f.* from reached b join people.location f on f.person_id = b.person_id and f.system = b.system
       where f.via = 'f' and f.links is not null and b.tbl || E'\\x1f' || b.key = any (string_to_array(f.links, E'\\x1e'))
    ), deleted as (
      delete from people.location t using left_by b where t.person_id = b.person_id and t.system = b.system and t.tbl = b.tbl and t.key = b.key
    ), orphans as (
      insert into people.location (person_id, since, unmentioned, pinned, shared, via, loose, system, tbl, key, fingerprint, dates, links, name_hash, consent)
      select distinct on (b.system, b.tbl, b.key) ${nobody}::uuid, b.since, b.unmentioned, b.pinned, false, 'n'::"char", b.links is not null, b.system, b.tbl, b.key, b.fingerprint, b.dates, b.links, b.name_hash, b.consent
        from left_by b
       where not exists (select from people.location x where x.key = b.key and x.tbl = b.tbl and x.system = b.system
                            and not exists (select from left_by o where o.person_id = x.person_id and o.system = x.system and o.tbl = x.tbl and o.key = x.key))
    )
    select distinct system, tbl, key from left_by`.execute(tx)
  if (went.length === 0) return
  const refs = sql`unnest(${went.map((r) => r.system)}::text[], ${went.map((r) => r.tbl)}::text[], ${went.map((r) => r.key)}::text[]) as w (system, tbl, key)`
  await sql`
    insert into people.changed (person_id) select distinct l.person_id from ${refs} join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"`.execute(tx)
  await sql`
    update people.location l set shared = m.many from (
      select x.system, x.tbl, x.key, count(*) > 1 as many from ${refs}
        join people.location x on x.key = w.key collate "C" and x.tbl = w.tbl collate "C" and x.system = w.system collate "C" group by 1, 2, 3) m
     where l.system = m.system and l.tbl = m.tbl and l.key = m.key and l.shared <> m.many`.execute(tx)
}

export interface DatedRow extends SystemRef {
  readonly personId: PersonId
  readonly dates: LocationFacts['dates']
}

/** The dates that these rows show of people: asked before the rows leave. Rows of one table that show the same are one. */
export async function datesLeaving(tx: Tx, rows: readonly SystemRef[]): Promise<readonly DatedRow[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ person_id: PersonId; system: string; tbl: string; key: string; dates: string }>`
    select l.person_id, l.system, l.tbl, min(l.key) as key, l.dates
      from unnest(${rows.map((r) => r.system)}::text[], ${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[]) as i (system, tbl, key)
      join people.location l on l.key = i.key collate "C" and l.tbl = i.tbl collate "C" and l.system = i.system collate "C"
     where l.dates is not null and l.person_id <> ${nobody}::uuid group by 1, 2, 3, 5`.execute(tx)
  return found.map((row) => ({ personId: row.person_id, system: row.system, table: row.tbl, key: row.key, dates: datesOf(row.dates) }))
}

/** Days that have gone with rows of ours, kept while a purpose counts from them: our own erasing makes nothing undated (Art 5(1)(e)). */
export async function keepDatesOf(tx: Tx, dates: readonly (KeptDate & { readonly personId: PersonId })[]): Promise<void> {
  if (dates.length === 0) return
  await sql`
    insert into people.kept_date (person_id, controller, relation, anchor, earliest, latest)
    select d.person_id, d.controller, d.relation, d.anchor, min(d.day), max(d.day)
      from unnest(${dates.map((d) => d.personId)}::uuid[], ${dates.map((d) => d.controller)}::text[], ${dates.map((d) => d.relation)}::text[], ${dates.map((d) => d.anchor)}::text[], ${dates.map((d) => d.day)}::date[])
           as d (person_id, controller, relation, anchor, day)
     where exists (select from people.person p where p.person_id = d.person_id)
     group by 1, 2, 3, 4
    on conflict (person_id, controller, relation, anchor)
    do update set earliest = least(kept_date.earliest, excluded.earliest), latest = greatest(kept_date.latest, excluded.latest)`.execute(tx)
}
