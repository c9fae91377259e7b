import { sql } from 'kysely'
import type { Db, Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { nobody } from '../people/index.ts'
import type { Plan, PlanId, PlanTotal } from './plan.ts'

/** A reference between two mapped tables of one system that the systems file lets go of. */
export interface Releasable {
  readonly system: string
  readonly from: string
  readonly to: string
  readonly link: string
}

export interface PlanQuery {
  readonly planId: PlanId
  readonly policyHash: string
  readonly dueThrough: Day
  /** These persons only; null for all. */
  readonly people: readonly string[] | null
  /** Mapped tables with their rank: rows of a lower rank may refer to those of a higher one. */
  readonly tables: readonly { readonly system: string; readonly table: string; readonly rank: number; readonly linkOnly: boolean }[]
  readonly links: readonly Releasable[]
  readonly releases: readonly Releasable[]
  /** A plan was begun and is not ended: its items wait there. */
  readonly besideOpen: boolean
  /** Only rows of which it is known how they look: one that we changed since, and that nobody has looked at again, would be found changed. */
  readonly asSeen: boolean
}

const verbs = ['delete', 'clear', 'unlink', 'restrict', 'anonymise']

/**
 * What is due, from the stored decisions, set by set: the people's rows stand together, referring rows before those they
 * refer to. A row shared by several goes once, under one of them. Returns how many items there are, and how many end a tie.
 */
export async function insertItems(tx: Tx, query: PlanQuery): Promise<{ items: number; unlinks: number }> {
  const { tables } = query
  // The order is of systems, people, ranks, keys: told by numbers, so that no name is compared a million times.
  const systems = [...new Set(tables.map((t) => t.system))].sort()
  const places = tables.map((t) => systems.indexOf(t.system))
  const only = query.people === null ? sql`true` : sql`d.person_id = any(${[...query.people]}::uuid[])`
  const due = sql`d.due_on <= ${query.dueThrough}::date and s.policy_hash = ${query.policyHash} and s.due_verb = any(${verbs}::text[]) and ${only} and (s.due_verb not in ('clear', 'anonymise', 'restrict') or not exists (
    select from plans.settled z where z.key = l.key and z.tbl = l.tbl and z.system = l.system and z.fingerprint = l.fingerprint and z.shape_no = d.shape_no)) and (${!query.asSeen}::boolean or l.fingerprint <> '')`
  const elsewhere = query.besideOpen
    ? sql`not exists (select from plans.plan p join plans.item j using (plan_id) where p.begun_at is not null and p.ended_at is null and j.system = l.system and j.tbl = l.tbl and j.key = l.key
                         and not exists (select from plans.outcome o where o.plan_id = j.plan_id and o.n = j.n))`
    : sql`true`
  const { rows } = await sql<{ items: number; unlinks: number }>`
    with ranked (place, system, tbl, rank, link_only) as materialized (
      select * from unnest(${places}::int[], ${tables.map((t) => t.system)}::text[], ${tables.map((t) => t.table)}::text[], ${tables.map((t) => t.rank)}::int[], ${tables.map((t) => t.linkOnly)}::boolean[])
    ), wish as (
      select d.person_id, d.shape_no, d.due_on, s.due_verb, d.system, d.tbl, d.key, l.fingerprint
        from decisions.decision d join decisions.shape s using (shape_no)
        join people.location l on l.person_id = d.person_id and l.system = d.system and l.tbl = d.tbl and l.key = d.key
       where ${due} and ${elsewhere} and not (l.shared and s.due_verb = 'delete' and exists (
               select from people.location o join decisions.decision e on e.person_id = o.person_id and e.system = o.system and e.tbl = o.tbl and e.key = o.key join decisions.shape r on r.shape_no = e.shape_no
                where o.key = l.key and o.tbl = l.tbl and o.system = l.system and o.person_id < l.person_id and e.due_on <= ${query.dueThrough}::date and r.policy_hash = ${query.policyHash}
                  and r.due_verb = 'delete' and ${query.people === null ? sql`true` : sql`o.person_id = any(${[...query.people]}::uuid[])`}))
      union all
      select d.person_id, d.shape_no, d.due_on, s.due_verb, d.system, d.tbl, d.key, l.fingerprint
        from people.alias a
        join decisions.decision d on d.person_id = a.into_id join decisions.shape s using (shape_no)
        join people.location l on l.person_id = a.person_id and l.system = d.system and l.tbl = d.tbl and l.key = d.key
       where a.undone_at is null and ${due} and ${elsewhere}
    ), written as (
      insert into plans.item (plan_id, n, person_id, shape_no, due_on, verb, system, tbl, key, fingerprint)
      select ${query.planId}::uuid, row_number() over (order by r.place, w.person_id, r.rank, w.key), w.person_id, w.shape_no, w.due_on,
             case when w.due_verb = 'unlink' and r.link_only then 'delete' else w.due_verb end, w.system, w.tbl, w.key, w.fingerprint
        from wish w join ranked r on r.system = w.system collate "C" and r.tbl = w.tbl collate "C"
      returning verb
    )
    select count(*) as items, count(*) filter (where verb = 'unlink') as unlinks from written`.execute(tx)
  return rows[0]!
}

/** Takes out of the plan every row but these. Returns how many items went. */
export async function keepOnly(tx: Tx, planId: PlanId, tables: readonly { readonly system: string; readonly table: string; readonly keys: readonly string[] }[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from plans.item i where i.plan_id = ${planId}::uuid and not exists (
      select from unnest(${tables.flatMap((t) => t.keys.map(() => t.system))}::text[], ${tables.flatMap((t) => t.keys.map(() => t.table))}::text[], ${tables.flatMap((t) => [...t.keys])}::text[]) as k (system, tbl, key)
       where k.key = i.key collate "C" and k.tbl = i.tbl collate "C" and k.system = i.system collate "C")`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/**
 * What follows from the items: references that are let go of so that a row may go, and the ties by which an unlinked person
 * reaches a shared row. Few, or none at all where the systems file declares none.
 */
export async function insertFollowing(tx: Tx, query: PlanQuery, unlinks: number): Promise<number> {
  let n = 0
  if (query.releases.length > 0) n += await insertTies(tx, query, query.releases, 'delete', 'release')
  if (unlinks === 0) return n
  n += await insertTies(tx, query, query.links, 'unlink', 'unlink')
  return n + (await dropEnded(tx, query.planId))
}

/** A shared row itself is left alone where the ties to it are planned: to end, or with the rows that hold them. What is reached by no tie stays in the plan, is refused, and goes to a human. */
async function dropEnded(tx: Tx, planId: PlanId): Promise<number> {
  const { numAffectedRows } = await sql`
    with held as (
      select distinct g.person_id, g.system, u.ref from plans.item g join people.location l on l.person_id = g.person_id and l.system = g.system and l.tbl = g.tbl and l.key = g.key
        cross join lateral unnest(string_to_array(l.links, E'\\x1e')) as u (ref) where g.plan_id = ${planId}::uuid and g.verb = 'delete' and l.links is not null
    )
    delete from plans.item u where u.plan_id = ${planId}::uuid and u.verb = 'unlink' and u.follows is null
       and (exists (select from plans.item f where f.plan_id = u.plan_id and f.follows = u.n)
            or exists (select from held h where h.person_id = u.person_id and h.system = u.system and h.ref = u.tbl || E'\\x1f' || u.key))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

async function insertTies(tx: Tx, query: PlanQuery, links: readonly Releasable[], verb: string, tie: string): Promise<number> {
  if (links.length === 0) return 0
  const { rows } = await sql<{ some: boolean }>`select exists (select from plans.item where plan_id = ${query.planId}::uuid and verb = ${verb}) as some`.execute(tx)
  if (rows[0]?.some !== true) return 0
  const list = sql`unnest(${links.map((l) => l.system)}::text[], ${links.map((l) => l.from)}::text[], ${links.map((l) => l.to)}::text[], ${links.map((l) => l.link)}::text[]) as k (system, from_tbl, to_tbl, link)`
  // The rows that may refer: of the same person, or of others where the index noted a crossing; emptied ones belong to nobody.
  const { numAffectedRows } = await sql`
    with target as (
      select i.n, i.person_id, i.due_on, i.system, i.tbl, i.key, k.from_tbl, k.link from plans.item i join ${list} on k.system = i.system collate "C" and k.to_tbl = i.tbl collate "C"
       where i.plan_id = ${query.planId}::uuid and i.verb = ${verb}
    ), tied as (
      select t.n, t.person_id, t.due_on, t.link, l.system, l.tbl, l.key, l.fingerprint, null as because
        from target t join people.location l on l.person_id = t.person_id and l.system = t.system and l.tbl = t.from_tbl collate "C"
       where l.links is not null and t.tbl || E'\\x1f' || t.key = any (string_to_array(l.links, E'\\x1e'))
         -- Only the person's own tie is theirs to end: a membership of somebody else in the same household is not.
         and (${verb} = 'delete' or not l.shared)
      union
      select t.n, t.person_id, t.due_on, t.link, l.system, l.tbl, l.key, l.fingerprint, null as because
        from target t join people.crossing c on c.key = t.key and c.tbl = t.tbl and c.system = t.system and c.by_tbl = t.from_tbl collate "C"
        join people.location l on l.key = c.by_key and l.tbl = c.by_tbl and l.system = c.system
       where ${verb} = 'delete'
      union
      select t.n, t.person_id, t.due_on, t.link, e.system, e.tbl, e.key, e.fingerprint, 'emptied'
        from people.emptied e join target t on t.system = e.system and t.from_tbl collate "C" = e.tbl
       where ${verb} = 'delete' and e.links is not null and t.tbl || E'\\x1f' || t.key = any (string_to_array(e.links, E'\\x1e'))
    )
    insert into plans.item (plan_id, n, person_id, follows, due_on, verb, system, tbl, key, fingerprint, link, because)
    select ${query.planId}::uuid, (select coalesce(max(n), 0) from plans.item where plan_id = ${query.planId}::uuid) + row_number() over (order by t.system, t.n, t.tbl, t.key, t.link),
           t.person_id, t.n, t.due_on, ${tie}, t.system, t.tbl, t.key, t.fingerprint, t.link, t.because
      from tied t
     where not exists (select from plans.item g where g.plan_id = ${query.planId}::uuid and g.system = t.system and g.tbl = t.tbl and g.key = t.key and g.verb = 'delete')`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/**
 * Items that follow another take their place beside it, so that one transaction carries out both: numbers are given anew,
 * in the same order, where there are any.
 */
export async function renumber(tx: Tx, planId: PlanId): Promise<void> {
  await sql`
    create temp table renumbered on commit drop as
      select i.n as old, row_number() over (order by coalesce(f.system, i.system), coalesce(f.n, i.n), i.n) as new
        from plans.item i left join plans.item f on f.plan_id = i.plan_id and f.n = i.follows where i.plan_id = ${planId}::uuid`.execute(tx)
  // Without it the planner would go through the list once for each item.
  await sql`analyze renumbered`.execute(tx)
  // Beyond the old numbers first: a primary key is checked row by row.
  await sql`update plans.item i set n = -r.new, follows = -f.new from renumbered r left join (select i.n as old, f.new from plans.item i join renumbered f on f.old = i.follows where i.plan_id = ${planId}::uuid) f using (old) where i.plan_id = ${planId}::uuid and r.old = i.n`.execute(tx)
  await sql`update plans.item i set n = -i.n, follows = -i.follows where i.plan_id = ${planId}::uuid`.execute(tx)
  await sql`drop table renumbered`.execute(tx)
}

/** Rows that were emptied and that nothing refers to any more: the last thing that kept them is gone. */
export async function insertEmptied(tx: Tx, query: PlanQuery, system: string, rows: readonly { readonly table: string; readonly key: string; readonly fingerprint: string }[], due: Day): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into plans.item (plan_id, n, person_id, due_on, verb, system, tbl, key, fingerprint, because)
    select ${query.planId}::uuid, (select coalesce(max(n), 0) from plans.item where plan_id = ${query.planId}::uuid) + e.at, ${nobody}::uuid, ${due}::date, 'delete', ${system}, e.tbl, e.key, e.fingerprint, 'emptied'
      from unnest(${rows.map((r) => r.table)}::text[], ${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.fingerprint)}::text[]) with ordinality as e (tbl, key, fingerprint, at)`.execute(tx)
}

/** The numbers of one system's items stand together. */
export interface PlanPart {
  readonly system: string
  readonly from: number
  readonly to: number
}

export async function totalsOf(tx: Tx, planId: PlanId): Promise<{ totals: PlanTotal[]; parts: PlanPart[]; people: number; items: number }> {
  const { rows } = await sql<PlanTotal & { from: number; to: number }>`
    select i.system, i.tbl as "table", i.verb, s.rule, s.law, coalesce(s.because, case when i.because is null then '{}' else array[i.because] end) as because, sum(i.rows)::int8 as rows, min(i.first) as from, max(i.last) as to
      from (select system, tbl, verb, shape_no, because, count(*) as rows, min(n) as first, max(n) as last from plans.item where plan_id = ${planId}::uuid group by 1, 2, 3, 4, 5) i
      left join decisions.shape s using (shape_no)
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 7 desc`.execute(tx)
  const { rows: counted } = await sql<{ people: number }>`
    select count(*) as people from (select distinct person_id from plans.item where plan_id = ${planId}::uuid and person_id <> ${nobody}::uuid and verb <> 'restrict') p`.execute(tx)
  const parts = [...Map.groupBy(rows, (row) => row.system)].map(([system, of]) => ({ system, from: Math.min(...of.map((row) => row.from)), to: Math.max(...of.map((row) => row.to)) }))
  const totals = rows.map(({ system, table, verb, rule, law, because, rows: count }): PlanTotal => ({ system, table, verb, rule, law, because, rows: count }))
  return { totals, parts, people: counted[0]!.people, items: rows.reduce((sum, row) => sum + row.rows, 0) }
}

/** SHA-256 over the items in their order, ten thousand at a time so that no text grows with the plan. */
export async function hashOfItems(tx: Tx, planId: PlanId): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(part, '' order by at), ''), 'UTF8')), 'hex') as hash from (
      select n / 10000 as at, encode(sha256(convert_to(string_agg(
               concat_ws(E'\\x1f', n, person_id, verb, system, tbl, key, fingerprint, due_on, coalesce(link, ''), coalesce(follows, 0)), E'\\x1e' order by n), 'UTF8')), 'hex') as part
        from plans.item where plan_id = ${planId}::uuid group by 1) p`.execute(tx)
  return rows[0]!.hash
}

export async function insertPlan(tx: Tx, plan: Plan & { readonly madeBy: string; readonly scope: string | null; readonly parts: readonly PlanPart[] }): Promise<void> {
  await sql`
    insert into plans.plan (plan_id, policy_hash, version, at_day, due_through, made_at, made_by, scope, preview, items, people, people_known, hash, totals, shapes, generation)
    values (${plan.id}, ${plan.policyHash}, ${plan.version}, ${plan.at}, ${plan.dueThrough}, ${plan.madeAt}, ${plan.madeBy}, ${plan.scope}::jsonb, ${plan.preview}, ${plan.items},
            ${plan.people}, ${plan.peopleKnown}, ${plan.hash}, ${JSON.stringify(plan.totals)}::jsonb, ${JSON.stringify(plan.shapes)}::jsonb, ${plan.generation})`.execute(tx)
  await sql`
    insert into plans.part (plan_id, system, next_n, to_n)
    select ${plan.id}::uuid, * from unnest(${plan.parts.map((part) => part.system)}::text[], ${plan.parts.map((part) => part.from)}::int[], ${plan.parts.map((part) => part.to)}::int[])`.execute(tx)
}

const columns = sql`plan_id as id, policy_hash as "policyHash", version, at_day as at, due_through as "dueThrough", made_at as "madeAt", preview, items, people,
  people_known as "peopleKnown", hash, totals, shapes, generation, begun_at as "begunAt", ended_at as "endedAt"`

/** By its id, or by the first letters of its id or hash, where they mean one plan only. */
export async function findPlan(db: Db, name: string): Promise<Plan | null> {
  const { rows } = await sql<Plan>`select ${columns} from plans.plan where plan_id::text = ${name} or (length(${name}) >= 8 and not preview and (starts_with(plan_id::text, ${name}) or starts_with(hash, ${name}))) order by made_at desc limit 2`.execute(db)
  const exact = rows.find((row) => row.id === name)
  return exact ?? (rows.length === 1 || rows.every((row) => row.hash === rows[0]?.hash) ? (rows[0] ?? null) : null)
}

/** The plans that were begun and not ended: taken up before another is made. */
export async function begunPlans(db: Db): Promise<readonly Plan[]> {
  const { rows } = await sql<Plan>`select ${columns} from plans.plan where begun_at is not null and ended_at is null and not preview order by made_at`.execute(db)
  return rows
}

/** Made earlier and never begun: the new plan says what is due now. Plans that wait for approval stay until it would have lapsed. */
export async function forgetPlans(tx: Tx, madeBefore: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from plans.plan where begun_at is null and made_at < ${madeBefore} returning plan_id as id`.execute(tx)
  if (rows.length > 0) await sql`delete from plans.item where plan_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx)
}

export async function begin(tx: Tx, planId: PlanId, at: string, shapes: Readonly<Record<string, string>>): Promise<void> {
  await sql`update plans.plan set begun_at = coalesce(begun_at, ${at}), shapes = shapes || ${JSON.stringify(shapes)}::jsonb where plan_id = ${planId}`.execute(tx)
}

/** How many plans have been begun so far, and whether items of one are still open: those are not planned a second time. */
export async function generationOf(tx: Tx): Promise<{ generation: number; open: boolean }> {
  const { rows } = await sql<{ generation: number; open: boolean }>`
    select count(*)::int as generation, coalesce(bool_or(ended_at is null), false) as open from plans.plan where begun_at is not null`.execute(tx)
  return rows[0]!
}

/** Ends the plan when nothing of it is open: no part that is not taken, no slice that is not done. */
export async function endIfDone(db: Db, planId: PlanId, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update plans.plan p set ended_at = ${at} where plan_id = ${planId} and ended_at is null
       and not exists (select from plans.part x where x.plan_id = p.plan_id and x.next_n <= x.to_n)
       and not exists (select from plans.slice x where x.plan_id = p.plan_id and x.done_at is null)`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Under another policy: what nobody has taken is let go of, only what was begun is brought to its end. */
export async function abandonRest(db: Db, planId: PlanId): Promise<void> {
  await sql`update plans.part set next_n = to_n + 1 where plan_id = ${planId}`.execute(db)
}

export async function peopleKnown(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from people.person`.execute(db)
  return rows[0]!.n
}

export interface Approval {
  readonly planHash: string
  readonly approvedBy: string
  readonly approvedAt: string
  readonly lapsesAt: string
}

export async function insertApproval(tx: Tx, planId: PlanId, approval: Approval): Promise<void> {
  await sql`
    insert into plans.approval (plan_id, plan_hash, approved_by, approved_at, lapses_at)
    values (${planId}, ${approval.planHash}, ${approval.approvedBy}, ${approval.approvedAt}, ${approval.lapsesAt})
    on conflict (plan_id) do update set plan_hash = excluded.plan_hash, approved_by = excluded.approved_by, approved_at = excluded.approved_at, lapses_at = excluded.lapses_at`.execute(tx)
}

export async function approvalOf(db: Db, planId: PlanId): Promise<Approval | null> {
  const { rows } = await sql<Approval>`select plan_hash as "planHash", approved_by as "approvedBy", approved_at as "approvedAt", lapses_at as "lapsesAt" from plans.approval where plan_id = ${planId}`.execute(db)
  return rows[0] ?? null
}

export async function weekOf(db: Db, since: string, policyHash: string): Promise<{ people: number; policyCarried: boolean }> {
  const { rows } = await sql<{ people: number; carried: boolean }>`
    select (select coalesce(sum(people), 0)::int8 from plans.carried where seen_at > ${since}) as people,
           exists (select from plans.carried where policy_hash = ${policyHash}) as carried`.execute(db)
  return { people: rows[0]!.people, policyCarried: rows[0]!.carried }
}

/** One planner at a time: the second finds what the first has made. Ends with the transaction. */
export async function lockPlanning(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${0x706c616e}::bigint)`.execute(tx)
  // One such transaction at a time, and all that is due is sorted in it: in memory, not in pieces on the disk.
  await sql`select set_config('work_mem', '128MB', true)`.execute(tx)
}
