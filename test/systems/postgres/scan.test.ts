import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/platform/index.ts'
import type { System } from '../../../src/policy/model/index.ts'
import type { Session, Sighting } from '../../../src/systems/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { awkwardSql, awkwardSystem, hash, knowing, openOn, scanned } from './awkward.ts'

const system: System = awkwardSystem()
let database: Database
let session: Session

beforeAll(async () => {
  database = await foreignDatabase(awkwardSql)
  session = await openOn(database.url, system)
  return async () => session[Symbol.asyncDispose]()
})

const all = async (name: string) => (await scanned(session, system, name)).seen
const one = async (name: string, key: string): Promise<Sighting> => {
  const found = (await all(name)).get(key)
  if (found === undefined) throw new Error(`no ${name} ${key}`)
  return found
}
const dates = (sighting: Sighting) => Object.fromEntries(sighting.dates)
const refs = (sighting: Sighting) => sighting.belongsTo.map((ref) => `${ref.table} ${ref.key}`)

/** Other test files write to the same cluster: a transaction that they hold open makes earlier rows count as changed once more. */
async function settled(): Promise<void> {
  const { rows } = await database.pool.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
  for (;;) {
    const { rows: now } = await database.pool.query<{ past: boolean }>('select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 as past', [rows[0]!.xid])
    if (now[0]!.past) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a sighting', () => {
  it('holds identifiers as keyed hashes, however they were written, and nothing in clear', async () => {
    const people = await all('person')
    expect(people.get('1')!.identifiers).toEqual([
      { kind: 'email', hash: hash.identifier('email', 'alva.berg@example.example', 'winlas'), verified: true },
      { kind: 'phone', hash: hash.identifier('phone', '+46701740605', 'winlas'), verified: false },
    ])
    expect(people.get('2')!.identifiers[0]!.hash).toBe(hash.identifier('email', 'bo@xn--blbr-noae.example', 'winlas'))
    expect(people.get('4')!.identifiers[0]!.hash).toBe(people.get('5')!.identifiers[0]!.hash)
    expect(people.get('4')!.nameHash).not.toBe(people.get('5')!.nameHash)
    expect([people.get('3')!.identifiers, people.get('6')!.identifiers]).toEqual([[], []])
    expect(JSON.stringify([...people])).not.toMatch(/alva|Berg|@|0701740605|nuts/i)
  })

  it('keeps others named in a document apart from the row\'s own person', async () => {
    const { others } = await one('person', '1')
    expect(new Set(others!.map((other) => other.hash))).toEqual(new Set([hash.identifier('email', 'ref@other.example', 'winlas'), hash.identifier('email', 'two@other.example', 'winlas')]))
  })

  it('reads dates as days of the controller\'s zone, and survives year 1, 9999, infinity and before Christ', async () => {
    const people = await all('person')
    expect(dates(people.get('1')!)).toEqual({ 'last-activity': '2024-03-01', creation: '2021-05-05' })
    expect(dates(people.get('2')!)).toEqual({ 'last-activity': 'infinity', creation: '0001-01-01' })
    expect(dates(people.get('3')!)).toEqual({ 'last-activity': '-infinity', creation: '9999-12-31' })
    expect(dates(people.get('4')!)).toEqual({ creation: '2020-02-29' })
    expect(dates(people.get('6')!)).toMatchObject({ 'last-activity': '-infinity' })
    const visits = await all('visit')
    expect(dates(visits.get('1')!)).toEqual({ 'last-activity': '2024-07-01', 'event-end': '2024-07-01' })
    expect(dates(visits.get('2')!)).toEqual({ 'last-activity': 'infinity', 'event-end': 'infinity' })
    expect(dates(visits.get('3')!)).toEqual({})
  })

  it('ties rows by every kind of reference', async () => {
    expect(refs(await one('person', '3'))).toEqual(['person 3'])
    expect(refs(await one('household', 'north\\,1,11111111-1111-4111-8111-111111111111'))).toEqual(['person 1'])
    expect(refs(await one('member', '4,north\\,1,11111111-1111-4111-8111-111111111111'))).toEqual(['person 4', 'household north\\,1,11111111-1111-4111-8111-111111111111'])
    expect(refs(await one('visit', '1'))).toEqual(['person 1'])
    expect(refs(await one('visit', '2'))).toEqual([])
    expect(refs(await one('note', '1'))).toEqual(['person 1'])
    expect(refs(await one('note', '2'))).toEqual(['person 77'])
    expect(refs(await one('note', '3'))).toEqual([])
    expect(refs(await one('case', '1'))).toEqual(['person 1', 'message 10'])
    expect([...(await all('order_line')).keys()].sort()).toEqual(['2024,1', '2025,1', '2025,2'])
    expect(refs(await one('order_line', '2025,1'))).toEqual(['person 2'])
  })

  it('takes a date through the row that it belongs to', async () => {
    const seats = await all('seat')
    expect([dates(seats.get('1')!), dates(seats.get('2')!), dates(seats.get('3')!)]).toEqual([{ 'event-end': '2025-05-31' }, {}, {}])
  })

  it('seals a key that is somebody, the same in every table that points at it', async () => {
    const employees = await all('employee')
    for (const key of employees.keys()) expect(key).toMatch(/^~/)
    const gun = hash.sealKey('winlas', '19640823-3234')
    const hans = employees.get(hash.sealKey('winlas', '6408833231'))!
    expect(refs(hans)).toEqual([`employee ${gun}`])
    expect([...(await all('salary')).values()].flatMap(refs).sort()).toEqual([...employees.keys()].map((key) => `employee ${key}`).sort())
  })

  it('says where something stands that nobody mentioned, and where an unknown row holds on', async () => {
    const people = await all('person')
    expect([...people].filter(([, row]) => row.unmentioned).map(([key]) => key)).toEqual(['3'])
    expect([...people].filter(([, row]) => row.pinned).map(([key]) => key)).toEqual(['4'])
  })

  it('has a fingerprint that moves with what is decided on, and with nothing else', async () => {
    const before = await one('person', '1')
    await database.pool.query(`update "Sales"."Person" set tags = '{}' where "Id" = 1`)
    expect((await one('person', '1')).fingerprint).toBe(before.fingerprint)
    await database.pool.query(`update "Sales"."Person" set "lastSeen" = '2024-03-02' where "Id" = 1`)
    expect((await one('person', '1')).fingerprint).not.toBe(before.fingerprint)
    expect((await session.sight([{ table: 'person', key: '1' }, { table: 'person', key: '99' }])).map((row) => row.fingerprint)).toEqual([(await one('person', '1')).fingerprint])
  })
})

