import { sql } from 'kysely'
import { nobody, type PersonId } from '../people/index.ts'
import { plainList, type Db, type Tx } from '../platform/index.ts'
import type { ColumnRef } from '../policy/model/index.ts'
import type { Outcome, TransactionFate, TransactionMark } from '../systems/index.ts'
import type { Item, PlanId } from './plan.ts'

export interface Slice {
  readonly planId: PlanId
  readonly fromN: number
  readonly toN: number
  readonly system: string
  /** Grows with every taking; what is written under an older one is refused. */
  readonly fence: number
  readonly attempts: number
}

export interface Taking {
  readonly planId: PlanId
  /** The moment by the machine: leases run out in real time, whatever day the installation's clock shows. */
  readonly now: string
  readonly leasedUntil: string
  /** The key of the advisory lock that this process holds while it lives. */
  readonly holder: number
  readonly size: number
  /** Under another policy only what was begun is brought to its end. */
  readonly begunOnly: boolean
  /** Only a slice in which somebody began an act and did not see its end. */
  readonly openOnly?: boolean
}

// A process that was killed has let go of its lock at once; one that hangs, when its lease runs out.
const alive = sql`exists (select from pg_locks l where l.locktype = 'advisory' and l.objsubid = 1 and l.granted and l.database = (select oid from pg_database where datname = current_database())
  and ((l.classid::int8 << 32) | l.objid::int8) = s.holder)`

/** The next items for this process: a slice that somebody left, else one cut off from what nobody has taken. */
export async function takeSlice(tx: Tx, taking: Taking): Promise<Slice | null> {
  const { rows: left } = await sql<Slice>`
    update plans.slice u set fence = u.fence + 1, holder = ${taking.holder}::int8, leased_until = ${taking.leasedUntil}::timestamptz, attempts = u.attempts + 1
      from (select s.plan_id, s.from_n from plans.slice s
             where s.plan_id = ${taking.planId} and s.done_at is null and (s.not_before is null or s.not_before <= ${taking.now}::timestamptz)
               and (s.leased_until is null or s.leased_until < ${taking.now}::timestamptz or not ${alive})
               and (${taking.openOnly ?? false}::boolean is false or exists (select from plans.intent o where o.plan_id = s.plan_id and o.from_n = s.from_n and o.settled_at is null))
             order by s.from_n limit 1 for update skip locked) t
     where u.plan_id = t.plan_id and u.from_n = t.from_n
    returning u.plan_id as "planId", u.from_n as "fromN", u.to_n as "toN", u.system, u.fence, u.attempts`.execute(tx)
  if (left[0] !== undefined) return left[0]
  if (taking.begunOnly || taking.openOnly === true) return null
  return cutSlice(tx, taking)
}

/**
 * A slice ends where a person's rows end, so that one transaction carries out all of them; but for those with very many. Their next
 * slice waits for the one before: what is referred to goes after what refers to it, and would be found in use before.
 * Taken in one statement: others wait for the part meanwhile.
 */
async function cutSlice(tx: Tx, taking: Taking): Promise<Slice | null> {
  const { rows } = await sql<Slice>`
    with part as (
      select system, next_n, to_n, least(to_n, next_n + ${taking.size}::int - 1) as wanted, least(to_n, next_n + ${taking.size * 5}::int) as most
        from plans.part p where plan_id = ${taking.planId} and next_n <= to_n and (paused_until is null or paused_until <= ${taking.now}::timestamptz)
         and not exists (select from plans.slice b join plans.item l on l.plan_id = b.plan_id and l.n = b.to_n join plans.item i on i.plan_id = b.plan_id and i.n = p.next_n
                          where b.plan_id = p.plan_id and b.to_n = p.next_n - 1 and b.done_at is null and b.system = p.system and l.person_id = i.person_id and i.person_id <> ${nobody}::uuid)
       order by system limit 1 for update skip locked
    ), cut as (
      select p.system, p.next_n, greatest(p.wanted, least(p.to_n, coalesce((
          select i.n - 1 from plans.item i
           where i.plan_id = ${taking.planId} and i.n > p.wanted and i.n <= p.most + 1 and i.follows is null
             and i.person_id <> (select l.person_id from plans.item l where l.plan_id = ${taking.planId} and l.n = p.wanted)
           order by i.n limit 1), p.most))) as to_n
        from part p
    ), moved as (
      update plans.part p set next_n = c.to_n + 1 from cut c where p.plan_id = ${taking.planId} and p.system = c.system
    )
    insert into plans.slice (plan_id, from_n, to_n, system, holder, leased_until, attempts)
    select ${taking.planId}::uuid, c.next_n, c.to_n, c.system, ${taking.holder}::int8, ${taking.leasedUntil}::timestamptz, 1 from cut c
    returning plan_id as "planId", from_n as "fromN", to_n as "toN", system, fence, attempts`.execute(tx)
  return rows[0] ?? null
}

