import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { PersonId } from './person.ts'

// What an audit takes from the index to compare the systems with: a part each night, the same for whoever asks.

export async function countPersons(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from people.person p where p.controller not like 'processor:%' and not exists (select from people.alias a where a.person_id = p.person_id and a.undone_at is null)`.execute(db)
  return rows[0]?.n ?? 0
}

export interface OwnRow {
  readonly personId: PersonId
  readonly controller: string
  readonly system: string
  readonly table: string
  readonly key: string
}

/** The parts of all that have their turn: `tonight` of `count`, and those `again`. */
export interface Round {
  readonly count: number
  readonly tonight: number
  readonly again: readonly { readonly count: number; readonly at: number }[]
}

/** The persons whose night it is (each with the number of its part), each with a few of the rows that bear an identifier of theirs. What we hold for others is not ours to search. */
export async function ownRowsOfSome(db: Db, { count, tonight, again }: Round, most: number): Promise<{ readonly persons: ReadonlyMap<PersonId, number>; readonly rows: readonly OwnRow[] }> {
  const { rows } = await sql<Omit<OwnRow, 'system' | 'table' | 'key'> & { part: number; at: { system: string; table: string; key: string }[] | null }>`
    with chosen as (
      select p.person_id, p.controller, p.number % ${count}::int as part
        from (select *, hashtext(person_id::text) & 2147483647 as number from people.person) p
       where p.controller not like 'processor:%' and not exists (select from people.alias a where a.person_id = p.person_id and a.undone_at is null)
         and (p.number % ${count}::int = ${tonight}::int
              or exists (select from unnest(${again.map((turn) => turn.count)}::int[], ${again.map((turn) => turn.at)}::int[]) as a (count, at) where p.number % a.count = a.at))
       limit ${most}
    )
    select s.person_id as "personId", s.controller, s.part, (
      select jsonb_agg(jsonb_build_object('system', system, 'table', tbl, 'key', key)) from (
        select l.system, l.tbl, l.key from people.location l where l.person_id = s.person_id and l.via = 'o' order by l.system, l.tbl, l.key limit 3) l) as at
      from chosen s`.execute(db)
  return { persons: new Map(rows.map((row) => [row.personId, row.part])), rows: rows.flatMap(({ personId, controller, at }) => (at ?? []).map((one) => ({ personId, controller, ...one }))) }
}

export interface Known {
  readonly personIds: readonly PersonId[]
  readonly fingerprint: string | null
  /** The day since which nothing written into the table can have been missed. */
  readonly observedOn: string | null
}

/** What the index has of rows: whose they are, and how they looked. Rows that it does not have have nobody. */
export async function knownOf(db: Db, system: string, refs: readonly { readonly table: string; readonly key: string }[]): Promise<readonly Known[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<{ at: number } & Known>`
    select w.at::int as at, coalesce(array_agg(distinct coalesce(a.into_id, l.person_id)) filter (where l.person_id is not null), '{}') as "personIds", min(l.fingerprint) as fingerprint,
           min(s.started_at)::date::text as "observedOn"
      from unnest(${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) with ordinality as w (tbl, key, at)
      left join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = ${system}
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null
      left join people.scan s on s.system = ${system} and s.tbl = w.tbl
     group by w.at order by w.at`.execute(db)
  return rows
}

/** Who has each of the hashes, `CONTROLLER KIND:HEX`, after merging. */
export async function holdersOf(db: Db, hashes: readonly { readonly controller: string; readonly hash: string }[]): Promise<ReadonlyMap<string, PersonId>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await sql<{ name: string; personId: PersonId }>`
    select w.controller || ' ' || w.kind || ':' || w.hex as name, coalesce(a.into_id, c.person_id) as "personId"
      from unnest(${hashes.map((h) => h.controller)}::text[], ${hashes.map((h) => h.hash.slice(0, h.hash.lastIndexOf(':')))}::text[], ${hashes.map((h) => h.hash.slice(h.hash.lastIndexOf(':') + 1))}::text[]) as w (controller, kind, hex)
      join people.identifier_claim c on c.hash = decode(w.hex, 'hex') and c.kind = w.kind collate "C" and c.controller = w.controller collate "C"
      left join people.alias a on a.person_id = c.person_id and a.undone_at is null`.execute(db)
  return new Map(rows.map((row) => [row.name, row.personId]))
}
