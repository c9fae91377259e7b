import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { PersonId } from '../people/index.ts'
import type { PlanId } from '../plans/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { CaseId, CaseRight, Concerned, RequestCase, RequestScope, RestrictionWhy, Settlement, Unreached } from './case.ts'
import type { Sealed } from './vault.ts'

export interface NewCase {
  readonly id: CaseId
  readonly token: string
  readonly right: CaseRight
  readonly received: Day
  readonly due: Day
  readonly promised: Day | null
  readonly scope: RequestScope
  readonly policyHash: string
  readonly at: string
  readonly actor: string
}

export async function insertCase(tx: Tx, made: NewCase): Promise<void> {
  await sql`
    insert into requests.request_case (case_id, token, right_to, received, due, promised, scope, policy_hash, opened_at, opened_by)
    values (${made.id}, ${made.token}, ${made.right}, ${made.received}, ${made.due}, ${made.promised}, ${JSON.stringify(made.scope)}::jsonb, ${made.policyHash}, ${made.at}, ${made.actor})`.execute(tx)
}

export async function insertIdentifiers(tx: Tx, id: CaseId, wrapped: Buffer, sealed: readonly Sealed[]): Promise<void> {
  await sql`insert into requests.case_key (case_id, wrapped) values (${id}, ${wrapped})`.execute(tx)
  for (const one of sealed) await sql`insert into requests.identifier (case_id, n, kind, sealed) values (${id}, ${one.n}, ${one.kind}, ${one.sealed})`.execute(tx)
}

export async function readIdentifiers(db: Db, id: CaseId): Promise<{ wrapped: Buffer; sealed: readonly Sealed[] } | null> {
  const { rows } = await sql<Sealed & { wrapped: Buffer }>`
    select k.wrapped, i.n, i.kind, i.sealed from requests.case_key k join requests.identifier i using (case_id) where case_id = ${id} order by i.n`.execute(db)
  return rows[0] === undefined ? null : { wrapped: rows[0].wrapped, sealed: rows }
}

export async function insertConcerned(tx: Tx, id: CaseId, concerned: readonly Concerned[], at: string): Promise<void> {
  for (const one of concerned) {
    await sql`
      insert into requests.concerned (case_id, person_id, controller, standing, since) values (${id}, ${one.personId}, ${one.controller}, ${one.standing}, ${at})
      on conflict (case_id, person_id) do update set standing = excluded.standing where concerned.standing <> 'chosen'`.execute(tx)
  }
}

export async function dropConcerned(tx: Tx, id: CaseId, personIds: readonly PersonId[]): Promise<void> {
  await sql`delete from requests.concerned where case_id = ${id} and person_id = any(${[...personIds]}::uuid[])`.execute(tx)
}

export async function insertIdentification(tx: Tx, id: CaseId, role: string, how: string, at: string, actor: string): Promise<void> {
  await sql`
    insert into requests.identification (case_id, role, how, at, actor) values (${id}, ${role}, ${how}, ${at}, ${actor})
    on conflict (case_id) do nothing`.execute(tx)
}

export async function insertExtension(tx: Tx, id: CaseId, due: Day, reason: Buffer, at: string, actor: string): Promise<void> {
  await sql`insert into requests.extension (case_id, due, reason, at, actor) values (${id}, ${due}, ${reason}, ${at}, ${actor})`.execute(tx)
}

export async function insertRefusal(tx: Tx, id: CaseId, law: string, reason: Buffer, role: string | null, on: Day, at: string, actor: string): Promise<void> {
  await sql`insert into requests.refusal (case_id, law, reason, role, on_day, at, actor) values (${id}, ${law}, ${reason}, ${role}, ${on}, ${at}, ${actor})`.execute(tx)
}

export async function insertSettlement(tx: Tx, id: CaseId, settled: Settlement, grounds: Buffer, at: string, actor: string): Promise<void> {
  await sql`
    insert into requests.settlement (case_id, n, subject, outcome, grounds, role, on_day, at, actor)
    select ${id}::uuid, 1 + coalesce(max(n), 0), ${settled.subject}, ${settled.outcome}, ${grounds}::bytea, ${settled.role}, ${settled.on}::date, ${at}::timestamptz, ${actor}
      from requests.settlement where case_id = ${id}`.execute(tx)
}

