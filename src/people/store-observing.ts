import type pg from 'pg'
import { takeSessionLock } from '../platform/index.ts'

const lock = 5_172_046_882 // next to the lock of migrations; nothing else of ours takes it

/** One observer per installation. */
export const takeObserving = (pool: pg.Pool): Promise<(() => Promise<void>) | null> => takeSessionLock(pool, lock)
