import { sql } from 'kysely'
import { copyOutBatches, plainList, type Db, type Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { placeOf } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { nobody, type Indexed, type PersonId, type SystemRef } from './person.ts'
import { datesOf, linksOf } from './stored-form.ts'

/** The columns of `people.location` in the order that `indexedOf` reads them. */
const columns = 'l.person_id, l.system, l.tbl, l.key, l.fingerprint, l.dates, l.links, l.unmentioned, l.pinned, l.shared, l.since'

export type LocationText = readonly (string | null)[]

export function indexedOf(row: LocationText, personId = row[0] as PersonId): Indexed {
  return {
    personId,
    system: row[1]!,
    table: row[2]!,
    key: row[3]!,
    fingerprint: row[4]!,
    dates: datesOf(row[5]!),
    links: linksOf(row[6]!),
    unmentioned: row[7] === 't',
    pinned: row[8] === 't',
    shared: row[9] === 't',
    named: placeOf(row[3]!)?.field ?? null,
    since: row[10] as Day,
  }
}

/** A claim's hash as bytes: `Hash.identifier` gives `kind:hex`. */
export interface HashedIdentifier {
  readonly controller: string
  readonly kind: string
  readonly hash: string
}

export interface Found {
  readonly personId: PersonId
  readonly controller: string
  /** By a verified identifier; otherwise a suggestion, and a human decides. */
  readonly verified: boolean
  /** Several names use the address: perhaps a department. */
  readonly mailbox: boolean
}

/** Who has any of the identifiers: persons after merging, each once, verified first. */
export async function findPerson(work: Pick<Work, 'db'>, identifiers: readonly HashedIdentifier[]): Promise<readonly Found[]> {
  if (identifiers.length === 0) return []
  const { rows } = await sql<Found>`
    with wanted as (
      select controller collate "C" as controller, kind collate "C" as kind, decode(hash, 'hex') as hash
        from unnest(${identifiers.map((i) => i.controller)}::text[], ${identifiers.map((i) => i.kind)}::text[], ${identifiers.map((i) => hexOf(i.hash))}::text[]) as w (controller, kind, hash)
    ), hit as (
      select c.person_id, c.controller, true as verified from wanted w join people.identifier_claim c using (controller, kind, hash)
      union all
      select u.person_id, u.controller, false from wanted w join people.unverified u using (controller, kind, hash)
    )
    select coalesce(a.into_id, h.person_id) as "personId", h.controller, bool_or(h.verified) as verified,
           bool_or(m.person_id is not null) as mailbox
      from hit h
      left join people.alias a on a.person_id = h.person_id and a.undone_at is null
      left join people.mailbox m on m.person_id = h.person_id
     where h.person_id <> ${nobody}::uuid
     group by 1, 2 order by 3 desc, 1`.execute(work.db)
  return rows
}

export const hexOf = (hash: string): string => hash.slice(hash.lastIndexOf(':') + 1)

export interface RefPersons {
  readonly ref: SystemRef
  readonly personIds: readonly PersonId[]
}

/** Whose the rows are, after merging. A row that leads to nobody, or is not in the index, has none. */
export async function personsOf(db: Db, refs: readonly SystemRef[]): Promise<readonly RefPersons[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<{ at: number; ids: PersonId[] }>`
    select w.at::int as at, array_agg(distinct coalesce(a.into_id, l.person_id)) filter (where l.person_id <> ${nobody}::uuid) as ids
      from unnest(${refs.map((r) => r.system)}::text[], ${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) with ordinality as w (system, tbl, key, at)
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
      left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     group by w.at`.execute(db)
  const by = new Map(rows.map((row) => [row.at, row.ids ?? []]))
  return refs.map((ref, i) => ({ ref, personIds: by.get(i + 1) ?? [] }))
}

/** Everything of one person, merged persons included, in batches as it arrives: a million rows pass without being held. */
export async function* locationsOf(pool: Work['pool'], personId: PersonId): AsyncGenerator<readonly Indexed[]> {
  const id = uuidLiteral(personId)
  const query = `select ${columns} from people.location l where l.person_id = ${id}
     or l.person_id in (select a.person_id from people.alias a where a.into_id = ${id} and a.undone_at is null)`
  for await (const batch of copyOutBatches(pool, query)) yield batch.map((row) => indexedOf(row, personId))
}

/** Of one person's locations those that are named, some thousands at a time. */
export async function* locationsNamed(pool: Work['pool'], personId: PersonId, refs: readonly SystemRef[]): AsyncGenerator<Indexed[]> {
  for (let i = 0; i < refs.length; i += 5000) {
    const some = refs.slice(i, i + 5000).map((ref) => `(${textLiteral(ref.system)}, ${textLiteral(ref.table)}, ${textLiteral(ref.key)})`)
    const query = `select ${columns} from (values ${some.join(', ')}) as w (system, tbl, key)
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C"
     where l.person_id = ${uuidLiteral(personId)} or l.person_id in (select a.person_id from people.alias a where a.into_id = ${uuidLiteral(personId)} and a.undone_at is null)`
    for await (const batch of copyOutBatches(pool, query)) yield batch.map((row) => indexedOf(row, personId))
  }
}

const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Everybody's locations with `after < person < = until`, person by person; merged persons and nobody are left out. */
export function locationsInOrder(pool: Work['pool'], after: PersonId | null): AsyncGenerator<(string | null)[][]> {
  return copyOutBatches(pool, `select ${columns} from people.location l
    where l.person_id > ${uuidLiteral(after ?? nobody)}
      and not exists (select from people.alias a where a.undone_at is null and (a.person_id = l.person_id or a.into_id = l.person_id))
    order by l.person_id`)
}

/** The locations of some persons at once, merged ones under the one they were merged into. */
export async function locationsOfAll(db: Db, personIds: readonly PersonId[]): Promise<Map<PersonId, Indexed[]>> {
  const all = new Map<PersonId, Indexed[]>()
  if (personIds.length === 0) return all
  const { rows } = await sql<LocationRow>`
    with wanted as (
      select id as person_id, id as into_id from unnest(${[...personIds]}::uuid[]) as id
      union all
      select a.person_id, a.into_id from people.alias a where a.into_id = any(${[...personIds]}::uuid[]) and a.undone_at is null
    )
    select w.into_id, l.system, l.tbl, l.key, l.fingerprint, l.dates, l.links, l.unmentioned, l.pinned, l.shared, l.since
      from wanted w join people.location l on l.person_id = w.person_id
     order by w.into_id, l.system, l.tbl, l.key`.execute(db)
  for (const row of rows) {
    const location: Indexed = {
      personId: row.into_id, system: row.system, table: row.tbl, key: row.key, fingerprint: row.fingerprint, dates: datesOf(row.dates),
      links: linksOf(row.links), unmentioned: row.unmentioned, pinned: row.pinned, shared: row.shared, since: row.since,
      named: placeOf(row.key)?.field ?? null,
    }
    const list = all.get(row.into_id)
    if (list === undefined) all.set(row.into_id, [location])
    else list.push(location)
  }
  return all
}

interface LocationRow {
  into_id: PersonId
  system: string
  tbl: string
  key: string
  fingerprint: string
  dates: string | null
  links: string | null
  unmentioned: boolean
  pinned: boolean
  shared: boolean
  since: Day
}

/** How many locations each has: who has more than fit in memory is streamed. */
export async function countsOf(db: Db, personIds: readonly PersonId[]): Promise<Map<PersonId, number>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ id: PersonId; n: number }>`
    select coalesce(a.into_id, l.person_id) as id, count(*) as n
      from people.location l left join people.alias a on a.person_id = l.person_id and a.undone_at is null
     where l.person_id in (select unnest(${[...personIds]}::uuid[]) union select x.person_id from people.alias x where x.into_id = any(${[...personIds]}::uuid[]) and x.undone_at is null)
     group by 1`.execute(db)
  return new Map(rows.map((row) => [row.id, row.n]))
}

