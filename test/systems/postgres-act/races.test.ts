import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { foreignDatabase } from '../../setup/database.ts'
import type { Database } from '../../../src/platform/index.ts'
import { applySteps, fateOf, verifySteps, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'
import type { Step } from '../../../src/systems/index.ts'
import { acting, column, decidedNow, field, link, step, table, watching } from './foreign.ts'

const tables = [
  table('contact', { person: new Map([['email', column('email')]]), verified: new Set(['email']), fields: [field('email')], dates: new Map([['last-activity', column('seen')]]) }),
  table('invoice', { belongsTo: [link('contact', ['contact_id'])], record: true }),
  table('loose', { belongsTo: [link('contact', ['contact_id'])] }),
]

let database: Database
let context: ActContext & { close(): Promise<void> }

beforeAll(async () => {
  database = await foreignDatabase([`
    create table contact (id int primary key, email text, seen timestamptz);
    create table invoice (id serial primary key, contact_id int references contact on delete cascade);
    create table loose (id serial primary key, contact_id int);`])
  context = await acting(database.url, tables)
})
beforeEach(() => database.pool.query(`truncate contact, invoice, loose; insert into contact select i, 'p' || i || '@example.example', '2020-01-01' from generate_series(1, 5) i`))
afterAll(() => context.close())

const sql = async (text: string): Promise<void> => void (await database.pool.query(text))
const left = async (): Promise<number[]> => (await database.pool.query<{ id: number }>('select id from contact order by 1')).rows.map((row) => row.id)
const two = async (): Promise<Step[]> => decidedNow(context, [step('delete', 'contact', '1'), step('delete', 'contact', '2')])

describe('what happens between the plan and the commit', () => {
  const before: readonly (readonly [string, string])[] = [
    ['an invoice', 'insert into invoice (contact_id) values (1)'],
    ['a row that refers without a constraint', 'insert into loose (contact_id) values (1)'],
    ['a sign-in', `update contact set seen = '2026-11-01' where id = 1`],
    ['the key given to another person', `delete from contact where id = 1; insert into contact values (1, 'somebody-else@example.example', '2020-01-01')`],
  ]
  for (const [what, text] of before) {
    it(`${what}, before the lock: that row stays, the other goes`, async () => {
      const steps = await two()
      await sql(text)
      const outcomes = await applySteps(context, steps, watching())
      expect(outcomes.map((one) => one.code)).toEqual(['changed', 'removed'])
      expect(await left()).toEqual([1, 3, 4, 5])
    })

    it(`${what}, committed while the lock was waited for`, async () => {
      const steps = await two()
      const other = await database.pool.connect()
      await other.query(`begin; ${text}`)
      const slow = { ...context, lockTimeout: 5000 }
      const running = applySteps(slow, steps, watching())
      await new Promise((resolve) => setTimeout(resolve, 250))
      await other.query('commit')
      other.release()
      const outcomes = await running
      // Deleted and inserted again, the row that was waited for is gone; the new one was never locked.
      expect(['changed', 'locked', 'removed']).toContain(outcomes[0]!.code)
      if (outcomes[0]!.code === 'removed') expect(what).toContain('without a constraint')
      else expect(await left()).toContain(1)
      expect(outcomes[1]!.code).toBe('removed')
    })
  }

  it('holds off an invoice and a sign-in from the lock to the commit', async () => {
    const steps = await two()
    const late: Promise<unknown>[] = []
    const under = watching({
      async afterIntent() {
        late.push(sql('insert into invoice (contact_id) values (1)').catch((error: { code: string }) => error.code), sql(`update contact set seen = '2026-11-01' where id = 2`))
        await new Promise((resolve) => setTimeout(resolve, 100))
      },
    })
    expect((await applySteps(context, steps, under)).map((one) => one.code)).toEqual(['removed', 'removed'])
    expect(await late[0]).toBe('23503')
    expect(await left()).toEqual([3, 4, 5])
  })

  it('sees a row that refers without a constraint when it comes before the look', async () => {
    const steps = await two()
    const under = watching({ beforeRecheck: () => sql('select 1') })
    await sql('insert into loose (contact_id) values (2)')
    expect((await applySteps(context, steps, under)).map((one) => one.code)).toEqual(['removed', 'changed'])
    expect(under.fresh[0]!.some((seen) => seen.ref.table === 'loose')).toBe(true)
  })

  it('sees a reference without a constraint that came after the decision, and takes everything back', async () => {
    const steps = await two()
    const under = watching({ afterIntent: () => sql('insert into loose (contact_id) values (2)') })
    const outcomes = await applySteps(context, steps, under)
    expect(outcomes.map((one) => one.code)).toEqual(['removed', 'changed'])
    expect(await left()).toContain(2)
  })

  it('says that a row came again', async () => {
    const steps = await two()
    const pool = database.pool
    const slowReadBack: ActContext = {
      ...context,
      pool: new Proxy(context.pool, {
        get: (target, name) => {
          if (name !== 'connect') return Reflect.get(target, name) as unknown
          return async () => {
            const client = await target.connect()
            const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
            Object.assign(client, {
              query: async (...args: unknown[]) => {
                const answer = await query(...args)
                if (args[0] === 'COMMIT' && (await pool.query('select from contact where id = 1')).rowCount === 0) {
                  await pool.query(`insert into contact values (1, 'p1@example.example', '2026-11-22') on conflict do nothing`)
                }
                return answer
              },
            })
            const release = client.release.bind(client)
            client.release = (broken) => {
              Object.assign(client, { query })
              Reflect.deleteProperty(client, 'release')
              release(broken)
            }
            return client
          }
        },
      }),
    }
    const outcomes = await applySteps(slowReadBack, steps, watching())
    expect(outcomes.map((one) => one.code)).toEqual(['reappeared', 'removed'])
    expect(outcomes[0]!.after).not.toBeNull()
  })
})

describe('crashes', () => {
  it('our own side failing at the intent takes everything back', async () => {
    const steps = await two()
    await expect(applySteps(context, steps, watching({ afterIntent: () => Promise.reject(new Error('our database is down')) }))).rejects.toThrow('our database is down')
    expect(await left()).toEqual([1, 2, 3, 4, 5])
  })

  it('a connection lost after the intent: unreachable, aborted, everything still there', async () => {
    const steps = await two()
    const under = watching({ afterIntent: () => sql(`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database() and pid <> pg_backend_pid()`) })
    expect((await applySteps(context, steps, under)).map((one) => one.code)).toEqual(['unreachable', 'unreachable'])
    expect(await left()).toEqual([1, 2, 3, 4, 5])
    expect(await fateOf(context, under.marks[0]!)).toBe('aborted')
    expect((await verifySteps(context, steps, 'aborted')).map((one) => [one.code, one.why])).toEqual([['changed', 'still-there'], ['changed', 'still-there']])
  })

  it('tells a commit that nobody saw from one that never was', async () => {
    const steps = await two()
    const under = watching()
    await applySteps(context, steps, under)
    expect(await fateOf(context, under.marks[0]!)).toBe('committed')
    expect((await verifySteps(context, steps, 'committed')).map((one) => one.code)).toEqual(['removed', 'removed'])
    expect((await verifySteps(context, steps)).map((one) => one.code)).toEqual(['unproven', 'unproven'])
    expect(await fateOf(context, { ...under.marks[0]!, identity: 'another cluster' })).toBe('unknown')
    expect(await fateOf(context, { ...under.marks[0]!, xid: '999999999999' })).toBe('unknown')
  })

  it('knows a transaction that still runs', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    const xid = (await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid')).rows[0]!.xid
    expect(await fateOf(context, { xid, identity: context.catalogue.shape.identity })).toBe('in-progress')
    await client.query('rollback')
    client.release()
    expect(await fateOf(context, { xid, identity: context.catalogue.shape.identity })).toBe('aborted')
  })
})
