import { newId, type Db, type Tx } from '../platform/index.ts'
import type { ControlName } from '../policy/promises/index.ts'
import type { Work } from '../work/index.ts'
import type { Counts } from './figures.ts'
import { insertRun } from './store-runs.ts'

export interface Run {
  readonly startedAt: Temporal.Instant
  readonly finishedAt: Temporal.Instant
  /** `partly`: some of it waits (a system that is down). */
  readonly outcome: 'done' | 'partly' | 'failed'
  readonly figures: Counts
}

/** A control ran. Whoever starts controls (a command, a job) tells it here, in one transaction with what it did or after it. */
export async function recordRun(tx: Tx | Db, control: ControlName, run: Run): Promise<void> {
  await insertRun(tx, { id: newId(), control, startedAt: run.startedAt.toString(), finishedAt: run.finishedAt.toString(), outcome: run.outcome, figures: run.figures })
}

/** Runs a control and records how it ended; a failure is recorded and thrown on. */
export async function ran<T>(work: Work, control: ControlName, run: () => Promise<T>, told: (result: T) => { readonly outcome?: Run['outcome']; readonly figures?: Counts } = () => ({})): Promise<T> {
  const startedAt = work.clock.now()
  const record = (outcome: Run['outcome'], figures: Counts) => recordRun(work.db, control, { startedAt, finishedAt: work.clock.now(), outcome, figures })
  let result: T
  try {
    result = await run()
  } catch (error) {
    await record('failed', {}).catch(() => {})
    throw error
  }
  const { outcome = 'done', figures = {} } = told(result)
  await record(outcome, figures)
  return result
}
