import { record } from '../evidence/index.ts'
import { everybody, insertRestoreResolution, markChanged, restoreToResolve } from '../people/index.ts'
import { inTransaction, problem } from '../platform/index.ts'
import { actorCode, type Action } from '../work/index.ts'
import { decideChanged, type DecidedCount } from './decide-changed.ts'

export interface ResolveRestore {
  readonly role: string
  readonly grounds: string
}

/**
 * Somebody has looked at what a restore may have lost, renewals and consents above all, and answers for going on: what rests on
 * inactivity or consent is decided by the rules again (act.md, Evidence). Not before everything was read whole.
 */
export const resolveRestore: Action<ResolveRestore, DecidedCount> = async (work, by, { role, grounds }) => {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(role)) throw problem('decisions.role-invalid', { attempted: 'Who answers for it is said as a role.', next: 'Name the role, such as privacy-lead. No name of anybody.' })
  if (grounds.trim().length < 10) throw problem('decisions.grounds-missing', { attempted: 'Going on after a restore needs its reasons.', next: 'Say in a sentence or two what was looked at: --grounds TEXT, or --grounds - to read them.' })
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    const restore = await restoreToResolve(tx)
    if (restore === null) throw problem('decisions.nothing-restored', { attempted: 'No restore waits for anybody.', next: 'lofte resolve POLICY lists what does.' })
    if (restore.unseen.length > 0) throw problem('decisions.not-read-whole', { attempted: 'Not every system has been read whole since the restore was acknowledged.', lines: restore.unseen, next: 'lofte observe POLICY reads them; then answer for it.' })
    await insertRestoreResolution(tx, { role, grounds: work.secrets.encrypt('restore grounds', grounds.trim(), 'restore'), at, actor: actorCode(by) })
    await markChanged(tx, everybody)
    await record(tx, [{ kind: 'restore.resolved', actor: actorCode(by), at, body: { role, acknowledgement: restore.entryId } }])
  })
  return decideChanged(work)
}
