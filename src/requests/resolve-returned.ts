import { record } from '../evidence/index.ts'
import { inTransaction, problem } from '../platform/index.ts'
import { unearth, type PersonId } from '../people/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import { insertReturnResolution } from './store-by-hand.ts'

export interface ResolveReturned {
  readonly personId: PersonId
  readonly role: string
  readonly grounds: string
}

/**
 * Somebody who had been erased is on record again: they came back themselves, or a backup brought them and they are erased anew. A
 * human has looked, and from then on they are like everybody else.
 */
export const resolveReturned: Action<ResolveReturned, void> = async (work, by, { personId, role, grounds }) => {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(role)) throw problem('requests.role-invalid', { attempted: 'Who decides is said as a role.', next: 'Name the role, such as privacy-lead. No name of anybody.' })
  if (grounds.trim().length < 10) throw problem('requests.grounds-missing', { attempted: 'Why somebody who was erased may be on record needs written grounds.', next: 'Say in a sentence or two why: --grounds TEXT, or --grounds - to read them.' })
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    if ((await unearth(tx, personId)) === 0) throw problem('requests.nobody-returned', { attempted: 'Nobody of that id was erased and came back.', next: 'lofte resolve POLICY lists those who did.' })
    await insertReturnResolution(tx, { personId, role, grounds: work.secrets.encrypt('request words', grounds.trim(), `returned ${personId}`), at, actor: actorCode(by) })
    await record(tx, [{ kind: 'erasure.return-resolved', actor: actorCode(by), at, subject: personId, body: { role } }])
  })
}
