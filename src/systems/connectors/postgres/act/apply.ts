import type pg from 'pg'
import { placeOf, refText, type Outcome, type OutcomeCode, type Ref, type Sighting, type Step, type TransactionMark, type Under } from '../../../index.ts'
import { change, childrenFirst, deletes } from './change.ts'
import { connect, release, tableOf, type ActContext } from './context.ts'
import { changesSince, countsOf, countsQuery, mustMatch, type Changes, type Counts, type CountRow } from './counts.ts'
import { BatchFailed, CallerFailed, concernsTheTable, failureOf, ours, passes } from './failure.ts'
import { historyTables, removeHistory } from './history.ts'
import { refusals } from './judge.ts'
import { lockRows } from './lock.ts'
import { isPrimary, readBack, recoveryQuery, type RecoveryRow } from './read-back.ts'
import { closedSteps, referredToAfter, referrersOf, type Referrer, type Referrers } from './referrers.ts'

/**
 * Carries out a batch in one transaction of the foreign database, and reads it back in another (act.md, Act). What cannot be
 * done whole is halved until the step at fault stands alone: the others are done, it is left as it was and says why.
 */
export async function applySteps(context: ActContext, steps: readonly Step[], under: Under): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const open: Step[] = []
  const refused = refusals(context)
  for (const step of steps) {
    const why = refused(step)
    if (why === null) open.push(step)
    else outcomes.push(outcome(step, 'refused', why))
  }
  const order = new Map(childrenFirst(context, open.map((step) => step.ref.table)).map((table, i) => [table.mapped.name, i]))
  const sorted = open.sort((a, b) => order.get(a.ref.table)! - order.get(b.ref.table)!)
  await inHalves(context, sorted, under, outcomes)
  const place = new Map(steps.map((step, i) => [step.id, i]))
  return outcomes.sort((a, b) => place.get(a.id)! - place.get(b.id)!)
}

async function inHalves(context: ActContext, steps: readonly Step[], under: Under, outcomes: Outcome[]): Promise<void> {
  const waiting: (readonly Step[])[] = steps.length === 0 ? [] : [steps]
  let asked = 0
  while (waiting.length > 0) {
    const batch = waiting.shift()!
    const attempt = new Attempt(context, batch, under)
    try {
      outcomes.push(...(await attempt.run()))
    } catch (error) {
      if (error instanceof CallerFailed) throw error.cause
      const failure = failureOf(error)
      if (failure.lost) {
        outcomes.push(...batch.map((step) => outcome(step, 'unreachable', failure.why)))
        // The others are not tried on a line that is down: their items wait.
        for (const rest of waiting.splice(0)) outcomes.push(...rest.map((step) => outcome(step, 'unreachable', failure.why)))
        return
      }
      if (failure.why === 'facts-moved' && ++asked <= 10) {
        waiting.unshift(batch)
        continue
      }
      const apart = split(batch, failure, await attempt.ties())
      if (apart === null) outcomes.push(...batch.map((step) => outcome(step, passes.has(failure.why) ? 'locked' : 'refused', failure.why)))
      else {
        outcomes.push(...apart.refused.map((step) => outcome(step, 'refused', failure.why)))
        waiting.unshift(...apart.again.filter((part) => part.length > 0))
      }
    }
  }
}

/** What to try next, or null when there is nothing smaller. Rows that refer to each other stay together as long as there are others to part them from. */
function split(batch: readonly Step[], failure: BatchFailed, pairs: readonly Referrer[]): { refused: readonly Step[]; again: readonly (readonly Step[])[] } | null {
  if (failure.table !== null && concernsTheTable.has(failure.why)) {
    const refused = batch.filter((step) => step.ref.table === failure.table)
    if (refused.length > 0) return { refused, again: [batch.filter((step) => step.ref.table !== failure.table)] }
  }
  if (batch.length === 1 || failure.why === 'replica' || failure.why === 'disk-full') return null
  const units = unitsOf(batch, pairs)
  if (units.length === 1) {
    const half = Math.ceil(batch.length / 2)
    return { refused: [], again: [batch.slice(0, half), batch.slice(half)] }
  }
  const half: Step[] = []
  const rest: Step[] = []
  for (const unit of units) (half.length + unit.length <= Math.max(1, batch.length / 2) || half.length === 0 ? half : rest).push(...unit)
  const inOrder = (part: readonly Step[]): Step[] => batch.filter((step) => part.includes(step))
  return { refused: [], again: batch.length > 2000 ? [half, rest] : [inOrder(half), inOrder(rest)] }
}

