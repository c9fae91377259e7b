import { sql, type RawBuilder } from 'kysely'
import type { PersonId } from '../people/index.ts'
import type { Db } from '../platform/index.ts'
import { rowKey } from '../systems/index.ts'

type Whose = { readonly personId: PersonId; readonly system: string; readonly table: string; readonly key: string }

const wanted = (rows: readonly Whose[]): RawBuilder<unknown> => sql`
  unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.system)}::text[], ${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[]) with ordinality as w (person_id, system, tbl, key, at)`

export interface OthersStanding {
  readonly count: number
  /** The fields in which their data stands; null: all of them. */
  readonly fields: ReadonlySet<string> | null
}

/** Which other persons' data stands in rows that several share, and where in them; of those who were never decided all of it. */
export async function othersStanding(db: Db, rows: readonly Whose[]): Promise<readonly OthersStanding[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ at: number; n: number; whole: boolean; fields: string[] }>`
    with other as materialized (
      select distinct w.at, coalesce(a.into_id, l.person_id) as person_id, l.system, l.tbl, l.key
        from ${wanted(rows)} join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
        left join people.alias a on a.person_id = l.person_id and a.undone_at is null
       where coalesce(a.into_id, l.person_id) <> w.person_id
    ), said as (
      select o.at, o.person_id, bool_or(s.shape_no is null or (s.stands and s.stays is null)) as whole, coalesce(array_agg(f) filter (where f is not null), '{}') as fields
        from other o left join decisions.decision d on d.person_id = o.person_id and d.system = o.system and d.tbl = o.tbl and d.key = o.key
        left join decisions.shape s using (shape_no) left join lateral unnest(s.stays) as f on s.stands
       where s.shape_no is null or s.stands group by 1, 2
    )
    select at::int, count(distinct person_id) as n, bool_or(whole) as whole, coalesce(array_agg(distinct f) filter (where f is not null), '{}') as fields
      from said left join lateral unnest(fields) as f on true group by at`.execute(db)
  const standing: OthersStanding[] = rows.map(() => nobodys)
  for (const { at, n, whole, fields } of found) standing[at - 1] = { count: n, fields: whole ? null : new Set(fields) }
  return standing
}

const nobodys: OthersStanding = { count: 0, fields: new Set() }

/** Whether the own data of those who are named stands at these places; of whom nobody has decided on, it does. */
export async function placesStanding(db: Db, places: readonly Whose[]): Promise<readonly boolean[]> {
  if (places.length === 0) return []
  const { rows } = await sql<{ at: number }>`
    select w.at::int as at from ${wanted(places)}
     where exists (select from decisions.decision d join decisions.shape s using (shape_no)
                    where d.person_id = w.person_id and d.system = w.system collate "C" and d.tbl = w.tbl collate "C" and d.key = w.key collate "C" and not s.stands)`.execute(db)
  const gone = new Set(rows.map((row) => row.at - 1))
  return places.map((_, i) => !gone.has(i))
}

/** What each of the persons said of rows that others have too, or name them in: where their data stands. */
export async function sharedStands(db: Db, personIds: readonly PersonId[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ person_id: string; system: string; tbl: string; key: string; stands: boolean; stays: string[] | null }>`
    select d.person_id, d.system, d.tbl, d.key, s.stands, s.stays from decisions.decision d join decisions.shape s using (shape_no)
     where d.person_id = any(${[...personIds]}::uuid[]) and (strpos(d.key, E'\\x1d') > 0
        or exists (select from people.location l where l.person_id = d.person_id and l.system = d.system and l.tbl = d.tbl and l.key = d.key and l.shared))`.execute(db)
  return new Map(rows.map((row) => [`${row.person_id} ${row.system} ${row.tbl} ${row.key}`, standingText(row.stands, row.stays)]))
}

export function standingText(stands: boolean, stays: readonly string[] | null): string {
  return stands ? (stays === null ? '*' : [...stays].sort().join(',')) : '-'
}

/** The others who have the rows: who share them, and of what a row says of somebody, whose row it is. */
export async function sharers(db: Db, rows: readonly Whose[]): Promise<readonly PersonId[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ id: PersonId }>`
    select distinct coalesce(a.into_id, l.person_id) as id
      from ${wanted(rows.map((row) => ({ ...row, key: rowKey(row.key) })))}
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     where coalesce(a.into_id, l.person_id) <> w.person_id`.execute(db)
  return found.map((row) => row.id)
}

/**
 * After everybody was decided as if each sharer needed the whole row: all who share a row of which something is to go for one of
 * them, and those beside whom nobody is left.
 */
export async function sharersAlone(db: Db): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    with said as (
      select d.person_id, d.system, d.tbl, d.key, s.stands, 'shared' = any(s.because) as goes from people.location l
        join decisions.decision d on d.person_id = l.person_id and d.system = l.system and d.tbl = l.tbl and d.key = l.key
        join decisions.shape s using (shape_no) where l.shared
    ), counted as (
      select person_id, count(*) filter (where stands) over w - case when stands then 1 else 0 end as others, bool_or(goes) over w as goes from said window w as (partition by system, tbl, key)
    ) select distinct person_id as id from counted where others = 0 or goes`.execute(db)
  return rows.map((row) => row.id)
}
