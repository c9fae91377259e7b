import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { MessageNo } from './mail.ts'

export interface MessageRow {
  readonly messageNo: MessageNo
  readonly kind: string
  readonly messageId: string
  readonly goodUntil: string
  readonly sealed: Buffer
}

export async function insertMessages(tx: Tx, rows: readonly MessageRow[], madeAt: string): Promise<void> {
  const numbers = rows.map((row) => row.messageNo)
  await sql`
    insert into messages.message (message_no, kind, message_id, made_at, good_until)
    select no, kind, message_id, ${madeAt}::timestamptz, good_until
      from unnest(${numbers}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.messageId)}::text[], ${rows.map((row) => row.goodUntil)}::timestamptz[])
        as m (no, kind, message_id, good_until)`.execute(tx)
  await sql`
    insert into messages.content (message_no, sealed)
    select * from unnest(${numbers}::uuid[], ${rows.map((row) => row.sealed)}::bytea[])`.execute(tx)
  await sql`
    insert into messages.waiting (message_no, next_at)
    select no, ${madeAt}::timestamptz from unnest(${numbers}::uuid[]) as no`.execute(tx)
}

export interface Taken {
  readonly messageNo: MessageNo
  readonly kind: string
  readonly messageId: string
  readonly attempts: number
  readonly overdue: boolean
  readonly sealed: Buffer | null
}

/** Takes messages that are due, oldest first, for as long as the lease lasts; no two takers get the same one. */
export async function takeDue(db: Db, lease: string, now: string, leasedUntil: string, most: number): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with taken as (
      update messages.waiting w set lease = ${lease}::uuid, leased_until = ${leasedUntil}::timestamptz
        from (
          select message_no from messages.waiting
           where next_at <= ${now}::timestamptz and (leased_until is null or leased_until <= ${now}::timestamptz)
           order by next_at, message_no limit ${most} for update skip locked
        ) due
       where w.message_no = due.message_no
      returning w.message_no, w.attempts
    )
    select t.message_no as "messageNo", m.kind, m.message_id as "messageId", t.attempts, m.good_until <= ${now}::timestamptz as overdue, c.sealed
      from taken t join messages.message m using (message_no) left join messages.content c using (message_no)
     order by t.message_no`.execute(db)
  return rows
}

export type EndTable = 'delivery' | 'bounce' | 'lapse'

/** How messages ended. Their content goes with it; one that ended already keeps its first end. */
export async function endMessages(tx: Tx, table: EndTable, ends: readonly { readonly messageNo: string; readonly code: string }[], at: string, via: string): Promise<void> {
  if (ends.length === 0) return
  const numbers = ends.map((end) => end.messageNo)
  const codes = ends.map((end) => end.code)
  const rows = sql`unnest(${numbers}::uuid[], ${codes}::text[]) as e (no, code)`
  if (table === 'delivery') await sql`insert into messages.delivery (message_no, at, via, code) select no, ${at}::timestamptz, ${via}, code from ${rows} on conflict do nothing`.execute(tx)
  else if (table === 'bounce') await sql`insert into messages.bounce (message_no, at, code) select no, ${at}::timestamptz, code from ${rows} on conflict do nothing`.execute(tx)
  else await sql`insert into messages.lapse (message_no, at, why) select no, ${at}::timestamptz, code from ${rows} on conflict do nothing`.execute(tx)
  await sql`delete from messages.waiting where message_no = any(${numbers}::uuid[])`.execute(tx)
  await sql`delete from messages.content where message_no = any(${numbers}::uuid[])`.execute(tx)
}

/** Waits for its next attempt; only who holds the lease may say so. */
export async function postpone(tx: Tx, lease: string, messageNo: string, attempt: number, at: string, nextAt: string, code: string): Promise<void> {
  await sql`
    with held as (
      update messages.waiting set lease = null, leased_until = null, attempts = ${attempt}, next_at = ${nextAt}::timestamptz
       where message_no = ${messageNo}::uuid and lease = ${lease}::uuid returning message_no
    )
    insert into messages.attempt (message_no, number, at, code)
    select message_no, ${attempt}, ${at}::timestamptz, ${code} from held
    on conflict (message_no, number) do update set at = excluded.at, code = excluded.code`.execute(tx)
}

/** Gives back what was taken and not tried. */
export async function release(tx: Tx, lease: string, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return
  await sql`update messages.waiting set lease = null, leased_until = null where message_no = any(${[...numbers]}::uuid[]) and lease = ${lease}::uuid`.execute(tx)
}

export interface Road {
  readonly failures: number
  readonly resumeAt: string
}

export async function roadOf(db: Db, via: string): Promise<Road | null> {
  const { rows } = await sql<Road>`
    select failures, to_char(resume_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "resumeAt" from messages.road where via = ${via}`.execute(db)
  return rows[0] ?? null
}

export async function closeRoad(tx: Tx, via: string, failures: number, resumeAt: string, code: string): Promise<void> {
  await sql`
    insert into messages.road (via, failures, resume_at, code) values (${via}, ${failures}, ${resumeAt}::timestamptz, ${code})
    on conflict (via) do update set failures = excluded.failures, resume_at = excluded.resume_at, code = excluded.code`.execute(tx)
}

export async function openRoad(tx: Tx, via: string): Promise<void> {
  await sql`delete from messages.road where via = ${via}`.execute(tx)
}

/** The newest message sent under a Message-ID. */
export async function numberOf(db: Db, messageId: string): Promise<MessageNo | null> {
  const { rows } = await sql<{ message_no: MessageNo }>`
    select message_no from messages.message where message_id = ${messageId} order by made_at desc, message_no desc limit 1`.execute(db)
  return rows[0]?.message_no ?? null
}

export interface OutboxFigures {
  readonly waiting: number
  readonly tried: number
  readonly oldest: string | null
  readonly down: string | null
}

export async function outboxFigures(db: Db): Promise<OutboxFigures> {
  const { rows } = await sql<OutboxFigures>`
    select (select count(*) from messages.waiting) as waiting,
           (select count(*) from messages.waiting where attempts > 0) as tried,
           (select to_char(min(m.made_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from messages.waiting w join messages.message m using (message_no)) as oldest,
           (select min(code) from messages.road) as down`.execute(db)
  return rows[0] ?? { waiting: 0, tried: 0, oldest: null, down: null }
}

export async function deleteEndedBefore(db: Db, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from messages.message m where made_at < ${before}::timestamptz
       and not exists (select from messages.waiting w where w.message_no = m.message_no)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
