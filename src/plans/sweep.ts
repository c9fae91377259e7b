import { decideChanged, decideDue, controllersDay } from '../decisions/index.ts'
import { inTransaction, isProblem, problem, type Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Session } from '../systems/index.ts'
import { actorCode, type Action, type Actor, type Work } from '../work/index.ts'
import { approvePlan, heldBack } from './approve-plan.ts'
import type { BrakeReason } from './brake.ts'
import type { Because } from './changed-by.ts'
import { carryOut, leaseFrom, type Stage } from './carry-out.ts'
import { Crew } from './crew.ts'
import { makePlan } from './make-plan.ts'
import type { Plan } from './plan.ts'
import { Sessions } from './sessions.ts'
import { holdAlive } from './store-holder.ts'
import { nextChance, outcomeTotals, takeSlice, waitingSystems, type OutcomeTotal, type Slice, type SystemWaits } from './store-journal.ts'
import { abandonRest, begin, begunPlans, endIfDone, findPlan, generationOf, lockPlanning } from './store-plan.ts'
import { isAway, isSession, leave } from './system-away.ts'

export interface SweepInput {
  readonly open: (system: System) => Promise<Session>
  /** The plan that the caller's role says yes to: its id or hash, or the first eight letters of one. */
  readonly approve?: string
  readonly at?: Day
  /** These persons only: an action on a person carries out what it changed. Under the brake like everything else. */
  readonly people?: readonly string[]
  /** … and of what is due for them only this action's doing. */
  readonly because?: Because
  /** Called in the transaction that begins the plan: whoever asked knows of it then, also after a kill. */
  readonly begun?: (tx: Tx, plan: Plan) => Promise<void>
  /** How long to wait for systems that do not answer, and for other processes, in milliseconds. */
  readonly patience?: number
  readonly progress?: (at: SweepProgress) => void
  readonly leaseSeconds?: number
  readonly stage?: (stage: Stage) => Promise<void>
}

export interface SweepProgress {
  readonly plan: Plan
  readonly system: string
  readonly done: number
}

export interface Swept {
  readonly plan: Plan
  /** Not carried out: why it waits for approval. */
  readonly held: readonly BrakeReason[]
  readonly outcomes: readonly OutcomeTotal[]
  readonly waiting: readonly SystemWaits[]
  /** Items that wait, for a lock or a system or another process. */
  readonly open: number
  readonly nextAt: string | null
}

/** Carries out what is due. A sweep that was begun is brought to its end first, by whichever process comes by. */
export const sweep: Action<SweepInput, Swept> = async (work, by, input) => {
  await using sessions = new Sessions(input.open)
  for (const begun of await begunPlans(work.db)) {
    const swept = await carry(work, by, input, begun, sessions)
    if (input.approve !== undefined && (await findPlan(work.db, input.approve))?.id === begun.id) return swept
  }
  const approved = input.approve === undefined ? null : await approvePlan(work, by, { plan: input.approve })
  for (;;) {
    const plan = approved ?? (await planNow(work, by, input, sessions))
    // A human has named these very persons: the brake is for what nobody has looked at. They count against it all the same.
    const held = input.people === undefined ? await heldBack(work, plan) : []
    if (held.length > 0) return { plan, held, outcomes: [], waiting: await waitingSystems(work.db), open: plan.items, nextAt: null }
    const shapes = await mustLookAlike(work, plan, sessions)
    if (await beginAlone(work, input, plan, shapes)) return await carry(work, by, input, plan, sessions)
  }
}

/** Of two plans made at the same time only the first is carried out; the other is made again, of what is then left. */
async function beginAlone(work: Work, input: SweepInput, plan: Plan, shapes: Readonly<Record<string, string>>): Promise<boolean> {
  return inTransaction(work.db, async (tx) => {
    await lockPlanning(tx)
    if (input.approve === undefined && (await generationOf(tx)).generation !== plan.generation) return false
    await begin(tx, plan.id, work.now.toString(), shapes)
    await input.begun?.(tx, plan)
    return true
  })
}

async function planNow(work: Work, by: Actor, input: SweepInput, sessions: Sessions): Promise<Plan> {
  await decideChanged(work)
  await decideDue(work)
  const shapes: Record<string, string> = {}
  for (const system of work.policy.systems.values()) {
    // A system that is down is no reason to leave the others alone: its items wait.
    const shape = await sessions.shapeOf(system).catch(() => null)
    if (shape !== null) shapes[system.name] = shape
  }
  return makePlan(work, by, { at: input.at ?? controllersDay(work), shapes, ...(input.people !== undefined && { people: input.people }), ...(input.because !== undefined && { because: input.because }) })
}

