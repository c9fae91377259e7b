import { nobody } from './person.ts'
import type { Merging } from './merging.ts'

/** The id of a fact that a system's row records: made of the row's name, so that the row found again is the same fact. */
const factId = (alias: string): string => `md5(${alias}.system || E'\\x1f' || ${alias}.tbl || E'\\x1f' || ${alias}.key)::uuid`

/** Choices that rows recorded and that changed hands, changed or went: written anew by `noteConsents` where they still stand. */
export async function clearConsents({ client }: Merging): Promise<void> {
  await client.query(`
    create temp table if not exists m_chosen (system text collate "C", tbl text collate "C", key text collate "C") on commit drop;
    insert into m_chosen select distinct system, tbl, key from m_old where consent is not null
      union select distinct system, tbl, key from m_new where consent is not null;
    delete from people.consent c using m_old o where o.consent is not null and c.fact_id = ${factId('o')}`)
}

/** What rows of a consent table say becomes facts of the persons they belong to (DESIGN, Words: a given, refused or withdrawn choice). */
export async function noteConsents({ client, first, system }: Merging): Promise<void> {
  const rows = first
    ? `select l.* from people.location l where l.system = $1 and l.consent is not null`
    : `select l.* from m_chosen m join people.location l on l.key = m.key and l.tbl = m.tbl and l.system = $1`
  await client.query(`
    insert into people.consent (person_id, fact_id, purpose, controller, state, on_day)
    select l.person_id, ${factId('l')}, split_part(l.consent, '|', 1), null,
           case when split_part(l.consent, '|', 3) <> '' then 'withdrawn' else 'given' end,
           coalesce(nullif(split_part(l.consent, '|', 3), ''), split_part(l.consent, '|', 2))::date
      from (${rows}) l where l.person_id <> '${nobody}'
    on conflict (person_id, fact_id) do update set purpose = excluded.purpose, state = excluded.state, on_day = excluded.on_day`, [system])
}
