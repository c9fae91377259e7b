import { afterAll, beforeAll, expect, it } from 'vitest'
import { applySteps, verifySteps, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'
import type { Database } from '../../../src/platform/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { acting, decidedNow, everything, field, step, table, watching } from './foreign.ts'

const tables = [
  table('account', { fields: [field('name')], restricted: 'blocked' }),
  table('member', { fields: [field('name')], restricted: 'blocked_since' }),
  table('visitor', { fields: [field('name')] }),
  table('odd', { fields: [field('name')], restricted: 'name' }),
]

let database: Database
let context: ActContext & { close(): Promise<void> }

beforeAll(async () => {
  database = await foreignDatabase([`
    create table account (id int primary key, name text, blocked boolean);
    create table member (id int primary key, name text, blocked_since timestamptz);
    create table visitor (id int primary key, name text);
    create table odd (id int primary key, name text);
    insert into account values (1, 'a', false), (2, 'b', null), (3, 'c', true);
    insert into member values (1, 'a', null), (2, 'b', '2020-01-01 00:00:00Z');
    insert into visitor values (1, 'a');
    insert into odd values (1, 'a');`])
  context = await acting(database.url, tables)
})
afterAll(() => context.close())

const restrict = (name: string, key: string) => step('restrict', name, key, { on: '2026-11-22' as Day })

it('tells the system which rows are kept and not used, where it has a column for it, and changes nothing else', async () => {
  const steps = await decidedNow(context, [restrict('account', '1'), restrict('account', '2'), restrict('account', '3'), restrict('member', '1'), restrict('member', '2'), restrict('visitor', '1')])
  const outcomes = await applySteps(context, steps, watching())
  expect(outcomes.map((one) => one.code)).toEqual(['restricted', 'restricted', 'restricted', 'restricted', 'restricted', 'restricted'])
  const { rows } = await database.pool.query('select a.id, a.name, blocked, m.name as member, (blocked_since at time zone $1)::date::text as since from account a left join member m using (id) order by 1', ['UTC'])
  expect(rows).toEqual([
    { id: 1, name: 'a', blocked: true, member: 'a', since: '2026-11-22' }, { id: 2, name: 'b', blocked: true, member: 'b', since: '2020-01-01' }, { id: 3, name: 'c', blocked: true, member: null, since: null },
  ])
  // Somebody takes the mark away: it is not said to stand.
  await database.pool.query('update account set blocked = false where id = 1')
  expect((await verifySteps(context, steps, 'committed')).map((one) => one.code)).toEqual(['reappeared', 'restricted', 'restricted', 'restricted', 'restricted', 'restricted'])
})

it('marks no row for one of several, and nothing that is no mark', async () => {
  await database.pool.query('update account set blocked = false')
  const before = await everything(database.pool)
  // Without a day the restriction is one person's, of a row that others use.
  expect((await applySteps(context, await decidedNow(context, [step('restrict', 'account', '1')]), watching())).map((one) => one.code)).toEqual(['restricted'])
  expect((await applySteps(context, await decidedNow(context, [restrict('odd', '1')]), watching())).map((one) => `${one.code}: ${one.why}`)).toEqual(['refused: not-a-mark'])
  expect(await everything(database.pool)).toEqual(before)
})
