import { mkdtemp, readFile, rm, appendFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acknowledgeRestore, compareWithOutside, fileSink, head, isReadOnly, parseHeads, seal } from '../../src/evidence/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { codes, empty, ledgerOf, now, secrets, verify } from './ledger.ts'

let database: Database
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'lofte-heads-'))
  for (const table of tables) await database.pool.query(`create table evidence.backup_${table} as table evidence.${table} with no data`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  await empty(database)
  await rm(join(folder, 'heads'), { force: true })
})

const tables = ['entry', 'seal', 'leaves', 'waiting', 'salt', 'restored_acknowledgement']
const sink = () => fileSink(join(folder, 'heads'))
const work = () => ({ db: database.db, now, secrets })
const heads = async () => parseHeads(await readFile(join(folder, 'heads'), 'utf8'))

async function backUp(): Promise<void> {
  for (const table of tables) await database.pool.query(`truncate evidence.backup_${table}; insert into evidence.backup_${table} table evidence.${table}`)
}
async function restore(): Promise<void> {
  for (const table of tables) await database.pool.query(`truncate evidence.${table}; insert into evidence.${table} table evidence.backup_${table}`)
}

describe('restored to an older point', () => {
  it('is recognised, read-only until acknowledged, and declared for good', async () => {
    await ledgerOf(database, [3, 4], [sink()])
    await backUp()
    await ledgerOf(database, [5, 6], [sink()])
    expect(await compareWithOutside(database.db, [sink()])).toMatchObject({ state: 'current' })
    await restore()

    const standing = await compareWithOutside(database.db, [sink()])
    expect(standing).toMatchObject({ state: 'behind', ours: { number: 2, to: 7 }, outside: { number: 4, to: 18 } })
    expect(isReadOnly(standing)).toBe(true)
    expect(codes(await verify(database, { outside: await heads() }))).toEqual(['ledger.cut-off'])
    await expect(ledgerOf(database, [1], [sink()])).rejects.toMatchObject({ code: 'evidence.behind' })
    expect((await head(database.db)).number).toBe(2)

    const by = { kind: 'role', name: 'operations' } as const
    expect(await acknowledgeRestore(work(), by, { reason: 'disk failed, backup of the night', sinks: [sink()] })).not.toBeNull()
    expect(isReadOnly(await compareWithOutside(database.db, [sink()]))).toBe(false)
    expect(await acknowledgeRestore(work(), by, { reason: 'again', sinks: [sink()] })).toBeNull()
    await seal(work(), { sinks: [sink()] })
    await ledgerOf(database, [2], [sink()])

    const after = await verify(database, { outside: await heads() })
    expect(after.findings).toEqual([])
    expect(after.gaps).toMatchObject([{ seal: 5, after: 2, number: 4, to: 18 }])
    expect(after.head).toMatchObject({ number: 6 })
    // The entry that waited when sealing was refused comes along with the restored entry.
    const { rows } = await database.pool.query<{ entry: string }>(`select convert_from(bytes, 'UTF8') as entry from evidence.entry where position > 7 order by position`)
    expect(rows.map((row) => JSON.parse(row.entry).kind)).toEqual(['erasure.verified', 'restored', 'erasure.verified', 'erasure.verified'])
    expect(JSON.parse(rows[1]!.entry)).toMatchObject({ actor: 'role:operations', body: { found: 'behind', ownSeal: 2, outsideSeal: 4, entriesLost: 11 } })
    expect((await database.pool.query('select min(position) as first from evidence.entry where position > 7')).rows).toEqual([{ first: 19 }])
    expect((await compareWithOutside(database.db, [sink()])).state).toBe('current')

    // The declared gap excuses what was lost then, and nothing that is taken away now.
    await database.pool.query('delete from evidence.seal where number = 2; delete from evidence.entry where position between 4 and 7')
    expect(codes(await verify(database, { outside: await heads() }))).toEqual(['seal.chain'])
  })

  it('a gap that nobody declared stays a finding, also with numbers beyond it', async () => {
    await ledgerOf(database, [3, 4, 5], [sink()])
    await database.pool.query('delete from evidence.seal where number = 2; delete from evidence.entry where position between 4 and 7')
    expect(codes(await verify(database, { outside: await heads() }))).toEqual(['seal.missing'])
  })

  it('restored and written on without the place outside: diverged, and declared the same way', async () => {
    await ledgerOf(database, [3, 4], [sink()])
    await backUp()
    await ledgerOf(database, [5], [sink()])
    await restore()
    await ledgerOf(database, [1, 1])
    const standing = await compareWithOutside(database.db, [sink()])
    expect(standing.state).toBe('diverged')
    expect(codes(await verify(database, { outside: await heads() }))).toEqual(['ledger.rewritten'])
    await acknowledgeRestore(work(), { kind: 'role', name: 'operations' }, { reason: 'written on', sinks: [sink()] })
    await seal(work(), { sinks: [sink()] })
    expect(await verify(database, { outside: await heads() })).toMatchObject({ ok: true, gaps: [{ seal: 5, number: 3 }] })
    expect((await compareWithOutside(database.db, [sink()])).state).toBe('current')
  })

  it('an emptied database is behind too', async () => {
    await ledgerOf(database, [3], [sink()])
    await empty(database)
    expect((await compareWithOutside(database.db, [sink()])).state).toBe('behind')
    await acknowledgeRestore(work(), { kind: 'command' }, { reason: 'new database', sinks: [sink()] })
    await ledgerOf(database, [2], [sink()])
    expect(await verify(database, { outside: await heads() })).toMatchObject({ ok: true, entries: 3, gaps: [{ after: 0, number: 1, to: 3 }] })
  })

  it('refuses a reason that is empty or could be personal', async () => {
    for (const reason of ['', '  ', 'asked by someone@mail.example', 'x'.repeat(300)]) {
      await expect(acknowledgeRestore(work(), { kind: 'command' }, { reason, sinks: [sink()] })).rejects.toMatchObject({ code: 'evidence.reason.invalid' })
    }
  })

  it('claims nothing when nothing was seen outside', async () => {
    expect((await compareWithOutside(database.db, [])).state).toBe('unknown')
    expect((await compareWithOutside(database.db, [sink()])).state).toBe('unknown')
  })
})

describe('the file of heads', () => {
  it('is appended to, survives a torn line and finds its newest head at the end of a long file', async () => {
    await ledgerOf(database, [1, 2], [sink()])
    await appendFile(join(folder, 'heads'), '{"at":"2026-11-2')
    await ledgerOf(database, [3], [sink()])
    expect((await heads()).map((one) => one.number)).toEqual([1, 2, 3])
    const long = Array.from({ length: 2000 }, (_, i) => JSON.stringify({ at: 'x', hash: 'a'.repeat(64), number: i + 1, to: i + 1 })).join('\n')
    await writeFile(join(folder, 'long'), `${long}\n`)
    expect((await fileSink(join(folder, 'long')).last())?.number).toBe(2000)
  })
})
