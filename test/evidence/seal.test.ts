import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compareWithOutside, forgetSubjects, head, receiptFor, record, seal, unsealedAge } from '../../src/evidence/index.ts'
import { inTransaction, openDatabase, type Database } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { empty, entry, ledgerOf, memorySink, now, secrets, verify } from './ledger.ts'

let database: Database
beforeAll(async () => void (database = await freshDatabase({ poolSize: 8 })))
beforeEach(() => empty(database))

const sealing = () => ({ db: database.db, now, secrets })

describe('recording', () => {
  it('goes with its transaction: rolled back, there is no evidence', async () => {
    await expect(
      inTransaction(database.db, async (tx) => {
        await record(tx, [entry()])
        throw new Error('the work failed')
      }),
    ).rejects.toThrow('the work failed')
    expect(await unsealedAge(database.db, now)).toEqual({ count: 0, seconds: 0 })
  })

  it('writes nothing of several when one is unsafe', async () => {
    await expect(inTransaction(database.db, (tx) => record(tx, [entry(), { ...entry(), body: { to: 'a@b.example' } }]))).rejects.toMatchObject({ code: 'evidence.unsafe-entry' })
    expect((await unsealedAge(database.db, now)).count).toBe(0)
  })

  it('keeps no subject in clear anywhere', async () => {
    await inTransaction(database.db, (tx) => record(tx, [entry(1, 'person-77')]))
    await seal(sealing())
    const { rows } = await database.pool.query<{ all: string }>(
      `select string_agg(convert_from(bytes, 'UTF8'), ' ') || (select string_agg(encode(salt, 'escape'), ' ') from evidence.salt) as all from evidence.entry`,
    )
    expect(rows[0]!.all).toContain('erasure.verified')
    expect(rows[0]!.all).not.toContain('person-77')
  })

  it('shows the age of the oldest entry that no seal protects', async () => {
    await inTransaction(database.db, (tx) => record(tx, [{ ...entry(), at: '2026-11-22T01:59:07.5Z' }, entry()]))
    expect(await unsealedAge(database.db, now)).toEqual({ count: 2, seconds: 59.5 })
    await seal(sealing())
    expect(await unsealedAge(database.db, now)).toEqual({ count: 0, seconds: 0 })
  })
})

describe('sealing', () => {
  it('gives gapless positions in the order of recording, in as many seals as asked for', async () => {
    const ids = await inTransaction(database.db, (tx) => record(tx, Array.from({ length: 25 }, (_, i) => entry(i))))
    expect(await seal(sealing(), { most: 10 })).toMatchObject({ seals: 3, entries: 25, busy: false, head: { number: 3, to: 25 } })
    const { rows } = await database.pool.query<{ position: number; id: string }>('select position, id from evidence.entry order by position')
    expect(rows).toEqual(ids.map((id, i) => ({ position: i + 1, id })))
    expect(await verify(database)).toMatchObject({ ok: true, entries: 25, seals: 3, waiting: 0 })
  })

  it('makes no seal over nothing', async () => {
    expect(await seal(sealing())).toEqual({ seals: 0, entries: 0, head: null, busy: false })
    expect(await head(database.db)).toMatchObject({ number: 0, to: 0 })
    expect((await verify(database)).ok).toBe(true)
  })

  it('takes an entry that commits late, though its id is older than the last seal', async () => {
    const [late] = await inTransaction(database.db, async (tx) => {
      const ids = await record(tx, [entry()])
      await inTransaction(database.db, (other) => record(other, [entry()]))
      await seal(sealing())
      return ids
    })
    await seal(sealing())
    const { rows } = await database.pool.query('select position from evidence.entry where id = $1', [late])
    expect(rows).toEqual([{ position: 2 }])
    expect((await verify(database)).ok).toBe(true)
  })

  it('is done by one at a time: many sealers at once over many writers give one whole ledger', async () => {
    const writers = Array.from({ length: 6 }, async () => {
      for (let i = 0; i < 10; i++) await inTransaction(database.db, (tx) => record(tx, [entry(i), entry(i)]))
    })
    const sealers = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 15; i++) await seal(sealing(), { most: 7 })
    })
    await Promise.all([...writers, ...sealers])
    await seal(sealing(), { most: 7 })
    expect(await verify(database)).toMatchObject({ ok: true, entries: 120, waiting: 0 })
  })

  it('says busy while another process holds the sealing, and leaves the entries to it', async () => {
    await inTransaction(database.db, (tx) => record(tx, [entry()]))
    await database.db.transaction().execute(async (tx) => {
      const inside = await seal({ ...sealing(), db: tx })
      expect(inside.seals).toBe(1)
      expect(await seal(sealing())).toMatchObject({ busy: true, seals: 0 })
    })
    expect((await verify(database)).entries).toBe(1)
  })

  it('killed between placing and sealing, leaves nothing half: all entries still wait', async () => {
    await inTransaction(database.db, (tx) => record(tx, Array.from({ length: 50 }, () => entry())))
    const victim = await openDatabase({ url: database.url, poolSize: 1, applicationName: 'victim' })
    // Reading seals goes on, writing one waits: the victim stops with its entries placed and its leaves kept.
    const blocker = await database.pool.connect()
    await blocker.query('begin; lock table evidence.seal in share mode')
    const killed = seal({ ...sealing(), db: victim.db })
    killed.catch(() => {})
    const stopped = `application_name = 'victim' and wait_event_type = 'Lock' and query like '%insert into evidence.seal%'`
    await expect.poll(async () => (await database.pool.query(`select pid from pg_stat_activity where ${stopped}`)).rowCount).toBe(1)
    await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${stopped}`)
    await expect(killed).rejects.toThrow()
    await blocker.query('rollback')
    blocker.release()
    await victim.close()
    expect(await verify(database)).toMatchObject({ ok: true, entries: 0, seals: 0, waiting: 50 })
    expect(await seal(sealing())).toMatchObject({ seals: 1, entries: 50 })
    expect(await verify(database)).toMatchObject({ ok: true, entries: 50, waiting: 0 })
  })

  it('publishes a head that a crash kept from the place outside', async () => {
    await ledgerOf(database, [3])
    const sink = memorySink()
    await seal(sealing(), { sinks: [sink] })
    expect(sink.heads).toEqual([await head(database.db)])
    expect((await compareWithOutside(database.db, [sink])).state).toBe('current')
  })
})

it('forgets a subject by its salt: the receipt no longer opens, the ledger still verifies', async () => {
  const [id] = await inTransaction(database.db, (tx) => record(tx, [entry(1, 'person-1')]))
  await seal(sealing())
  const options = { publicKey: secrets.signing.publicKey, subject: 'person-1' }
  expect((await receiptFor(database.db, [id!], options)).entries[0]!.opening).toBeDefined()
  expect(await forgetSubjects(database.db, [id!])).toBe(1)
  expect((await receiptFor(database.db, [id!], options)).entries[0]!.opening).toBeUndefined()
  expect((await verify(database)).ok).toBe(true)
})
