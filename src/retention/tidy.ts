import { inTransaction } from '../platform/index.ts'
import { addDays } from '../policy/law/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { deleteExpiredTokens, deleteRemindersBefore } from './store-renewal.ts'
import { todayOf } from './today.ts'

const kept = 400 // days: the figures of a year, and a little

/** Links that have expired go, and reminders of more than a year ago; the ledger keeps that they were sent. */
export async function tidyRetention(work: Work, _by: Actor): Promise<{ readonly links: number; readonly reminders: number }> {
  const today = todayOf(work)
  return inTransaction(work.db, async (tx) => ({ links: await deleteExpiredTokens(tx, today), reminders: await deleteRemindersBefore(tx, addDays(today, -kept)) }))
}
