import { inTransaction, log, metrics, newId, pauses } from '../platform/index.ts'
import type { Actor, Work } from '../work/index.ts'
import type { Sent, Transport } from './mail.ts'
import { openContent } from './sealed-content.ts'
import type { Content } from './sealed-content.ts'
import { closeRoad, endMessages, openRoad, postpone, release, roadOf, takeDue } from './store.ts'
import type { Taken } from './store.ts'

export interface Delivered {
  readonly accepted: number
  readonly bounced: number
  /** Tried, and to be tried again. */
  readonly later: number
  readonly lapsed: number
  /** The server did not take anything: the rest waits, untried. */
  readonly down: boolean
}

const batch = 50
const together = 5
const lease = Temporal.Duration.from({ minutes: 10 })

type Tried = { readonly message: Taken; readonly sent: Sent | { readonly outcome: 'lapsed'; readonly code: string } | null }

/**
 * Sends what is due in the outbox. Mail cannot be sent exactly once: between the server's answer and our commit a crash leaves
 * a message that is sent again, under the same Message-ID. That window, one batch wide, is all there is.
 */
export async function deliverDue(work: Work, _by: Actor, transport: Transport, most = Number.POSITIVE_INFINITY): Promise<Delivered> {
  const total = { accepted: 0, bounced: 0, later: 0, lapsed: 0, down: false }
  const road = await roadOf(work.db, transport.via)
  if (road !== null && Temporal.Instant.compare(Temporal.Instant.from(road.resumeAt), work.clock.now()) > 0) return { ...total, down: true }
  let failures = road?.failures ?? 0
  for (let seen = 0; seen < most && !work.signal.aborted && !total.down; ) {
    const holder = newId()
    const now = work.clock.now()
    const taken = await takeDue(work.db, holder, now.toString(), now.add(lease).toString(), Math.min(batch, most - seen))
    if (taken.length === 0) break
    seen += taken.length
    const tried = await trySending(work, transport, taken)
    await settle(work, transport, holder, tried, failures)
    for (const { sent } of tried) {
      if (sent === null) continue
      metrics.count('lofte_messages_total', { outcome: sent.outcome })
      if (sent.outcome === 'down') total.down = true
      else total[sent.outcome] += 1
    }
    failures = 0
  }
  if (total.down) log.warn('messages.server-down', { kind: transport.via, attempt: failures + 1 })
  return total
}

/** A few at a time. Once the server is found down, the rest of the batch is left untried. */
async function trySending(work: Work, transport: Transport, taken: readonly Taken[]): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  let down = false
  const queue = [...taken]
  const one = async (): Promise<void> => {
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
      if (message.overdue || message.sealed === null) tried.push({ message, sent: { outcome: 'lapsed', code: message.sealed === null ? 'no-content' : 'out-of-time' } })
      else if (down || work.signal.aborted) tried.push({ message, sent: null })
      else {
        const sent = await sendOne(work, transport, message, message.sealed)
        if (sent.outcome === 'down') down = true
        tried.push({ message, sent })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(together, taken.length) }, one))
  return suspicious(tried) ? tried.map(doubted) : tried
}

/** A server that refuses nearly every address does not relay for us, rather: nobody becomes unreachable by a setting of ours. */
function suspicious(tried: readonly Tried[]): boolean {
  const answered = tried.filter(({ sent }) => sent?.outcome === 'accepted' || sent?.outcome === 'bounced')
  const bounced = answered.filter(({ sent }) => sent?.outcome === 'bounced').length
  return answered.length >= 10 && bounced > answered.length * 0.8
}

function doubted({ message, sent }: Tried): Tried {
  return { message, sent: sent?.outcome === 'bounced' ? { outcome: 'later', code: 'nearly-all-refused' } : sent }
}

async function sendOne(work: Work, transport: Transport, message: Taken, sealed: Buffer): Promise<Sent> {
  const content = opened(work, message, sealed)
  return content === null ? { outcome: 'later', code: 'cannot-open' } : transport.send({ messageId: message.messageId, ...content })
}

/** One that does not open waits: perhaps an older secret is only not given, and none of the others is to wait for it. */
function opened(work: Work, message: Taken, sealed: Buffer): Content | null {
  try {
    return openContent(work.secrets, message.messageNo, sealed)
  } catch (error) {
    log.error('messages.cannot-open', { message: message.messageNo, error })
    return null
  }
}

async function settle(work: Work, transport: Transport, holder: string, tried: readonly Tried[], failures: number): Promise<void> {
  const now = work.clock.now()
  const at = now.toString()
  const ended = (outcome: string) => tried.flatMap(({ message, sent }) => (sent?.outcome === outcome ? [{ messageNo: message.messageNo, code: sent.code }] : []))
  const down = tried.find(({ sent }) => sent?.outcome === 'down')
  await inTransaction(work.db, async (tx) => {
    await endMessages(tx, 'delivery', ended('accepted'), at, transport.via)
    await endMessages(tx, 'bounce', ended('bounced'), at, transport.via)
    await endMessages(tx, 'lapse', ended('lapsed'), at, transport.via)
    for (const { message, sent } of tried) {
      if (sent?.outcome !== 'later' && sent?.outcome !== 'down') continue
      // What met a server that is down lets the others go first next time: perhaps it was this one that brought it down.
      const attempt = message.attempts + 1
      const pause = sent.outcome === 'later' ? pauseBefore(attempt) : pauses(attempt)
      await postpone(tx, holder, message.messageNo, attempt, at, now.add({ milliseconds: pause }).toString(), sent.code)
    }
    await release(tx, holder, tried.filter(({ sent }) => sent === null).map(({ message }) => message.messageNo))
    if (down?.sent != null) await closeRoad(tx, transport.via, failures + 1, now.add({ milliseconds: pauses(failures + 1) }).toString(), down.sent.code)
    else if (tried.some(({ sent }) => sent !== null && sent.outcome !== 'lapsed')) await openRoad(tx, transport.via)
  })
}

/** Greylisting lets go after some minutes, a full mailbox after days: from half a minute, doubling, to five hours. */
export function pauseBefore(attempt: number, random?: () => number): number {
  return pauses(attempt, random) * 30
}
