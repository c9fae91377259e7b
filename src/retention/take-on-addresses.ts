import { hashFor } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { turnBounced, turnReminders } from './store-addresses.ts'

/** After a new secret: the hashes of addresses that were written to, or do not exist, go on by nesting like those of the index. */
export async function takeOnAddresses(work: Pick<Work, 'pool' | 'policy' | 'secrets' | 'signal'>): Promise<void> {
  const version = work.secrets.keyVersion
  if (version === 1) return
  const hash = hashFor(work)
  const client = await work.pool.connect()
  try {
    for (const turn of [turnReminders, turnBounced]) while ((await turn(client, version, hash)) > 0) work.signal.throwIfAborted()
  } finally {
    client.release()
  }
}
