import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { copyIn, inCopyTransaction, inTransaction, isProblem, log, logTo, openDatabase, place, problem, type Database } from '../../src/platform/index.ts'
import { addressOf, foreignDatabase } from '../setup/database.ts'

let database: Database
beforeAll(async () => {
  database = await foreignDatabase(['create table t (id int primary key, name text);'])
})
afterEach(() => database.pool.query('truncate t'))

test('int8 comes back as a number, dates and moments as the text they are', async () => {
  const { rows } = await sql`
    select 9007199254740991::int8 as most, count(*) as n, date '0001-01-01' as first, 'infinity'::timestamptz as never,
      timestamptz '2026-11-22 08:00:00.123456+02' as micro, timestamp '2026-03-29 02:30:00' as gap,
      array[1, null, 3]::int8[] as numbers, array[date '9999-12-31'] as days, interval '2 years 3 days' as period`.execute(database.db)
  expect(rows).toEqual([
    {
      most: Number.MAX_SAFE_INTEGER,
      n: 1,
      first: '0001-01-01',
      never: 'infinity',
      micro: '2026-11-22 06:00:00.123456+00',
      gap: '2026-03-29 02:30:00',
      numbers: [1, null, 3],
      days: ['9999-12-31'],
      period: 'P2Y3D',
    },
  ])
})

test('an int8 that a number cannot hold is an error, not a rounded value', async () => {
  await expect(sql`select 9007199254740993::int8 as n`.execute(database.db)).rejects.toThrow(RangeError)
})

test('sessions are in UTC and say who they are', async () => {
  const { rows } = await database.pool.query("select current_setting('TimeZone') as zone, current_setting('application_name') as name")
  expect(rows).toEqual([{ zone: 'UTC', name: 'lofte' }])
})

test('a transaction that fails leaves nothing; one inside another belongs to it', async () => {
  const failing = inTransaction(database.db, async (tx) => {
    await inTransaction(tx, (inner) => sql`insert into t values (1, 'a')`.execute(inner))
    throw problem('internal.expected', { attempted: 'fail', next: 'nothing' })
  })
  await expect(failing).rejects.toThrow('internal.expected')
  expect((await database.pool.query('select * from t')).rowCount).toBe(0)
})

test('COPY and statements share one transaction', async () => {
  const both = (then: () => void) =>
    inCopyTransaction(database.pool, async (tx, client) => {
      await sql`insert into t values (1, 'by statement')`.execute(tx)
      await copyIn(client, 't', ['id', 'name'], [[2, 'by copy']])
      const { rows } = await sql<{ n: number }>`select count(*) as n from t`.execute(tx)
      expect(rows[0]?.n).toBe(2)
      then()
    })
  await expect(
    both(() => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect((await database.pool.query('select from t')).rowCount).toBe(0)
  await both(() => {})
  expect((await database.pool.query('select from t')).rowCount).toBe(2)
})

test('a connection that the server drops is told by its code and does not end the process', async () => {
  const lines: string[] = []
  const back = logTo((line) => void lines.push(line))
  const own = await openDatabase({ url: database.url, poolSize: 1 })
  const { rows } = await own.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  await expect.poll(() => lines.join()).toContain('database.connection-lost')
  expect(lines.join()).toContain('57P01')
  expect((await own.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  back()
  await own.close()
})

test('a database that does not answer is a problem without its password', async () => {
  const failed = await openDatabase({ url: 'postgresql://keeper:hunter2@127.0.0.1:1/lofte', connectWithin: 500 }).catch((error: unknown) => error)
  expect(isProblem(failed, 'database.unreachable')).toBe(true)
  expect(JSON.stringify({ ...(failed as object) })).not.toContain('hunter2')
  expect(failed).toMatchObject({ on: '127.0.0.1:1/lofte' })
  const missing = await openDatabase({ url: addressOf('not_there') }).catch((error: unknown) => error)
  expect((missing as { attempted: string }).attempted).toContain('3D000')
})

test('the place of a database is said without user and password', () => {
  expect(place('postgres://a:b@db.example:5433/crm')).toBe('db.example:5433/crm')
  expect(place('postgresql://postgres@localhost/lofte?host=%2Ftmp%2Fx')).toBe('/tmp/x/lofte')
  expect(place('nonsense b:c')).toBe('an address that cannot be read')
})

test('an aborted signal closes the pool', async () => {
  const stop = new AbortController()
  const own = await openDatabase({ url: database.url, signal: stop.signal })
  stop.abort()
  await expect.poll(() => own.pool.ended).toBe(true)
  await own.close()
  log.debug('test.closed')
})