describe('the next scan', () => {
  const from = async (name: string) => {
    await settled()
    const first = await scanned(session, system, name)
    return { ...first, next: () => scanned(session, system, name, first.cursor, knowing(first.seen.keys())) }
  }

  it('shows nothing when nothing was written', async () => {
    for (const name of system.tables.keys()) {
      const { next } = await from(name)
      const { seen, gone, full } = await next()
      expect([name, [...seen.keys()], gone, full]).toEqual([name, [], [], false])
    }
  })

  it('shows what is new and changed, and what others deleted', async () => {
    await database.pool.query(`insert into "Sales".visit select n, null, null, null from generate_series(100, 3000) n`)
    const { next } = await from('visit')
    await database.pool.query(`insert into "Sales".visit values (5000, null, null, null); update "Sales".visit set left_on = '2024-01-01' where id = 200; delete from "Sales".visit where id in (150, 2999)`)
    const { seen, gone, full } = await next()
    expect([[...seen.keys()].sort(), gone.map((ref) => ref.key).sort(), full]).toEqual([['200', '5000'], ['150', '2999'], false])
  })

  it('sees a row that was written before the scan and committed after it', async () => {
    const late = await database.pool.connect()
    await late.query('begin')
    await late.query(`update log.message set body = 'late' where id = 10`)
    const first = await scanned(session, system, 'message')
    await late.query('commit')
    late.release()
    expect([...(await scanned(session, system, 'message', first.cursor, knowing(first.seen.keys()))).seen.keys()]).toContain('10')
  })

  it('sees a key that was deleted and used again', async () => {
    const { next, seen: first } = await from('note')
    await database.pool.query(`delete from log.note where id = 2; insert into log.note values (2, 'Person', '1', 'another')`)
    const { seen, gone } = await next()
    expect([[...seen.keys()], gone]).toEqual([['2'], []])
    expect(seen.get('2')!.fingerprint).not.toBe(first.get('2')!.fingerprint)
  })

  it('sees the row whose course was moved, whose course came late, and whose unknown referrer came', async () => {
    const seat = await from('seat')
    await database.pool.query(`update "Sales".course set ends_on = '2025-06-30' where id = 1`)
    expect([...(await seat.next()).seen].map(([key, row]) => [key, dates(row)])).toEqual([['1', { 'event-end': '2025-06-30' }]])
    const visit = await from('visit')
    await database.pool.query(`insert into "Sales"."Person" ("Id", "Full Name", "E-mail") values (50, 'New', 'nobody@nowhere.example')`)
    expect([...(await visit.next()).seen].map(([key, row]) => [key, refs(row)])).toEqual([['2', ['person 50']]])
    const person = await from('person')
    await database.pool.query('insert into log.unknown_thing values (2, 5)')
    expect([...(await person.next()).seen].map(([key, row]) => [key, row.pinned])).toEqual([['5', true]])
  })

  it('finds deletions under composite, sealed and partitioned keys', async () => {
    for (const [name, statement, count] of [
      ['order_line', 'delete from log.order_line where year = 2025 and id = 2', 1],
      ['salary', `delete from hr.salary where pnr = '6408833231'`, 1],
      ['member', 'delete from "Sales"."Member" where person_id = 5', 1],
    ] as const) {
      const { next, seen: before } = await from(name)
      await database.pool.query(statement)
      const { gone, seen } = await next()
      expect([name, gone.length, seen.size]).toEqual([name, count, 0])
      expect(before.has(gone[0]!.key)).toBe(true)
    }
  })

  it('compares a view by its contents', async () => {
    const { next } = await from('directory')
    await database.pool.query(`update hr.employee set left_on = '2021-01-01' where pnr = '6408833231'`)
    const { seen, gone, full } = await next()
    expect(seen.get(hash.sealKey('winlas', '6408833231'))!.dates.get('relation-end')).toBe('2021-01-01')
    expect([gone, full]).toEqual([[], false])
    const again = await from('directory')
    await database.pool.query(`delete from hr.employee where pnr = '6408833231'`)
    expect((await again.next()).gone.map((ref) => ref.key)).toEqual([hash.sealKey('winlas', '6408833231')])
  })

  it('goes over everything where it cannot tell what is gone, and says so', async () => {
    const { cursor, seen } = await from('visit')
    await database.pool.query('delete from "Sales".visit where id = 101')
    const again = await scanned(session, system, 'visit', cursor)
    expect([again.full, again.seen.size]).toEqual([true, seen.size - 1])
  })

  it('goes over everything when the mapping, or the database, is another', async () => {
    const { cursor } = await from('note')
    const other = awkwardSystem((text) => text.replace('data: { body: notes }\n      belongs-to: { person: { columns: [subject_id], when: { subject_type: Person } } }', 'data: { body: notes }\n      not-personal: { subject_id: no, subject_type: no }'))
    await using second = await openOn(database.url, other)
    const { full, seen } = await scanned(second, other, 'note', cursor, knowing([]))
    expect([full, seen.size]).toEqual([true, 4])
  })

  it('follows a declared column with an overlap', async () => {
    const dated = awkwardSystem((text) => text.replace('      activity: came\n', '      activity: came\n      changes: { updated-at: left_on, overlap: 1 day }\n'))
    await using second = await openOn(database.url, dated)
    await database.pool.query(`update "Sales".visit set left_on = '2020-01-01'`)
    await database.pool.query(`update "Sales".visit set left_on = '2024-01-10' where id = 1`)
    const first = await scanned(second, dated, 'visit')
    await database.pool.query(`update "Sales".visit set left_on = '2024-01-09' where id = 2; update "Sales".visit set left_on = '2023-01-01' where id = 100`)
    const next = await scanned(second, dated, 'visit', first.cursor, knowing(first.seen.keys()))
    expect([...next.seen.keys()].sort()).toEqual(['1', '2'])
  })

  it('is taken up where it was left, and then shows each row', async () => {
    await database.pool.query(`insert into log.message select n, 1, repeat('m', 200) from generate_series(1000, 21000) n`)
    const seen = new Set<string>()
    let pages = 0
    let last = null
    for await (const page of session.scan(system.tables.get('message')!, null)) {
      for (const row of page.seen) seen.add(row.ref.key)
      last = page.cursor
      if (++pages === 2) break
    }
    expect(seen.size).toBeLessThan(20_000)
    const rest = await scanned(session, system, 'message', last)
    for (const key of rest.seen.keys()) seen.add(key)
    expect([seen.size, rest.full]).toEqual([20_003, true])
  })
})

