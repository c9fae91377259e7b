import type { Installation, OpenOptions } from '../cli/index.ts'
import { problem } from '../platform/index.ts'
import { isPublishable, loadPolicy } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { openHash } from '../systems/index.ts'
import { readSources } from '../versions/index.ts'
import type { Work } from '../work/index.ts'
import { sessionsWith } from './connectors.ts'
import { openStore, sinksOf } from './open-store.ts'

type Env = Readonly<Record<string, string | undefined>>

/** One policy on one database. A policy with errors opens nothing: it is checked before anything is touched. */
export async function openInstallation(options: OpenOptions, env: Env = process.env): Promise<Installation> {
  const { policy, source } = await readPolicy(options.policy)
  const store = await openStore({ env, attach: options.attach })
  const stopped = new AbortController()
  const hash = openHash(store.secrets, store.secrets.keyVersion, { countryOf: (controller) => policy.controllers.get(controller)?.country ?? 'SE' })
  const work = (): Work => ({
    db: store.database.db,
    pool: store.database.pool,
    policy,
    now: store.config.clock.now(),
    clock: store.config.clock,
    secrets: store.secrets,
    signal: stopped.signal,
  })
  const close = async (): Promise<void> => {
    stopped.abort()
    await store.close()
  }
  return {
    config: store.config,
    database: store.database,
    secrets: store.secrets,
    hash,
    policySource: source,
    sinks: sinksOf(store.config),
    work,
    openSession: sessionsWith(hash, env, stopped.signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function readPolicy(argument: string): Promise<{ policy: Policy; source: string }> {
  const sources = await readSources(argument)
  const { policy, findings } = loadPolicy(sources)
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (policy === null || !isPublishable(findings))
    throw problem('policy.invalid', {
      attempted: `The policy has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, so nothing was opened.`,
      on: sources.policy.file,
      lines: errors.slice(0, 5).map((error) => `${error.file}:${error.line}:${error.column}  ${error.rule}`),
      next: `lofte check ${argument} shows each with its place and what to write instead.`,
    })
  return { policy, source: sources.policy.text }
}
