import { beginActing, endActing } from '../people/index.ts'
import { inTransaction, newId, pauses, problem, type Tx } from '../platform/index.ts'
import type { ColumnRef } from '../policy/model/index.ts'
import { refText, type Outcome, type Session, type Step, type TransactionFate, type TransactionMark, type Under } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { fieldsToEmpty } from './fields-to-empty.ts'
import type { Item, Plan } from './plan.ts'
import { recheck, stillHolds, type Marks } from './recheck.ts'
import { recordOutcomes, type Done } from './record-outcomes.ts'
import { endSlice, isMine, itemsOf, openIntents, pauseSlice, settleIntents, stateIntent, type Intent, type Slice } from './store-journal.ts'

export interface Carrying {
  readonly work: Work
  readonly plan: Plan
  readonly actor: string
  readonly session: Session
  /** The moment by the machine, which leases and pauses count in. */
  readonly realNow: () => Temporal.Instant
  readonly leaseSeconds: number
  /** For tests: stands still, or dies, between the stages. */
  readonly at?: ((stage: Stage) => Promise<void>) | undefined
}

export type Stage = 'taken' | 'recovered' | 'looked' | 'intent' | 'applied' | 'recorded'

const waits: ReadonlySet<string> = new Set(['locked', 'unreachable'])

/** Brings the items of a slice to their outcomes: first what an earlier process left open, then the rest. Says how many are done. */
export async function carryOut(carrying: Carrying, slice: Slice): Promise<{ done: number; ms: number; waiting: boolean }> {
  await carrying.at?.('taken')
  if (!(await recover(carrying, slice))) return { done: 0, ms: 0, waiting: true }
  await carrying.at?.('recovered')
  const items = await itemsOf(carrying.work.db, slice)
  const began = performance.now()
  const { outcomes, intents, fields } = await apply(carrying, slice, items)
  const ms = performance.now() - began
  await carrying.at?.('applied')
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const done = items.flatMap((item): Done[] => {
    const outcome = byId.get(String(item.n))
    return outcome === undefined || waits.has(outcome.code) ? [] : [{ item, outcome, fields: fields.get(item.n) ?? [] }]
  })
  const unreachable = outcomes.find((outcome) => outcome.code === 'unreachable')
  // An attempt whose items all have an outcome is settled; one that may have committed unseen stays open, and is read back.
  const settled = intents.filter((intent) => intent.items.every((n) => byId.get(String(n))?.code !== 'unreachable'))
  await finish(carrying, slice, done, settled, items.length === done.length, unreachable?.why ?? null)
  await carrying.at?.('recorded')
  return { done: done.length, ms, waiting: items.length !== done.length }
}

async function apply(carrying: Carrying, slice: Slice, items: readonly Item[]): Promise<{ outcomes: Outcome[]; intents: Intent[]; fields: ReadonlyMap<number, readonly ColumnRef[]> }> {
  const { work, plan, session } = carrying
  const intents: Intent[] = []
  const outcomes: Outcome[] = []
  const fields = await fieldsToEmpty(work, items, plan.at)
  const byId = new Map(items.map((item) => [String(item.n), item]))
  const steps = items.map((item) => stepOf(item, fields.get(item.n) ?? []))
  let marks: Marks = new Set()
  const under: Under = {
    async recheck(fresh, asked) {
      const answer = await recheck(work, plan, byId, fresh, asked)
      marks = answer.marks
      await carrying.at?.('looked')
      return answer.may
    },
    async intent(mark, going) {
      const intent = intentOf(mark, going)
      await state(carrying, slice, intent, going)
      intents.push(intent)
      await carrying.at?.('intent')
      if (!(await stillHolds(work, plan, byId, going, marks))) return 'stale'
    },
  }
  // Two persons may each have something to say of a row they share: one after the other, the second looks anew.
  for (const turn of inTurns(steps)) outcomes.push(...(await session.apply(turn, under)))
  return { outcomes, intents, fields }
}

function intentOf(mark: TransactionMark, steps: readonly Step[]): Intent {
  const fields = new Map<string, { columns: readonly ColumnRef[]; items: number[] }>()
  for (const step of steps) {
    if (step.fields.length === 0) continue
    const name = JSON.stringify(step.fields)
    const known = fields.get(name)
    if (known === undefined) fields.set(name, { columns: step.fields, items: [Number(step.id)] })
    else known.items.push(Number(step.id))
  }
  return { id: newId<'intent'>(), items: steps.map((step) => Number(step.id)), mark, fields: [...fields.values()] }
}

/** Committed before the first change; with it, that what is seen of these rows from now on may be our own doing. */
async function state(carrying: Carrying, slice: Slice, intent: Intent, steps: readonly Step[]): Promise<void> {
  await inTransaction(carrying.work.db, async (tx) => {
    if (!(await stateIntent(tx, slice, intent, carrying.work.now.toString(), leaseFrom(carrying)))) throw taken()
    await beginActing(tx, intent.id, slice.system, steps.map((step) => step.ref))
  })
}

