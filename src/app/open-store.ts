import { join } from 'node:path'
import type { Ledger } from '../cli/index.ts'
import { fileSink } from '../evidence/index.ts'
import type { HeadSink } from '../evidence/index.ts'
import { attachEngine, migrate, openDatabase, openSecrets, readConfig, startEngine } from '../platform/index.ts'
import type { Config, Database, Engine, Secrets } from '../platform/index.ts'
import type { EngineAhead } from './engine-ahead.ts'

/** Our own database and keys, without any policy. */
export interface Store extends AsyncDisposable {
  readonly config: Config
  readonly database: Database
  readonly secrets: Secrets
  /** null where DATABASE_URL names a server. */
  readonly engine: Engine | null
  close(): Promise<void>
}

export interface StoreOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Take part in the embedded database that a running server of ours has open, instead of refusing. */
  readonly attach: boolean
  readonly signal?: AbortSignal
  /** Started already; null where it is started now. */
  readonly ahead?: EngineAhead | null
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const config = readConfig(options.env)
  const secrets = openSecrets(config)
  const engine = config.database.kind === 'server' ? null : await engineAt(config.database.directory, options)
  const url = config.database.kind === 'server' ? config.database.url.reveal() : (engine?.url() ?? '')
  let database: Database | undefined
  const close = async (): Promise<void> => {
    await database?.close()
    await engine?.stop()
  }
  try {
    database = await openDatabase({ url, poolSize: config.poolSize })
    await migrate(database, { now: config.clock.now() })
    return { config, database, secrets, engine, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

async function engineAt(directory: string, { attach, ahead = null }: StoreOptions): Promise<Engine> {
  if (ahead !== null) return ahead.take()
  const running = attach ? await attachEngine(directory) : null
  return running ?? startEngine({ directory })
}

/** Heads kept outside of the database: for now a file of their own, which belongs in another backup than the database. */
export function sinksOf(config: Config): readonly HeadSink[] {
  return [fileSink(join(config.dataDir, 'heads.jsonl'))]
}

export async function openLedger(env: StoreOptions['env'] = process.env): Promise<Ledger> {
  const store = await openStore({ env, attach: true })
  return { now: () => store.config.clock.now(), database: store.database, secrets: store.secrets, sinks: sinksOf(store.config), [Symbol.asyncDispose]: store.close }
}
