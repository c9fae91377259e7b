import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'

export interface Standing {
  readonly system: string
  readonly table: string
  /** kept, held, waiting, undated, review, restricted, instruction: what is not due. */
  readonly state: string
  readonly rows: number
  /** For what is held or kept: the day that the last of it may go. */
  readonly until: Day | null
  readonly rule: string | null
  readonly law: string | null
}

/** What stays, for the overview: reads every decision, so no sweep asks for it. */
export async function standing(db: Db, policyHash: string, dueThrough: Day): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select d.system, d.tbl as "table",
           case when s.waiting is not null and s.verdict = 'keep' then 'waiting' when s.verdict = 'keep' and cardinality(s.holds) > 0 and cardinality(s.purposes) = 0 then 'held'
                when s.verdict = 'keep' then 'kept' when s.verdict = 'restrict' then 'restricted' else s.verdict end as state,
           sum(d.rows)::int8 as rows, max(d.until) as until, min(s.rule) as rule, min(s.law) as law
      from (select system, tbl, shape_no, count(*) as rows, max(until) as until from decisions.decision where due_on is null or due_on > ${dueThrough}::date group by 1, 2, 3) d
      join decisions.shape s using (shape_no) where s.policy_hash = ${policyHash}
     group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

/** The oldest look at any table: how old the plan's knowledge is. */
export async function oldestLook(db: Db): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`select min(started_at) as at from people.scan`.execute(db)
  return rows[0]?.at ?? null
}
