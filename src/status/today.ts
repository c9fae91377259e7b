import { toDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Work } from '../work/index.ts'

/** The time zone whose nights the controls run in: the first controller's. */
export function zoneOf(policy: Policy): string {
  return [...policy.controllers.values()][0]?.zone ?? 'UTC'
}

/** The day it is for the policy's controllers; in several zones the one that has begun everywhere, so that nothing is late too early. */
export function dayOf(work: Pick<Work, 'policy' | 'now'>): Day {
  const days = [...work.policy.controllers.values()].map((controller) => toDay(work.now, controller.zone))
  return days.length === 0 ? toDay(work.now, 'UTC') : days.reduce((first, day) => (day < first ? day : first))
}
