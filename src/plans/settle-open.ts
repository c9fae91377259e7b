import { inTransaction, isProblem } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Session } from '../systems/index.ts'
import { actorCode, type Action, type Work } from '../work/index.ts'
import { leaseFrom, recover, type Carrying } from './carry-out.ts'
import type { Plan } from './plan.ts'
import { Sessions } from './sessions.ts'
import { holdAlive } from './store-holder.ts'
import { letGo, takeSlice, type Slice } from './store-journal.ts'
import { begunPlans } from './store-plan.ts'
import { isAway, leave } from './system-away.ts'

/**
 * What processes that died began and did not see the end of is read back, before anything is looked at anew: then the look knows
 * which changes are our own doing, and what is left of their plans is carried out on what is true by now. Nothing is changed in any
 * system. What a living process has in hand, and what a system that is down has to tell, stays open.
 */
export const settleOpen: Action<{ readonly open: (system: System) => Promise<Session> }, void> = async (work, by, input) => {
  const plans = await begunPlans(work.db)
  if (plans.length === 0) return
  await using sessions = new Sessions(input.open)
  await using holder = await holdAlive(work.pool)
  const realNow = (): Temporal.Instant => Temporal.Now.instant()
  const leaseSeconds = 300
  for (const plan of plans) {
    for (;;) {
      work.signal.throwIfAborted()
      const taking = { planId: plan.id, now: realNow().toString(), leasedUntil: leaseFrom({ realNow, leaseSeconds }), holder: holder.key, size: 0, begunOnly: true, openOnly: true }
      const slice = await inTransaction(work.db, (tx) => takeSlice(tx, taking))
      if (slice === null) break
      await settleSlice(work, sessions, plan, slice, { actor: actorCode(by), realNow, leaseSeconds })
    }
  }
}

async function settleSlice(work: Work, sessions: Sessions, plan: Plan, slice: Slice, rest: Pick<Carrying, 'actor' | 'realNow' | 'leaseSeconds'>): Promise<void> {
  try {
    const session = await sessions.of(work, slice.system)
    // Not known yet: the slice has been left to itself for a while.
    if (await recover({ work, plan, session, ...rest }, slice)) await letGo(work.db, slice)
  } catch (error) {
    if (isProblem(error, 'plans.taken')) return
    if (!isAway(error)) throw error
    await sessions.forget(slice.system)
    await leave(work, slice, error, rest.realNow)
  }
}
