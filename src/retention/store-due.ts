import { sql } from 'kysely'
import { copyOutBatches } from '../platform/index.ts'
import type { Db, Tx } from '../platform/index.ts'
import type { PersonId } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'

/** Whom a reminder is due to by the stored decisions of this policy, each once, as a stream: a hundred thousand pass unheld. */
export async function* duePersons(pool: Work['pool'], policyHash: string, today: Day): AsyncGenerator<readonly PersonId[]> {
  if (!/^[0-9a-z:-]+$/i.test(policyHash) || !/^\d{4}-\d\d-\d\d$/.test(today)) throw new RangeError('not a hash and a day')
  const query = `
    select distinct d.person_id from decisions.decision d join decisions.shape s using (shape_no)
     where d.due_on <= '${today}'::date and s.due_verb = 'remind' and s.policy_hash = '${policyHash}'
       and d.person_id <> '00000000-0000-0000-0000-000000000000'::uuid`
  for await (const rows of copyOutBatches(pool, query)) yield rows.map((row) => row[0] as PersonId)
}

/** Whose the addresses are by the index, after merging. */
export async function holdersOf(db: Db, addresses: readonly { readonly controller: string; readonly hash: string }[]): Promise<ReadonlyMap<string, PersonId>> {
  if (addresses.length === 0) return new Map()
  const { rows } = await sql<{ controller: string; hash: string; person_id: PersonId }>`
    select w.controller, w.hash, coalesce(a.into_id, c.person_id) as person_id
      from unnest(${addresses.map((one) => one.controller)}::text[], ${addresses.map((one) => one.hash)}::text[]) as w (controller, hash)
      join people.identifier_claim c
        on c.hash = decode(split_part(w.hash, ':', 2), 'hex') and c.kind = 'email' collate "C" and c.controller = w.controller collate "C"
      left join people.alias a on a.person_id = c.person_id and a.undone_at is null`.execute(db)
  return new Map(rows.map((row) => [`${row.controller} ${row.hash}`, row.person_id]))
}

export interface EarlierReminder {
  readonly personId: PersonId
  readonly purpose: string
  readonly state: 'pending' | 'kept-here'
  readonly onDay: Day | null
}

/** Reminders that are on their way, and those that only the sink has. */
export async function earlierReminders(db: Db, personIds: readonly PersonId[]): Promise<readonly EarlierReminder[]> {
  const { rows } = await sql<EarlierReminder>`
    select person_id as "personId", purpose, 'pending' as state, null::date as "onDay" from retention.pending where person_id = any(${[...personIds]}::uuid[])
    union all
    select i.person_id, i.purpose, 'kept-here', s.on_day
      from retention.settled s join retention.reminder_item i using (person_id, reminder_id)
     where s.person_id = any(${[...personIds]}::uuid[]) and s.outcome = 'kept-here'`.execute(db)
  return rows
}

export async function bouncedAddresses(db: Db, personIds: readonly PersonId[]): Promise<readonly { readonly personId: PersonId; readonly hash: string; readonly onDay: Day }[]> {
  const { rows } = await sql<{ personId: PersonId; hash: string; onDay: Day }>`
    select person_id as "personId", address_hash as hash, on_day as "onDay" from retention.bounced_address where person_id = any(${[...personIds]}::uuid[])`.execute(db)
  return rows
}

export interface ReminderRow {
  readonly personId: PersonId
  readonly reminderId: string
  readonly controller: string
  readonly dueOn: Day
  readonly removeOn: Day
  readonly addressHash: string
  readonly items: readonly ItemRow[]
}

export interface ItemRow {
  readonly purpose: string
  readonly relation: string
  readonly rule: string
  readonly renewable: boolean
  readonly factId: string
}

