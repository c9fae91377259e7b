import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/platform/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'

let ours: Database
beforeAll(async () => {
  ours = await freshDatabase()
})

test('a fresh database has our schema and every migration', async () => {
  const { rows } = await ours.pool.query<{ name: string }>('select name from platform.migration order by name')
  expect(rows[0]?.name).toBe('0001_platform_migration')
})

test('two fresh databases know nothing of each other', async () => {
  const other = await freshDatabase()
  await other.pool.query('create table only_here ()')
  const { rows } = await ours.pool.query("select to_regclass('only_here') as found")
  expect(rows).toEqual([{ found: null }])
  expect(other.url).not.toBe(ours.url)
})

test('a foreign database holds what it was loaded with, and nothing of ours', async () => {
  const foreign = await foreignDatabase(['create table contact (id int primary key); insert into contact values (1), (2)'])
  const { rows } = await foreign.pool.query("select count(*) as contacts, to_regnamespace('platform') as ours from contact")
  expect(rows).toEqual([{ contacts: 2, ours: null }])
})

test('pages written as .tsx run in tests', () => {
  const page = <p class="lead">{'<kept>'}</p>
  expect(String(page)).toBe('<p class="lead">&lt;kept&gt;</p>')
})
