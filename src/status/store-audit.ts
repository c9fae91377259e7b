import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Before, Nights } from './audit/nights.ts'
import type { Counts, Sampled } from './figures.ts'

export interface RemovedRow {
  readonly system: string
  readonly table: string
  readonly key: string
  readonly rule: string | null
  readonly asked: boolean
  /** Which part of all it is of. */
  readonly at: number
}

/**
 * Rows that the journal says are gone, and that the index does not have again: a key that was used anew and observed since is a row of
 * its own, unless it is the same person's who had it erased. `asked`: gone since the person asked.
 */
const removed = (since: Day) => sql`
  select i.system, i.tbl, i.key, s.rule, c.case_id is not null as asked
    from plans.outcome o join plans.item i using (plan_id, n)
    left join decisions.shape s on s.shape_no = i.shape_no
    left join requests.carried c on c.plan_id = o.plan_id
   where o.code = 'removed' and o.seen_at >= ${since}::date
     and not exists (select from people.location l where l.key = i.key and l.tbl = i.tbl and l.system = i.system and (c.case_id is null or l.person_id <> i.person_id))`

export async function countRemoved(db: Db, since: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from plans.outcome where code = 'removed' and seen_at >= ${since}::date`.execute(db)
  return rows[0]?.n ?? 0
}

/** Those whose night it is; of the others, how many there are of each kind. */
export async function removedSince(db: Db, since: Day, { count, tonight, again }: Nights, most: number): Promise<{ readonly rows: readonly RemovedRow[]; readonly skipped: readonly { readonly rule: string | null; readonly asked: boolean; readonly n: number }[] }> {
  const { rows } = await sql<RemovedRow>`
    select system, tbl as "table", key, rule, asked, number % ${count}::int as at
      from (select *, hashtext(system || tbl || key) & 2147483647 as number from (${removed(since)}) r) r
     where number % ${count}::int = ${tonight}::int or exists (select from unnest(${again.map((turn) => turn.count)}::int[], ${again.map((turn) => turn.at)}::int[]) as a (count, at) where number % a.count = a.at)
     order by asked desc, system, tbl, key limit ${most}`.execute(db)
  const { rows: all } = await sql<{ rule: string | null; asked: boolean; n: number }>`select rule, asked, count(*) as n from (${removed(since)}) r group by 1, 2`.execute(db)
  const looked = (rule: string | null, asked: boolean): number => rows.filter((row) => row.rule === rule && row.asked === asked).length
  return { rows, skipped: all.map((one) => ({ ...one, n: one.n - looked(one.rule, one.asked) })).filter((one) => one.n > 0) }
}

/** How many rows the last audit had to ask about, and where it found something: by rule of the law, and of those that ought to be gone. */
export async function sampledBefore(db: Db, policyHash: string): Promise<Before> {
  const { rows } = await sql<{ held: Record<string, number>; candidates: number; again: Before['again'] }>`
    select held_rows as held, candidate_rows as candidates, again from status.audit where policy_hash = ${policyHash} order by finished_at desc, audit_id desc limit 1`.execute(db)
  return { candidates: rows[0]?.candidates ?? 0, held: new Map(Object.entries(rows[0]?.held ?? {})), again: rows[0]?.again ?? {} }
}

/** Items of requests that were answered although nothing came of the item. */
export async function leftOfRequests(db: Db, since: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n
      from requests.answer a join requests.request_case r using (case_id) join requests.carried c using (case_id) join plans.item i using (plan_id)
      left join plans.outcome o on o.plan_id = i.plan_id and o.n = i.n
     where r.right_to = 'erasure' and a.outcome = 'erased' and a.on_day >= ${since}::date
       and (o.code is null or o.code in ('refused', 'locked', 'unreachable', 'changed'))
       and exists (select from people.location l where l.person_id = i.person_id and l.key = i.key and l.tbl = i.tbl and l.system = i.system)`.execute(db)
  return rows[0]?.n ?? 0
}

