import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { PublicFigure } from './public/bands.ts'
import type { CurrentRow } from './store-current.ts'

export interface NamedFigure extends PublicFigure {
  readonly promiseId: string
  readonly name: string
}

export async function readPublicFigures(db: Db): Promise<readonly NamedFigure[]> {
  const { rows } = await sql<NamedFigure>`select promise_id as "promiseId", name, week, value, low, high from status.public_figure`.execute(db)
  return rows
}

export async function writePublicFigures(db: Db, figures: readonly NamedFigure[]): Promise<void> {
  await sql`
    insert into status.public_figure (promise_id, name, week, value, low, high)
    select "promiseId", name, week, value, low, high from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as f ("promiseId" text, name text, week date, value bigint, low bigint, high bigint)
    on conflict (promise_id, name) do update set week = excluded.week, value = excluded.value, low = excluded.low, high = excluded.high`.execute(db)
}

export async function turnOn(tx: Tx | Db, promiseIds: readonly string[], at: string, actor: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into status.public_mark (promise_id, turned_on, by_actor) select id, ${at}::timestamptz, ${actor} from unnest(${[...promiseIds]}::text[]) as id
    on conflict (promise_id) do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function turnOff(tx: Tx | Db, promiseIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from status.public_mark where promise_id = any(${[...promiseIds]}::text[])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function insertConfirmation(tx: Tx | Db, promiseId: string, since: string, at: string, actor: string): Promise<void> {
  await sql`
    insert into status.confirmation (promise_id, since, confirmed_at, by_actor) values (${promiseId}, ${since}::timestamptz, ${at}::timestamptz, ${actor}) on conflict do nothing`.execute(tx)
}

export interface PublicRow extends CurrentRow {
  readonly on: boolean
  readonly confirmed: boolean
  readonly public: Readonly<Record<string, { readonly low: number; readonly high: number | null }>> | null
}

/** Everything that the marks are made from, in one query: a page is shown far more often than anything here changes. */
export async function readPublic(db: Db): Promise<readonly PublicRow[]> {
  const { rows } = await sql<PublicRow>`
    select c.promise_id as "promiseId", c.policy_hash as "policyHash", c.measured_at as "measuredAt", c.figures, c.state, c.since,
           m.promise_id is not null as "on", k.promise_id is not null as confirmed,
           (select jsonb_object_agg(f.name, jsonb_build_object('low', f.low, 'high', f.high)) from status.public_figure f where f.promise_id = c.promise_id) as public
      from status.current c
      left join status.public_mark m using (promise_id)
      left join status.confirmation k on k.promise_id = c.promise_id and k.since = c.since`.execute(db)
  return rows
}

export async function marksOn(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select promise_id as id from status.public_mark`.execute(db)
  return new Set(rows.map((row) => row.id))
}

export interface LastAudit {
  readonly finishedAt: string
  /** Its place in the ledger; null until it is sealed. */
  readonly position: number | null
}

export async function lastAudit(db: Db, policyHash: string): Promise<LastAudit | null> {
  const { rows } = await sql<LastAudit>`
    select a.finished_at as "finishedAt", e.position from status.audit a left join evidence.entry e on e.id = a.entry_id
     where a.policy_hash = ${policyHash} order by a.finished_at desc, a.audit_id desc limit 1`.execute(db)
  return rows[0] ?? null
}
