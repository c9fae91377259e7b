import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Counts } from './figures.ts'

// What the gauges ask: set-based, one query each, and never one for each promise.

export interface ShapeCount {
  readonly rule: string | null
  readonly verdict: string
  readonly waiting: string | null
  readonly because: readonly string[]
  readonly purposes: readonly string[]
  readonly holds: readonly string[]
  readonly count: number
}

/** How many rows there are of each shape of decision under this policy: a few hundred lines for millions of rows. */
export async function shapeCounts(db: Db, policyHash: string): Promise<readonly ShapeCount[]> {
  const { rows } = await sql<ShapeCount>`
    select s.rule, s.verdict, s.waiting, s.because, s.purposes, s.holds, d.n as count
      from (select shape_no, count(*) as n from decisions.decision group by shape_no) d join decisions.shape s using (shape_no)
     where s.policy_hash = ${policyHash}`.execute(db)
  return rows
}

/** What plans have carried out since a day, by the rule that it followed from and the outcome. */
export async function carriedOut(db: Db, since: Day): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<{ rule: string; counts: Counts }>`
    select rule, jsonb_object_agg(code, n) as counts from (
      select s.rule, o.code, count(*) as n
        from plans.outcome o join plans.item i using (plan_id, n) join decisions.shape s on s.shape_no = i.shape_no
       where o.seen_at >= ${since}::date and s.rule is not null group by 1, 2) as c
     group by rule`.execute(db)
  return new Map(rows.map((row) => [row.rule, row.counts]))
}

export interface RequestCount {
  readonly right: string
  readonly open: number
  /** Open and past the law's last day. */
  readonly overdue: number
  /** Open, past our own promise, and within the law. */
  readonly late: number
  /** Open, and the day that counts is at most three days off. */
  readonly near: number
  readonly waiting: number
  /** Answered or refused in the window; of them past the day that counted, and past the law's. */
  readonly answered: number
  readonly answeredLate: number
  readonly answeredUnlawful: number
  readonly firstLate: Day | null
}

/** Every right's requests: open, late and answered, with the extension counted in (Art 12(3)). */
export async function requestCounts(db: Db, since: Day, today: Day): Promise<readonly RequestCount[]> {
  const { rows } = await sql<RequestCount>`
    with one as (
      select c.case_id, c.right_to as right, coalesce(e.due, c.due) as due, least(coalesce(e.due, c.due), c.promised) as counts, coalesce(a.on_day, r.on_day) as closed
        from requests.request_case c
        left join requests.extension e using (case_id) left join requests.answer a using (case_id) left join requests.refusal r using (case_id)
    )
    select "right",
           count(*) filter (where closed is null) as open,
           count(*) filter (where closed is null and due < ${today}::date) as overdue,
           count(*) filter (where closed is null and due >= ${today}::date and counts < ${today}::date) as late,
           count(*) filter (where closed is null and counts between ${today}::date and ${today}::date + 3) as near,
           count(*) filter (where closed is null and exists (select from requests.unreached u where u.case_id = one.case_id)) as waiting,
           count(*) filter (where closed >= ${since}::date) as answered,
           count(*) filter (where closed >= ${since}::date and closed > counts) as "answeredLate",
           count(*) filter (where closed >= ${since}::date and closed > due) as "answeredUnlawful",
           min(closed) filter (where closed >= ${since}::date and closed > counts) as "firstLate"
      from one group by 1`.execute(db)
  return rows
}

/** Rows of the index in the tables that we hold for somebody else. */
export async function heldForOthers(db: Db, tables: readonly { readonly system: string; readonly table: string }[]): Promise<ReadonlyMap<string, number>> {
  if (tables.length === 0) return new Map()
  const { rows } = await sql<{ system: string; n: number }>`
    select l.system, count(*) as n from people.location l
      join unnest(${tables.map((one) => one.system)}::text[], ${tables.map((one) => one.table)}::text[]) as t (system, tbl) on l.system = t.system collate "C" and l.tbl = t.tbl collate "C"
     group by 1`.execute(db)
  return new Map(rows.map((row) => [row.system, row.n]))
}

export interface PublishedVersion {
  readonly version: string
  readonly effective: Day
  readonly readable: boolean
}

/** Every published version, and whether its document can still be read in each language it was published in. */
export async function publishedVersions(db: Db): Promise<readonly PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`
    select version, effective, documents <> '{}'::jsonb and not exists (select from jsonb_each(documents) d where d.value = 'null'::jsonb or d.value = '{}'::jsonb) as readable
      from versions.version order by number`.execute(db)
  return rows
}
