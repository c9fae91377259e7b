import type { Actor, Work } from '../work/index.ts'
import { deleteEndedBefore } from './store.ts'

const kept = { hours: 400 * 24 }

/** What is left of an ended message says when it was sent and how it went: for the figures of a year, then it goes too. */
export function tidyMessages(work: Work, _by: Actor): Promise<number> {
  return deleteEndedBefore(work.db, work.clock.now().subtract(kept).toString())
}