/** When somebody will be able to go on, if anybody is to: the earliest end of a pause or lease. null: nothing is open. */
export async function nextChance(db: Db, planId: PlanId): Promise<{ open: number; at: string | null; reason: string | null } | null> {
  const { rows } = await sql<{ open: number; at: string | null; reason: string | null }>`
    select coalesce(sum(open), 0)::int8 as open, min(at) as at, min(reason) as reason from (
      select to_n - from_n + 1 as open, coalesce(not_before, leased_until) as at, null as reason from plans.slice where plan_id = ${planId} and done_at is null
      union all
      select to_n - next_n + 1, paused_until, reason from plans.part where plan_id = ${planId} and next_n <= to_n) o`.execute(db)
  const row = rows[0]!
  return row.open === 0 ? null : row
}

export async function itemsOf(db: Db, slice: Slice): Promise<Item[]> {
  // What many items have in common crosses once, and what is each item's own as one text: a batch is thousands of them.
  const { rows } = await sql<Omit<Item, OwnOfItem> & { own: string }>`
    select i.tbl as "table", i.verb, i.link, i.shape_no as "shapeNo", i.due_on as "dueOn", i.because, coalesce('anonymised' = any(s.because), false) as anonymous, coalesce('shared' = any(s.because), false) as shared, s.rule, s.law,
           json_agg(json_build_array(i.n, i.follows, i.person_id, i.key, i.fingerprint))::text as own
      from plans.item i left join decisions.shape s on s.shape_no = i.shape_no
     where i.plan_id = ${slice.planId} and i.n between ${slice.fromN} and ${slice.toN}
       and not exists (select from plans.outcome o where o.plan_id = i.plan_id and o.n = i.n)
     group by i.tbl, i.verb, i.link, i.shape_no, i.due_on, i.because, s.shape_no`.execute(db)
  const items = rows.flatMap(({ own, ...common }) =>
    (JSON.parse(own) as [number, number | null, string, string, string][]).map(([n, follows, personId, key, fingerprint]): Item => ({ n, personId, key, fingerprint, follows, system: slice.system, ...common })))
  return items.sort((a, b) => a.n - b.n)
}

type OwnOfItem = 'n' | 'follows' | 'personId' | 'key' | 'fingerprint' | 'system'

/** Whose rows began in the slice before this one, and whose go on in the next; nobody's never count as one person's. */
export async function reachOf(tx: Tx, slice: Slice): Promise<{ cameOn: PersonId | null; goesOn: PersonId | null }> {
  const across = (n: number) => sql`(
    select i.person_id from plans.item i join plans.item j on j.plan_id = i.plan_id and j.n = i.n + 1 and j.system = i.system and j.person_id = i.person_id
     where i.plan_id = ${slice.planId} and i.n = ${n}::int and i.person_id <> ${nobody}::uuid)`
  const { rows } = await sql<{ cameOn: PersonId | null; goesOn: PersonId | null }>`select ${across(slice.fromN - 1)} as "cameOn", ${across(slice.toN)} as "goesOn"`.execute(tx)
  return rows[0]!
}

/** Holds the slice's row for the rest of the transaction, if it is still this process's: false for one that came back late. */
export async function isMine(tx: Tx, slice: Slice): Promise<boolean> {
  // What follows asks for rows by their keys, a few thousand of millions: reading a whole table for them must not look cheap.
  const { rows } = await sql<{ fence: number }>`
    select fence, set_config('random_page_cost', '1.1', true) from plans.slice where plan_id = ${slice.planId} and from_n = ${slice.fromN} and done_at is null for update`.execute(tx)
  return rows[0]?.fence === slice.fence
}

export interface Intent {
  readonly id: string
  readonly items: readonly number[]
  readonly mark: TransactionMark
  /** What is to be emptied, where not the whole row goes: the same columns of many items are said once. */
  readonly fields: readonly { readonly columns: readonly ColumnRef[]; readonly items: readonly number[] }[]
}