function unitsOf(batch: readonly Step[], pairs: readonly Referrer[]): Step[][] {
  const leader = new Map(batch.map((step) => [step.id, step.id]))
  const find = (id: string): string => {
    let root = id
    while (leader.get(root) !== root) root = leader.get(root)!
    leader.set(id, root)
    return root
  }
  const byRef = new Map(batch.map((step) => [refText(step.ref), step.id]))
  for (const step of batch) leader.set(find(step.id), find(byRef.get(refText(step.ref))!))
  for (const pair of pairs) {
    const child = byRef.get(refText(pair.child))
    if (child !== undefined && leader.has(pair.step)) leader.set(find(child), find(pair.step))
  }
  const units = new Map<string, Step[]>()
  for (const step of batch) {
    const root = find(step.id)
    const unit = units.get(root)
    if (unit === undefined) units.set(root, [step])
    else unit.push(step)
  }
  return [...units.values()]
}

/** One transaction over one batch. */
class Attempt {
  readonly #context: ActContext
  readonly #steps: readonly Step[]
  readonly #under: Under
  readonly #outcomes: Outcome[] = []
  #tied: readonly Step[] = []

  constructor(context: ActContext, steps: readonly Step[], under: Under) {
    this.#context = context
    this.#steps = steps
    this.#under = under
  }

