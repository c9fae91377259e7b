import type pg from 'pg'
import type { TransactionFate, TransactionMark } from '../../../index.ts'
import { connect, release, type ActContext } from './context.ts'
import { mustBePrimary } from './read-back.ts'

const fates: Readonly<Record<string, TransactionFate>> = { committed: 'committed', aborted: 'aborted', 'in progress': 'in-progress' }

/**
 * What became of a transaction whose end we did not see. The statement of a killed client may still finish, so *in progress*
 * is waited for. A restored or exchanged database knows nothing of our transaction, and an old one may be forgotten.
 */
export async function fateOf(context: ActContext, mark: TransactionMark): Promise<TransactionFate> {
  if (mark.identity !== context.catalogue.shape.identity) return 'unknown'
  const client = await connect(context)
  try {
    await mustBePrimary(client)
    const { rows } = await statusOf(client, mark.xid)
    return fates[rows[0]?.status ?? ''] ?? 'unknown'
  } catch (error) {
    // A number that has not been given out yet: the database was set back to before it.
    if ((error as { code?: unknown }).code === '22023') return 'unknown'
    throw error
  } finally {
    release(client, false)
  }
}

function statusOf(client: pg.ClientBase, xid: string): Promise<pg.QueryResult<{ status: string | null }>> {
  return client.query<{ status: string | null }>('SELECT pg_xact_status($1::text::xid8) AS status', [xid])
}
