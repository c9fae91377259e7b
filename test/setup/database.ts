import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabase, startEngine, type Database, type Engine } from '../../src/platform/index.ts'
import { openFolder } from './folder.ts'

// Registered while the file is read: an afterAll inside a hook or a test is never run.
const undo: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const step of undo.reverse()) await step()
  // A cluster that keeps what it is told writes all of it down before it stops.
}, 300_000)

/**
 * A database of its own with our schema, dropped when the file's tests are done. Call it in `beforeAll` (one per file, the
 * usual case) or in a test.
 */
export async function freshDatabase(options: { poolSize?: number } = {}): Promise<Database> {
  const template = inject('template')
  if ('failed' in template) throw new Error(`The migrations fail: ${template.failed}`)
  return copyOf(template.name, options)
}

/** A database that we did not design: empty, then loaded with the given SQL (file names, or texts with a line break or a semicolon). */
export async function foreignDatabase(sql: readonly string[] = [], options: { poolSize?: number } = {}): Promise<Database> {
  const database = await copyOf('template0', options)
  for (const one of sql) await database.pool.query(/[\n;]/.test(one) ? one : readFileSync(one, 'utf8'))
  return database
}

/** A cluster of its own with fsync on, for tests that kill: `engine.pid` is the server, `stop()` the polite way. */
export async function durableCluster(): Promise<{ engine: Engine; directory: string; again: () => Promise<Engine> }> {
  const root = openFolder('lofte-durable-')
  const directory = join(root, 'postgres')
  let engine = await startEngine({ directory })
  undo.push(async () => {
    await engine.stop().catch(() => {})
    rmSync(root, { recursive: true, force: true })
  })
  return { engine, directory, again: async () => (engine = await startEngine({ directory })) }
}

/** The address of another database of the same cluster. */
export function addressOf(name: string): string {
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  return url.toString()
}

async function copyOf(template: string, options: { poolSize?: number }): Promise<Database> {
  const name = `t_${randomBytes(8).toString('hex')}`
  await onCluster(`create database ${name} template ${template}`)
  const database = await openDatabase({ url: addressOf(name), poolSize: options.poolSize ?? 5 })
  undo.push(async () => {
    await database.close()
    // Others may still be connected: a pool that a test left open, a server it killed.
    await onCluster(`drop database if exists ${name} with (force)`)
  })
  return database
}

async function onCluster(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('clusterUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
