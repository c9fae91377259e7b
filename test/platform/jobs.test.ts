import { sql } from 'kysely'
import { beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { fixedClock, inTransaction, logTo, startJobs, type Database, type JobData, type Jobs } from '../../src/platform/index.ts'
import { foreignDatabase } from '../setup/database.ts'

const clock = fixedClock('2026-11-22T08:00:00Z')
const quick = { pollSeconds: 0.5, cronSeconds: 1 }
const started: Jobs[] = []
let database: Database
beforeAll(async () => {
  database = await foreignDatabase(['create table ran (job text, by text, n int);'])
})
beforeEach(() => database.pool.query('truncate ran'))
afterEach(async () => {
  for (const jobs of started.splice(0)) await jobs.stop()
})

async function begin(): Promise<Jobs> {
  const jobs = await startJobs(database, clock, quick)
  started.push(jobs)
  return jobs
}

const times = async (job: string) => (await database.pool.query<{ n: number }>('select count(*) as n from ran where job = $1', [job])).rows[0]!.n
const note = (job: string, by: string, n: number) => database.pool.query('insert into ran values ($1, $2, $3)', [job, by, n])

test('a job exists if, and only if, the transaction that made it commits', async () => {
  const jobs = await begin()
  await jobs.work('mail', async (data) => void (await note('mail', 'one', data['n'] as number)))
  await inTransaction(database.db, async (tx) => {
    await jobs.enqueue(tx, 'mail', { n: 1 })
    throw new Error('no')
  }).catch(() => {})
  await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'mail', { n: 2 }))
  await expect.poll(() => times('mail'), { timeout: 5000 }).toBe(1)
  expect((await database.pool.query('select n from ran')).rows).toEqual([{ n: 2 }])
})

test('two processes: each job once', async () => {
  const [a, b] = [await begin(), await begin()]
  for (const [by, jobs] of [['a', a], ['b', b]] as const) await jobs.work('item', async (data) => void (await note('item', by, data['n'] as number)))
  await inTransaction(database.db, async (tx) => {
    for (let n = 0; n < 60; n++) await a.enqueue(tx, 'item', { n })
  })
  await expect.poll(() => times('item'), { timeout: 20_000 }).toBe(60)
  expect((await database.pool.query('select count(distinct n) as n from ran')).rows).toEqual([{ n: 60 }])
})

test('a schedule ticks once a minute however many processes there are, with the moment of our clock', async () => {
  const [a, b] = [await begin(), await begin()]
  const moments: string[] = []
  for (const [by, jobs] of [['a', a], ['b', b]] as const) {
    await jobs.every('audit', '* * * * *', 'Europe/Stockholm', async (tick) => {
      moments.push(tick.now.toString())
      await note('audit', by, 0)
    })
  }
  const minute = () => Math.floor(Date.now() / 60_000)
  const from = minute()
  await expect.poll(() => times('audit'), { timeout: 75_000, interval: 500 }).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 4000))
  // One for each minute that began, and the one that was due when it was scheduled.
  expect(await times('audit')).toBeLessThanOrEqual(minute() - from + 1)
  expect(new Set(moments)).toEqual(new Set(['2026-11-22T08:00:00Z']))
}, 100_000)

test('a job that fails comes again, and neither log nor table keeps what the error said', async () => {
  const jobs = await begin()
  const lines: string[] = []
  const back = logTo((line) => void lines.push(line))
  let tries = 0
  await jobs.work('letter', async () => {
    if (++tries === 1) throw Object.assign(new Error('Key (email)=(anna@kund.example)'), { code: '23505' })
    await note('letter', 'one', tries)
  })
  await jobs.enqueue(database.db, 'letter', { n: 1 })
  await expect.poll(() => times('letter'), { timeout: 15_000 }).toBe(1)
  back()
  expect(lines.join()).toContain('"code":"23505"')
  const { rows } = await sql<{ all: string }>`select jsonb_agg(to_jsonb(job))::text as all from jobs.job`.execute(database.db)
  expect(`${rows[0]!.all}${lines.join()}`).not.toContain('anna')
})

test('jobs of one key wait only once', async () => {
  const jobs = await begin()
  const key = { singletonKey: 'system:crm' }
  const data: JobData = { n: 1 }
  await jobs.enqueue(database.db, 'observe', data, key)
  await jobs.enqueue(database.db, 'observe', data, key)
  await jobs.enqueue(database.db, 'observe', data, { singletonKey: 'system:erp' })
  await jobs.work('observe', async () => void (await note('observe', 'one', 1)))
  await expect.poll(() => times('observe'), { timeout: 10_000 }).toBe(2)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await times('observe')).toBe(2)
})

test('stopping waits for the job that runs, and tells it', async () => {
  const jobs = await startJobs(database, clock, quick)
  const begun = Promise.withResolvers<void>()
  await jobs.work('long', async (_data, tick) => {
    begun.resolve()
    await new Promise<void>((resolve) => tick.signal.addEventListener('abort', () => resolve(), { once: true }))
    await note('long', 'one', 1)
  })
  await jobs.enqueue(database.db, 'long', {})
  await begun.promise
  await jobs.stop()
  expect(await times('long')).toBe(1)
})
