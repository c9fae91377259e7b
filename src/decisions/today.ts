import { toDay, type Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'

/** The day it is for the policy's controllers. Where they live in several zones, the day that has begun everywhere: nothing is early. */
export function controllersDay(work: Pick<Work, 'policy' | 'now'>): Day {
  const days = [...work.policy.controllers.values()].map((controller) => toDay(work.now, controller.zone))
  return days.length === 0 ? toDay(work.now, 'UTC') : days.reduce((first, day) => (day < first ? day : first))
}