async function settle(tx: Tx, intents: readonly Intent[], fate: TransactionFate, at: string): Promise<void> {
  const ids = intents.map((intent) => intent.id)
  await settleIntents(tx, ids, fate, at)
  await endActing(tx, ids)
}

function stepOf(item: Item, fields: readonly ColumnRef[]): Step {
  return { id: String(item.n), ref: { table: item.table, key: item.key }, verb: item.verb, fields, fingerprint: item.fingerprint, ...(item.link !== null && { link: item.link }), ...(item.verb === 'restrict' && !item.shared && { on: item.dueOn }) }
}

function inTurns(steps: readonly Step[]): Step[][] {
  const turns: Step[][] = []
  const count = new Map<string, number>()
  for (const step of steps) {
    const name = refText(step.ref)
    const turn = count.get(name) ?? 0
    count.set(name, turn + 1)
    const list = (turns[turn] ??= [])
    list.push(step)
  }
  return turns
}

/**
 * What an earlier process began and did not see the end of. Keys are never replayed blindly: the foreign database says what
 * became of the transaction, and what it did is read back. False: it still runs, so that nothing can be said yet.
 */
export async function recover(carrying: Carrying, slice: Slice): Promise<boolean> {
  const { work, session } = carrying
  // Taken for the first time, just now: nobody can have begun anything in it.
  if (slice.fence === 1) return true
  const open = await openIntents(work.db, slice)
  if (open.length === 0) return true
  const items = new Map((await itemsOf(work.db, slice)).map((item) => [item.n, item]))
  for (const intent of open) {
    const fate = await settledFate(carrying, intent)
    if (fate === null) {
      await finish(carrying, slice, [], [], false, null)
      return false
    }
    const left = intent.items.flatMap((n) => items.get(n) ?? [])
    const done = fate === 'aborted' ? [] : await readBack(session, left, intent, fate)
    await inTransaction(work.db, async (tx) => {
      if (!(await isMine(tx, slice))) throw taken()
      await recordOutcomes(work, tx, carrying.plan, slice, carrying.actor, done, 'late')
      await settle(tx, [intent], fate, work.now.toString())
    })
    for (const { item } of done) items.delete(item.n)
  }
  return true
}

async function settledFate(carrying: Carrying, intent: Intent): Promise<TransactionFate | null> {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const fate = await carrying.session.fate(intent.mark)
    if (fate !== 'in-progress') return fate
    await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt))
  }
  return null
}

/** By what was meant when the intent was stated: whatever has been decided of the person since, that is what was done or not. */
async function readBack(session: Session, items: readonly Item[], intent: Intent, fate: TransactionFate): Promise<Done[]> {
  if (items.length === 0) return []
  const fields = new Map(intent.fields.flatMap((group) => group.items.map((n) => [n, group.columns] as const)))
  const outcomes = new Map((await session.verify(items.map((item) => stepOf(item, fields.get(item.n) ?? [])), fate)).map((outcome) => [outcome.id, outcome]))
  return items.flatMap((item): Done[] => {
    const outcome = outcomes.get(String(item.n))
    // Still as it was: of a transaction that nobody knows, it was not carried out, and is decided on again.
    return outcome === undefined || outcome.code === 'changed' ? [] : [{ item, outcome, fields: fields.get(item.n) ?? [] }]
  })
}

async function finish(carrying: Carrying, slice: Slice, done: readonly Done[], settled: readonly Intent[], all: boolean, unreachable: string | null): Promise<void> {
  const { work } = carrying
  await inTransaction(work.db, async (tx) => {
    if (!(await isMine(tx, slice))) throw taken()
    await recordOutcomes(work, tx, carrying.plan, slice, carrying.actor, done)
    const xids = new Set(done.map(({ outcome }) => outcome.xid))
    const committed = (intent: Intent): boolean => xids.has(intent.mark.xid)
    await settle(tx, settled.filter(committed), 'committed', work.now.toString())
    await settle(tx, settled.filter((intent) => !committed(intent)), 'aborted', work.now.toString())
    if (all) await endSlice(tx, slice, work.now.toString())
    else await pauseSlice(tx, slice, after(carrying, slice.attempts), unreachable === null ? null : { until: (failures) => after(carrying, failures), reason: unreachable })
  })
}

function after(carrying: Carrying, attempt: number): string {
  return carrying.realNow().add({ milliseconds: pauses(attempt) }).toString()
}

export function leaseFrom(carrying: Pick<Carrying, 'realNow' | 'leaseSeconds'>): string {
  return carrying.realNow().add({ seconds: carrying.leaseSeconds }).toString()
}

function taken() {
  return problem('plans.taken', { attempted: 'Another process has taken over these items.', next: 'Nothing is to be done: it brings them to their end.' })
}