/** States what is about to be done, and renews the lease with it: false when the slice is another process's by now. */
export async function stateIntent(tx: Tx, slice: Slice, intent: Intent, at: string, leasedUntil: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with mine as (
      update plans.slice set leased_until = ${leasedUntil} where plan_id = ${slice.planId} and from_n = ${slice.fromN} and fence = ${slice.fence} and done_at is null
      returning plan_id, from_n, fence)
    insert into plans.intent (intent_id, plan_id, from_n, fence, items, fields, xid, identity, stated_at)
    select ${intent.id}::uuid, m.plan_id, m.from_n, m.fence, ${plainList(intent.items)}::int[], ${JSON.stringify(intent.fields)}::jsonb, ${intent.mark.xid}, ${intent.mark.identity}, ${at}::timestamptz from mine m`.execute(tx)
  return numAffectedRows === 1n
}

export async function openIntents(db: Db, slice: Slice): Promise<readonly Intent[]> {
  const { rows } = await sql<{ id: string; items: number[]; xid: string; identity: string; fields: Intent['fields'] }>`
    select intent_id as id, items, fields, xid, identity from plans.intent where plan_id = ${slice.planId} and from_n = ${slice.fromN} and settled_at is null order by stated_at, intent_id`.execute(db)
  return rows.map(({ id, items, fields, xid, identity }) => ({ id, items, fields, mark: { xid, identity } }))
}

export async function settleIntents(tx: Tx, ids: readonly string[], fate: TransactionFate, at: string): Promise<void> {
  if (ids.length === 0) return
  await sql`update plans.intent set fate = ${fate}, settled_at = ${at} where intent_id = any(${[...ids]}::uuid[]) and settled_at is null`.execute(tx)
}

/** The outcomes that were not known before, by item: what another process has written stands. */
export async function insertOutcomes(tx: Tx, slice: Slice, outcomes: readonly { readonly n: number; readonly outcome: Outcome }[], at: string): Promise<ReadonlySet<number>> {
  if (outcomes.length === 0) return new Set()
  // Of a batch almost all end alike: what it was is said once, and which of them were new only when it was not all.
  const kinds: Outcome[] = []
  const which = new Map<string, number>()
  const of = outcomes.map(({ outcome }) => {
    const name = `${outcome.code} ${outcome.why ?? ''} ${outcome.xid ?? ''}`
    const known = which.get(name) ?? kinds.push(outcome)
    which.set(name, known)
    return known
  })
  const { rows } = await sql<{ count: number; written: readonly number[] | null }>`
    with written as (
      insert into plans.outcome (plan_id, n, code, why, xid, seen_at)
      select ${slice.planId}::uuid, o.n, (${kinds.map((o) => o.code)}::text[])[o.kind], (${kinds.map((o) => o.why)}::text[])[o.kind], (${kinds.map((o) => o.xid)}::text[])[o.kind], ${at}::timestamptz
        from unnest(${plainList(outcomes.map((o) => o.n))}::int[], ${plainList(of)}::int[]) as o (n, kind)
      on conflict do nothing returning n)
    select count(*)::int as count, case when count(*) <> ${outcomes.length}::int then coalesce(array_agg(n), '{}') end as written from written`.execute(tx)
  const { written } = rows[0]!
  return new Set(written ?? outcomes.map((o) => o.n))
}

export async function insertCarried(tx: Tx, slice: Slice, policyHash: string, people: number, at: string): Promise<void> {
  if (people === 0) return
  await sql`insert into plans.carried (plan_id, from_n, seen_at, policy_hash, people) values (${slice.planId}, ${slice.fromN}, ${at}, ${policyHash}, ${people}) on conflict (plan_id, from_n, seen_at) do update set people = plans.carried.people + excluded.people`.execute(tx)
}

export async function endSlice(tx: Tx, slice: Slice, at: string): Promise<void> {
  await sql`
    with ended as (update plans.slice set done_at = ${at}, holder = null, leased_until = null where plan_id = ${slice.planId} and from_n = ${slice.fromN})
    update plans.part set failures = 0, paused_until = null, reason = null where plan_id = ${slice.planId} and system = ${slice.system} and failures > 0`.execute(tx)
}

/** Nothing of it is in anybody's hands any more: whoever comes next may take it. */
export async function letGo(db: Db, slice: Slice): Promise<void> {
  await sql`update plans.slice set holder = null, leased_until = null where plan_id = ${slice.planId} and from_n = ${slice.fromN} and fence = ${slice.fence}`.execute(db)
}

/** What could not be done now waits; when the system itself did not answer, so does all else that it is to do. */
export async function pauseSlice(tx: Tx, slice: Slice, until: string, system: { readonly until: (failures: number) => string; readonly reason: string } | null): Promise<void> {
  await sql`update plans.slice set not_before = ${until}, holder = null, leased_until = null where plan_id = ${slice.planId} and from_n = ${slice.fromN} and fence = ${slice.fence}`.execute(tx)
  if (system === null) return
  const { rows } = await sql<{ failures: number }>`update plans.part set failures = failures + 1 where plan_id = ${slice.planId} and system = ${slice.system} returning failures`.execute(tx)
  const failures = rows[0]?.failures ?? 1
  const pause = system.until(failures)
  await sql`update plans.part set paused_until = ${pause}, reason = ${system.reason} where plan_id = ${slice.planId} and system = ${slice.system}`.execute(tx)
  await sql`update plans.slice set not_before = ${pause} where plan_id = ${slice.planId} and from_n = ${slice.fromN} and fence = ${slice.fence}`.execute(tx)
}

/** The row keeps fields that stand, and has been relieved of the others: not planned again while neither it nor the decision changes. */
export async function insertSettled(tx: Tx, rows: readonly { readonly system: string; readonly table: string; readonly key: string; readonly fingerprint: string; readonly shapeNo: number }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with z as materialized (
      select distinct on (system, tbl, key, shape_no) * from unnest(${rows.map((r) => r.system)}::text[], ${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[],
      ${rows.map((r) => r.fingerprint)}::text[], ${rows.map((r) => r.shapeNo)}::int[]) as z (system, tbl, key, fingerprint, shape_no)
    ), other as (
      -- What was settled of the row as it looked before is so no more.
      delete from plans.settled o using z where o.key = z.key collate "C" and o.tbl = z.tbl collate "C" and o.system = z.system collate "C" and o.fingerprint <> z.fingerprint and o.shape_no <> z.shape_no
    )
    insert into plans.settled (system, tbl, key, fingerprint, shape_no) select * from z
    on conflict (key, tbl, system, shape_no) do update set fingerprint = excluded.fingerprint`.execute(tx)
}

