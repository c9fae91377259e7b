import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listOf, plainList, type Database } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

it('crosses as it is: quotes, backslashes, commas, braces, NULL and the empty text among them', async () => {
  const awkward = ['', 'NULL', 'null', 'a,b', '{}', '"', '\\', '\\"', ' ', '\n', '\x1f', 'åäö 🙂', null, '{"a":"b\\\\c"}']
  const text = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', '').toWellFormed()))
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (values) => {
      const { rows } = await database.pool.query<{ value: string | null }>('select value from unnest($1::text[]) with ordinality as u (value, n) order by n', [listOf(values)])
      expect(rows.map((row) => row.value)).toEqual(values)
    }),
    { numRuns: 60 },
  )
})

it('has whole numbers and ids in their order', async () => {
  const { rows } = await database.pool.query<{ n: number[]; id: string[] }>('select $1::int[] as n, $2::uuid[]::text[] as id', [
    plainList([3, -1, 2147483647]),
    plainList(['01a2028c-d6d2-7000-9cb3-ca12813dd143', '00000000-0000-0000-0000-000000000000']),
  ])
  expect(rows[0]).toEqual({ n: [3, -1, 2147483647], id: ['01a2028c-d6d2-7000-9cb3-ca12813dd143', '00000000-0000-0000-0000-000000000000'] })
})
