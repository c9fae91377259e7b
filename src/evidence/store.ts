import { sql } from 'kysely'
import { plainList, type Db, type Tx } from '../platform/index.ts'
import { HASH_BYTES } from './merkle.ts'
import type { SignedSeal } from './seal-form.ts'

/** Leaves in one row of evidence.leaves: 256 kB, far below what a row may hold. */
export const LEAVES_PER_PART = 8192
const SEALER_LOCK = 0x4c4f4654 // any number that nothing else of ours locks

export interface WaitingRow {
  readonly id: string
  readonly at: string
  readonly bytes: Buffer
  readonly salt: Buffer | null
}

export async function insertWaiting(tx: Tx, rows: readonly WaitingRow[]): Promise<void> {
  if (rows.length === 0) return
  const bytes = packed(rows.map((row) => row.bytes))
  const moments = [...new Set(rows.map((row) => row.at))]
  const which = new Map(moments.map((at, i) => [at, i + 1]))
  await sql`
    insert into evidence.waiting (id, at, bytes)
    select w.id, (${moments}::timestamptz[])[w.moment], substring(${bytes.all}::bytea from w.start for w.length)
      from unnest(${plainList(rows.map((row) => row.id))}::uuid[], ${plainList(rows.map((row) => which.get(row.at)!))}::int[], ${plainList(bytes.starts)}::int[], ${plainList(bytes.lengths)}::int[]) as w (id, moment, start, length)
  `.execute(tx)
  const salted = rows.flatMap(({ id, salt }) => (salt === null ? [] : [{ id, salt }]))
  if (salted.length === 0) return
  const salts = packed(salted.map((row) => row.salt))
  await sql`
    insert into evidence.salt (entry_id, salt)
    select w.id, substring(${salts.all}::bytea from w.start for w.length)
      from unnest(${plainList(salted.map((row) => row.id))}::uuid[], ${plainList(salts.starts)}::int[], ${plainList(salts.lengths)}::int[]) as w (id, start, length)
  `.execute(tx)
}

/** One value that crosses as it is, and where its parts are: an array of bytea would cross as text, escaped on one side and read letter by letter on the other. */
function packed(parts: readonly Buffer[]): { all: Buffer; starts: number[]; lengths: number[] } {
  let start = 1
  const starts = parts.map((part) => (start += part.length) - part.length)
  return { all: Buffer.concat(parts), starts, lengths: parts.map((part) => part.length) }
}

