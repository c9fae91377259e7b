import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { PersonId } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'

export type Outcome = 'sent' | 'kept-here' | 'bounced' | 'lapsed'

export interface EndedReminder {
  readonly personId: PersonId
  readonly reminderId: string
  readonly controller: string
  readonly dueOn: Day
  readonly addressHash: string
  /** With which version of the secret. */
  readonly keyVersion: number
  readonly outcome: 'delivered' | 'bounced' | 'lapsed'
  readonly via: 'smtp' | 'sink' | null
  /** An instant in ISO 8601 with Z. */
  readonly at: string
}

/** Reminders whose letter has ended and that nobody else is settling. */
export async function takeEnded(tx: Tx, most: number): Promise<readonly EndedReminder[]> {
  const { rows } = await sql<EndedReminder>`
    with taken as (
      select p.person_id, p.purpose, p.reminder_id, p.message_no from retention.pending p
       where exists (select from messages.delivery d where d.message_no = p.message_no)
          or exists (select from messages.bounce b where b.message_no = p.message_no)
          or exists (select from messages.lapse l where l.message_no = p.message_no)
       order by p.reminder_id limit ${most} for update of p skip locked
    ), gone as (
      delete from retention.pending p using taken t where p.person_id = t.person_id and p.purpose = t.purpose
      returning p.person_id, p.reminder_id, p.message_no
    )
    select distinct g.person_id as "personId", g.reminder_id as "reminderId", r.controller, r.due_on as "dueOn", r.address_hash as "addressHash", r.key_version as "keyVersion",
           case when b.message_no is not null then 'bounced' when d.message_no is not null then 'delivered' else 'lapsed' end as outcome, d.via,
           to_char(coalesce(b.at, d.at, l.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from gone g join retention.reminder r on r.person_id = g.person_id and r.reminder_id = g.reminder_id
      left join messages.delivery d on d.message_no = g.message_no
      left join messages.bounce b on b.message_no = g.message_no
      left join messages.lapse l on l.message_no = g.message_no`.execute(tx)
  return rows
}

/** Reminders that were sent, and of which a report has come since that they never arrived. */
export async function lateBounces(tx: Tx, most: number): Promise<readonly EndedReminder[]> {
  const { rows } = await sql<EndedReminder>`
    select r.person_id as "personId", r.reminder_id as "reminderId", r.controller, r.due_on as "dueOn", r.address_hash as "addressHash", r.key_version as "keyVersion", 'bounced' as outcome, null as via,
           to_char(b.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from messages.bounce b join retention.reminder r on r.message_no = b.message_no
     where not exists (select from retention.pending p where p.reminder_id = r.reminder_id and p.person_id = r.person_id)
       and not exists (select from retention.settled s where s.person_id = r.person_id and s.reminder_id = r.reminder_id and s.outcome = 'bounced')
     limit ${most}`.execute(tx)
  return rows
}

/** Says how reminders went; answers with those of which it was not said before, as `person reminder`. */
export async function insertSettled(tx: Tx, rows: readonly { readonly personId: PersonId; readonly reminderId: string; readonly outcome: Outcome; readonly onDay: Day }[]): Promise<ReadonlySet<string>> {
  const { rows: fresh } = await sql<{ person_id: PersonId; reminder_id: string }>`
    insert into retention.settled (person_id, reminder_id, outcome, on_day)
    select * from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.reminderId)}::uuid[], ${rows.map((r) => r.outcome)}::text[], ${rows.map((r) => r.onDay)}::date[])
    on conflict do nothing returning person_id, reminder_id`.execute(tx)
  return new Set(fresh.map((row) => `${row.person_id} ${row.reminder_id}`))
}

export interface SettledItem {
  readonly personId: PersonId
  readonly reminderId: string
  readonly purpose: string
  readonly relation: string
  readonly renewable: boolean
  readonly factId: string
}

export async function itemsOf(db: Db, reminders: readonly { readonly personId: PersonId; readonly reminderId: string }[]): Promise<readonly SettledItem[]> {
  const { rows } = await sql<SettledItem>`
    select i.person_id as "personId", i.reminder_id as "reminderId", i.purpose, i.relation, i.renewable, i.fact_id as "factId"
      from unnest(${reminders.map((r) => r.personId)}::uuid[], ${reminders.map((r) => r.reminderId)}::uuid[]) as r (person_id, reminder_id)
      join retention.reminder_item i on i.person_id = r.person_id and i.reminder_id = r.reminder_id
     order by i.reminder_id, i.purpose, i.relation`.execute(db)
  return rows
}

export async function keepBounced(tx: Tx, rows: readonly { readonly personId: PersonId; readonly addressHash: string; readonly keyVersion: number; readonly onDay: Day }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into retention.bounced_address (person_id, address_hash, key_version, on_day)
    select person_id, address_hash, max(key_version), max(on_day) from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.addressHash)}::text[], ${rows.map((r) => r.keyVersion)}::smallint[], ${rows.map((r) => r.onDay)}::date[]) as b (person_id, address_hash, key_version, on_day)
     group by 1, 2
    on conflict (person_id, address_hash) do update set on_day = greatest(bounced_address.on_day, excluded.on_day)`.execute(tx)
}
