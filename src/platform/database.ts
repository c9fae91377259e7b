import { Kysely, PostgresDialect, type PostgresPoolClient, type Transaction } from 'kysely'
import { Pool, type PoolClient } from 'pg'
import { log } from './log.ts'
import { problem } from '../problems/index.ts'
import { parsers } from './database-types.ts'

export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

export interface Database {
  readonly db: Db
  readonly pool: Pool
  /** Where it is, password included: for another process of ours, never for a log. */
  readonly url: string
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly poolSize?: number
  readonly applicationName?: string
  /** Aborted: open connections are ended and waiting queries rejected. */
  readonly signal?: AbortSignal
  /** Milliseconds until a connection counts as unreachable. */
  readonly connectWithin?: number
}

/** A pool of connections and Kysely over it. Nothing is connected yet: `checkDatabase` does that and explains a failure. */
export function openPool(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectWithin ?? 5000,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? 'lofte',
    options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601',
    types: parsers,
    keepAlive: true,
  })
  let closing: Promise<void> | undefined
  // An idle connection that the server drops raises 'error' on the pool; unheard, it would end the process.
  pool.on('error', (error) => {
    if (closing === undefined) log.warn('database.connection-lost', { error })
  })
  // The pool hears idle connections only; one that is lost while in use tells its query, and raises 'error' besides.
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const close = (): Promise<void> => (closing ??= ended(db, pool))
  options.signal?.addEventListener('abort', () => void close(), { once: true })
  return {
    db,
    pool,
    url: options.url,
    close,
  }
}

/** Kysely ends the pool only if it ever used it. */
async function ended(db: Db, pool: Pool): Promise<void> {
  await db.destroy()
  if (!pool.ending) await pool.end()
}

/** Opens the database and makes sure that it answers. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = openPool(options)
  try {
    await database.pool.query('select 1')
    return database
  } catch (error) {
    await database.close()
    throw unreachable(options, error)
  }
}

function unreachable(options: DatabaseOptions, error: unknown) {
  return problem('database.unreachable', {
    attempted: `Our database did not answer within ${(options.connectWithin ?? 5000) / 1000} s (${reasonOf(error)}).`,
    on: place(options.url),
    next: 'Check DATABASE_URL and that the server accepts connections from here.',
  })
}

/** Host, port and name of a database without its user and password. */
export function place(url: string): string {
  try {
    const parsed = new URL(url)
    const host = parsed.searchParams.get('host') ?? parsed.host
    return `${host}${parsed.pathname}`
  } catch {
    return 'an address that cannot be read'
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^[A-Z0-9_]{2,30}$/.test(code) ? code : 'no answer'
}

/**
 * A transaction with the connection it runs on, for COPY in the same transaction: what `tx` writes and what
 * `copyIn(client, …)` streams commit together or not at all.
 */
export async function inCopyTransaction<T>(pool: Pool, run: (tx: Tx, client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = true
  // A pool of this one connection, so that Kysely's transaction and COPY share it; giving it back is ours to do.
  const lent = { query: client.query.bind(client), release: () => {} } as unknown as PostgresPoolClient
  const one = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: { connect: async () => lent, end: async () => {}, options: {} } }) })
  try {
    const result = await one.transaction().execute((tx) => run(tx, client))
    broken = false
    return result
  } finally {
    client.release(broken)
  }
}

/** Everything in one transaction, or nothing. */
export function inTransaction<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db as Tx) : db.transaction().execute(run)
}
