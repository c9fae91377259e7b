import { sql } from 'kysely'
import type pg from 'pg'
import type { Db, Tx } from '../platform/index.ts'
import type { PersonFacts } from '../policy/decide/index.ts'
import type { PersonId } from './person.ts'

/** A restore that somebody acknowledged, and that nobody has answered for yet. */
export interface Restore {
  readonly entryId: string
  readonly at: string
  /** Systems that have not been read whole since. */
  readonly unseen: readonly string[]
}

export async function restoreToResolve(db: Db): Promise<Restore | null> {
  const { rows } = await sql<Restore>`
    select a.entry_id as "entryId", a.acknowledged_at as at, coalesce((
             select array_agg(distinct s.system order by s.system) from people.scan s where s.full_at is null or s.full_at < a.acknowledged_at), '{}') as unseen
      from evidence.restored_acknowledgement a
     where not exists (select from people.restore_resolution r where r.entry_id = a.entry_id) order by a.acknowledged_at desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Answers for every restore up to now: there is one present, however many roads led to it. */
export async function insertRestoreResolution(tx: Tx, of: { readonly role: string; readonly grounds: Buffer; readonly at: string; readonly actor: string }): Promise<void> {
  await sql`
    insert into people.restore_resolution (entry_id, role, grounds, at, actor)
    select a.entry_id, ${of.role}, ${of.grounds}::bytea, ${of.at}::timestamptz, ${of.actor} from evidence.restored_acknowledgement a on conflict do nothing`.execute(tx)
}

/** After a restore everything is read whole once more, whatever the last cursor says: what it stands on may never have been. */
export async function isToBeReadWhole(pool: pg.Pool, system: string): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(`
    select exists (select from evidence.restored_acknowledgement a
      where a.acknowledged_at > coalesce((select min(coalesce(s.full_at, '-infinity')) from people.scan s where s.system = $1), '-infinity')) as due`, [system])
  return rows[0]?.due === true
}

const unsureAlone: PersonFacts = Object.freeze({ relations: [], consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [], restored: true })

/** Who brought nothing that we know of may have brought what is lost. */
class Unsure extends Map<PersonId, PersonFacts> {
  override get(id: PersonId): PersonFacts {
    return super.get(id) ?? unsureAlone
  }
}

/** Facts as they are; and, until somebody has answered for a restore, of everybody that they may be older than what happened. */
export async function unlessRestored(db: Db, facts: Map<PersonId, PersonFacts>): Promise<Map<PersonId, PersonFacts>> {
  if ((await restoreToResolve(db)) === null) return facts
  return new Unsure([...facts].map(([id, one]) => [id, { ...one, restored: true }]))
}
