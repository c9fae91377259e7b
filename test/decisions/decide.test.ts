import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decideAll, decideChanged, decideDue, dueBy, explain, foresee } from '../../src/decisions/index.ts'
import { findPerson, mergePersons, observe, setHold, setObjection, undoMerge, type PersonId } from '../../src/people/index.ts'
import { newId, secretsFrom, fixedClock, type Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import type { Work } from '../../src/work/index.ts'
import { after, policyOf } from '../policy/decide/spec.ts'
import { freshDatabase } from '../setup/database.ts'
import { hashOf, World } from '../people/world.ts'

const policy: Policy = policyOf({
  people: ['contact'],
  purposes: {
    support: { data: ['name', 'email', 'address'], ground: 'legitimate-interest', keep: { end: after('last-activity', { years: 2 }) } },
    invoicing: { data: ['amount'], ground: 'legal-obligation', keep: { end: after('booking', { years: 7 }) } },
  },
  tables: {
    address: { relation: 'contact', data: { street: 'address' } },
    contact: { relation: 'contact', data: { full_name: 'name', email: 'email' }, dates: ['last-activity'], belongsTo: ['address'] },
    invoice: { relation: 'contact', data: { amount: 'amount' }, dates: ['booking'], belongsTo: ['contact'] },
  },
})
const [system] = policy.systems.values()
const controller = system!.tables.get('contact')!.controller

let database: Database
let world: World

function at(day: string): Work {
  const now = Temporal.Instant.from(`${day}T06:00:00Z`)
  return { db: database.db, pool: database.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests only']), signal: new AbortController().signal }
}

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg(schemaname || '.' || tablename, ', ') as t from pg_tables where schemaname in ('people', 'decisions')`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
  world = new World()
})

async function look(day: string): Promise<void> {
  await observe(at(day), { kind: 'command' }, { open: world.open })
  await decideChanged(at(day))
}

async function stored(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ ref: string; text: string }>(`
    select tbl || '/' || key as ref, string_agg(concat_ws(' ', verdict, due_verb, due_on), ' | ' order by person_id) as text from decisions.current group by 1`)
  return Object.fromEntries(rows.map((row) => [row.ref, row.text]))
}

async function person(value: string): Promise<PersonId> {
  return (await findPerson({ db: database.db }, [{ controller, kind: 'email', hash: hashOf('email', value) }]))[0]!.personId
}

describe('stored decisions', () => {
  it('bear the day on which something is to be done, as of that day', async () => {
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2025-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2025-03-01' } })
    world.set('invoice/20', { links: ['contact/2'], dates: { booking: '2024-07-03' } })
    world.set('contact/3', { ids: ['email:cecilia'] })
    await look('2026-11-22')
    expect(await stored()).toEqual({
      'contact/1': 'keep delete 2027-03-01',
      'contact/2': 'keep clear 2027-03-01', // the invoice is there until 2031 and refers to it
      'invoice/20': 'keep delete 2031-07-03',
      'contact/3': 'undated',
    })
    expect(await dueBy(database.db, '2027-02-28' as Day, policy.hash, 10)).toEqual([])
    expect((await dueBy(database.db, '2027-03-01' as Day, policy.hash, 10)).map((due) => `${due.table}/${due.key} ${due.verb}`).sort()).toEqual(['contact/1 delete', 'contact/2 clear'])
  })

  it('go together when the referring row is gone first', async () => {
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2025-03-01' } })
    world.set('invoice/20', { links: ['contact/2'], dates: { booking: '2018-01-01' } })
    await look('2026-11-22')
    expect(await stored()).toEqual({ 'contact/2': 'keep delete 2027-03-01', 'invoice/20': 'delete delete 2026-11-22' })
  })

  it('follow a fact at once, and nothing else is decided', async () => {
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2024-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2024-03-01' } })
    await look('2026-11-22')
    expect(await stored()).toEqual({ 'contact/1': 'delete delete 2026-11-22', 'contact/2': 'delete delete 2026-11-22' })
    const anna = await person('anna')
    await database.db.transaction().execute((tx) => setHold(tx, anna, newId(), { data: [], locations: [], basis: 'dispute', owner: 'legal', review: '2027-06-30' as Day }))
    expect(await decideChanged(at('2026-11-22'))).toEqual({ persons: 1, rows: 1 })
    expect((await stored())['contact/1']).toMatch(/^keep/)
  })

  it('change with the day, and only those that change are decided', async () => {
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2025-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2026-03-01' } })
    await look('2026-11-22')
    expect(await decideDue(at('2026-12-01'))).toEqual({ persons: 0, rows: 0 })
    expect(await decideDue(at('2027-03-01'))).toEqual({ persons: 1, rows: 1 })
    expect(await stored()).toEqual({ 'contact/1': 'delete delete 2027-03-01', 'contact/2': 'keep delete 2028-03-01' })
  })

  it('keep a shared row while anybody needs it, and let it go with the last', async () => {
    world.set('address/9', {})
    world.set('contact/1', { ids: ['email:anna'], links: ['address/9'], dates: { 'last-activity': '2024-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], links: ['address/9'], dates: { 'last-activity': '2025-03-01' } })
    await look('2026-11-22')
    const now = await stored()
    expect(now['contact/1']).toMatch(/^delete delete 2026-11-22/)
    expect(now['address/9']).not.toMatch(/delete 2026/)
    await decideDue(at('2027-03-01'))
    const later = await stored()
    expect(later['address/9']).toBe('delete delete 2027-03-01 | delete delete 2027-03-01')
  })

  it('are foreseen alike: a shared row goes once, with the last, and people who are merged are one', async () => {
    world.set('address/9', {})
    world.set('contact/1', { ids: ['email:anna'], links: ['address/9'], dates: { 'last-activity': '2024-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], links: ['address/9'], dates: { 'last-activity': '2025-03-01' } })
    await look('2026-11-22')
    const rows = async (day: string): Promise<string[]> => (await foresee(at('2026-11-22'), day as Day)).totals.map((one) => `${one.table} ${one.verb} ${one.rows}`)
    expect(await rows('2026-11-22')).toEqual(expect.arrayContaining(['contact delete 1']))
    expect(await rows('2026-11-22')).not.toContain('address delete 1')
    expect(await rows('2027-03-01')).toEqual(['address delete 1', 'contact delete 2'])
    expect((await foresee(at('2026-11-22'), '2027-03-01' as Day)).people).toBe(2)
    await database.db.transaction().execute(async (tx) => mergePersons(tx, { kind: 'role', name: 'dpo' }, at('2026-11-22').now, await person('anna'), await person('bo')))
    expect(await rows('2026-11-22')).toEqual([])
    expect((await foresee(at('2026-11-22'), '2027-03-01' as Day)).people).toBe(1)
  })

  it('are one for people who are merged, and apart again when that is undone', async () => {
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2024-03-01' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2026-03-01' } })
    await look('2026-11-22')
    const [anna, bo] = [await person('anna'), await person('bo')]
    const { db } = database
    await db.transaction().execute((tx) => mergePersons(tx, { kind: 'role', name: 'dpo' }, at('2026-11-22').now, anna, bo))
    await decideChanged(at('2026-11-22'))
    expect((await stored())['contact/1']).toBe('keep delete 2028-03-01')
    await decideAll(at('2026-11-22'))
    await decideChanged(at('2026-11-22'))
    expect((await stored())['contact/1']).toBe('keep delete 2028-03-01')
    await db.transaction().execute((tx) => undoMerge(tx, { kind: 'role', name: 'dpo' }, at('2026-11-23').now, anna))
    await decideChanged(at('2026-11-22'))
    expect(await stored()).toEqual({ 'contact/1': 'delete delete 2026-11-22', 'contact/2': 'keep delete 2028-03-01' })
  })

  it('explain each field when somebody asks', async () => {
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2026-03-01' } })
    await look('2026-11-22')
    const anna = await person('anna')
    await database.db.transaction().execute((tx) => setObjection(tx, anna, newId(), { to: 'support', controller: null, on: '2026-11-20' as Day, outcome: 'upheld' }))
    for await (const batch of explain(at('2026-11-22'), anna)) {
      expect(batch.map(({ row, decision }) => [row.key, decision.verdict, decision.fields.map((field) => field.verdict)])).toEqual([['1', 'delete', ['erase', 'erase']]])
    }
  })

  it('are made for somebody with more rows than are held in memory, as for anybody', async () => {
    world.pageSize = 30_000
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2025-03-01' } })
    for (let i = 0; i < 21_000; i++) world.set(`invoice/${i}`, { links: ['contact/1'], dates: { booking: i === 0 ? '2024-07-03' : '2010-01-01' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2025-03-01' } })
    world.set('invoice/x', { dates: { booking: '2010-01-01' } })
    await look('2026-11-22')
    const now = await stored()
    expect(Object.keys(now)).toHaveLength(21_003)
    expect(now).toMatchObject({ 'contact/1': 'keep clear 2027-03-01', 'contact/2': 'keep delete 2027-03-01', 'invoice/0': 'keep delete 2031-07-03', 'invoice/7': 'delete delete 2026-11-22' })
    expect(now['invoice/x']).toBeDefined()
  }, 120_000)
})
