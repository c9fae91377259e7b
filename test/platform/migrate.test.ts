import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { isProblem, migrate, migrationsDirectory, openDatabase, type Database } from '../../src/platform/index.ts'
import { foreignDatabase } from '../setup/database.ts'

const now = Temporal.Instant.from('2026-11-22T08:00:00Z')
const folders: string[] = []
let database: Database
let directory: string
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lofte-migrations-'))
  folders.push(directory)
  copyFileSync(join(migrationsDirectory(), '0001_platform_migration.sql'), join(directory, '0001_platform_migration.sql'))
  database = await foreignDatabase()
})

const add = (name: string, text: string) => writeFileSync(join(directory, `${name}.sql`), text)
const failure = () => migrate(database, { directory, now }).then(() => null, (error: unknown) => error)

test('each file once, in order, with the moment of the clock', async () => {
  add('0020_versions_b', 'create table b (n int); insert into b select 1 from a;')
  add('0010_evidence_a', 'create table a (n int); insert into a values (1);')
  expect(await migrate(database, { directory, now })).toEqual(['0001_platform_migration', '0010_evidence_a', '0020_versions_b'])
  expect(await migrate(database, { directory, now })).toEqual([])
  const { rows } = await database.pool.query('select name, applied_at from platform.migration order by name limit 1')
  expect(rows).toEqual([{ name: '0001_platform_migration', applied_at: '2026-11-22 08:00:00+00' }])
})

test('a file that fails leaves nothing of itself, and says where', async () => {
  add('0010_evidence_a', 'create table a (n int);\ncreate table a (n int);\n')
  expect(await failure()).toMatchObject({ code: 'migration.failed', attempted: expect.stringContaining('42P07') as string })
  add('0010_evidence_a', 'create table a (n int);\n\ncreat table b ();')
  expect(await failure()).toMatchObject({ on: '0010_evidence_a.sql:3' })
  expect((await database.pool.query("select to_regclass('a') as a")).rows).toEqual([{ a: null }])
})

test('a changed file and a schema from a newer release are refused', async () => {
  add('0010_evidence_a', 'create table a (n int);')
  await migrate(database, { directory, now })
  add('0010_evidence_a', 'create table a (n int8);')
  expect(isProblem(await failure(), 'migration.changed')).toBe(true)
  rmSync(join(directory, '0010_evidence_a.sql'))
  expect(await failure()).toMatchObject({ code: 'migration.newer-schema', on: '0010_evidence_a' })
})

test('several processes at once: each file is applied by one of them', async () => {
  add('0010_evidence_a', 'create table a (n int); select pg_sleep(0.2);')
  add('0020_versions_b', 'create table b (n int);')
  const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: database.url, poolSize: 1 })))
  const applied = await Promise.all(others.map((other) => migrate(other, { directory, now })))
  await Promise.all(others.map((other) => other.close()))
  expect(applied.flat()).toHaveLength(3)
})

test('a process that migrates for too long is told of, and its lock goes with its connection', async () => {
  const other = await openDatabase({ url: database.url, poolSize: 1 })
  await other.pool.query('select pg_advisory_lock(5172046881)')
  const late = await migrate(database, { directory, now, within: 100 }).catch((error: unknown) => error)
  expect(isProblem(late, 'migration.locked')).toBe(true)
  await other.close()
  expect(await migrate(database, { directory, now })).toHaveLength(1)
})

test('the files of the package are named and numbered by one rule, and no number is used twice', () => {
  const names = readdirSync(migrationsDirectory())
  expect(names.filter((name) => !/^\d{4}_[a-z]+(_[a-z_]+)?\.sql$/.test(name))).toEqual([])
  const numbers = names.map((name) => name.slice(0, 4))
  expect(numbers).toEqual([...new Set(numbers)])
})