/** Rows of other persons that refer to these: what refers stays readable to a human, and holds the row it refers to. */
export async function crossingsOf(db: Db, refs: readonly SystemRef[]): Promise<readonly { readonly ref: SystemRef; readonly by: SystemRef }[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<{ system: string; tbl: string; key: string; by_tbl: string; by_key: string }>`
    select c.system, c.tbl, c.key, c.by_tbl, c.by_key
      from unnest(${refs.map((r) => r.system)}::text[], ${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) as w (system, tbl, key)
      join people.crossing c on c.key = w.key collate "C" and c.tbl = w.tbl collate "C" and c.system = w.system collate "C"
     -- Two who were merged since are one, and hold nothing from themselves.
     where not exists (
       select from people.location p left join people.alias a on a.person_id = p.person_id and a.undone_at is null
         join people.location b on b.key = c.by_key and b.tbl = c.by_tbl and b.system = c.system left join people.alias e on e.person_id = b.person_id and e.undone_at is null
        where p.key = c.key and p.tbl = c.tbl and p.system = c.system and coalesce(a.into_id, p.person_id) = coalesce(e.into_id, b.person_id))`.execute(db)
  return rows.map((row) => ({ ref: { system: row.system, table: row.tbl, key: row.key }, by: { system: row.system, table: row.by_tbl, key: row.by_key } }))
}