/** A trigger, key or column that changed since the plan stops the sweep before its first change. */
async function mustLookAlike(work: Work, plan: Plan, sessions: Sessions): Promise<Readonly<Record<string, string>>> {
  const shapes: Record<string, string> = {}
  for (const system of work.policy.systems.values()) {
    const now = await sessions.shapeOf(system).catch(() => null)
    if (now === null) continue
    if (plan.shapes[system.name] !== undefined && plan.shapes[system.name] !== now) {
      throw problem('plans.shape-changed', { attempted: `The database behind ${system.name} has changed since the plan was made. Nothing was done.`, on: system.name, next: 'Look at what changed (lofte check), then run lofte sweep again for a new plan.' })
    }
    shapes[system.name] = now
  }
  return shapes
}

/**
 * Toward a quarter of a second in the foreign database: long enough to be worth it, short enough to disturb nobody. Below fifteen
 * hundred rows what each batch costs by itself weighs as much as they do: then up to three quarters.
 */
function nextSize(size: number, rowsPerMs: number): number {
  const wanted = Math.max(rowsPerMs * 250, Math.min(1500, rowsPerMs * 750))
  return Math.round(Math.min(5000, Math.max(20, Math.min(size * 2, (size + wanted) / 2))))
}

/** While one slice waits for the foreign database, another is written down in ours. */
const atOnce = 3

async function carry(work: Work, by: Actor, input: SweepInput, plan: Plan, sessions: Sessions): Promise<Swept> {
  await using holder = await holdAlive(work.pool)
  const realNow = (): Temporal.Instant => Temporal.Now.instant()
  const leaseSeconds = input.leaseSeconds ?? 300
  const begunOnly = plan.policyHash !== work.policy.hash
  if (begunOnly) await abandonRest(work.db, plan.id)
  const until = performance.now() + (input.patience ?? 0)
  const pace = { size: 1500 }
  const take = (): Promise<Slice | null> =>
    inTransaction(work.db, (tx) => takeSlice(tx, { planId: plan.id, now: realNow().toString(), leasedUntil: leaseFrom({ realNow, leaseSeconds }), holder: holder.key, size: pace.size, begunOnly }))
  const bring = async (slice: Slice): Promise<void> => {
    const turn = await oneSlice(work, by, input, plan, sessions, slice, realNow, leaseSeconds)
    input.progress?.({ plan, system: slice.system, done: turn.done })
    if (turn.done > 20 && turn.ms > 0) pace.size = nextSize(pace.size, turn.done / turn.ms)
  }
  await using crew = new Crew(atOnce)
  for (;;) {
    work.signal.throwIfAborted()
    const slice = await take()
    if (slice !== null) {
      await crew.start(() => bring(slice))
      continue
    }
    // What our own others have in hand may come back to be done: nobody leaves before they are through.
    if (await crew.oneDone()) continue
    const chance = await nextChance(work.db, plan.id)
    const wait = chance === null ? null : chance.at === null ? 50 : Temporal.Instant.from(chance.at.replace(' ', 'T')).epochMilliseconds - realNow().epochMilliseconds
    // Leases of others run out late, but their work is done soon: looked at again and again.
    if (wait === null || performance.now() + Math.min(wait, 200) > until) break
    await new Promise((resolve) => setTimeout(resolve, Math.max(10, Math.min(wait, 200))))
  }
  await endIfDone(work.db, plan.id, work.now.toString())
  // People of whom rows went have other answers now; at once, so that no page says what was true a moment ago.
  await decideChanged(work)
  const chance = await nextChance(work.db, plan.id)
  const ended = (await findPlan(work.db, plan.id)) ?? plan
  return { plan: ended, held: [], outcomes: await outcomeTotals(work.db, plan.id), waiting: await waitingSystems(work.db), open: chance?.open ?? 0, nextAt: chance?.at ?? null }
}

async function oneSlice(work: Work, by: Actor, input: SweepInput, plan: Plan, sessions: Sessions, slice: Slice, realNow: () => Temporal.Instant, leaseSeconds: number): Promise<{ done: number; ms: number }> {
  const session = await sessions.of(work, slice.system).catch((error: unknown) => error)
  if (!isSession(session)) return leave(work, slice, session, realNow)
  try {
    return await carryOut({ work, plan, actor: actorCode(by), session, realNow, leaseSeconds, at: input.stage }, slice)
  } catch (error) {
    if (isProblem(error, 'plans.taken')) return { done: 0, ms: 0 }
    if (!isAway(error)) throw error
    await sessions.forget(slice.system)
    return leave(work, slice, error, realNow)
  }
}