/** One sealer at a time. The lock ends with its transaction, so a sealer that dies leaves none behind. */
export async function takeSealerLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${SEALER_LOCK}::bigint) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** For an action that must not meet a sealer in the middle of its work: waits for it. */
export async function waitForSealerLock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEALER_LOCK}::bigint)`.execute(tx)
}

/** Moves the oldest waiting entries behind position `after`, gapless and in the order of their ids; says how many. */
export async function placeWaiting(tx: Tx, after: number, most: number): Promise<number> {
  const { rows } = await sql<{ placed: number }>`
    with taken as (
      delete from evidence.waiting w
      using (select id from evidence.waiting order by id limit ${most}) oldest
      where w.id = oldest.id
      returning w.id, w.bytes
    ), placed as (
      insert into evidence.entry (position, id, bytes)
      select ${after}::bigint + row_number() over (order by id), id, bytes from taken order by id
      returning 1
    )
    select count(*) as placed from placed
  `.execute(tx)
  return rows[0]?.placed ?? 0
}

/** Hashes the entries of one seal where they lie and keeps the leaves beside them: no entry crosses the wire. */
export async function keepLeaves(tx: Tx, seal: number, from: number, to: number): Promise<Buffer> {
  const { rows } = await sql<{ part: number; hashes: Buffer }>`
    insert into evidence.leaves (seal, part, hashes)
    select ${seal}::bigint, ((position - ${from}::bigint) / ${LEAVES_PER_PART}::bigint)::integer,
      string_agg(sha256(decode('00', 'hex') || bytes), decode('', 'hex') order by position)
    from evidence.entry where position between ${from}::bigint and ${to}::bigint
    group by 2
    returning part, hashes
  `.execute(tx)
  return Buffer.concat(rows.sort((a, b) => a.part - b.part).map((row) => row.hashes))
}

export async function insertSeal(tx: Tx, number: number, from: number, to: number, seal: SignedSeal): Promise<void> {
  await sql`
    insert into evidence.seal (number, from_position, to_position, bytes, signature)
    values (${number}::bigint, ${from}::bigint, ${to}::bigint, ${seal.bytes}, ${seal.signature})
  `.execute(tx)
}

export interface SealRow extends SignedSeal {
  readonly number: number
  readonly from_position: number
  readonly to_position: number
}

export async function lastSeal(db: Db): Promise<SealRow | undefined> {
  const { rows } = await sql<SealRow>`
    select number, from_position, to_position, bytes, signature from evidence.seal order by number desc limit 1
  `.execute(db)
  return rows[0]
}

export async function sealByNumber(db: Db, number: number): Promise<SealRow | undefined> {
  const { rows } = await sql<SealRow>`
    select number, from_position, to_position, bytes, signature from evidence.seal where number = ${number}::bigint
  `.execute(db)
  return rows[0]
}

export async function sealOver(db: Db, position: number): Promise<SealRow | undefined> {
  const { rows } = await sql<SealRow>`
    select number, from_position, to_position, bytes, signature from evidence.seal
    where to_position >= ${position}::bigint order by to_position limit 1
  `.execute(db)
  return rows[0] !== undefined && rows[0].from_position <= position ? rows[0] : undefined
}

export async function leavesOf(db: Db, seal: number): Promise<Buffer> {
  const { rows } = await sql<{ hashes: Buffer }>`
    select hashes from evidence.leaves where seal = ${seal}::bigint order by part
  `.execute(db)
  return Buffer.concat(rows.map((row) => row.hashes))
}

export interface PlacedRow {
  readonly id: string
  readonly position: number
  readonly bytes: Buffer
  readonly salt: Buffer | null
}

export async function placedEntries(db: Db, ids: readonly string[]): Promise<PlacedRow[]> {
  const { rows } = await sql<PlacedRow>`
    select e.id, e.position, e.bytes, s.salt
    from evidence.entry e left join evidence.salt s on s.entry_id = e.id
    where e.id = any(${ids}::uuid[]) order by e.position
  `.execute(db)
  return rows
}

export async function waitingAmong(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from evidence.waiting where id = any(${ids}::uuid[]) order by id`.execute(db)
  return rows.map((row) => row.id)
}

export async function waitingFigures(db: Db): Promise<{ count: number; oldest: string | null }> {
  const { rows } = await sql<{ count: number; oldest: string | null }>`
    select count(*) as count, to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as oldest from evidence.waiting
  `.execute(db)
  return rows[0] ?? { count: 0, oldest: null }
}

export async function deleteSalts(tx: Tx, entryIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from evidence.salt where entry_id = any(${entryIds}::uuid[])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export interface AcknowledgementRow {
  readonly entry_id: string
  readonly own_number: number
  readonly own_hash: string
  readonly outside_number: number
  readonly outside_to: number
  readonly outside_hash: string
  readonly actor: string
  readonly reason: string
  readonly acknowledged_at: string
}

export async function insertAcknowledgement(tx: Tx, row: AcknowledgementRow): Promise<void> {
  await sql`
    insert into evidence.restored_acknowledgement
      (entry_id, own_number, own_hash, outside_number, outside_to, outside_hash, actor, reason, acknowledged_at)
    values (${row.entry_id}::uuid, ${row.own_number}::bigint, ${row.own_hash}, ${row.outside_number}::bigint,
      ${row.outside_to}::bigint, ${row.outside_hash}, ${row.actor}, ${row.reason}, ${row.acknowledged_at}::timestamptz)
  `.execute(tx)
}

/** The newest acknowledgement made while the given seal was our last. */
export async function acknowledgementAfter(db: Db, ownHash: string): Promise<AcknowledgementRow | undefined> {
  const { rows } = await sql<AcknowledgementRow>`
    select entry_id, own_number, own_hash, outside_number, outside_to, outside_hash, actor, reason, acknowledged_at
    from evidence.restored_acknowledgement where own_hash = ${ownHash} order by outside_number desc, entry_id desc limit 1
  `.execute(db)
  return rows[0]
}

export async function acknowledged(db: Db, outsideNumber: number, outsideHash: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from evidence.restored_acknowledgement where outside_number = ${outsideNumber}::bigint and outside_hash = ${outsideHash}
    ) as found
  `.execute(db)
  return rows[0]?.found === true
}

/** Are the leaves a whole number of hashes, as many as the seal counts? */
export function wholeLeaves(leaves: Buffer, count: number): boolean {
  return leaves.length === count * HASH_BYTES
}