export async function noteUnreached(tx: Tx, id: CaseId, down: readonly { readonly system: string; readonly code: string }[], at: string): Promise<void> {
  const names = down.map((one) => one.system)
  await sql`delete from requests.unreached where case_id = ${id} and not system = any(${names}::text[])`.execute(tx)
  for (const one of down) {
    await sql`
      insert into requests.unreached (case_id, system, code, since, tried, tries) values (${id}, ${one.system}, ${one.code}, ${at}, ${at}, 1)
      on conflict (case_id, system) do update set code = excluded.code, tried = excluded.tried, tries = unreached.tries + 1`.execute(tx)
  }
}

/** What one plan took away for the case: names from the systems file, and counts. */
export interface Went {
  readonly system: string
  readonly table: string
  readonly field: string
  readonly data: string
  /** What became of the row: one that was only cleared is there still, and must not be counted again. */
  readonly by: string
  readonly law: string | null
  readonly rows: number
}

/** With the beginning of the plan: what it is to take. What of that really went, its outcomes say. */
export async function insertCarried(tx: Tx, id: CaseId, planId: string, planned: readonly Went[], at: string): Promise<void> {
  await sql`insert into requests.carried (case_id, plan_id, at, went) values (${id}, ${planId}, ${at}, ${JSON.stringify(planned)}::jsonb) on conflict do nothing`.execute(tx)
}

export async function carriedFor(db: Db, id: CaseId): Promise<readonly { readonly planId: PlanId; readonly planned: readonly Went[] }[]> {
  const { rows } = await sql<{ planId: PlanId; planned: Went[] }>`select plan_id as "planId", went as planned from requests.carried where case_id = ${id} order by at, plan_id`.execute(db)
  return rows
}

export interface Grounds {
  readonly subject: string
  readonly outcome: 'uphold' | 'reject'
  readonly sealed: Buffer
}

export async function groundsOf(db: Db, id: CaseId): Promise<readonly Grounds[]> {
  const { rows } = await sql<Grounds>`
    select distinct on (subject) subject, outcome, grounds as sealed from requests.settlement where case_id = ${id} order by subject, n desc`.execute(db)
  return rows
}

export interface NewAnswer {
  readonly outcome: string
  readonly on: Day
  readonly at: string
  readonly actor: string
  readonly counts: Readonly<Record<string, number>>
  readonly entryId: string
}

export async function insertAnswer(tx: Tx, id: CaseId, answer: NewAnswer): Promise<void> {
  await sql`
    insert into requests.answer (case_id, outcome, on_day, at, actor, counts, entry_id)
    values (${id}, ${answer.outcome}, ${answer.on}, ${answer.at}, ${answer.actor}, ${JSON.stringify(answer.counts)}::jsonb, ${answer.entryId})`.execute(tx)
}

/** What was needed to find the person is destroyed with its key once nobody needs it any more. */
export async function destroyIdentifiers(tx: Tx, id: CaseId): Promise<void> {
  for (const table of ['identifier', 'case_key', 'found', 'unreached'] as const) await sql`delete from ${sql.table(`requests.${table}`)} where case_id = ${id}`.execute(tx)
}

/** One at a time may work on a case: taken in the transaction that changes it. */
export async function lockCase(tx: Tx, id: CaseId): Promise<void> {
  await sql`select case_id from requests.request_case where case_id = ${id} for update`.execute(tx)
}

interface CaseRow {
  id: CaseId
  token: string
  right: CaseRight
  received: Day
  due: Day
  promised: Day | null
  scope: RequestScope
  openedBy: string
  role: string | null
  how: string | null
  extended: Day | null
  refused: Day | null
  refusalLaw: string | null
  refusalRole: string | null
  attested: 'granted' | 'refused' | null
  attestedBy: string | null
  restrictedData: string[] | null
  why: RestrictionWhy | null
  since: Day | null
  announced: Day | null
  lifted: Day | null
  outcome: string | null
  answered: Day | null
  entryId: string | null
}

