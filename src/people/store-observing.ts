import type pg from 'pg'
import { takeSessionLock } from '../platform/index.ts'

const lock = 5_172_046_882 // next to the lock of migrations; nothing else of ours takes it

/** One observer per installation. */
export const takeObserving = (pool: pg.Pool): Promise<(() => Promise<void>) | null> => takeSessionLock(pool, lock)

/** Waits so many milliseconds until whoever observes is done. */
export async function waitForObserving(pool: pg.Pool, patience: number, signal: AbortSignal): Promise<(() => Promise<void>) | null> {
  const until = performance.now() + patience
  for (;;) {
    signal.throwIfAborted()
    const free = await takeObserving(pool)
    if (free !== null || performance.now() >= until) return free
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
