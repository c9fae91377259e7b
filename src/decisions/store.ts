import { CompiledQuery, sql } from 'kysely'
import type pg from 'pg'
import { copyIn, plainList, type CopyRow, type Db, type Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { PersonId } from '../people/index.ts'
import type { Decided } from './decide-rows.ts'
import { digestOf, type ShapeTerms } from './shape.ts'

const columns = ['person_id', 'shape_no', 'until', 'changes_on', 'due_on', 'system', 'tbl', 'key']

/** A statement with its parameters, by whichever connection the caller is in. */
type Ask = <R>(text: string, values: readonly unknown[]) => Promise<readonly R[]>

async function numbersOf(ask: Ask, shapes: Iterable<ShapeTerms>): Promise<ReadonlyMap<ShapeTerms, number>> {
  const digests = new Map([...shapes].map((shape) => [shape, digestOf(shape)]))
  const rows = [...digests].map(([s, digest]) => ({
    digest, policy_hash: s.policyHash, verdict: s.verdict, stands: s.stands, due_verb: s.dueVerb, rule: s.rule, law: s.law, waiting: s.waiting,
    because: s.because, purposes: s.purposes, holds: s.holds, stays: s.stays,
  }))
  const terms = 'digest, policy_hash, verdict, stands, due_verb, rule, law, waiting, because, purposes, holds, stays'
  await ask(`
    insert into decisions.shape (${terms})
    select ${terms} from jsonb_to_recordset($1::jsonb) as s (digest text, policy_hash text, verdict text, stands boolean, due_verb text, rule text, law text,
           waiting text, because text[], purposes text[], holds text[], stays text[])
     where not exists (select from decisions.shape k where k.digest = s.digest) order by digest
    on conflict (digest) do nothing`, [JSON.stringify(rows)])
  const found = await ask<{ digest: string; shape_no: number }>('select digest, shape_no from decisions.shape where digest = any($1::text[])', [[...digests.values()]])
  const numbers = new Map(found.map((row) => [row.digest, row.shape_no]))
  return new Map([...digests].map(([shape, digest]) => [shape, numbers.get(digest)!]))
}

/** The numbers of shapes, kept for the life of a pass: shapes are only ever added. */
export class Shapes {
  readonly #numbers = new Map<ShapeTerms, number>()

  async prepare(client: pg.PoolClient, decided: readonly Decided[]): Promise<void> {
    const missing = new Set<ShapeTerms>()
    for (const { shape } of decided) if (!this.#numbers.has(shape)) missing.add(shape)
    if (missing.size === 0) return
    const ask: Ask = async <R>(text: string, values: readonly unknown[]) => (await client.query(text, [...values])).rows as R[]
    for (const [shape, number] of await numbersOf(ask, missing)) this.#numbers.set(shape, number)
  }

  of(shape: ShapeTerms): number {
    return this.#numbers.get(shape)!
  }
}

/** Within a transaction of Kysely's, where COPY is out of reach: a few thousand rows by arrays. */
export async function insertDecided(tx: Tx, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return
  const ask: Ask = async <R>(text: string, values: readonly unknown[]) => (await tx.executeQuery(CompiledQuery.raw(text, [...values]))).rows as R[]
  const numbers = await numbersOf(ask, new Set(decided.map((d) => d.shape)))
  await sql`
    insert into decisions.decision (person_id, shape_no, until, changes_on, due_on, system, tbl, key)
    select * from unnest(${decided.map((d) => d.personId)}::uuid[], ${decided.map((d) => numbers.get(d.shape)!)}::int[], ${decided.map((d) => d.until)}::date[],
      ${decided.map((d) => d.changesOn)}::date[], ${decided.map((d) => d.dueOn)}::date[], ${decided.map((d) => d.system)}::text[], ${decided.map((d) => d.table)}::text[], ${decided.map((d) => d.key)}::text[])`.execute(tx)
}

/** Held until the transaction ends: a pass and an action that decide the same person take turns. */
export async function sharePass(tx: Tx, policyHash: string): Promise<void> {
  await sql`select from decisions.pass where policy_hash = ${policyHash} for share`.execute(tx)
}

export async function writeDecided(client: pg.PoolClient, shapes: Shapes, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return
  await shapes.prepare(client, decided)
  await copyIn(client, 'decisions.decision', columns, decided.map((d): CopyRow => [d.personId, shapes.of(d.shape), d.until, d.changesOn, d.dueOn, d.system, d.table, d.key]))
}

export interface Pass {
  readonly atDay: Day
  readonly afterId: PersonId | null
  readonly doneAt: string | null
}

export async function passOf(db: Db, policyHash: string): Promise<Pass | null> {
  const { rows } = await sql<Pass>`select at_day as "atDay", after_id as "afterId", done_at as "doneAt" from decisions.pass where policy_hash = ${policyHash}`.execute(db)
  return rows[0] ?? null
}

/** Everybody is to be decided anew, from the first person on. */
export async function startPass(db: Db, policyHash: string, at: Day, now: string): Promise<void> {
  await sql`
    insert into decisions.pass (policy_hash, at_day, after_id, started_at) values (${policyHash}, ${at}, null, ${now})
    on conflict (policy_hash) do update set at_day = excluded.at_day, after_id = null, started_at = excluded.started_at, done_at = null`.execute(db)
}

/**
 * Decisions of everybody with `after < person <= until` take the place of what stood there. The pass's row is locked first:
 * an action that decides one of them at the same time has finished before the old decisions are looked for.
 */
export async function replaceBetween(
  client: pg.PoolClient, shapes: Shapes, policyHash: string, after: PersonId, until: PersonId, decided: readonly Decided[], how: { empty: boolean; except: PersonId | null },
): Promise<void> {
  await client.query('begin')
  try {
    // What a crash loses of this is made again from the pass's last place, which it loses too.
    await client.query('set local synchronous_commit = off')
    await client.query('update decisions.pass set after_id = $2 where policy_hash = $1', [policyHash, until])
    if (!how.empty) await client.query('delete from decisions.decision where person_id > $1 and person_id <= $2 and person_id is distinct from $3', [after, until, how.except])
    await writeDecided(client, shapes, decided)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

export async function endPass(db: Db, policyHash: string, now: string): Promise<void> {
  await sql`update decisions.pass set done_at = ${now} where policy_hash = ${policyHash}`.execute(db)
}

export async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`select not exists (select from decisions.decision) as empty`.execute(db)
  return rows[0]!.empty
}

const indexes = [
  ['decision_person', '(person_id)'],
  ['decision_due', '(due_on) where due_on is not null'],
  ['decision_changes', '(changes_on) where changes_on is not null'],
] as const

/** A table that is filled from empty gets its indexes afterwards: a third of the time. */
export async function dropIndexes(pool: pg.Pool): Promise<void> {
  for (const [name] of indexes) await pool.query(`drop index if exists decisions.${name}`)
}

export async function buildIndexes(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local maintenance_work_mem = '256MB'`)
    for (const [name, on] of indexes) await client.query(`create index if not exists ${name} on decisions.decision ${on}`)
    await client.query('commit')
    await client.query('analyze decisions.decision')
  } finally {
    client.release()
  }
}

/** The persons' decisions go, those of everybody merged into them or out of them included. */
export async function removeDecided(db: Db | Tx, personIds: readonly PersonId[]): Promise<void> {
  if (personIds.length > 0) await sql`delete from decisions.decision d using unnest(${plainList(personIds)}::uuid[]) as g (id) where d.person_id = g.id`.execute(db)
}

/** Whose stored answer has changed by itself by this day. */
export async function changingBy(db: Db, at: Day, policyHash: string, after: PersonId, most: number): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select distinct d.person_id as id from decisions.decision d join decisions.shape s using (shape_no)
     where d.changes_on <= ${at} and s.policy_hash = ${policyHash} and d.person_id > ${after}::uuid order by 1 limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}

export interface Due {
  readonly personId: PersonId
  readonly system: string
  readonly table: string
  readonly key: string
  readonly verb: string
  readonly on: Day
  readonly rule: string | null
  readonly law: string | null
}

/** What is due by the day, a person's rows together: reads only what is due, by the index on the day. */
export async function dueBy(db: Db, at: Day, policyHash: string, most: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select d.person_id as "personId", d.system, d.tbl as "table", d.key, s.due_verb as verb, d.due_on as on, s.rule, s.law
      from decisions.decision d join decisions.shape s using (shape_no)
     where d.due_on <= ${at} and s.policy_hash = ${policyHash} order by d.due_on, d.person_id limit ${most}`.execute(db)
  return rows
}
