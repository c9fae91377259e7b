import type pg from 'pg'
import { whole } from '../quote.ts'
import { keySet, sameKey, unnested } from './keys.ts'
import { failureOf } from './failure.ts'
import type { ActContext } from './context.ts'
import type { Step } from '../../../index.ts'
import type { KnownTable } from '../shape/catalogue.ts'

export interface Locked {
  readonly held: ReadonlySet<string> // ids of steps whose row is there and ours until the end of the transaction
  readonly absent: ReadonlySet<string>
  readonly busy: ReadonlySet<string>
}

/**
 * Locks the rows of the steps, in key order. A row that somebody holds is waited for a moment, then left for later: the
 * rest of the batch does not wait with it.
 */
export async function lockRows(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[]): Promise<Locked> {
  const held = new Set(await lock(context, client, table, steps, 'SKIP LOCKED'))
  if (held.size === steps.length) return { held, absent: new Set(), busy: new Set() }
  let rest = steps.filter((step) => !held.has(step.id))
  const there = new Set(await present(context, client, table, rest))
  const absent = new Set(rest.filter((step) => !there.has(step.id)).map((step) => step.id))
  rest = rest.filter((step) => there.has(step.id))
  if (rest.length > 0) {
    for (const id of await waitFor(context, client, table, rest)) held.add(id)
    // Whoever held it may have deleted it, too.
    const still = new Set(await present(context, client, table, rest.filter((step) => !held.has(step.id))))
    for (const step of rest) if (!held.has(step.id) && !still.has(step.id)) absent.add(step.id)
    rest = rest.filter((step) => !held.has(step.id) && still.has(step.id))
  }
  return { held, absent, busy: new Set(rest.map((step) => step.id)) }
}

async function waitFor(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[]): Promise<string[]> {
  await client.query(`SAVEPOINT waiting; SET LOCAL lock_timeout = ${whole(context.lockTimeout ?? 1000)}`)
  try {
    const ids = await lock(context, client, table, steps, '')
    await client.query('RELEASE SAVEPOINT waiting')
    return ids
  } catch (error) {
    if (failureOf(error, table.mapped.name).why !== 'locked') throw error
    await client.query('ROLLBACK TO SAVEPOINT waiting; RELEASE SAVEPOINT waiting')
    return lock(context, client, table, steps, 'SKIP LOCKED')
  }
}

async function lock(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[], how: 'SKIP LOCKED' | ''): Promise<string[]> {
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  const order = table.mapped.key.map((_, i) => `k.k${i + 1}`).join(', ')
  // Almost always all of them: which ones is said only when it is not so.
  const { rows } = await client.query<{ n: string; some: string | null }>(
    `WITH held AS (SELECT k.n::int AS n FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)} ORDER BY ${order} FOR UPDATE OF t ${how})
     SELECT count(*)::int AS n, CASE WHEN count(*) <> ${whole(steps.length)} THEN string_agg(n::text, ',') END AS some FROM held`,
    [...set.arrays],
  )
  const { n, some } = rows[0]!
  if (Number(n) === steps.length) return steps.map((step) => step.id)
  return some === null ? [] : some.split(',').map((at) => steps[Number(at) - 1]!.id)
}

async function present(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[]): Promise<string[]> {
  if (steps.length === 0) return []
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  const { rows } = await client.query<{ n: string }>(`SELECT k.n::int AS n FROM ${unnested(set)} JOIN ${table.sql} t ON ${sameKey(table)}`, [...set.arrays])
  return rows.map((row) => steps[Number(row.n) - 1]!.id)
}
