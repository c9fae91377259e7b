import { promisesOf } from '../../policy/promises/index.ts'
import type { PolicyPromise } from '../../policy/promises/index.ts'
import type { Work } from '../../work/index.ts'
import { standingsOf } from '../statuses.ts'
import type { StandingNow } from '../statuses.ts'
import { lastAudit, readPublic } from '../store-public.ts'
import type { LastAudit } from '../store-public.ts'
import { dayOf, zoneOf } from '../today.ts'
import type { Band } from './bands.ts'
import { publicState } from './public-status.ts'
import type { PublicState } from './public-status.ts'

/** What the public may know of one promise: a word, and figures in bands. */
export interface PublicStanding {
  readonly promise: PolicyPromise
  readonly state: PublicState
  /** Late against our own promise, and within the law. */
  readonly lawful: boolean
  readonly standing: StandingNow
  readonly figures: Readonly<Partial<Record<'done' | 'subjects', Band>>>
}

export interface PublicStandings {
  readonly of: readonly PublicStanding[]
  readonly audit: LastAudit | null
}

/** The marks that are turned on, in the order of the notice. */
export async function publicStandings(work: Pick<Work, 'db' | 'policy' | 'now'>): Promise<PublicStandings> {
  const [rows, audit] = await Promise.all([readPublic(work.db), lastAudit(work.db, work.policy.hash)])
  const on = new Map(rows.filter((row) => row.on).map((row) => [row.promiseId, row]))
  if (on.size === 0) return { of: [], audit: null }
  const standings = standingsOf(work, rows)
  const [today, zone] = [dayOf(work), zoneOf(work.policy)]
  const of = promisesOf(work.policy).flatMap((promise): PublicStanding[] => {
    const [row, standing] = [on.get(promise.id), standings.get(promise.id)]
    if (row === undefined || standing === undefined) return []
    const state = publicState({ state: standing.state, since: standing.since ?? row.measuredAt, confirmed: row.confirmed }, today, zone, work.policy.calendar)
    return [{ promise, state, lawful: standing.lawful, standing, figures: row.public ?? {} }]
  })
  return { of, audit }
}
