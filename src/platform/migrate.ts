import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { inTransaction, type Database, type Db } from './database.ts'
import { errorCode, log } from './log.ts'
import { isProblem, problem } from '../problems/index.ts'

export interface MigrateOptions {
  readonly directory?: string
  readonly now: Temporal.Instant
  /** Milliseconds to wait for another process that migrates. */
  readonly within?: number
}

interface Migration {
  readonly name: string
  readonly text: string
  readonly checksum: string
}

// An arbitrary number that all of our processes agree on.
const lock = 5_172_046_881

/**
 * Brings the schema up to date, each file in a transaction of its own, and returns the names of those applied. One process
 * at a time: the lock is polled, since waiting inside pg_advisory_lock holds a snapshot that CREATE INDEX CONCURRENTLY
 * would wait for in turn.
 */
export async function migrate(database: Pick<Database, 'db'>, options: MigrateOptions): Promise<readonly string[]> {
  const migrations = readMigrations(options.directory ?? migrationsDirectory())
  return database.db.connection().execute(async (connection) => {
    await locked(connection, options.within ?? 60_000)
    try {
      const applied = await readApplied(connection)
      refuseOthers(migrations, applied)
      const due = migrations.filter((migration) => !applied.has(migration.name))
      for (const migration of due) await apply(connection, migration, options.now)
      return due.map((migration) => migration.name)
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection)
    }
  })
}

/** `db/migrations` of this package, whether run from src/ or from dist/src/. */
export function migrationsDirectory(): string {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'package.json'))) {
    const above = dirname(at)
    if (above === at) throw problem('migration.no-directory', { attempted: 'The migrations of this package were not found.', next: 'Install the package again.' })
    at = above
  }
  return join(at, 'db', 'migrations')
}

export function readMigrations(directory: string): readonly Migration[] {
  return readdirSync(directory)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(directory, file), 'utf8')
      return { name: file.slice(0, -4), text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

async function locked(db: Db, within: number): Promise<void> {
  const until = performance.now() + within
  for (let pause = 10; ; pause = Math.min(500, pause * 2)) {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${lock}) as got`.execute(db)
    if (rows[0]?.got === true) return
    if (performance.now() > until) {
      throw problem('migration.locked', {
        attempted: `Another process has been migrating for more than ${Math.round(within / 1000)} s.`,
        next: 'Wait for it, or look at pg_stat_activity for what it waits for.',
      })
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function readApplied(db: Db): Promise<ReadonlyMap<string, string>> {
  const there = await sql<{ there: boolean }>`select to_regclass('platform.migration') is not null as there`.execute(db)
  if (there.rows[0]?.there !== true) return new Map()
  const { rows } = await sql<{ name: string; checksum: string }>`select name, checksum from platform.migration`.execute(db)
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

/** A schema made by a newer release, or by other files than ours, is not touched and not served. */
function refuseOthers(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const ours = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of applied) {
    if (!ours.has(name)) {
      throw problem('migration.newer-schema', {
        attempted: 'The database was migrated by a newer release of Löfte.',
        on: name,
        next: 'Start the newer release. An older one must not write to this schema.',
      })
    }
    if (ours.get(name) !== checksum) {
      throw problem('migration.changed', {
        attempted: 'A migration that has been applied is not the file it was.',
        on: name,
        next: 'Restore the file; a change is a new migration.',
      })
    }
  }
  const last = [...applied.keys()].sort().at(-1) ?? ''
  const late = migrations.find((migration) => !applied.has(migration.name) && migration.name < last)
  // Number ranges belong to folders, so an earlier number may arrive later; it is applied, and told.
  if (late !== undefined && applied.size > 0) log.debug('migration.out-of-order', { migration: late.name })
}

async function apply(db: Db, migration: Migration, now: Temporal.Instant): Promise<void> {
  const started = performance.now()
  try {
    await inTransaction(db, async (tx) => {
      await sql.raw(migration.text).execute(tx)
      await sql`insert into platform.migration (name, checksum, applied_at) values (${migration.name}, ${migration.checksum}, ${now.toString()})`.execute(tx)
    })
  } catch (error) {
    if (isProblem(error)) throw error
    const position = Number((error as { position?: unknown }).position)
    const line = Number.isFinite(position) ? migration.text.slice(0, position).split('\n').length : undefined
    throw problem('migration.failed', {
      attempted: `A migration failed with ${errorCode(error)}; nothing of it remains.`,
      on: line === undefined ? migration.name : `${migration.name}.sql:${line}`,
      next: 'Look in the log of the database for the statement.',
    })
  }
  log.debug('migration.applied', { migration: migration.name, ms: Math.round(performance.now() - started) })
}
