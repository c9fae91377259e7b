import { errorCode, inTransaction, isProblem, log } from '../platform/index.ts'
import type { Session } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { pauseSlice, type Slice } from './store-journal.ts'

/** The system does not answer: its items wait, longer each time, and the status shows it. */
export async function leave(work: Work, slice: Slice, error: unknown, realNow: () => Temporal.Instant): Promise<{ done: number; ms: number }> {
  const reason = errorCode(error)
  log.warn('plans.system-waits', { system: slice.system, reason })
  await inTransaction(work.db, (tx) => pauseSlice(tx, slice, realNow().toString(), { until: (failures) => realNow().add({ milliseconds: 1000 * Math.min(600, 2 ** (failures - 1)) }).toString(), reason }))
  return { done: 0, ms: 0 }
}

export function isAway(error: unknown): boolean {
  return isProblem(error) ? error.code.startsWith('systems.') : /^(08|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(errorCode(error))
}

export const isSession = (value: unknown): value is Session => typeof value === 'object' && value !== null && 'apply' in value
