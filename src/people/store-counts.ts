import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import { nobody } from './person.ts'

/** How many people have a row in one of the tables; those who were found to be one are one. */
export async function countPeopleIn(db: Db, tables: readonly { readonly system: string; readonly table: string }[]): Promise<number> {
  if (tables.length === 0) return 0
  const { rows } = await sql<{ n: number }>`
    select count(distinct coalesce(a.into_id, l.person_id)) as n
      from people.location l left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     where (l.system, l.tbl) in (select * from unnest(${tables.map((one) => one.system)}::text[], ${tables.map((one) => one.table)}::text[])) and l.person_id <> ${nobody}::uuid`.execute(db)
  return rows[0]!.n
}
