import { promisesOf } from '../policy/promises/index.ts'
import type { Work } from '../work/index.ts'
import { statusOf, windowOf } from './status-of.ts'
import type { Status } from './status-of.ts'
import { readCurrent } from './store-current.ts'
import type { CurrentRow } from './store-current.ts'
import { dayOf } from './today.ts'

type Reading = Pick<Work, 'db' | 'policy' | 'now'>

export interface StandingNow extends Status {
  /** Since when it has been so, and when it was measured; null before the first time. */
  readonly since: string | null
  readonly measuredAt: string | null
}

/**
 * How each promise that something keeps stands now: one query, and the status made as it is read, so that *kept* grows old
 * by itself where nothing runs any more. Figures that were measured under another policy show nothing of this one.
 */
export async function statuses(work: Reading): Promise<ReadonlyMap<string, StandingNow>> {
  return standingsOf(work, await readCurrent(work.db))
}

export function standingsOf(work: Omit<Reading, 'db'>, rows: readonly CurrentRow[]): ReadonlyMap<string, StandingNow> {
  const window = windowOf(work.now, dayOf(work))
  const current = new Map(rows.filter((row) => row.policyHash === work.policy.hash).map((row) => [row.promiseId, row]))
  return new Map(promisesOf(work.policy).filter((promise) => promise.later === null).map((promise) => {
    const row = current.get(promise.id)
    const status = statusOf(row?.figures ?? null, window)
    return [promise.id, { ...status, since: row === undefined ? null : status.state === row.state ? row.since : row.measuredAt, measuredAt: row?.measuredAt ?? null }]
  }))
}
