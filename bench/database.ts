import { Client } from 'pg'
import { migrate, openDatabase } from '../src/platform/index.ts'
import type { Database, Engine } from '../src/platform/index.ts'

let made = 0

/** An empty database on the bench's server; `ours` has our schema in it. */
export async function newDatabase(engine: Engine, kind: 'ours' | 'foreign'): Promise<Database> {
  made += 1
  const name = `bench_${kind}_${made}`
  const client = new Client({ connectionString: engine.url('postgres') })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const database = await openDatabase({ url: engine.url(name) })
  if (kind === 'ours') await migrate(database, { now: Temporal.Now.instant() })
  return database
}
