import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'

/** How requests of one right stand: for a gauge, one query for all rights. */
export interface RequestFigures {
  readonly right: string
  readonly open: number
  /** Open and past the law's last day, or past the promise's. */
  readonly overdueByLaw: number
  readonly overdueByPromise: number
  /** Open, and the counting day is no more than three days away. */
  readonly near: number
  readonly waiting: number
  /** Within the window. */
  readonly answeredInTime: number
  readonly answeredLate: number
  /** Later than promised, and within the law. */
  readonly answeredLaterThanPromised: number
}

/** Figures of every right at once; answers (and refusals) of the window from `since`. */
export async function requestFigures(db: Db, today: Day, since: Day): Promise<readonly RequestFigures[]> {
  const { rows } = await sql<RequestFigures>`
    with ended as (
      select case_id, on_day from requests.answer union all select case_id, on_day from requests.refusal
    ), cases as (
      select c.right_to, coalesce(e.due, c.due) as due, least(coalesce(e.due, c.due), c.promised) as counting, c.promised, n.on_day,
             exists (select from requests.unreached u where u.case_id = c.case_id) as waits
        from requests.request_case c left join requests.extension e using (case_id) left join ended n using (case_id)
       where n.on_day is null or n.on_day >= ${since}::date
    )
    select right_to as "right",
           count(*) filter (where on_day is null) as open,
           count(*) filter (where on_day is null and due < ${today}::date) as "overdueByLaw",
           count(*) filter (where on_day is null and promised < ${today}::date) as "overdueByPromise",
           count(*) filter (where on_day is null and counting >= ${today}::date and counting <= ${today}::date + 3) as near,
           count(*) filter (where on_day is null and waits) as waiting,
           count(*) filter (where on_day <= counting) as "answeredInTime",
           count(*) filter (where on_day > due) as "answeredLate",
           count(*) filter (where on_day > promised and on_day <= due) as "answeredLaterThanPromised"
      from cases group by right_to order by right_to`.execute(db)
  return rows
}
