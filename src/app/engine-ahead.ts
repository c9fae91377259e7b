import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onShutdown, readConfig, startEngine, whereIs } from '../platform/index.ts'
import type { Engine } from '../platform/index.ts'

/** The embedded server, started before anybody asked for it. */
export interface EngineAhead {
  /** It is somebody else's to stop from now on. */
  take(): Promise<Engine>
}

/**
 * Where there is a database already its server takes a fifth of a second to come up: it does that while the rest of the program and
 * the policy are read. Nothing is made and nothing is read in it until the policy has been found to be without errors. null: there
 * is none yet, or the settings are wrong, which is said where they are read.
 */
export function engineAhead(env: Readonly<Record<string, string | undefined>>): EngineAhead | null {
  const directory = directoryOf(env)
  if (directory === null || !existsSync(join(whereIs(directory), 'data', 'PG_VERSION'))) return null
  const starting = startEngine({ directory })
  const forget = onShutdown('engine', async () => (await starting.catch(() => null))?.stop())
  // Said to whoever takes it.
  starting.catch(() => {})
  return {
    async take() {
      const engine = await starting
      forget()
      return engine
    },
  }
}

function directoryOf(env: Readonly<Record<string, string | undefined>>): string | null {
  try {
    const { database } = readConfig(env)
    return database.kind === 'embedded' ? database.directory : null
  } catch {
    return null
  }
}
