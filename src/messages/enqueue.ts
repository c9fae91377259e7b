import { inTransaction, newId, problem, randomToken } from '../platform/index.ts'
import type { Personal, Tx } from '../platform/index.ts'
import { normalise } from '../systems/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Work } from '../work/index.ts'
import type { MessageNo } from './mail.ts'
import { sealContent } from './sealed-content.ts'
import { insertMessages } from './store.ts'

export interface NewMessage {
  /** Who wrote it, as a code: `retention.reminder`. */
  readonly kind: string
  readonly to: Personal<string>
  readonly subject: string
  readonly text: Personal<string>
  readonly lang: Lang
  /** No longer sent after this: the address may have become somebody else's meanwhile. */
  readonly goodUntil: Temporal.Instant
}

export interface Enqueued {
  readonly messageNo: MessageNo
  readonly messageId: string
}

/**
 * Puts messages into the outbox in the caller's transaction: they are sent if, and only if, that commits. `host` stands in the
 * Message-ID, which says nothing else. Answers in the order given.
 */
export async function enqueue(tx: Tx, work: Pick<Work, 'secrets' | 'clock'>, host: string, messages: readonly NewMessage[]): Promise<readonly Enqueued[]> {
  if (messages.length === 0) return []
  const madeAt = work.clock.now().toString()
  const rows = messages.map((message) => {
    const messageNo = newId<'message'>()
    const content = { to: addressee(message), subject: oneLine(message.subject), text: message.text, lang: message.lang }
    return {
      messageNo,
      kind: message.kind,
      messageId: `<${randomToken()}@${host}>`,
      goodUntil: message.goodUntil.toString(),
      sealed: sealContent(work.secrets, messageNo, content),
    }
  })
  await inTransaction(tx, (tx) => insertMessages(tx, rows, madeAt))
  return rows.map(({ messageNo, messageId }) => ({ messageNo, messageId }))
}

/** Exactly one address: what a customer's system holds is foreign text, and must not become two recipients or a header. */
function addressee(message: NewMessage): Personal<string> {
  if (normalise('email', message.to.reveal(), { country: 'SE', year: 2000 }) !== null) return message.to
  throw problem('messages.no-address', { attempted: 'put a message into the outbox', on: message.kind, next: 'The addressee is not one mail address; look at it in the system that it was read from.' })
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
