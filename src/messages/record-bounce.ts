import { inTransaction } from '../platform/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { endMessages, numberOf } from './store.ts'

/**
 * A report says that a message never arrived, perhaps days after a server had taken it over. Whoever wrote the message finds it
 * in `messages.bounce`. False for a Message-ID that is none of ours. Reading such reports from a mailbox is not done here.
 */
export async function recordBounce(work: Work, _by: Actor, input: { readonly messageId: string; readonly code?: string }): Promise<boolean> {
  const wanted = input.messageId.startsWith('<') ? input.messageId : `<${input.messageId}>`
  return inTransaction(work.db, async (tx) => {
    const messageNo = await numberOf(tx, wanted)
    if (messageNo === null) return false
    await endMessages(tx, 'bounce', [{ messageNo, code: /^[0-9a-z. -]{1,40}$/.test(input.code ?? '') ? (input.code ?? '') : 'reported' }], work.clock.now().toString(), '')
    return true
  })
}
