import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decideAll, decideChanged, explain } from '../../src/decisions/index.ts'
import { factsOf, findPerson, observe, setHold, type PersonId } from '../../src/people/index.ts'
import { fixedClock, newId, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import type { Work } from '../../src/work/index.ts'
import { hashOf, World } from '../people/world.ts'
import { after, policyOf } from '../policy/decide/spec.ts'
import { freshDatabase } from '../setup/database.ts'

const policy = policyOf({
  people: ['contact'],
  purposes: { support: { data: ['name', 'amount', 'text'], ground: 'legitimate-interest', keep: { end: after('last-activity', { years: 2 }) } } },
  tables: {
    contact: { relation: 'contact', data: { full_name: 'name' }, dates: ['last-activity'] },
    order: { relation: 'contact', data: { note: 'text' }, belongsTo: ['contact'] },
    invoice: { relation: 'contact', data: { amount: 'amount' }, dates: ['booking'], record: true, belongsTo: ['contact', 'order'] },
    invoice_line: { relation: 'contact', data: { text: 'text' }, belongsTo: ['invoice'] },
    remark: { relation: 'contact', data: { text: 'text' }, belongsTo: ['invoice_line'] },
  },
})
const controller = [...policy.systems.values()][0]!.tables.get('contact')!.controller

let database: Database
let world: World

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg(schemaname || '.' || tablename, ', ') as t from pg_tables where schemaname in ('people', 'decisions')`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
  world = new World()
  world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2019-03-01' } })
})

function at(day: string): Work {
  const now = Temporal.Instant.from(`${day}T06:00:00Z`)
  return { db: database.db, pool: database.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests only']), signal: new AbortController().signal }
}

async function look(day: string): Promise<void> {
  await observe(at(day), { kind: 'command' }, { open: world.open })
  await decideChanged(at(day))
}

async function stored(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ ref: string; text: string }>(`select tbl || '/' || key as ref, concat_ws(' ', verdict, due_verb, due_on) as text from decisions.current`)
  return Object.fromEntries(rows.map((row) => [row.ref, row.text]))
}

async function anna(): Promise<PersonId> {
  return (await findPerson({ db: database.db }, [{ controller, kind: 'email', hash: hashOf('email', 'anna') }]))[0]!.personId
}

describe('what is part of an accounting record', () => {
  beforeEach(() => {
    world.set('invoice/20', { links: ['contact/1'], dates: { booking: '2018-07-03' } })
    world.set('invoice_line/200', { links: ['invoice/20'] })
    world.set('remark/2000', { links: ['invoice_line/200'] })
    world.set('invoice/21', { links: ['contact/1'], dates: { booking: '2023-07-03' } })
    world.set('invoice_line/210', { links: ['invoice/21'] })
  })

  it('stays while its own record is held by law, whatever other records say, and goes with it', async () => {
    await look('2024-11-22')
    const held = await stored()
    for (const ref of ['invoice/20', 'invoice_line/200', 'remark/2000']) expect(held[ref]).toBe('keep delete 2026-01-01')
    for (const ref of ['invoice/21', 'invoice_line/210']) expect(held[ref]).toBe('keep delete 2031-01-01')
    await look('2026-01-01')
    await decideAll(at('2026-01-01'))
    const after = await stored()
    for (const ref of ['invoice/20', 'invoice_line/200', 'remark/2000']) expect(after[ref]).toBe('delete delete 2026-01-01')
    expect(after['invoice_line/210']).toBe('keep delete 2031-01-01')
  })

  it('is not tied to any record when it belongs to none, and stays when its record is not at hand', async () => {
    world.set('invoice_line/300', { ids: ['email:anna'] })
    world.set('invoice_line/301', { ids: ['email:anna'], links: ['invoice/99'] })
    await look('2026-11-22')
    const now = await stored()
    expect(now['invoice_line/300']).toMatch(/^delete/)
    expect(now['invoice_line/301']).toBe('undated')
  })
})

describe('a matter’s hold on a row', () => {
  it('keeps what belongs to the row and what it refers to, and nothing else of the person', async () => {
    world.set('order/5', { links: ['contact/1'] })
    world.set('order/6', { links: ['contact/1'] })
    world.set('invoice/20', { links: ['contact/1', 'order/5'], dates: { booking: '2010-07-03' } })
    world.set('invoice_line/200', { links: ['invoice/20'] })
    world.set('remark/2000', { links: ['invoice_line/200'] })
    world.set('invoice/21', { links: ['contact/1'], dates: { booking: '2010-07-03' } })
    await look('2026-11-22')
    for (const text of Object.values(await stored())) expect(text).toBe('delete delete 2026-11-22')
    const id = await anna()
    const hold = { data: [], locations: [{ system: 'crm', table: 'invoice', key: '20' }], basis: 'dispute', owner: 'legal', review: '2027-06-30' as Day }
    await database.db.transaction().execute((tx) => setHold(tx, id, newId(), hold))
    await decideChanged(at('2026-11-22'))
    const kept = ['contact/1', 'invoice/20', 'invoice_line/200', 'order/5', 'remark/2000']
    const now = await stored()
    expect(Object.keys(now).filter((ref) => now[ref] === 'keep').sort()).toEqual(kept)
    for (const ref of ['order/6', 'invoice/21']) expect(now[ref]).toBe('delete delete 2026-11-22')
    const facts = (await factsOf(database.db, [id])).get(id)!
    expect(facts.holds[0]!.locations.map(({ table, key }) => `${table}/${key}`).sort()).toEqual(kept)
    for await (const some of explain(at('2026-11-22'), id)) {
      for (const { row, decision } of some) expect([row.table, row.key, decision.fields.some(({ hold }) => hold === 'dispute')]).toEqual([row.table, row.key, kept.includes(`${row.table}/${row.key}`)])
    }
    // A line that is added under the hold is held as well.
    world.set('invoice_line/201', { links: ['invoice/20'] })
    await look('2026-11-22')
    expect((await stored())['invoice_line/201']).toBe('keep')
  })
})
