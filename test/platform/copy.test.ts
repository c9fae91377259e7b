import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { copyIn, copyOut, copyOutBatches, type CopyRow, type Database } from '../../src/platform/index.ts'
import { foreignDatabase } from '../setup/database.ts'

let database: Database
beforeAll(async () => {
  database = await foreignDatabase(['create schema "Odd one"; create table "Odd one"."T a" (n int8, "Te""xt" text, b bytea); create table big (n int8, t text);'])
})

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => !s.includes('\0') && s.isWellFormed())
const nasty = fc.constantFrom('\\N', '\\', '\\.', '\\\\N', '\t', '\n', '\r\n', '\\n', '', 'a\tb\nc', '\u2028', 'å'.repeat(30))

test('every text comes back as it went in, NULL apart from an empty one', async () => {
  const row = fc.tuple(fc.option(fc.maxSafeInteger()), fc.option(fc.oneof(text, nasty)))
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      await database.pool.query('truncate "Odd one"."T a"')
      expect(await copyIn(database.pool, 'Odd one.T a', ['n', 'Te"xt'], rows)).toBe(rows.length)
      const back: (string | null)[][] = []
      for await (const one of copyOut(database.pool, 'select n, "Te""xt" from "Odd one"."T a" order by ctid')) back.push(one)
      expect(back).toEqual(rows.map(([n, t]) => [n === null ? null : String(n), t]))
    }),
    { numRuns: 60 },
  )
})

test('bytes go in as bytea', async () => {
  await database.pool.query('truncate "Odd one"."T a"')
  const bytes = Buffer.from([0, 1, 92, 255])
  await copyIn(database.pool, 'Odd one.T a', ['b'], [[bytes], [null]])
  const { rows } = await database.pool.query<{ b: Buffer | null }>('select b from "Odd one"."T a" order by b nulls last')
  expect(rows).toEqual([{ b: bytes }, { b: null }])
})

test('values longer than a chunk, and a row that spans several, come back whole', async () => {
  const long = 'ö\n\\'.repeat(400_000)
  await database.pool.query('truncate big')
  await copyIn(database.pool, 'big', ['n', 't'], [[1, long], [2, 'short']])
  const back: (string | null)[][] = []
  for await (const batch of copyOutBatches(database.pool, 'select n, t from big order by n')) back.push(...batch)
  expect(back.map(([, t]) => t === long || t)).toEqual([true, 'short'])
})

test('rows that fail half-way leave nothing, and the pool stays usable', async () => {
  await database.pool.query('truncate big')
  async function* broken(): AsyncGenerator<CopyRow> {
    for (let n = 0; n < 100_000; n++) yield [n, 'x'.repeat(20)]
    throw new Error('source gone')
  }
  await expect(copyIn(database.pool, 'big', ['n', 't'], broken())).rejects.toThrow('source gone')
  await expect(copyIn(database.pool, 'big', ['n', 't'], [['no number', 'x']])).rejects.toMatchObject({ code: '22P02' })
  expect((await database.pool.query('select from big')).rowCount).toBe(0)
  await expect.poll(() => database.pool.idleCount).toBe(database.pool.totalCount)
})

test('a server that refuses ends the loading, however many rows are still to come', async () => {
  let asked = 0
  function* endless(): Generator<CopyRow> {
    for (;;) yield [asked++ === 10 ? 'no number' : 1, 'x'.repeat(100)]
  }
  await expect(copyIn(database.pool, 'big', ['n', 't'], endless())).rejects.toMatchObject({ code: '22P02' })
})

test('who leaves early frees the connection', async () => {
  for await (const [n] of copyOut(database.pool, 'select generate_series(1, 5000000)')) if (n === '3') break
  await expect.poll(() => database.pool.idleCount).toBe(database.pool.totalCount)
})

test('memory stays flat: rows are asked for only as fast as the server takes them', async () => {
  await database.pool.query('truncate big')
  await database.pool.query('create or replace function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return null; end $$')
  let made = 0
  function* rows(): Generator<CopyRow> {
    for (; made < 100_000; made++) yield [made, 'y'.repeat(300)]
  }
  global.gc?.()
  const before = process.memoryUsage().rss
  await copyIn(database.pool, 'big', ['n', 't'], rows())
  let seen = 0
  for await (const batch of copyOutBatches(database.pool, 'table big')) seen += batch.length
  expect(seen).toBe(100_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(120e6)
})
