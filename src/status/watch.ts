import { addDays } from '../policy/law/index.ts'
import type { ControlName } from '../policy/promises/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import type { RulePath } from '../policy/model/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { watches } from './controls.ts'
import { sum } from './figures.ts'
import { gauges } from './gauges/index.ts'
import { ran } from './record-run.ts'
import { windowDays } from './status-of.ts'
import { refresh } from './refresh.ts'
import { dayOf } from './today.ts'

/** The controls that follow days and places look at the policy and the requests, and note what comes near. Then all is measured anew. */
export async function watch(work: Work, _by: Actor): Promise<void> {
  const today = dayOf(work)
  for (const control of watches) {
    const kept = promisesOf(work.policy).filter((promise) => (promise.keptBy as readonly ControlName[]).includes(control))
    if (kept.length === 0) continue
    await ran(
      work, control,
      async () => {
        const measured = await Promise.all([...new Set(kept.flatMap((promise) => promise.shownBy))].map((name) =>
          gauges[name]({ db: work.db, policy: work.policy, since: addDays(today, -windowDays) }, kept.filter((promise) => promise.shownBy.includes(name)).map((promise): RulePath => promise.at), today)))
        return sum(...measured.flatMap((one) => [...one.values()].map(({ risks }) => risks)))
      },
      (near) => ({ figures: near }),
    )
  }
  await refresh(work)
}
