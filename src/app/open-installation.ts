import type { Installation, OpenOptions } from '../cli/index.ts'
import { takeOnKeys } from '../people/index.ts'
import { problem } from '../platform/index.ts'
import { isPublishable, loadPolicy } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { hashFor } from '../systems/index.ts'
import { readSources } from '../sources/index.ts'
import type { Work } from '../work/index.ts'
import { sessionsWith } from './connectors.ts'
import { withEnvironmentFile } from './environment-file.ts'
import { openStore, sinksOf } from './open-store.ts'
import type { Store } from './open-store.ts'

type Env = Readonly<Record<string, string | undefined>>

/** One policy on one database. A policy with errors opens nothing: it is checked before anything is touched. */
export async function openInstallation(options: OpenOptions, env: Env = process.env): Promise<Installation> {
  const read = await readPolicy(options.policy)
  const installation = installationOn(await openStore({ env, attach: options.attach }), read, env)
  try {
    await takeOnKeys(installation.work())
    await takeOnOthers(installation.work())
  } catch (error) {
    await installation.close()
    throw error
  }
  return installation
}

/** What else is hashed or wrapped with the secret. Read only where there has been another: most start with their first. */
async function takeOnOthers(work: Work): Promise<void> {
  if (work.secrets.keyVersion === 1) return
  const [{ takeOnAddresses }, { takeOnCaseKeys }] = await Promise.all([import('../retention/index.ts'), import('../requests/index.ts')])
  await takeOnAddresses(work)
  await takeOnCaseKeys(work)
}

/** An installation on a database that is open already; closing it closes the database too. */
export function installationOn(store: Store, { policy, source }: ReadPolicy, env: Env, invented = false): Installation {
  const stopped = new AbortController()
  const hash = hashFor({ secrets: store.secrets, policy })
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
    invented,
    sinks: sinksOf(store.config),
    work,
    openSession: sessionsWith(hash, withEnvironmentFile(env, store.config.dataDir), stopped.signal, new Map([...policy.controllers].map(([name, { zone }]) => [name, zone]))),
    close,
    [Symbol.asyncDispose]: close,
  }
}

export interface ReadPolicy {
  readonly policy: Policy
  readonly source: string
}

export async function readPolicy(argument: string): Promise<ReadPolicy> {
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
