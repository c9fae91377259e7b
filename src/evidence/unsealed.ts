import type { Db } from '../platform/index.ts'
import { deleteSalts, waitingFigures } from './store.ts'

/** How many entries no seal protects yet, and for how long the oldest has waited: the ledger's stated limit, as a gauge. */
export async function unsealedAge(db: Db, now: Temporal.Instant): Promise<{ count: number; seconds: number }> {
  const { count, oldest } = await waitingFigures(db)
  if (oldest === null) return { count, seconds: 0 }
  const seconds = Temporal.Instant.from(oldest).until(now).total('seconds')
  return { count, seconds: Math.max(0, seconds) }
}

/** Throws away what opens these entries' commitments: from then on nobody can tell whom they were about. */
export function forgetSubjects(db: Db, entryIds: readonly string[]): Promise<number> {
  return deleteSalts(db as Parameters<typeof deleteSalts>[0], entryIds)
}