/** People who were told that nothing is held, or that all was erased, although the index had rows of theirs that day. */
export async function unansweredRows(db: Db, right: 'access' | 'erasure', outcome: string, since: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct c.case_id) as n
      from requests.answer a join requests.request_case r using (case_id) join requests.concerned c using (case_id)
      join people.location l on l.person_id = c.person_id
     where r.right_to = ${right} and a.outcome = ${outcome} and a.on_day >= ${since}::date and c.standing in ('verified', 'chosen') and l.since <= a.on_day`.execute(db)
  return rows[0]?.n ?? 0
}

/** Our own acts and decisions on rows that are somebody else's to decide about. */
export async function touchedForOthers(db: Db, policyHash: string, tables: readonly { readonly system: string; readonly table: string }[]): Promise<{ readonly acted: number; readonly decided: number }> {
  if (tables.length === 0) return { acted: 0, decided: 0 }
  const { rows } = await sql<{ acted: number; decided: number }>`
    with t as (select * from unnest(${tables.map((one) => one.system)}::text[], ${tables.map((one) => one.table)}::text[]) as t (system, tbl))
    select (select count(distinct (a.system, u.tbl, u.key)) from people.act a join t on a.system = t.system collate "C" and t.tbl = any (a.tables)
             cross join lateral unnest(a.tables, a.keys) as u (tbl, key) where u.tbl = t.tbl) as acted,
           (select count(*) from decisions.decision d join decisions.shape s using (shape_no) join t on d.system = t.system collate "C" and d.tbl = t.tbl collate "C"
             where s.policy_hash = ${policyHash} and (s.verdict <> 'instruction' or d.due_on is not null)) as decided`.execute(db)
  return rows[0] ?? { acted: 0, decided: 0 }
}

export interface HoldCount {
  readonly data: readonly string[]
  readonly past: number
  readonly longPast: number
}

/** Holds by matter whose review day has passed, by the data that they keep (empty: all). */
export async function holdsPastReview(db: Db, day: Day, long: Day): Promise<readonly HoldCount[]> {
  const { rows } = await sql<HoldCount>`
    select data, count(*) filter (where review < ${day}::date) as past, count(*) filter (where review < ${long}::date) as "longPast"
      from people.hold where review < ${day}::date group by data`.execute(db)
  return rows
}

export interface AuditRow {
  readonly id: string
  readonly policyHash: string
  readonly day: Day
  readonly startedAt: string
  readonly finishedAt: string
  readonly promises: number
  readonly deviations: number
  readonly lookedAt: number
  readonly failed: readonly string[]
  readonly entryId: string
  readonly candidateRows: number
  readonly heldRows: Readonly<Record<string, number>>
  readonly again: Before['again']
}

export interface FindingRow {
  readonly promiseId: string
  readonly subjects: number
  readonly violations: Counts
  readonly risks: Counts
  readonly lawful: boolean
  readonly sampled: Sampled | null
}

export async function insertAudit(tx: Tx, audit: AuditRow, findings: readonly FindingRow[]): Promise<void> {
  await sql`
    insert into status.audit (audit_id, policy_hash, at_day, started_at, finished_at, promises, deviations, looked_at, failed, entry_id, candidate_rows, held_rows, again)
    values (${audit.id}, ${audit.policyHash}, ${audit.day}, ${audit.startedAt}, ${audit.finishedAt}, ${audit.promises}, ${audit.deviations}, ${audit.lookedAt}, ${[...audit.failed]}::text[], ${audit.entryId}, ${audit.candidateRows}, ${JSON.stringify(audit.heldRows)}::jsonb, ${JSON.stringify(audit.again)}::jsonb)`.execute(tx)
  await sql`
    insert into status.finding (audit_id, promise_id, subjects, violations, risks, lawful, sampled)
    select ${audit.id}::uuid, "promiseId", subjects, violations, risks, lawful, nullif(sampled, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) as f ("promiseId" text, subjects bigint, violations jsonb, risks jsonb, lawful boolean, sampled jsonb)`.execute(tx)
}

/** Opens, follows and closes violations: one stands from the audit that first saw it to the one that saw it no more. */
export async function followViolations(tx: Tx, at: string, findings: readonly FindingRow[]): Promise<void> {
  const found = findings.flatMap(({ promiseId, violations }) => Object.entries(violations).map(([code, count]) => ({ promise_id: promiseId, code, count })))
  const json = JSON.stringify(found)
  await sql`
    update status.violation v set resolved = ${at}::timestamptz
     where resolved is null and not exists (select from jsonb_to_recordset(${json}::jsonb) as f (promise_id text, code text) where f.promise_id = v.promise_id and f.code = v.code)`.execute(tx)
  // Where a clock stands still, one that was opened and closed at this very moment is open again.
  await sql`
    update status.violation v set resolved = null
     where first_seen = ${at}::timestamptz and resolved is not null and exists (select from jsonb_to_recordset(${json}::jsonb) as f (promise_id text, code text) where f.promise_id = v.promise_id and f.code = v.code)`.execute(tx)
  await sql`
    insert into status.violation (promise_id, code, count, most, first_seen, last_seen)
    select promise_id, code, count, count, ${at}::timestamptz, ${at}::timestamptz from jsonb_to_recordset(${json}::jsonb) as f (promise_id text, code text, count bigint)
    on conflict (promise_id, code) where resolved is null
    do update set count = excluded.count, most = greatest(violation.most, excluded.count), last_seen = excluded.last_seen`.execute(tx)
}
