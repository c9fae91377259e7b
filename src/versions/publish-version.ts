import type { Lang } from '../policy/text/index.ts'
import { problem } from '../platform/index.ts'
import { actorCode } from '../work/index.ts'
import type { Action } from '../work/index.ts'
import { insertVersion } from './store.ts'
import type { FrozenPromise } from './store.ts'

export interface Publication {
  readonly source: string
  readonly promises: readonly FrozenPromise[]
  readonly documents: Readonly<Partial<Record<Lang, unknown>>>
  /** How many errors the check found: with one, nothing is published. */
  readonly errors: number
}

/**
 * Keeps the policy's version as it stands: source, sentences and documents. A version that is there already is left alone,
 * since a version is never changed; what differs in systems.yaml only makes no new one.
 */
export const publishVersion: Action<Publication, { readonly isNew: boolean }> = async (work, by, input) => {
  if (input.errors > 0)
    throw problem('policy.not-publishable', {
      attempted: `publish a policy with ${input.errors} ${input.errors === 1 ? 'error' : 'errors'}`,
      on: work.policy.file,
      next: 'Run lofte check and mend what it names.',
    })
  const isNew = await insertVersion(work.db, {
    version: work.policy.version,
    effective: work.policy.effective,
    publishedAt: work.now.toString(),
    publishedBy: actorCode(by),
    source: input.source,
    promises: input.promises,
    documents: input.documents,
    accepted: work.policy.accepted,
  })
  return { isNew }
}
