import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/platform/index.ts'
import { beginActing, crossingsOf, endActing, findPerson, mergePersons, observe, personsOf, recordActed, undoMerge, unsureOf } from '../../src/people/index.ts'
import type { System } from '../../src/policy/model/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { hashOf, people, system, work, World, type TableTerms } from './world.ts'

let database: Database
let world: World

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg('people.' || tablename, ', ') as t from pg_tables where schemaname = 'people'`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
  world = new World()
})

const customers: readonly TableTerms[] = [
  { name: 'address' }, { name: 'contact', links: ['address'] }, { name: 'invoice', links: ['contact'] }, { name: 'line', links: ['invoice'] },
  { name: 'tie', links: ['contact'] }, { name: 'note', links: ['address', 'note'] },
]

async function look(systems: readonly System[] = [system(customers)], options: { full?: boolean } = {}) {
  return observe(work(database, systems), { kind: 'command' }, { open: world.open, ...options })
}

describe('the first observation', () => {
  it('gives a row to the person of its verified identifiers, and rows that belong to it to the same', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:bo'] })
    world.set('invoice/7', { links: ['contact/1'] })
    world.set('line/70', { links: ['invoice/7'] })
    const seen = await look()
    expect(seen.changed).toBeNull()
    expect(seen.systems[0]).toMatchObject({ rows: 4, gone: 0 })
    expect(await people(database)).toEqual({ persons: ['contact/1 invoice/7 line/70', 'contact/2'], nobody: [], shared: [] })
  })

  it('ties rows together through identifiers in a chain', async () => {
    for (let i = 0; i < 20; i++) world.set(`contact/${i}`, { ids: [`email:e${i}`, `number:${i + 1}`] })
    for (let i = 1; i < 20; i++) world.set(`contact/x${i}`, { ids: [`number:${i}`, `email:e${i}`] })
    world.set('contact/apart', { ids: ['email:else'] })
    await look()
    const { persons } = await people(database)
    expect(persons).toHaveLength(2)
    expect(persons).toContain('contact/apart')
  })

  it('does not link by what nobody verified, but finds it as a suggestion', async () => {
    world.set('contact/1', { ids: ['email:anna', '?phone:home'] })
    world.set('contact/2', { ids: ['email:bo', '?phone:home'] })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1', 'contact/2'])
    const found = await findPerson({ db: database.db }, [{ controller: 'winlas', kind: 'phone', hash: hashOf('phone', 'home') }])
    expect(found.map((one) => one.verified)).toEqual([false, false])
    const verified = await findPerson({ db: database.db }, [{ controller: 'winlas', kind: 'email', hash: hashOf('email', 'anna') }])
    expect(verified).toHaveLength(1)
    expect(verified[0]).toMatchObject({ verified: true, mailbox: false })
  })

  it('shares an address among all that point at it, and what belongs to the address follows', async () => {
    world.set('address/9', {})
    world.set('address/8', {})
    world.set('contact/1', { ids: ['email:anna'], links: ['address/9'] })
    world.set('contact/2', { ids: ['email:bo'], links: ['address/9'] })
    world.set('note/1', { links: ['address/9'] })
    world.set('note/2', { links: ['note/1'] })
    await look()
    expect(await people(database)).toEqual({
      persons: ['address/9 contact/1 note/1 note/2', 'address/9 contact/2 note/1 note/2'], nobody: ['address/8'], shared: ['address/9', 'note/1', 'note/2'],
    })
  })

  it('shares a row that belongs to two people', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:bo'] })
    world.set('tie/1', { links: ['contact/1', 'contact/2'] })
    await look()
    expect(await people(database)).toEqual({ persons: ['contact/1 tie/1', 'contact/2 tie/1'], nobody: [], shared: ['tie/1'] })
  })

  it('leaves an orphan with nobody until its parent appears', async () => {
    world.set('invoice/7', { links: ['contact/1'] })
    await look()
    expect((await people(database)).nobody).toEqual(['invoice/7'])
    world.set('contact/1', { ids: ['email:anna'] })
    await look()
    expect(await people(database)).toMatchObject({ persons: ['contact/1 invoice/7'], nobody: [] })
  })

  it('never links across controllers, nor what is held as processor', async () => {
    const tables: TableTerms[] = [{ name: 'contact' }, { name: 'theirs', role: 'processor', links: ['contact'] }, { name: 'other', controller: 'sister', links: ['contact'] }]
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('theirs/1', { ids: ['email:anna'] })
    world.set('theirs/2', { links: ['contact/1'] })
    world.set('other/1', { ids: ['email:anna'] })
    await look([system(tables)])
    expect(await people(database)).toMatchObject({ persons: ['contact/1', 'other/1', 'theirs/1'], nobody: ['theirs/2'] })
  })

  it('shows an address that several names use', async () => {
    world.set('contact/1', { ids: ['email:info'], name: 'A' })
    world.set('contact/2', { ids: ['email:info'], name: 'B' })
    await look()
    const found = await findPerson({ db: database.db }, [{ controller: 'winlas', kind: 'email', hash: hashOf('email', 'info') }])
    expect(found[0]?.mailbox).toBe(true)
  })

  it('counts a row that was seen twice once, as it was seen last', async () => {
    world.pageSize = 1
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:bo'] })
    const scan = world.scan.bind(world)
    world.scan = async function* (table, cursor) {
      if (table.name === 'contact') {
        world.set('contact/1', { ids: ['email:old'] })
        const old = world.sight('contact/1')
        world.set('contact/1', { ids: ['email:anna'] })
        yield { seen: [old], gone: [], cursor: '{"log":0,"key":1}' as never, done: false }
      }
      yield* scan(table, cursor)
    }
    await look()
    expect((await people(database)).persons).toEqual(['contact/1', 'contact/2'])
    expect(await findPerson({ db: database.db }, [{ controller: 'winlas', kind: 'email', hash: hashOf('email', 'anna') }])).toHaveLength(1)
  })
})

describe('the next observation', () => {
  beforeEach(async () => {
    world.set('address/9', {})
    world.set('contact/1', { ids: ['email:anna'], links: ['address/9'] })
    world.set('contact/2', { ids: ['email:bo'], links: ['address/9'] })
    world.set('invoice/7', { links: ['contact/1'] })
    world.set('line/70', { links: ['invoice/7'] })
    await look()
    await database.pool.query('truncate people.changed')
  })

  it('finds nothing to do where nothing changed', async () => {
    expect(await look()).toMatchObject({ changed: 0 })
    expect(await look([system(customers)], { full: true })).toMatchObject({ changed: 0 })
  })

  it('marks the person whose row got another date', async () => {
    world.set('line/70', { links: ['invoice/7'], dates: { booking: '2026-01-01' } })
    expect(await look()).toMatchObject({ changed: 1 })
    const { rows } = await database.pool.query(`select dates from people.location where tbl = 'line'`)
    expect(rows).toEqual([{ dates: 'booking=2026-01-01' }])
  })

  it('moves a reused key and all that belongs to it to the other person, and asks a human whether it is the same', async () => {
    world.set('contact/1', { ids: ['email:cecilia'], links: ['address/9'] })
    await look()
    expect((await people(database)).persons).toEqual(['address/9 contact/1 invoice/7 line/70', 'address/9 contact/2'])
    const { rows } = await database.pool.query(`select why from people.suggestion`)
    expect(rows).toEqual([{ why: 'same-row' }])
  })

  it('takes away what is gone, and leaves what belonged to it with nobody', async () => {
    world.delete('contact/1')
    expect((await look()).systems[0]).toMatchObject({ gone: 1 })
    expect(await people(database)).toEqual({ persons: ['address/9 contact/2'], nobody: ['invoice/7', 'line/70'], shared: [] })
  })

  it('notices in a full pass what went without a word', async () => {
    world.rows.delete('contact/2')
    await look()
    expect((await people(database)).persons).toHaveLength(2)
    await look([system(customers)], { full: true })
    expect(await people(database)).toMatchObject({ persons: ['address/9 contact/1 invoice/7 line/70'], shared: [] })
  })

  it('merges two people whom one row now names, by an alias that can be undone', async () => {
    world.set('contact/3', { ids: ['email:anna', 'email:bo'] })
    await look()
    expect((await people(database)).persons).toEqual(['address/9 address/9 contact/1 contact/2 contact/3 invoice/7 line/70'])
    const { rows } = await database.pool.query(`select why, undone_at from people.alias`)
    expect(rows).toEqual([{ why: 'observed', undone_at: null }])
  })

  it('reads everything again when the mapping changed', async () => {
    const scans = world.scans
    const remapped = system(customers)
    const table = { ...remapped.tables.get('invoice')!, record: true }
    await look([{ ...remapped, tables: new Map([...remapped.tables, ['invoice', table]]) }])
    expect(world.scans).toBeGreaterThan(scans)
    const { rows } = await database.pool.query(`select count(*)::int as n from people.scan where tbl = 'invoice' and full_at is not null`)
    expect(rows).toEqual([{ n: 1 }])
  })
})

describe('what no row shows any more', () => {
  const holder = (value: string) => findPerson({ db: database.db }, [{ controller: 'winlas', kind: 'email', hash: hashOf('email', value) }])
  const again = (options: { full?: boolean } = {}) => look([system(customers)], options)

  it('is let go by a pass over everything: whoever gets the address next is somebody else', async () => {
    world.set('contact/1', { ids: ['email:anna', 'number:1'] })
    world.set('contact/2', { ids: ['email:bo'] })
    await look()
    world.set('contact/1', { ids: ['email:anna-new', 'number:1'] })
    await again()
    expect(await holder('anna')).toHaveLength(1) // what changed is no proof that it stands nowhere
    await again({ full: true })
    expect(await holder('anna')).toEqual([])
    expect(await holder('anna-new')).toHaveLength(1)
    expect(await holder('bo')).toHaveLength(1)
    world.set('contact/3', { ids: ['email:anna'] })
    await again()
    expect((await people(database)).persons).toEqual(['contact/1', 'contact/2', 'contact/3'])
  })

  it('stays while another system shows it, and while not all of them were read', async () => {
    const other = new World()
    const systems = [system(customers), system([{ name: 'member' }], 'club')]
    const both = (options: { full?: boolean; systems?: readonly string[] } = {}) => observe(work(database, systems), { kind: 'command' }, { open: async (one) => (one.name === 'club' ? other : world).open(), ...options })
    world.set('contact/1', { ids: ['email:anna', 'number:1'] })
    other.set('member/1', { ids: ['email:anna'] })
    await both()
    world.set('contact/1', { ids: ['number:1'] })
    await both({ full: true })
    expect(await holder('anna')).toHaveLength(1)
    other.delete('member/1')
    await both({ full: true, systems: ['club'] })
    expect(await holder('anna')).toHaveLength(1)
    await both({ full: true })
    expect(await holder('anna')).toEqual([])
  })

  it('keeps what a row shows that had to be looked at again', async () => {
    world.set('contact/1', { ids: ['email:anna', 'number:1'] })
    await look()
    const scan = world.scan.bind(world)
    world.scan = async function* (table, cursor) {
      for await (const page of scan(table, cursor)) {
        yield page
        if (table.name === 'contact') {
          world.set('contact/1', { ids: ['email:anna'] }) // relieved of its number by us, after the page was read
          await database.db.transaction().execute((tx) => recordActed(tx, '2026-11-22' as Day, [{ ref: { system: 'crm', table: 'contact', key: '1' }, result: 'changed', after: world.sight('contact/1').fingerprint, personId: null }]))
        }
      }
    }
    expect((await again({ full: true })).systems[0]).toMatchObject({ lookedAtAgain: 1 })
    expect(await holder('anna')).toHaveLength(1)
  })
})

describe('a tie between two people', () => {
  const ties = [{ name: 'contact', links: ['contact'] }] as const
  const crossings = async () => (await database.pool.query<{ at: string }>(`select by_tbl || '/' || by_key || ' > ' || tbl || '/' || key as at from people.crossing order by 1`)).rows.map((row) => row.at)
  const seen = () => look([system(ties)])

  it('comes and goes when the row that is referred to changes hands, and the one that refers stays as it was', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:anna'], links: ['contact/1'] })
    await seen()
    expect(await crossings()).toEqual([])
    world.set('contact/1', { ids: ['email:bo'] })
    await seen()
    expect(await crossings()).toEqual(['contact/2 > contact/1'])
    world.set('contact/1', { ids: ['email:anna'] })
    await seen()
    expect(await crossings()).toEqual([])
  })

  it('comes with a row that was referred to before it was there', async () => {
    world.set('contact/2', { ids: ['email:anna'], links: ['contact/1'] })
    await seen()
    world.set('contact/1', { ids: ['email:bo'] })
    await seen()
    expect(await crossings()).toEqual(['contact/2 > contact/1'])
  })

  it('holds nothing once the two are merged, and again when that is undone', async () => {
    world.set('contact/1', { ids: ['email:bo'] })
    world.set('contact/2', { ids: ['email:anna'], links: ['contact/1'] })
    await seen()
    const ref = { system: 'crm', table: 'contact', key: '1' }
    expect(await crossingsOf(database.db, [ref])).toHaveLength(1)
    const [[bo], [anna]] = [await personsOf(database.db, [ref]).then((all) => all[0]!.personIds), await personsOf(database.db, [{ ...ref, key: '2' }]).then((all) => all[0]!.personIds)]
    const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
    await database.db.transaction().execute((tx) => mergePersons(tx, { kind: 'command' }, now, anna!, bo!))
    expect(await crossingsOf(database.db, [ref])).toEqual([])
    await database.db.transaction().execute((tx) => undoMerge(tx, { kind: 'command' }, now, anna!))
    expect(await crossingsOf(database.db, [ref])).toHaveLength(1)
  })
})

describe('acts and observations', () => {
  const act = (key: string, result: 'gone' | 'emptied', after: string | null = null) =>
    database.db.transaction().execute((tx) => recordActed(tx, '2026-11-22' as Day, [{ ref: { system: 'crm', table: 'contact', key }, result, after, personId: null }]))

  it('does not bring back a row that was read before it was erased', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:bo'] })
    await look()
    world.set('contact/1', { ids: ['email:anna'], dates: { creation: '2020-01-01' } })
    world.onPage = null
    const scan = world.scan.bind(world)
    world.scan = async function* (table, cursor) {
      for await (const page of scan(table, cursor)) {
        yield page
        if (table.name === 'contact') {
          world.rows.delete('contact/1') // by us, after the page was read
          await act('1', 'gone')
        }
      }
    }
    const seen = await look()
    expect(seen.systems[0]).toMatchObject({ lookedAtAgain: 1 })
    expect((await people(database)).persons).toEqual(['contact/2'])
  })

  it('sees a row written anew after it was erased', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    await look()
    world.delete('contact/1')
    await act('1', 'gone')
    expect((await people(database)).persons).toEqual([])
    world.set('contact/1', { ids: ['email:bo'] })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1'])
  })

  it('remembers a cleared row, and takes it for a location again when something is written into it', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('invoice/7', { links: ['contact/1'] })
    await look()
    world.set('contact/1', {})
    await act('1', 'emptied', world.sight('contact/1').fingerprint)
    await look()
    expect(await people(database)).toMatchObject({ persons: ['invoice/7'], nobody: [] })
    world.set('invoice/7', { links: ['contact/1'], dates: { booking: '2026-02-03' } })
    await look()
    expect(await people(database)).toMatchObject({ persons: ['invoice/7'], nobody: [] })
    world.set('contact/1', { ids: ['email:cecilia'] })
    await look()
    const refs = await personsOf(database.db, [{ system: 'crm', table: 'contact', key: '1' }])
    expect(refs[0]?.personIds).toHaveLength(1)
    expect((await database.pool.query('select from people.emptied')).rowCount).toBe(0)
  })
})

describe('acts of which nobody knows the end yet', () => {
  const act = '01900000-0000-7000-8000-000000000001'
  const begin = (...keys: readonly string[]) => database.db.transaction().execute((tx) => beginActing(tx, act, 'crm', keys.map((key) => ({ table: 'contact', key }))))
  const end = (acted: Parameters<typeof recordActed>[2] = []) =>
    database.db.transaction().execute(async (tx) => {
      await recordActed(tx, '2026-11-22' as Day, acted)
      await endActing(tx, [act])
    })
  const at = (key: string) => ({ system: 'crm', table: 'contact', key })
  const waiting = async () => (await database.pool.query<{ key: string }>('select key from people.look_again order by 1')).rows.map(({ key }) => key)
  const full = () => look(undefined, { full: true })

  for (const [how, again] of [['what changed', () => look()], ['everything', full]] as const) {
    it(`leave their rows as they were, whatever a look at ${how} shows of them`, async () => {
      for (const [key, id] of [['1', 'anna'], ['2', 'bo'], ['3', 'ceci']] as const) world.set(`contact/${key}`, { ids: [`email:${id}`] })
      world.set('invoice/1', { links: ['contact/2'] })
      await look()
      const before = await people(database)
      await begin('1', '2')
      world.delete('contact/1')
      world.set('contact/2', {})
      world.set('contact/3', { ids: ['email:ceci'], dates: { creation: '2020-01-01' } })
      await again()
      await again()
      expect([await people(database), await waiting()]).toEqual([before, ['1', '2']])
      expect((await database.pool.query(`select from people.location where key = '3' and dates like 'creation%'`)).rowCount).toBe(1)
      // Both were ours: the index is told so with the outcome, and a look finds it so.
      await end([{ ref: at('1'), result: 'gone', after: null, personId: null }, { ref: at('2'), result: 'emptied', after: world.sight('contact/2').fingerprint, personId: null }])
      await again()
      expect([await people(database), await waiting()]).toEqual([{ ...before, persons: ['contact/3', 'invoice/1'] }, []])
    })

    it(`are looked at again once nothing came of them, after a look at ${how} meanwhile`, async () => {
      world.set('contact/1', { ids: ['email:anna'] })
      world.set('contact/2', { ids: ['email:bo'] })
      world.set('contact/3', { ids: ['email:ceci'] })
      await look()
      await begin('1', '2', '3')
      world.set('contact/1', { ids: ['email:anna'], dates: { creation: '2026-11-21' } })
      world.delete('contact/2')
      await again()
      const anna = (await personsOf(database.db, [at('1')]))[0]!.personIds
      await end()
      // Until she is, nothing may be done to her: somebody wrote, and the index does not have it.
      expect(await unsureOf(database.db, anna)).toEqual(new Set(anna))
      await look()
      expect([(await people(database)).persons, await waiting(), await unsureOf(database.db, anna)]).toEqual([['contact/1', 'contact/3'], [], new Set()])
      expect((await database.pool.query(`select from people.location where key = '1' and dates like '%2026-11-21%'`)).rowCount).toBe(1)
    })
  }

  it('are looked at again also when the process that set them aside is gone', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    await look()
    const scan = world.scan.bind(world)
    world.scan = async function* (table, cursor) {
      for await (const page of scan(table, cursor)) {
        yield page
        if (table.name === 'contact') await end([{ ref: at('1'), result: 'changed', after: null, personId: null }])
      }
    }
    world.set('contact/1', { ids: ['email:anna'], dates: { creation: '2026-11-21' } })
    const dies = async () => ({ ...(await world.open()), sight: () => Promise.reject(new Error('killed')) }) as Awaited<ReturnType<typeof world.open>>
    await expect(observe(work(database, [system(customers)]), { kind: 'command' }, { open: dies })).rejects.toThrow('killed')
    world.scan = scan
    expect(await waiting()).toEqual(['1'])
    await look()
    expect(await waiting()).toEqual([])
    expect((await database.pool.query(`select from people.location where key = '1' and dates like '%2026-11-21%'`)).rowCount).toBe(1)
  })
})

describe('an observation that was cut off', () => {
  it('goes on from its last page', async () => {
    world.pageSize = 2
    for (let i = 0; i < 9; i++) world.set(`contact/${i}`, { ids: [`email:e${i}`] })
    world.onPage = (from) => {
      if (from >= 4) throw new Error('cut')
    }
    await expect(look()).rejects.toThrow('cut')
    expect((await people(database)).persons).toEqual([])
    let pages = 0
    world.onPage = (from) => {
      if (from > 0) pages++
    }
    await look()
    expect(pages).toBe(3)
    expect((await people(database)).persons).toHaveLength(9)
  })
})

describe('people who are kept apart', () => {
  const suggested = async (): Promise<readonly string[]> => (await database.pool.query<{ why: string }>(`select why from people.suggestion where why = 'kept-apart'`)).rows.map((row) => row.why)
  const part = async (): Promise<void> => {
    const { rows } = await database.pool.query<{ id: Parameters<typeof undoMerge>[3] }>('select person_id as id from people.alias where undone_at is null')
    expect(rows).toHaveLength(1)
    await database.db.transaction().execute((tx) => undoMerge(tx, { kind: 'role', name: 'owner' }, Temporal.Instant.from('2026-11-22T04:00:00Z'), rows[0]!.id))
  }

  it('are not made one again by what a human has seen and parted', async () => {
    world.set('contact/1', { ids: ['email:anna'] })
    world.set('contact/2', { ids: ['email:bo'] })
    await look()
    world.set('contact/2', { ids: ['email:bo', 'email:anna'] })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1 contact/2'])
    expect(await suggested()).toEqual([])
    await part()
    for (const day of ['2026-01-01', '2026-01-02']) {
      world.set('contact/1', { ids: ['email:anna'], dates: { day } })
      world.set('contact/2', { ids: ['email:bo', 'email:anna', 'number:7'], dates: { day } })
      await look()
      expect((await people(database)).persons).toEqual(['contact/1', 'contact/2'])
    }
    expect((await database.pool.query(`select undone_at is not null as undone from people.alias`)).rows).toEqual([{ undone: true }])
    expect(await suggested()).toEqual(['kept-apart'])
    // Nor through a third in whom both meet: nobody in such a group is merged.
    world.set('contact/3', { ids: ['email:ceci'] })
    await look()
    world.set('contact/3', { ids: ['email:ceci', 'email:bo', 'email:anna'] })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1', 'contact/2', 'contact/3'])
  })

  it('are not made one where their names share no word', async () => {
    world.set('contact/1', { ids: ['email:anna'], name: 'aaa bbb' })
    world.set('contact/2', { ids: ['email:bo'], name: 'ccc ddd' })
    world.set('contact/3', { ids: ['email:annas'], name: 'bbb eee' })
    await look()
    world.set('contact/2', { ids: ['email:bo', 'email:anna'], name: 'ccc ddd' })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1', 'contact/2', 'contact/3'])
    expect(await suggested()).toEqual(['kept-apart'])
    world.set('contact/3', { ids: ['email:annas', 'email:anna'], name: 'bbb eee' })
    await look()
    expect((await people(database)).persons).toEqual(['contact/1 contact/3', 'contact/2'])
  })
})