  async run(): Promise<Outcome[]> {
    let client: pg.PoolClient
    try {
      client = await connect(this.#context)
    } catch {
      throw new BatchFailed('unreachable', { lost: true })
    }
    let broken = true
    try {
      await this.#inTransaction(client)
      broken = false
      return this.#outcomes
    } finally {
      release(client, broken)
    }
  }

  /** Which rows of the batch refer to each other, when it is to be parted: read as it is now, since nothing is held any more. */
  async ties(): Promise<readonly Referrer[]> {
    if (this.#tied.length < 2) return []
    const client = await connect(this.#context).catch(() => null)
    if (client === null) return []
    try {
      const pairs: Referrer[] = []
      for (const name of new Set(this.#tied.map((step) => step.ref.table))) pairs.push(...(await this.#referrers(client, name, this.#tied, [])).found)
      release(client, false)
      return pairs
    } catch {
      release(client, true)
      return []
    }
  }

  #referrers(client: pg.PoolClient, name: string, held: readonly Step[], beside: readonly Step[]): Promise<Referrers> {
    const steps = held.filter((step) => step.ref.table === name && step.verb !== 'release' && placeOf(step.ref.key) === null)
    return referrersOf(this.#context, client, tableOf(this.#context, name)!, steps, beside)
  }

  async #inTransaction(client: pg.PoolClient): Promise<void> {
    let done: { steps: readonly Step[]; xid: string } | null
    try {
      const before = await begin(client)
      done = await this.#act(client, before)
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    }
    if (done === null) {
      await client.query('ROLLBACK')
      return
    }
    await client.query('COMMIT')
    try {
      this.#outcomes.push(...(await readBack(this.#context, client, done.steps, true, done.xid)))
    } catch {
      // Done, but not seen: the intent stays open, and recovery reads back. Never said to be done before that.
      this.#outcomes.push(...done.steps.map((step) => ({ ...outcome(step, 'unreachable', 'not-read-back'), xid: done.xid })))
    }
  }

  async #act(client: pg.PoolClient, before: Counts): Promise<{ steps: readonly Step[]; xid: string } | null> {
    const held = await this.#lock(client)
    if (held.length === 0) return null
    const going = await this.#lookAgain(client, held)
    if (going.length === 0) return null
    const { rows } = await client.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid')
    const mark: TransactionMark = { xid: rows[0]!.xid, identity: this.#context.catalogue.shape.identity }
    if ((await ours(() => this.#under.intent(mark, going))) === 'stale') throw new BatchFailed('facts-moved')
    const planned = new Map<string, Changes>()
    await change(this.#context, client, going, planned)
    await this.#check(client, before, planned, going)
    return { steps: going, xid: mark.xid }
  }

  async #lock(client: pg.PoolClient): Promise<Step[]> {
    const held: Step[] = []
    for (const name of [...new Set(this.#steps.map((step) => step.ref.table))].sort()) {
      const steps = this.#steps.filter((step) => step.ref.table === name)
      const locked = await lockRows(this.#context, client, tableOf(this.#context, name)!, steps)
      for (const step of steps) {
        if (locked.held.has(step.id)) held.push(step)
        else this.#outcomes.push(locked.absent.has(step.id) ? outcome(step, 'found-gone', null) : outcome(step, 'locked', 'locked'))
      }
    }
    return held
  }

  /** New statements, after the lock: what was committed while we waited is seen (one statement would not see it). */
  async #lookAgain(client: pg.PoolClient, held: readonly Step[]): Promise<Step[]> {
    const own = uniqueRefs(held.map((step) => step.ref))
    const fresh = withNamed(await this.#context.look(client, own))
    this.#tied = held
    // Rows that go themselves hold nothing back: they are asked about only when one of them turns out to stay.
    const { pairs, tooMany } = await this.#pairs(client, held, held.filter((step) => this.#goes(step)))
    const seen = new Set(own.map(refText))
    const others = uniqueRefs(pairs.map((pair) => pair.child)).filter((ref) => !seen.has(refText(ref)))
    if (others.length > 0) fresh.push(...(await this.#context.look(client, others)))
    const may = await ours(() => this.#under.recheck(fresh, held))
    const left = this.#left(held, fresh, may)
    const goes = (step: Step): boolean => this.#goes(step)
    let closed = closedSteps(left, pairs, tooMany, goes)
    if (closed.size < held.length) {
      const all = await this.#pairs(client, held, [])
      closed = closedSteps(left, all.pairs, all.tooMany, goes)
      for (const step of left) if (!closed.has(step.id)) this.#outcomes.push(outcome(step, 'changed', all.tooMany.has(step.id) ? 'too-many-refer' : 'referred-to'))
    }
    return left.filter((step) => closed.has(step.id))
  }

  async #pairs(client: pg.PoolClient, held: readonly Step[], beside: readonly Step[]): Promise<{ pairs: readonly Referrer[]; tooMany: ReadonlySet<string> }> {
    const pairs: Referrer[] = []
    const tooMany = new Set<string>()
    for (const name of new Set(held.map((step) => step.ref.table))) {
      const found = await this.#referrers(client, name, held, beside)
      pairs.push(...found.found)
      for (const id of found.tooMany) tooMany.add(id)
    }
    return { pairs, tooMany }
  }

  #goes(step: Step): boolean {
    return deletes(tableOf(this.#context, step.ref.table)!, step)
  }

  #left(held: readonly Step[], fresh: readonly Sighting[], may: ReadonlySet<string>): Step[] {
    const sightings = new Map(fresh.map((one) => [refText(one.ref), one]))
    const left: Step[] = []
    for (const step of held) {
      const seen = sightings.get(refText(step.ref))
      // The row is there, and says nothing of them any more.
      if (seen === undefined && placeOf(step.ref.key) !== null) this.#outcomes.push(outcome(step, 'found-gone', null))
      else if (!may.has(step.id) || seen === undefined) this.#outcomes.push(outcome(step, 'changed', null))
      // Whatever its ON DELETE says: a role without any right on the child deletes it through CASCADE.
      else if (seen.pinned && this.#goes(step)) this.#outcomes.push(outcome(step, 'refused', 'referred-by-unmapped'))
      else left.push(step)
    }
    return left
  }

  async #check(client: pg.PoolClient, before: Counts, planned: Map<string, Changes>, steps: readonly Step[]): Promise<void> {
    let seen = changesSince(this.#context.catalogue, before, await settle(client))
    if (await removeHistory(client, historyTables(this.#context, steps), seen, planned)) seen = changesSince(this.#context.catalogue, before, await settle(client))
    mustMatch(planned, seen)
    for (const name of new Set(steps.map((step) => step.ref.table))) {
      const table = tableOf(this.#context, name)!
      const gone = steps.filter((step) => step.ref.table === name && deletes(table, step))
      if (await referredToAfter(this.#context, client, table, gone)) throw new BatchFailed('referred-to')
    }
  }
}

async function begin(client: pg.PoolClient): Promise<Counts> {
  // One message: a batch is many round trips already.
  const [, recovery, counts] = (await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${recoveryQuery}; ${countsQuery}`)) as unknown as [unknown, pg.QueryResult<RecoveryRow>, pg.QueryResult<CountRow>]
  isPrimary(recovery)
  return countsOf(counts.rows)
}

/** Deferred constraints and their triggers run now, while it can still be taken back and counted. */
async function settle(client: pg.PoolClient): Promise<Counts> {
  const results = (await client.query(`SET CONSTRAINTS ALL IMMEDIATE; ${countsQuery}`)) as unknown as pg.QueryResult<CountRow>[]
  return countsOf(results[1]!.rows)
}

function outcome(step: Step, code: OutcomeCode, why: string | null): Outcome {
  return { id: step.id, code, why, xid: null, after: null }
}

/** What the rows say of others is looked at with them: somebody may have been written in since. */
function withNamed(seen: readonly Sighting[]): Sighting[] {
  return [...new Map(seen.flatMap((one) => [one, ...(one.named ?? [])]).map((one) => [refText(one.ref), one])).values()]
}

function uniqueRefs(refs: readonly Ref[]): Ref[] {
  return [...new Map(refs.map((ref) => [refText(ref), ref])).values()]
}
