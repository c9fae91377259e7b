import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Counts } from './figures.ts'

export interface RunRow {
  readonly id: string
  readonly control: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly outcome: 'done' | 'partly' | 'failed'
  readonly figures: Counts
}

export async function insertRun(tx: Tx | Db, run: RunRow): Promise<void> {
  await sql`
    insert into status.run (run_id, control, started_at, finished_at, outcome, figures)
    values (${run.id}, ${run.control}, ${run.startedAt}, ${run.finishedAt}, ${run.outcome}, ${JSON.stringify(run.figures)}::jsonb)`.execute(tx)
}

export interface RunSummary {
  readonly control: string
  readonly last: string | null
  readonly lastOutcome: 'done' | 'partly' | 'failed' | null
  /** Days of the window, since the first run, on which it should have run; and those on which it did. */
  readonly expected: number
  readonly done: number
  readonly missedSince: Day | null
  readonly figures: Counts
}

/**
 * How each control has run within the window: a day without a run that ended well is a missed one. The day on which it is
 * asked is not over, so it counts only where the control has run already.
 */
export async function runsSince(db: Db, from: Day, today: Day, zone: string): Promise<ReadonlyMap<string, RunSummary>> {
  const { rows } = await sql<RunSummary>`
    with told as (
      select control, finished_at, outcome, figures from status.run
      union all -- a sweep that was carried to its end tells so by its plan, whoever started it
      select 'sweep', ended_at, 'done', '{}' from plans.plan where scope is null and not preview and ended_at is not null
    ), run as (
      select control, finished_at, outcome, figures, (finished_at at time zone ${zone})::date as day from told where finished_at >= ${from}::date - 1
    ), ran as (
      select control, min(day) filter (where day >= ${from}::date) as first, array_agg(distinct day) filter (where outcome <> 'failed') as days from run group by control
    ), expected as (
      select ran.control, d.day::date as day, d.day::date = any(coalesce(ran.days, '{}')) as done
        from ran cross join lateral generate_series(ran.first, ${today}::date, interval '1 day') as d (day)
       where d.day::date < ${today}::date or d.day::date = any(coalesce(ran.days, '{}'))
    ), counted as (
      select control, count(*) as expected, count(*) filter (where done) as done, min(day) filter (where not done) as missed from expected group by control
    ), summed as (
      select control, jsonb_object_agg(code, n) as figures from (
        select run.control, f.key as code, sum(f.value::bigint) as n from run cross join lateral jsonb_each_text(run.figures) as f group by 1, 2) as s group by control
    ), last as (
      select distinct on (control) control, finished_at, outcome from told order by control, finished_at desc
    )
    select last.control, last.finished_at as last, last.outcome as "lastOutcome", coalesce(c.expected, 0) as expected, coalesce(c.done, 0) as done, c.missed as "missedSince",
           coalesce(s.figures, '{}'::jsonb) as figures
      from last left join counted c using (control) left join summed s using (control)`.execute(db)
  return new Map(rows.map((row) => [row.control, row]))
}
