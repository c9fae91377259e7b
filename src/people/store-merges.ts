import { sql } from 'kysely'
import { problem, type Db, type Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { actorCode, type Actor } from '../work/index.ts'
import { markChanged } from './store-facts.ts'
import type { PersonId } from './person.ts'

export interface Suggestion {
  readonly personId: PersonId
  readonly otherId: PersonId
  /**
   * same-row: one row's identifiers were all exchanged. kept-apart: verified identifiers tie them, but a human undid that merge
   * or their names have nothing in common. identifier: both have one that nobody verified.
   */
  readonly why: string
  readonly system: string | null
  readonly table: string | null
  readonly since: Day | null
}

/** Who may be the same person, for a human to look at. A switchboard's number is shared by thousands: at most so many. */
export async function suggestionsOf(db: Db, personId: PersonId, most = 50): Promise<readonly Suggestion[]> {
  const { rows } = await sql<Suggestion>`
    (select person_id as "personId", other_id as "otherId", why, system, tbl as "table", since from people.suggestion
      where person_id = ${personId} or other_id = ${personId})
    union all
    (select distinct u.person_id, o.person_id, 'identifier', null, null, null::date
       from people.unverified u
       join (select hash, kind, controller, key_version, person_id from people.unverified
             union all select hash, kind, controller, key_version, person_id from people.identifier_claim) o
            on o.hash = u.hash and o.kind = u.kind and o.controller = u.controller and o.person_id <> u.person_id
      where u.person_id = ${personId} limit ${most})`.execute(db)
  return rows.slice(0, most)
}

/** One person from now on. Nothing is rewritten: the merge is a row, and ends when it is undone. */
export async function mergePersons(tx: Tx, by: Actor, now: Temporal.Instant, personId: PersonId, into: PersonId): Promise<void> {
  const { rows } = await sql<{ person_id: PersonId; controller: string; into_id: PersonId | null }>`
    select p.person_id, p.controller, a.into_id from people.person p left join people.alias a on a.person_id = p.person_id and a.undone_at is null
     where p.person_id in (${personId}, ${into}) for update of p`.execute(tx)
  const one = rows.find((row) => row.person_id === personId)
  const other = rows.find((row) => row.person_id === into)
  if (one === undefined || other === undefined || personId === into) throw problem('people.not-found', { attempted: 'Two different persons are needed to merge.', next: 'Look them up again: one may have been erased.' })
  if (one.controller !== other.controller) {
    throw problem('people.other-controller', { attempted: 'Two persons of different controllers were to be merged.', next: 'Linking stops at controllers: leave them apart.' })
  }
  if (one.into_id !== null) throw problem('people.already-merged', { attempted: 'The person is merged into another already.', next: 'Undo that merge first.' })
  const target = other.into_id ?? into
  if (target === personId) throw problem('people.already-merged', { attempted: 'The other is merged into this person already.', next: 'Nothing is left to do.' })
  await sql`
    insert into people.alias (person_id, direct_id, into_id, why, actor, made_at)
    values (${personId}, ${into}, ${target}, 'human', ${actorCode(by)}, ${now.toString()})`.execute(tx)
  await follow(tx)
  await markChanged(tx, [personId, target])
}

export async function undoMerge(tx: Tx, by: Actor, now: Temporal.Instant, personId: PersonId): Promise<void> {
  const { rows } = await sql<{ into_id: PersonId }>`
    update people.alias set undone_at = ${now.toString()}, undone_by = ${actorCode(by)}
     where person_id = ${personId} and undone_at is null returning into_id`.execute(tx)
  await follow(tx)
  if (rows[0] === undefined) throw problem('people.not-merged', { attempted: 'There is no merge to undo.', next: 'Look the person up again.' })
  await markChanged(tx, [personId, rows[0].into_id])
  await lookAtAgain(tx, personId, rows[0].into_id)
}

/**
 * Rows that were placed while the two were one are with whom they were taken for. Which of them they are of is told by what identifies
 * them, which is not kept: the next observation reads them again, and until then nothing is done to them.
 */
async function lookAtAgain(tx: Tx, personId: PersonId, into: PersonId): Promise<void> {
  await sql`
    with theirs as (
      update people.location l set fingerprint = '' where l.via = 'o' and l.person_id in (
        select id from unnest(${[personId, into]}::uuid[]) as id union select a.person_id from people.alias a where a.into_id = any(${[personId, into]}::uuid[]) and a.undone_at is null)
      returning l.system, l.tbl, l.key)
    insert into people.look_again (system, tbl, key) select distinct system, tbl, key from theirs on conflict do nothing`.execute(tx)
}

/** Where each merge leads when all that stand are followed: read in one step by everybody, worked out here. */
async function follow(tx: Tx): Promise<void> {
  await sql`
    with recursive path (person_id, at_id, depth) as (
      select person_id, direct_id, 1 from people.alias where undone_at is null
      union all
      select p.person_id, a.direct_id, p.depth + 1 from path p join people.alias a on a.person_id = p.at_id and a.undone_at is null where p.depth < 1000
    ), root as (select distinct on (person_id) person_id, at_id from path order by person_id, depth desc)
    update people.alias a set into_id = r.at_id from root r
     where r.person_id = a.person_id and a.undone_at is null and a.into_id <> r.at_id`.execute(tx)
}