describe('a pass over everything beside a transaction that stays open', () => {
  it('shows every row once it is committed, those without a reference too', async () => {
    const open = await database.pool.connect()
    await open.query('begin')
    await open.query(`insert into log.note values (900000, 'Person', '1', 'open')`)
    try {
      await database.pool.query(`update "Sales".course set ends_on = '2025-07-01' where id = 1; insert into "Sales".seat values (10, 1, null, null), (11, null, null, null)`)
      const seats = await all('seat')
      expect([...seats.keys()].map(Number).sort((a, b) => a - b)).toEqual([1, 2, 3, 10, 11])
      expect(dates(seats.get('10')!)).toEqual({ 'event-end': '2025-07-01' })
    } finally {
      await open.query('rollback')
      open.release()
    }
  })
})

describe('rows that vanish while everything is read', () => {
  it('are looked for with the next changes', async () => {
    await database.pool.query(`insert into log.message select n, 1, 'x' from generate_series(30000, 42000) n`)
    const known = new Set<string>()
    const vanish = async (keys: readonly string[]): Promise<readonly string[]> => (await database.pool.query<{ id: number }>(`
      delete from log.message where id in (
        select m.id from log.message m where m.id = any($1::int[]) and not exists (select from log."case" c where c.latest_id = m.id) limit 11) returning id`, [keys.map(Number)])).rows.map((row) => String(row.id))
    let shown: readonly string[] | null = null
    let cursor = null
    for await (const page of session.scan(system.tables.get('message')!, null)) {
      for (const row of page.seen) known.add(row.ref.key)
      // Of what the first page has shown, wherever its rows stand in the file.
      if (shown === null) {
        shown = await vanish(page.seen.map((row) => row.ref.key))
      }
      cursor = page.cursor
    }
    expect(shown?.filter((key) => known.has(key))).toHaveLength(11)
    const next = await scanned(session, system, 'message', cursor, knowing(known))
    for (const ref of next.gone) known.delete(ref.key)
    const { rows } = await database.pool.query<{ id: number }>('select id from log.message')
    expect([...known].map(Number).sort((a, b) => a - b)).toEqual(rows.map((row) => row.id).sort((a, b) => a - b))
  })
})
