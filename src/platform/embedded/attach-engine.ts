import { Client } from 'pg'
import { whereIs } from './home.ts'
import { addressAt, pidFile } from './pid-file.ts'
import type { Engine } from './start-engine.ts'

/**
 * The server that another process of ours runs on the directory, or null where none answers. It stays theirs: `stop` only
 * lets go, and it ends when they do.
 */
export async function attachEngine(directory: string): Promise<Engine | null> {
  const home = whereIs(directory)
  const found = pidFile(home)
  if (found?.status !== 'ready') return null
  // The file outlives a crash of the machine: only an answer shows that there is a server.
  const client = new Client({ connectionString: addressAt(found.socket, 'lofte'), connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
  } catch {
    return null
  }
  return { pid: found.pid, directory: home, url: (database = 'lofte') => addressAt(found.socket, database), stop: async () => {} }
}
