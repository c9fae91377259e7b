import type pg from 'pg'
import { takeSessionLock } from '../platform/index.ts'

const lock = 5_172_046_883 // next to those of migrations and observing

/** One decider per installation. */
export const takeDeciding = (pool: pg.Pool): Promise<(() => Promise<void>) | null> => takeSessionLock(pool, lock)
