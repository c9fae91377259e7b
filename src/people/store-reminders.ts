import { sql } from 'kysely'
import { inTransaction, type Tx } from '../platform/index.ts'
import type { ReminderFact } from '../policy/decide/index.ts'
import type { PersonId } from './person.ts'
import { markChanged } from './store-facts.ts'

export interface ReminderOf extends ReminderFact {
  readonly personId: PersonId
  readonly factId: string
}

/** Many at once: a night may send a hundred thousand. The same fact again replaces it. */
export async function setReminders(tx: Tx, facts: readonly ReminderOf[]): Promise<void> {
  if (facts.length === 0) return
  await inTransaction(tx, async (tx) => {
    await sql`
      insert into people.reminder (person_id, fact_id, purpose, sent, bounced)
      select * from unnest(${facts.map((f) => f.personId)}::uuid[], ${facts.map((f) => f.factId)}::uuid[], ${facts.map((f) => f.purpose)}::text[],
                           ${facts.map((f) => f.sent)}::date[], ${facts.map((f) => f.bounced)}::date[])
      on conflict (person_id, fact_id) do update set purpose = excluded.purpose, sent = excluded.sent, bounced = excluded.bounced`.execute(tx)
    await markChanged(tx, [...new Set(facts.map((f) => f.personId))])
  })
}

/** The reminders did not arrive after all: they are as if never sent. */
export async function endReminders(tx: Tx, facts: readonly { readonly personId: PersonId; readonly factId: string }[]): Promise<void> {
  if (facts.length === 0) return
  await inTransaction(tx, async (tx) => {
    await sql`
      delete from people.reminder r using unnest(${facts.map((f) => f.personId)}::uuid[], ${facts.map((f) => f.factId)}::uuid[]) as f (person_id, fact_id)
       where r.person_id = f.person_id and r.fact_id = f.fact_id`.execute(tx)
    await markChanged(tx, [...new Set(facts.map((f) => f.personId))])
  })
}