/** Of these rows, those with something in a column that the systems file does not mention: emptied of the rest, they still wait for a human. */
export async function unmentionedAmong(tx: Tx, refs: readonly { readonly system: string; readonly table: string; readonly key: string }[]): Promise<ReadonlySet<number>> {
  if (refs.length === 0) return new Set()
  const { rows } = await sql<{ at: number }>`
    select distinct w.at::int as at from unnest(${refs.map((r) => r.system)}::text[], ${refs.map((r) => r.table)}::text[], ${refs.map((r) => r.key)}::text[]) with ordinality as w (system, tbl, key, at)
      join people.location l on l.key = w.key collate "C" and l.tbl = w.tbl collate "C" and l.system = w.system collate "C" where l.unmentioned`.execute(tx)
  return new Set(rows.map((row) => row.at - 1))
}

export async function forgetSettled(tx: Tx, slice: Slice): Promise<void> {
  await sql`
    delete from plans.settled z using plans.item i join plans.outcome o using (plan_id, n)
     where i.plan_id = ${slice.planId} and i.n between ${slice.fromN} and ${slice.toN} and o.code in ('removed', 'found-gone')
       and z.key = i.key and z.tbl = i.tbl and z.system = i.system`.execute(tx)
}

export interface SystemWaits {
  readonly system: string
  readonly items: number
  readonly failures: number
  readonly until: string | null
  readonly reason: string | null
}

/** Systems whose items wait, and until when they are left alone: shown, never silent. */
export async function waitingSystems(db: Db): Promise<readonly SystemWaits[]> {
  const { rows } = await sql<SystemWaits>`
    select p.system, (p.to_n - p.next_n + 1 + coalesce((select sum(s.to_n - s.from_n + 1) from plans.slice s where s.plan_id = p.plan_id and s.system = p.system and s.done_at is null), 0))::int8 as items,
           p.failures, p.paused_until as until, p.reason
      from plans.part p join plans.plan l using (plan_id) where l.ended_at is null and l.begun_at is not null and p.failures > 0 order by 1`.execute(db)
  return rows
}

export interface OutcomeTotal {
  readonly system: string
  readonly table: string
  readonly verb: string
  readonly code: string
  readonly why: string | null
  readonly rows: number
}

export async function outcomeTotals(db: Db, planId: PlanId): Promise<readonly OutcomeTotal[]> {
  const { rows } = await sql<OutcomeTotal>`
    select i.system, i.tbl as "table", i.verb, o.code, o.why, count(*) as rows from plans.outcome o join plans.item i using (plan_id, n)
     where o.plan_id = ${planId} group by 1, 2, 3, 4, 5 order by 1, 2, 6 desc`.execute(db)
  return rows
}

/** Which of the items that others follow were done, in whichever transaction. */
export async function doneAmong(db: Db, planId: PlanId, items: readonly number[]): Promise<ReadonlySet<number>> {
  if (items.length === 0) return new Set()
  const { rows } = await sql<{ n: number }>`select n from plans.outcome where plan_id = ${planId} and n = any(${[...items]}::int[]) and code in ('removed', 'found-gone')`.execute(db)
  return new Set(rows.map((row) => row.n))
}
