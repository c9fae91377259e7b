import type { Work } from '../work/index.ts'
import { keysOfCases, replaceKey } from './store.ts'
import { rewrapKey } from './vault.ts'

/** After a new secret: the keys of open cases are wrapped anew, so that the earlier secret alone opens nothing of what they hold. */
export async function takeOnCaseKeys(work: Pick<Work, 'db' | 'secrets' | 'signal'>): Promise<void> {
  if (work.secrets.keyVersion === 1) return
  for (const { id, wrapped } of await keysOfCases(work.db)) {
    work.signal.throwIfAborted()
    const next = rewrapKey(work.secrets, id, wrapped)
    // One that was closed meanwhile has no key any more, and gets none.
    if (next !== null) await replaceKey(work.db, id, wrapped, next)
  }
}
