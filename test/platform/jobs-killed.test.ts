import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { fixedClock, startJobs } from '../../src/platform/index.ts'
import { foreignDatabase } from '../setup/database.ts'

const quick = { pollSeconds: 0.5, cronSeconds: 1, heartbeatSeconds: 10 }

test('the job of a killed process is taken over by another, soon', async () => {
  const database = await foreignDatabase(['create table ran (by text);'])
  const program = `
    import { startJobs, openDatabase, systemClock } from ${JSON.stringify(new URL('../../src/platform/index.ts', import.meta.url).href)}
    const database = await openDatabase({ url: process.env.DATABASE_URL })
    const jobs = await startJobs(database, systemClock(), ${JSON.stringify(quick)})
    await jobs.work('sweep', async () => {
      await database.pool.query("insert into ran values ('begun')")
      await new Promise(() => {})
    })
    await jobs.enqueue(database.db, 'sweep', {})
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, DATABASE_URL: database.url }, stdio: 'inherit' })
  const said = async () => (await database.pool.query<{ by: string }>('select by from ran')).rows.map(({ by }) => by)
  await expect.poll(said, { timeout: 15_000 }).toEqual(['begun'])
  child.kill('SIGKILL')
  const jobs = await startJobs(database, fixedClock('2026-11-22T08:00:00Z'), quick)
  await jobs.work('sweep', async () => void (await database.pool.query("insert into ran values ('taken over')")))
  await expect.poll(said, { timeout: 45_000 }).toEqual(['begun', 'taken over'])
  await jobs.stop()
}, 90_000)
