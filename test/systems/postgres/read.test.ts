import { inspect } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { isProblem, personal } from '../../../src/platform/index.ts'
import type { Database } from '../../../src/platform/index.ts'
import type { Ref, Row, Session } from '../../../src/systems/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { awkwardSql, awkwardSystem, hash, openOn, scanned } from './awkward.ts'

const system = awkwardSystem()
let database: Database
let session: Session

beforeAll(async () => {
  database = await foreignDatabase(awkwardSql)
  session = await openOn(database.url, system)
  return async () => session[Symbol.asyncDispose]()
})

async function found(kind: string, value: string): Promise<string[]> {
  const refs: Ref[] = []
  for await (const some of session.find([{ kind, value: personal(value) }])) refs.push(...some)
  return refs.map((ref) => `${ref.table} ${ref.key}`).sort()
}

async function read(refs: readonly Ref[]): Promise<Row[]> {
  const rows: Row[] = []
  for await (const some of session.read(refs)) rows.push(...some)
  return rows
}

describe('find', () => {
  it('finds an address in any case, with or without an index, in documents and without a key', async () => {
    expect(await found('email', 'alva.berg@example.example')).toEqual(['loose ' + hash.sealKey('winlas', 'alva.berg@example.example'), 'loose ' + hash.sealKey('winlas', 'alva.berg@example.example'), 'person 1'])
    expect(await found('email', 'ref@other.example')).toEqual(['person 1'])
    expect(await found('email', 'bo@xn--blbr-noae.example')).toEqual(['person 2'])
  })

  it('finds numbers however they are written', async () => {
    expect(await found('phone', '+46701740605')).toEqual(['person 1'])
    expect(await found('phone', '0701740606')).toEqual(['person 2'])
    const gun = hash.sealKey('winlas', '19640823-3234')
    expect(await found('national-id', '196408233234')).toEqual([`directory ${gun}`, `employee ${gun}`])
    expect(await found('national-id', '640883-3231')).toEqual(['directory', 'employee'].map((table) => `${table} ${hash.sealKey('winlas', '6408833231')}`))
  })

  it('finds nobody by what is no identifier, and takes no text for SQL', async () => {
    for (const value of ['', 'x', `${'a'.repeat(10_000)}@example.example`, `' or true --@example.example`, '%@example.example']) expect(await found('email', value)).toEqual([])
  })

  it('does not mistake a neighbour: only what normalises to the same is taken', async () => {
    expect(await found('phone', '+47701740605')).toEqual([])
    expect(await found('email', 'berg@example.example')).toEqual([])
  })
})

describe('read', () => {
  it('gives every mapped column, paths of documents and what nobody mentioned, and prints nothing', async () => {
    const [row] = await read([{ table: 'person', key: '1' }])
    const values = Object.fromEntries([...row!.values].map(([name, value]) => [name, value.reveal()]))
    expect(values).toMatchObject({ 'Full Name': 'Alva Berg', 'E-mail': 'Alva.Berg@Example.example', mobile: '070-174 06 05', tags: '["vip, first", "back\\\\slash"]', 'profile->diet': 'nuts', lastSeen: '2024-03-01 23:30:00' })
    expect(JSON.parse(values['profile->referees->*->email']!)).toEqual(['ref@other.example', 'two@other.example'])
    expect([...row!.unmentioned.keys()]).toContain('quirk')
    expect(inspect([...row!.values], { depth: 9 })).not.toMatch(/Alva|nuts/)
    const [three] = await read([{ table: 'person', key: '3' }])
    expect(three!.unmentioned.get('quirk')!.reveal()).toBe('7')
  })

  it('tells of a file by its size, and reads tabs, sealed and composite keys', async () => {
    const gun = hash.sealKey('winlas', '19640823-3234')
    const rows = await read([{ table: 'employee', key: gun }, { table: 'salary', key: hash.sealKey('winlas', '19640823-3234,2024-01-01') }, { table: 'person', key: '2' }, { table: 'person', key: '404' }])
    expect(rows.map((row) => row.ref.key)).toEqual([gun, hash.sealKey('winlas', '19640823-3234,2024-01-01'), '2'])
    expect(rows[0]!.values.get('photo')!.reveal()).toBe('2 bytes')
    expect(rows[2]!.values.get('Full Name')!.reveal()).toBe('Bo\tTab')
  })

  it('reads many rows in batches', async () => {
    await database.pool.query(`insert into log.note select n, 'Person', '1', 'n' || n from generate_series(1000, 2500) n`)
    const refs = Array.from({ length: 1501 }, (_, i) => ({ table: 'note', key: String(1000 + i) }))
    expect((await read(refs)).map((row) => row.ref.key)).toEqual(refs.map((ref) => ref.key))
  })
})

describe('what can be wrong', () => {
  const failing = async (run: () => Promise<unknown>) => {
    const error = await run().then(() => null, (thrown: unknown) => thrown)
    if (!isProblem(error)) throw new Error(`no problem but ${inspect(error)}`)
    return error
  }

  it('says where it tried, never with what password', async () => {
    const error = await failing(() => openOn('postgres://role:sesame@127.0.0.1:1/nothing', system))
    expect([error.code, error.on]).toEqual(['systems.unreachable', 'odd'])
    expect(error.attempted).toContain('127.0.0.1:1')
    expect(inspect(error)).not.toContain('sesame')
    expect((await failing(() => openOn('not an address', system))).code).toBe('systems.unreachable')
    expect((await failing(() => openOn(database.url.replace(/\/t_\w+/, '/no_such_database'), system))).code).toBe('systems.unreachable')
  })

  it('names a table that vanished since it was described', async () => {
    await database.pool.query('create table log.fleeting (id bigint primary key, mail text)')
    const with_ = awkwardSystem((text) => `${text}    fleeting:\n      schema: log\n      key: id\n      relation: contact\n      data: { mail: email }\n`)
    await using other = await openOn(database.url, with_)
    await other.describe()
    await database.pool.query('drop table log.fleeting')
    const error = await failing(() => scanned(other, with_, 'fleeting'))
    expect([error.code, error.on]).toEqual(['systems.table-vanished', 'odd.fleeting (log.fleeting)'])
  })

  it('writes nothing while it observes', async () => {
    const refused = await (session as unknown as { apply: Session['apply'] }).apply([], { recheck: async () => new Set(), intent: async () => {} }).catch(() => [])
    expect(refused).toEqual([])
    const { rows } = await database.pool.query<{ n: number }>('select count(*) as n from log.person_history')
    expect(rows[0]!.n).toBe(0)
  })
})
