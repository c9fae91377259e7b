import { createHash } from 'node:crypto'
import { emptiedWithoutReferrers, scansOf } from '../people/index.ts'
import { inTransaction, newId, problem, type Tx } from '../platform/index.ts'
import { toDay, type Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { actorCode, type Action, type Work } from '../work/index.ts'
import { changedBy, type Because } from './changed-by.ts'
import type { Plan } from './plan.ts'
import { forgetPlans, generationOf, hashOfItems, insertEmptied, insertFollowing, insertItems, insertPlan, keepOnly, lockPlanning, peopleKnown, renumber, totalsOf, type PlanQuery } from './store-plan.ts'
import { allLinks, tableRanks } from './table-ranks.ts'

export interface PlanInput {
  readonly at: Day
  /** These persons only (an action on one person carries out what that action changed). */
  readonly people?: readonly string[]
  /** Of these persons only what an action changed; what else is due for them waits for the sweep. */
  readonly because?: Because
  /** Only looked at: what would be due on another day, whatever has been observed, and with what waits in a plan that was begun. */
  readonly preview?: boolean
  /** By system: the hash of its shape, when sessions are open. */
  readonly shapes?: Readonly<Record<string, string>>
}

/** What is due by the day, and why, from the stored decisions. Nothing is changed in any system. */
export const makePlan: Action<PlanInput, Plan> = async (work, by, input) => {
  // Before the lock on planning: it reads by connections of its own.
  const changed = input.because === undefined || input.people === undefined ? null : await changedBy(work, input.people, input.because, input.at)
  return inTransaction(work.db, async (tx) => {
    await lockPlanning(tx)
    // What nobody has carried out in the days that an approval would have lasted is not kept.
    await forgetPlans(tx, work.now.subtract({ hours: 24 * 8 }).toString())
    const preview = input.preview ?? false
    const dueThrough = preview ? input.at : earlier(input.at, await observedThrough(work, tx))
    const { generation, open } = await generationOf(tx)
    const id = newId<'plan'>()
    const query: PlanQuery = { planId: id, policyHash: work.policy.hash, dueThrough, people: input.people ?? null, besideOpen: open && !preview, asSeen: !preview, ...mapped(work.policy) }
    const written = await insertItems(tx, query)
    const due = written.items - (changed === null ? 0 : await keepOnly(tx, id, changed))
    if (due > 0 && ((await insertFollowing(tx, query, written.unlinks)) > 0 || changed !== null)) await renumber(tx, id)
    if (input.people === undefined) await addEmptied(work, tx, query, input.at)
    const { totals, parts, people, items } = await totalsOf(tx, id)
    const plan: Plan = {
      id, policyHash: work.policy.hash, version: work.policy.version, at: input.at, dueThrough, madeAt: work.now.toString(), preview, items, people,
      // Counted only when there is something to take a share of: a day on which nothing is due reads nothing.
      peopleKnown: items === 0 ? 0 : await peopleKnown(tx),
      hash: bound(work.policy.hash, input.at, items === 0 ? '' : await hashOfItems(tx, id)), totals, shapes: input.shapes ?? {}, generation, begunAt: null, endedAt: null,
    }
    await insertPlan(tx, { ...plan, parts, madeBy: actorCode(by), scope: input.people === undefined ? null : JSON.stringify({ people: input.people.length }) })
    return plan
  })
}

/** An approval is of these items under this policy for this day, and of nothing else. */
function bound(policyHash: string, at: Day, items: string): string {
  return createHash('sha256').update(`lofte plan 1\n${policyHash}\n${at}\n${items}`).digest('hex')
}

function mapped(policy: Policy): Pick<PlanQuery, 'tables' | 'links' | 'releases'> {
  const links = allLinks(policy)
  return { tables: tableRanks(policy), links, releases: links.filter((link) => link.release) }
}

async function addEmptied(work: Work, tx: Tx, query: PlanQuery, at: Day): Promise<void> {
  for (const system of work.policy.systems.values()) {
    for (const table of system.tables.values()) {
      const rows = await emptiedWithoutReferrers(tx, system.name, table.name, 10_000)
      await insertEmptied(tx, query, system.name, rows.map((row) => ({ table: table.name, key: row.key, fingerprint: row.fingerprint })), at)
    }
  }
}

/**
 * The last day that every mapped table has been observed after: what fell due later may hide an act that nobody has seen yet.
 * All tables, since any of them may show the activity that an end counts from.
 */
export async function observedThrough(work: Pick<Work, 'db' | 'policy'>, tx: Tx): Promise<Day> {
  const scans = new Map((await scansOf(tx)).map((scan) => [`${scan.system} ${scan.table}`, scan]))
  let first: Day | null = null
  for (const system of work.policy.systems.values()) {
    for (const table of system.tables.values()) {
      if (table.matterOnly) continue
      const scan = scans.get(`${system.name} ${table.name}`)
      if (scan === undefined) {
        throw problem('plans.not-observed', { attempted: `${system.name}.${table.name} has never been observed.`, on: `${system.name}.${table.name}`, next: 'Run lofte observe first: what nobody has looked at is not acted on.' })
      }
      const day = toDay(instantOf(scan.startedAt), work.policy.controllers.get(table.controller)?.zone ?? 'UTC')
      if (first === null || day < first) first = day
    }
  }
  return first ?? ('9999-12-31' as Day)
}

/** PostgreSQL writes `2026-11-22 06:00:00.5+00`. */
export function instantOf(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'))
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
