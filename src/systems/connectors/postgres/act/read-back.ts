import type pg from 'pg'
import { refText, type Outcome, type OutcomeCode, type Sighting, type Step } from '../../../index.ts'
import { deletes, groupsOf } from './change.ts'
import { tableOf, type ActContext } from './context.ts'
import { BatchFailed } from './failure.ts'
import { stillNamed } from '../named/take.ts'
import { keySet, sameKey, unnested } from './keys.ts'
import { refusals } from './judge.ts'
import { notMarked } from './restrict.ts'

const doneAs: Readonly<Record<Step['verb'], OutcomeCode>> = {
  delete: 'removed',
  clear: 'cleared',
  anonymise: 'cleared',
  unlink: 'unlinked',
  release: 'released',
  restrict: 'restricted',
}

/**
 * What the steps' rows look like now, in a transaction of its own on the primary. `ours`: our transaction is known to have
 * committed; otherwise a row that is gone may be anybody's work.
 */
export async function readBack(context: ActContext, client: pg.ClientBase, steps: readonly Step[], ours: boolean, xid: string | null): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const begun = (await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${recoveryQuery}`)) as unknown as pg.QueryResult<RecoveryRow>[]
  try {
    isPrimary(begun[1]!)
    const refused = refusals(context)
    const known = steps.filter((step) => refused(step) === null)
    const readable = new Set(known)
    for (const step of steps) if (!readable.has(step)) outcomes.push({ id: step.id, code: 'unproven', why: 'shape-changed', xid, after: null })
    const states = new Map<string, RowState>()
    for (const [id, state] of await existing(context, client, known)) states.set(id, state)
    for (const [id, state] of await emptiedAsMeant(context, client, known.filter((step) => states.get(step.id) === 'there'))) states.set(id, state)
    const left = known.filter((step) => states.get(step.id) !== 'gone')
    const after = new Map((left.length === 0 ? [] : await context.look(client, left.map((step) => step.ref))).map((seen) => [refText(seen.ref), seen]))
    for (const step of known) outcomes.push(outcomeOf(context, step, states.get(step.id) ?? 'gone', after.get(refText(step.ref)), ours, xid))
    await client.query('COMMIT')
    return outcomes
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

type RowState = 'gone' | 'there' | 'emptied' | 'not-emptied'

function outcomeOf(context: ActContext, step: Step, state: RowState, seen: Sighting | undefined, ours: boolean, xid: string | null): Outcome {
  const table = tableOf(context, step.ref.table)!
  const after = seen?.fingerprint ?? null
  const say = (code: OutcomeCode, why: string | null = null): Outcome => ({ id: step.id, code, why, xid, after: state === 'gone' ? null : after })
  if (deletes(table, step)) {
    if (state === 'gone') return ours ? say(doneAs[step.verb]) : say('unproven', 'actor-unknown')
    return ours ? say('reappeared') : say('changed', 'still-there')
  }
  if (state === 'gone') return say('found-gone')
  if (step.verb === 'restrict' && state !== 'not-emptied') return say('restricted')
  if (state === 'emptied') return ours ? say(doneAs[step.verb]) : say('unproven', 'actor-unknown')
  return ours ? say('reappeared') : say('changed', 'still-there')
}

async function existing(context: ActContext, client: pg.ClientBase, steps: readonly Step[]): Promise<Map<string, RowState>> {
  const states = new Map<string, RowState>()
  for (const name of new Set(steps.map((step) => step.ref.table))) {
    const table = tableOf(context, name)!
    const some = steps.filter((step) => step.ref.table === name)
    const set = keySet(table, some.map((step) => step.ref), context.hash)
    const { rows } = await client.query<{ n: number | string }>(`SELECT k.n::int AS n FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)}`, [...set.arrays])
    for (const step of some) states.set(step.id, 'gone')
    for (const row of rows) states.set(some[Number(row.n) - 1]!.id, 'there')
  }
  return states
}

async function emptiedAsMeant(context: ActContext, client: pg.ClientBase, steps: readonly Step[]): Promise<Map<string, RowState>> {
  const states = new Map<string, RowState>()
  for (const name of new Set(steps.map((step) => step.ref.table))) {
    for (const id of await notMarked(context, client, steps.filter((step) => step.ref.table === name), tableOf(context, name)!)) states.set(id, 'not-emptied')
  }
  const emptying = steps.filter((step) => step.verb !== 'restrict' && !deletes(tableOf(context, step.ref.table)!, step))
  for (const name of new Set(emptying.map((step) => step.ref.table))) {
    const table = tableOf(context, name)!
    const some = emptying.filter((step) => step.ref.table === name)
    for (const step of some) states.set(step.id, 'emptied')
    for (const group of groupsOf(table, some)) {
      const set = keySet(table, group.steps.map((step) => step.ref), context.hash)
      const done = group.emptied.map((one) => `(${one.done})`).join(' AND ')
      const { rows } = await client.query<{ n: number | string; done: number | string | null }>(
        `SELECT k.n::int AS n, (${done})::int AS done FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)}`,
        [...set.arrays],
      )
      for (const row of rows) states.set(group.steps[Number(row.n) - 1]!.id, Number(row.done) === 1 ? 'emptied' : 'not-emptied')
    }
    for (const id of await stillNamed(client, table, context.hash, some)) states.set(id, 'not-emptied')
  }
  return states
}

/** A replica may lag: what is not there yet would be taken for what is gone. */
export async function mustBePrimary(client: pg.ClientBase): Promise<void> {
  isPrimary(await client.query<RecoveryRow>(recoveryQuery))
}

export const recoveryQuery = 'SELECT pg_is_in_recovery()::int AS replica'

export interface RecoveryRow {
  readonly replica: number | string
}

export function isPrimary({ rows }: pg.QueryResult<RecoveryRow>): void {
  if (Number(rows[0]?.replica) !== 0) throw new BatchFailed('replica')
}
