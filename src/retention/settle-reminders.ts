import { decideNow } from '../decisions/index.ts'
import { record } from '../evidence/index.ts'
import { inTransaction } from '../platform/index.ts'
import type { Tx } from '../platform/index.ts'
import { endReminders, setReminders } from '../people/index.ts'
import { toDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import { actorCode } from '../work/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { insertSettled, itemsOf, keepBounced, lateBounces, takeEnded } from './store-settle.ts'
import type { EndedReminder, Outcome } from './store-settle.ts'

export interface SettleInput {
  /**
   * Whether a letter in the sink counts as sent. Only where nobody real is to be reached, as in a demonstration: otherwise
   * people would be erased for not answering a letter that never left this machine.
   */
  readonly sinkCounts?: boolean
}

export type Settled = Readonly<Record<'sent' | 'keptHere' | 'bounced' | 'lapsed', number>>

const batch = 1000

/**
 * Turns what became of the letters into facts. A reminder counts from the day on which a server took it over, never from the
 * day it was written. One that bounces, at once or days later, was not sent: another address is tried, or nobody was reached.
 */
export async function settleReminders(work: Work, by: Actor, input: SettleInput = {}): Promise<Settled> {
  const total = { 'sent': 0, 'kept-here': 0, 'bounced': 0, 'lapsed': 0 }
  for (const take of [takeEnded, lateBounces]) {
    for (let full = true; full; ) {
      work.signal.throwIfAborted()
      full = await inTransaction(work.db, async (tx) => {
        const ended = await take(tx, batch)
        if (ended.length > 0) await settle(tx, work, by, input, ended, total)
        return ended.length > 0
      })
    }
  }
  return { sent: total.sent, keptHere: total['kept-here'], bounced: total.bounced, lapsed: total.lapsed }
}

interface Settling extends EndedReminder {
  readonly result: Outcome
  readonly onDay: Day
}

async function settle(tx: Tx, work: Work, by: Actor, input: SettleInput, ended: readonly EndedReminder[], total: Record<Outcome, number>): Promise<void> {
  const settling = ended.map((one): Settling => ({ ...one, result: resultOf(one, input), onDay: toDay(Temporal.Instant.from(one.at), work.policy.controllers.get(one.controller)?.zone ?? 'UTC') }))
  const fresh = await insertSettled(tx, settling.map(({ personId, reminderId, result, onDay }) => ({ personId, reminderId, outcome: result, onDay })))
  const items = await itemsOf(tx, settling)
  const of = new Map(settling.map((one) => [`${one.personId} ${one.reminderId}`, one]))
  const having = (result: Outcome) => items.flatMap((item) => {
    const one = of.get(`${item.personId} ${item.reminderId}`)
    return one?.result === result ? [{ ...item, onDay: one.onDay }] : []
  })
  await setReminders(tx, having('sent').map(({ personId, factId, purpose, onDay }) => ({ personId, factId, purpose, sent: onDay, bounced: null })))
  const bounced = having('bounced')
  await endReminders(tx, bounced)
  await keepBounced(tx, settling.filter((one) => one.result === 'bounced'))
  // What rested on a reminder that never arrived must not stand until the next night: a sweep may come before.
  await decideNow(work, tx, [...new Set(bounced.map((item) => item.personId))])
  const told = settling.filter((one) => fresh.has(`${one.personId} ${one.reminderId}`))
  for (const one of told) total[one.result] += 1
  await record(tx, told.filter((one) => one.result === 'sent' || one.result === 'bounced').map((one) => ({
    kind: `reminder.${one.result}`, actor: actorCode(by), at: work.clock.now().toString(), subject: one.personId,
    body: { due: one.dueOn, day: one.onDay, purposes: [...new Set(items.filter((item) => item.reminderId === one.reminderId).map((item) => item.purpose))] },
  })))
}

function resultOf(one: EndedReminder, input: SettleInput): Outcome {
  if (one.outcome !== 'delivered') return one.outcome
  return one.via === 'sink' && input.sinkCounts !== true ? 'kept-here' : 'sent'
}
