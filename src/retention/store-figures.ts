import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'

export interface PurposeCounts {
  readonly purpose: string
  readonly due: number
  readonly overdue: number
}

/**
 * People by the purposes that remind: whose reminder is to be sent by today, and who wait for one (or for its time) past the day
 * on which the purpose ended. Where one row stands for several purposes, it is counted for each.
 */
export async function dueCounts(db: Db, policyHash: string, purposes: readonly string[], today: Day): Promise<readonly PurposeCounts[]> {
  const { rows } = await sql<PurposeCounts>`
    with shapes as (
      select s.shape_no, p.purpose, coalesce(s.due_verb = 'remind', false) as reminds, coalesce(s.waiting = 'reminder', false) as waits
        from decisions.shape s cross join lateral unnest(s.purposes) as p (purpose)
       where s.policy_hash = ${policyHash} and p.purpose = any(${[...purposes]}::text[]) and (s.due_verb = 'remind' or s.waiting = 'reminder')
    )
    select f.purpose, count(distinct d.person_id) filter (where f.reminds and d.due_on <= ${today}::date) as due,
           count(distinct d.person_id) filter (where f.waits) as overdue
      from shapes f join decisions.decision d using (shape_no) group by f.purpose`.execute(db)
  return rows
}

export interface WindowCounts {
  readonly rule: string
  readonly sent: number
  readonly sentLate: number
  readonly bounced: number
  readonly keptHere: number
  readonly pending: number
  readonly unreachable: number
  readonly renewed: number
}

/** What became of reminders after `from`, up to and including today, by rule: each figure counts people. */
export async function windowCounts(db: Db, from: Day, today: Day): Promise<readonly WindowCounts[]> {
  const { rows } = await sql<WindowCounts>`
    with part as (
      select i.rule, s.outcome as what, s.person_id, r.due_on < s.on_day as late
        from retention.settled s join retention.reminder r using (person_id, reminder_id) join retention.reminder_item i using (person_id, reminder_id)
       where s.on_day > ${from}::date and s.on_day <= ${today}::date
         and not (s.outcome = 'sent' and exists (select from retention.settled b where b.person_id = s.person_id and b.reminder_id = s.reminder_id and b.outcome = 'bounced'))
      union all
      select i.rule, 'pending', p.person_id, false from retention.pending p join retention.reminder_item i on i.person_id = p.person_id and i.reminder_id = p.reminder_id and i.purpose = p.purpose
      union all
      select rule, 'unreachable', person_id, false from retention.unreachable where on_day > ${from}::date and on_day <= ${today}::date
      union all
      select i.rule, 'renewed', n.person_id, false from retention.renewal n join retention.reminder_item i using (person_id, reminder_id)
       where n.on_day > ${from}::date and n.on_day <= ${today}::date and i.renewable
    )
    select rule, count(distinct person_id) filter (where what = 'sent') as sent, count(distinct person_id) filter (where what = 'sent' and late) as "sentLate",
           count(distinct person_id) filter (where what = 'bounced') as bounced, count(distinct person_id) filter (where what = 'kept-here') as "keptHere",
           count(distinct person_id) filter (where what = 'pending') as pending, count(distinct person_id) filter (where what = 'unreachable') as unreachable,
           count(distinct person_id) filter (where what = 'renewed') as renewed
      from part group by rule`.execute(db)
  return rows
}