const caseRows = sql<CaseRow>`
  select c.case_id as id, c.token, c.right_to as "right", c.received, coalesce(e.due, c.due) as due, c.promised, c.scope, c.opened_by as "openedBy",
         i.role, i.how, e.due as extended, r.on_day as refused, r.law as "refusalLaw", r.role as "refusalRole",
         t.outcome as attested, t.role as "attestedBy", x.data as "restrictedData", x.why, x.since, n.on_day as announced, l.on_day as lifted, a.outcome, a.on_day as answered, a.entry_id as "entryId"
    from requests.request_case c
    left join requests.identification i using (case_id) left join requests.extension e using (case_id)
    left join requests.refusal r using (case_id) left join requests.answer a using (case_id)
    left join requests.attestation t using (case_id) left join requests.restriction x using (case_id)
    left join requests.lift_notice n using (case_id) left join requests.lift l using (case_id)`

export async function readCase(db: Db, id: CaseId): Promise<RequestCase | null> {
  const { rows } = await sql<CaseRow>`${caseRows} where c.case_id = ${id}`.execute(db)
  return rows[0] === undefined ? null : whole(db, rows[0])
}

/** The cases that nobody has answered, the most urgent first; with `all` the newest hundred whatever has become of them. */
export async function listCases(db: Db, all: boolean): Promise<readonly RequestCase[]> {
  const { rows } = all
    ? await sql<CaseRow>`${caseRows} order by c.opened_at desc limit 100`.execute(db)
    : await sql<CaseRow>`${caseRows} where a.case_id is null and r.case_id is null order by least(coalesce(e.due, c.due), c.promised), c.case_id limit 500`.execute(db)
  return Promise.all(rows.map((row) => whole(db, row)))
}

async function whole(db: Db, row: CaseRow): Promise<RequestCase> {
  const { rows: concerned } = await sql<Concerned>`
    select person_id as "personId", controller, standing from requests.concerned where case_id = ${row.id} order by controller, since, person_id`.execute(db)
  const { rows: settlements } = await sql<Settlement>`
    select distinct on (subject) subject, outcome, role, on_day as "on" from requests.settlement where case_id = ${row.id} order by subject, n desc`.execute(db)
  const { rows: unreached } = await sql<Unreached>`select system, code, since, tries from requests.unreached where case_id = ${row.id} order by system`.execute(db)
  return {
    id: row.id, token: row.token, right: row.right, received: row.received, due: row.due, promised: row.promised, scope: row.scope, openedBy: row.openedBy,
    concerned, settlements, unreached,
    identified: row.role === null || row.how === null ? null : { role: row.role, how: row.how },
    extension: row.extended === null ? null : { due: row.extended },
    refusal: row.refused === null || row.refusalLaw === null ? null : { on: row.refused, law: row.refusalLaw, role: row.refusalRole },
    attestation: row.attested === null || row.attestedBy === null ? null : { outcome: row.attested, role: row.attestedBy },
    restriction: row.why === null || row.since === null ? null : { data: row.restrictedData ?? [], why: row.why, since: row.since, liftAnnounced: row.announced, lifted: row.lifted },
    answer: row.outcome === null || row.answered === null || row.entryId === null ? null : { outcome: row.outcome, on: row.answered, entryId: row.entryId },
  }
}

export async function keysOfCases(db: Db): Promise<readonly { readonly id: CaseId; readonly wrapped: Buffer }[]> {
  const { rows } = await sql<{ id: CaseId; wrapped: Buffer }>`select case_id as id, wrapped from requests.case_key`.execute(db)
  return rows
}

export async function replaceKey(db: Db, id: CaseId, was: Buffer, next: Buffer): Promise<void> {
  await sql`update requests.case_key set wrapped = ${next} where case_id = ${id} and wrapped = ${was}`.execute(db)
}
