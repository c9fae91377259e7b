import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { PersonId } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'

export interface TokenRow {
  readonly personId: PersonId
  readonly reminderId: string
  readonly expiresOn: Day
  readonly controller: string
  readonly removeOn: Day
  readonly renewedOn: Day | null
}

/** What a link leads to. In a transaction that is to renew, another press of the same button waits. */
export async function tokenOf(db: Db, hash: Buffer, lock: boolean): Promise<TokenRow | null> {
  const { rows } = await sql<TokenRow>`
    select t.person_id as "personId", t.reminder_id as "reminderId", t.expires_on as "expiresOn", r.controller, r.remove_on as "removeOn", n.on_day as "renewedOn"
      from retention.token t join retention.reminder r on r.person_id = t.person_id and r.reminder_id = t.reminder_id
      left join retention.renewal n on n.person_id = t.person_id and n.reminder_id = t.reminder_id
     where t.hash = ${hash} ${lock ? sql`for update of t` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** false: it was renewed before. */
export async function insertRenewal(tx: Tx, personId: PersonId, reminderId: string, onDay: Day): Promise<boolean> {
  const { rows } = await sql`
    insert into retention.renewal (person_id, reminder_id, on_day) values (${personId}::uuid, ${reminderId}::uuid, ${onDay}::date) on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

export async function deleteExpiredTokens(db: Db, today: Day): Promise<number> {
  const { numAffectedRows } = await sql`delete from retention.token where expires_on < ${today}::date`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** What was written before the day, and concerns people no longer: kept for the figures of the time until then. */
export async function deleteRemindersBefore(tx: Tx, before: Day): Promise<number> {
  const old = sql`(select r.person_id, r.reminder_id from retention.reminder r where r.made_on < ${before}::date
    and not exists (select from retention.token t where t.person_id = r.person_id and t.reminder_id = r.reminder_id)
    and not exists (select from retention.pending p where p.person_id = r.person_id and p.reminder_id = r.reminder_id))`
  for (const table of ['reminder_item', 'settled', 'renewal']) {
    await sql`delete from ${sql.table(`retention.${table}`)} x using ${old} o where x.person_id = o.person_id and x.reminder_id = o.reminder_id`.execute(tx)
  }
  await sql`delete from retention.bounced_address where on_day < ${before}::date`.execute(tx)
  await sql`delete from retention.unreachable where on_day < ${before}::date`.execute(tx)
  const { numAffectedRows } = await sql`delete from retention.reminder x using ${old} o where x.person_id = o.person_id and x.reminder_id = o.reminder_id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
