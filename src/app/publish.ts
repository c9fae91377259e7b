import type { Installation } from '../cli/index.ts'
import { composeNotice } from '../notice/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import { publishVersion } from '../versions/index.ts'

/** Publishes the installation's policy as a version, with the sentences and documents as they read now. */
export async function publish(installation: Installation): Promise<boolean> {
  const work = installation.work()
  const { isNew } = await publishVersion(work, { kind: 'job', name: 'publisher' }, {
    source: installation.policySource,
    promises: promisesOf(work.policy).map(({ id, kind, sentence, terms }) => ({ id, kind, sentence, terms })),
    documents: Object.fromEntries(work.policy.languages.map((lang) => [lang, composeNotice(work.policy, lang)])),
    errors: 0,
  })
  return isNew
}