/** The purposes that nobody else is reminding of at this moment, as `person purpose`. */
export async function claimPurposes(tx: Tx, claims: readonly { readonly personId: PersonId; readonly purpose: string; readonly reminderId: string; readonly messageNo: string }[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person_id: PersonId; purpose: string }>`
    insert into retention.pending (person_id, purpose, reminder_id, message_no)
    select * from unnest(${claims.map((c) => c.personId)}::uuid[], ${claims.map((c) => c.purpose)}::text[], ${claims.map((c) => c.reminderId)}::uuid[], ${claims.map((c) => c.messageNo)}::uuid[])
     order by 1, 2
    on conflict (person_id, purpose) do nothing returning person_id, purpose`.execute(tx)
  return new Set(rows.map((row) => `${row.person_id} ${row.purpose}`))
}

export async function setMessages(tx: Tx, numbers: readonly { readonly reminderId: string; readonly messageNo: string }[]): Promise<void> {
  await sql`
    update retention.pending p set message_no = n.message_no
      from unnest(${numbers.map((n) => n.reminderId)}::uuid[], ${numbers.map((n) => n.messageNo)}::uuid[]) as n (reminder_id, message_no)
     where p.reminder_id = n.reminder_id`.execute(tx)
}

export async function insertReminders(tx: Tx, rows: readonly (ReminderRow & { readonly messageNo: string })[], madeOn: Day, keyVersion: number): Promise<void> {
  await sql`
    insert into retention.reminder (person_id, reminder_id, controller, due_on, made_on, remove_on, message_no, address_hash, key_version)
    select person_id, reminder_id, controller, due_on, ${madeOn}::date, remove_on, message_no, address_hash, ${keyVersion}::smallint
      from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.reminderId)}::uuid[], ${rows.map((r) => r.controller)}::text[], ${rows.map((r) => r.dueOn)}::date[],
                  ${rows.map((r) => r.removeOn)}::date[], ${rows.map((r) => r.messageNo)}::uuid[], ${rows.map((r) => r.addressHash)}::text[])
        as r (person_id, reminder_id, controller, due_on, remove_on, message_no, address_hash)`.execute(tx)
  const items = rows.flatMap((row) => row.items.map((item) => ({ ...item, personId: row.personId, reminderId: row.reminderId })))
  await sql`
    insert into retention.reminder_item (person_id, reminder_id, purpose, relation, rule, renewable, fact_id)
    select * from unnest(${items.map((i) => i.personId)}::uuid[], ${items.map((i) => i.reminderId)}::uuid[], ${items.map((i) => i.purpose)}::text[], ${items.map((i) => i.relation)}::text[],
                         ${items.map((i) => i.rule)}::text[], ${items.map((i) => i.renewable)}::boolean[], ${items.map((i) => i.factId)}::uuid[])`.execute(tx)
}

export async function insertTokens(tx: Tx, tokens: readonly { readonly hash: Buffer; readonly personId: PersonId; readonly reminderId: string; readonly expiresOn: Day }[]): Promise<void> {
  if (tokens.length === 0) return
  await sql`
    insert into retention.token (hash, person_id, reminder_id, expires_on)
    select * from unnest(${tokens.map((t) => t.hash)}::bytea[], ${tokens.map((t) => t.personId)}::uuid[], ${tokens.map((t) => t.reminderId)}::uuid[], ${tokens.map((t) => t.expiresOn)}::date[])`.execute(tx)
}

export interface UnreachableRow {
  readonly personId: PersonId
  readonly factId: string
  readonly purpose: string
  readonly rule: string
  readonly why: 'no-address' | 'bounced'
}

export async function insertUnreachable(tx: Tx, rows: readonly UnreachableRow[], onDay: Day): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into retention.unreachable (person_id, fact_id, purpose, rule, why, on_day)
    select person_id, fact_id, purpose, rule, why, ${onDay}::date
      from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.factId)}::uuid[], ${rows.map((r) => r.purpose)}::text[], ${rows.map((r) => r.rule)}::text[], ${rows.map((r) => r.why)}::text[])
        as r (person_id, fact_id, purpose, rule, why)`.execute(tx)
}
