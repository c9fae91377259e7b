import { sql, type RawBuilder } from 'kysely'
import { listOf, plainList, type Tx } from '../platform/index.ts'
import type { LocationFacts } from '../policy/decide/index.ts'
import { nobody, type PersonId, type SystemRef } from './person.ts'
import type { KeptDate } from './store-facts.ts'
import { datesOf } from './stored-form.ts'

export interface DatedRow extends SystemRef {
  readonly personId: PersonId
  readonly dates: LocationFacts['dates']
}

/**
 * Rows that are about to leave the index take along what their people reached by them alone: an address is shared no more with
 * somebody whose last delivery to it went. Where nobody is left, such a row leads to nobody; who remains is decided anew, since the
 * row may be theirs alone now. Called before the rows are taken out, in the same transaction. Answers with the dates that the rows
 * show of people; rows of one table that show the same are one.
 */
export async function takeAlong(tx: Tx, rows: readonly SystemRef[]): Promise<readonly DatedRow[]> {
  const dated: DatedRow[] = []
  for (const system of new Set(rows.map((row) => row.system))) dated.push(...(await takeAlongIn(tx, system, rows.filter((row) => row.system === system))))
  return dated
}

async function takeAlongIn(tx: Tx, system: string, rows: readonly SystemRef[]): Promise<readonly DatedRow[]> {
  const { rows: found } = await sql<{ person_id: PersonId | null; tbl: string; key: string; dates: string }>`
    with ${leaving(system, rows)}, goes as materialized (
      select l.person_id, l.via, l.tbl, l.key, l.dates, l.links from i join people.location l on l.key = i.key and l.tbl = i.tbl and l.system = i.system where l.person_id <> ${nobody}::uuid
    )
    select person_id, tbl, min(key) as key, dates from goes where dates is not null group by person_id, tbl, dates
    union all
    -- Most of what goes with a person refers to rows that are the person's own, and go too: nothing is reached by it alone.
    select null, '', '', '' where exists (
      select from goes g cross join lateral unnest(string_to_array(g.links, E'\\x1e')) as u (ref)
       where g.links is not null and (g.person_id, u.ref) not in (select o.person_id, o.tbl || E'\\x1f' || o.key from goes o where o.via not in ('u', 'f')))`.execute(tx)
  if (found.some((row) => row.person_id === null)) await leaveReferred(tx, system, rows)
  return found.flatMap((row) => (row.person_id === null ? [] : [{ personId: row.person_id, system, table: row.tbl, key: row.key, dates: datesOf(row.dates) }]))
}

/** The rows as a relation `i`, each once. */
function leaving(system: string, rows: readonly SystemRef[]): RawBuilder<unknown> {
  const tables = [...new Set(rows.map((row) => row.table))]
  return sql`i as materialized (
      select distinct ${system} collate "C" as system, (${tables}::text[])[which] collate "C" as tbl, key collate "C" as key
        from unnest(${plainList(rows.map((r) => tables.indexOf(r.table) + 1))}::int[], ${listOf(rows.map((r) => r.key))}::text[]) as i (which, key)
    )`
}

async function leaveReferred(tx: Tx, system: string, rows: readonly SystemRef[]): Promise<void> {
  const { rows: went } = await sql<{ tbl: string; key: string }>`
    with ${leaving(system, rows)}, lost as materialized (
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
    select distinct tbl, key from left_by`.execute(tx)
  await afterLeaving(tx, system, went)
}

async function afterLeaving(tx: Tx, system: string, went: readonly { readonly tbl: string; readonly key: string }[]): Promise<void> {
  if (went.length === 0) return
  const refs = sql`unnest(${went.map(() => system)}::text[], ${went.map((r) => r.tbl)}::text[], ${went.map((r) => r.key)}::text[]) as w (system, tbl, key)`
  await sql`
    insert into people.changed (person_id) select distinct l.person_id from ${refs} join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"`.execute(tx)
  await sql`
    update people.location l set shared = m.many from (
      select x.system, x.tbl, x.key, count(*) > 1 as many from ${refs}
        join people.location x on x.key = w.key collate "C" and x.tbl = w.tbl collate "C" and x.system = w.system collate "C" group by 1, 2, 3) m
     where l.system = m.system and l.tbl = m.tbl and l.key = m.key and l.shared <> m.many`.execute(tx)
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
