import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Counts, Figures, Sampled } from './figures.ts'
import type { State } from './status-of.ts'

export interface AuditFigures {
  readonly promiseId: string
  readonly at: string
  readonly subjects: number
  readonly violations: Counts
  readonly risks: Counts
  readonly lawful: boolean
  readonly sampled: Sampled | null
  readonly audits: number
  readonly failing: number
  readonly firstFailing: Day | null
}

/** The latest audit of each promise under this policy, and how many audits of the window found it broken. */
export async function auditFigures(db: Db, policyHash: string, since: Day): Promise<ReadonlyMap<string, AuditFigures>> {
  const { rows } = await sql<AuditFigures>`
    with recent as (
      select a.audit_id, f.promise_id, f.subjects, f.violations, f.risks, f.lawful, f.sampled, a.finished_at, a.at_day, a.policy_hash
        from status.audit a join status.finding f using (audit_id) where a.at_day >= ${since}::date
    ), latest as (
      select distinct on (promise_id) * from recent where policy_hash = ${policyHash} order by promise_id, finished_at desc, audit_id desc
    ), counted as (
      select promise_id, count(distinct at_day) as audits, count(distinct at_day) filter (where violations <> '{}') as failing, min(at_day) filter (where violations <> '{}') as first
        from recent group by 1
    )
    select l.promise_id as "promiseId", l.finished_at as at, l.subjects, l.violations, l.risks, l.lawful, l.sampled, c.audits, c.failing, c.first as "firstFailing"
      from latest l join counted c using (promise_id)`.execute(db)
  return new Map(rows.map((row) => [row.promiseId, row]))
}

export interface CurrentRow {
  readonly promiseId: string
  readonly policyHash: string
  readonly measuredAt: string
  readonly figures: Figures
  readonly state: State
  readonly since: string
}

/** One query for every page view. */
export async function readCurrent(db: Db): Promise<readonly CurrentRow[]> {
  const { rows } = await sql<CurrentRow>`
    select promise_id as "promiseId", policy_hash as "policyHash", measured_at as "measuredAt", figures, state, since from status.current`.execute(db)
  return rows
}

export type Refreshed = Omit<CurrentRow, 'since' | 'policyHash' | 'measuredAt'>

/** Writes all figures at once; `since` moves only where the status did. Promises that the policy no longer makes go. */
export async function writeCurrent(db: Db, policyHash: string, at: string, rows: readonly Refreshed[]): Promise<void> {
  await sql`
    insert into status.current (promise_id, policy_hash, measured_at, figures, state, since)
    select "promiseId", ${policyHash}, ${at}::timestamptz, figures, state, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("promiseId" text, figures jsonb, state text)
    on conflict (promise_id) do update set policy_hash = excluded.policy_hash, measured_at = excluded.measured_at, figures = excluded.figures, state = excluded.state,
      since = case when current.state = excluded.state then current.since else excluded.since end`.execute(db)
  await sql`delete from status.current where not promise_id = any(${rows.map((row) => row.promiseId)}::text[])`.execute(db)
}
