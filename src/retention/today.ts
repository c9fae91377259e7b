import { controllersDay } from '../decisions/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'

/** The day it is, by the clock as it stands now: a night's work may begin before midnight. */
export function todayOf(work: Work): Day {
  return controllersDay({ policy: work.policy, now: work.clock.now() })
}