/** Most systems have none at all: asked before asking for each row. */
export async function hasCrossings(db: Db): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select exists (select from people.crossing) as has`.execute(db)
  return rows[0]!.has
}

export interface ScanState {
  readonly system: string
  readonly table: string
  /** Everything written before this moment has been seen. */
  readonly startedAt: string
  readonly mergedAt: string
  /** The last pass that read every row. */
  readonly fullAt: string | null
  readonly rows: number
}

export async function scansOf(db: Db): Promise<readonly ScanState[]> {
  const { rows } = await sql<ScanState>`
    select system, tbl as "table", started_at as "startedAt", merged_at as "mergedAt", full_at as "fullAt", rows from people.scan order by 1, 2`.execute(db)
  return rows
}

export async function controllerOf(db: Db, personId: PersonId): Promise<string | null> {
  const { rows } = await sql<{ controller: string }>`select controller from people.person where person_id = ${personId}`.execute(db)
  return rows[0]?.controller ?? null
}

/** The persons waiting for new decisions, at most so many, each once; taken in the caller's transaction, given back if it fails. */
export async function takeChanged(tx: Tx, most: number): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    delete from people.changed c using (
      select person_id, n from people.changed order by person_id, n limit ${most} for update skip locked
    ) t where c.person_id = t.person_id and c.n = t.n
    returning c.person_id`.execute(tx)
  return [...new Set(rows.map((row) => row.person_id))]
}

/** Nobody waits any more: everybody is about to be decided. What changes from now on waits again. */
export async function forgetChanged(tx: Tx): Promise<void> {
  await sql`delete from people.changed`.execute(tx)
}

/** Persons who are off the record: nobody has to come back for them. */
export async function forgetChangedOf(tx: Tx, personIds: readonly PersonId[]): Promise<void> {
  if (personIds.length > 0) await sql`with g as materialized (select id from unnest(${plainList(personIds)}::uuid[]) as g (id)) delete from people.changed c using g where c.person_id = g.id`.execute(tx)
}

/** One transaction at a time works on a person: taken in order, so that two never wait for each other. */
export async function lockPersons(tx: Tx, personIds: readonly PersonId[]): Promise<void> {
  if (personIds.length > 0) await sql`select from people.person where person_id = any(${[...personIds]}::uuid[]) order by person_id for no key update`.execute(tx)
}

/** Those whom the persons were merged into, each once; nobody stays nobody. */
export async function mergedInto(db: Db, personIds: readonly PersonId[]): Promise<readonly PersonId[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<{ id: PersonId }>`
    select distinct coalesce(a.into_id, p.id) as id from unnest(${[...personIds]}::uuid[]) as p (id)
      left join people.alias a on a.person_id = p.id and a.undone_at is null`.execute(db)
  return rows.map((row) => row.id)
}

/** Everybody whom a merge stands for, for passes that leave them out. */
export async function mergeTargets(db: Db): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ into_id: PersonId }>`select distinct into_id from people.alias where undone_at is null`.execute(db)
  return rows.map((row) => row.into_id)
}

function uuidLiteral(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError('not an id')
  return `'${id}'::uuid`
}
