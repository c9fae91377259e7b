import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { observe } from '../../src/people/index.ts'
import { openDatabase, type Database } from '../../src/platform/index.ts'
import { fillShop, openShop, shopWork, told } from '../people/shop.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'

const people = 4000
const kills = Number(process.env['KILLS'] ?? 8)
const by = { kind: 'command' } as const
let foreign: Database
let undisturbed: readonly string[]
let took = 0

const look = async (database: Pick<Database, 'db' | 'pool'>) => {
  const work = shopWork(database)
  await observe(work, by, { open: openShop(work, foreign.url) })
  await decideChanged(work)
}

beforeAll(async () => {
  foreign = await foreignDatabase()
  await fillShop(foreign, people)
  const database = await freshDatabase()
  const began = performance.now()
  await look(database)
  took = performance.now() - began
  undisturbed = await told(database)
}, 120_000)

describe('kill -9 while observing and deciding', () => {
  it('ends, taken up again, where an undisturbed run ends', async () => {
    expect(undisturbed).toHaveLength(people * 7)
    const program = `
      import { openDatabase } from ${JSON.stringify(new URL('../../src/platform/index.ts', import.meta.url).href)}
      import { observe } from ${JSON.stringify(new URL('../../src/people/index.ts', import.meta.url).href)}
      import { decideChanged } from ${JSON.stringify(new URL('../../src/decisions/index.ts', import.meta.url).href)}
      import { openShop, shopWork } from ${JSON.stringify(new URL('../people/shop.ts', import.meta.url).href)}
      const work = shopWork(await openDatabase({ url: process.env.DATABASE_URL }))
      console.log('begun')
      for (;;) {
        try {
          await observe(work, { kind: 'command' }, { open: openShop(work, process.env.FOREIGN_URL) })
          break
        } catch (error) {
          if (error.code !== 'people.observing') throw error // the server has not yet noticed that the one before us is dead
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
      await decideChanged(work)
      process.exit(0)`
    let database = await freshDatabase()
    let killed = 0
    while (killed < kills) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, DATABASE_URL: database.url, FOREIGN_URL: foreign.url }, stdio: ['ignore', 'pipe', 'inherit'] })
      const exit = once(child, 'exit') as Promise<[number | null, string | null]>
      await once(child.stdout, 'data')
      const timer = setTimeout(() => child.kill('SIGKILL'), (0.05 + Math.random() * 0.6) * took)
      const [code, signal] = await exit
      clearTimeout(timer)
      if (signal === 'SIGKILL') {
        killed++
        continue
      }
      // It came through, after none, one or several kills: it ends where the undisturbed run did, and the next begins anew.
      expect(code).toBe(0)
      expect(await told(database)).toEqual(undisturbed)
      database = await freshDatabase()
    }
    await expect.poll(async () => look(database).then(() => true, () => false), { timeout: 60_000 }).toBe(true)
    expect(await told(database)).toEqual(undisturbed)
    const { rows } = await database.pool.query(`select count(*)::int as n from people.person p where not exists (select from people.location l where l.person_id = p.person_id)`)
    expect(rows).toEqual([{ n: 0 }])
  }, 240_000)
})

describe('two processes that decide at once', () => {
  it('decide each row once, whoever takes it, while rows go on changing', async () => {
    const database = await freshDatabase()
    const second = await openDatabase({ url: database.url, poolSize: 5 })
    try {
      const [one, two] = [shopWork(database), shopWork(second)]
      await observe(one, by, { open: openShop(one, foreign.url) })
      await Promise.all([decideChanged(one), decideChanged(two)])
      expect(await told(database)).toEqual(undisturbed)
      // Some move on while both drain what waits: nobody is forgotten, nobody decided twice.
      const changed = await database.pool.query(`select person_id from people.person order by 1 limit 3000`)
      const mark = async () => {
        for (let i = 0; i < changed.rows.length; i += 100) await second.pool.query('insert into people.changed (person_id) select unnest($1::uuid[])', [changed.rows.slice(i, i + 100).map((row: { person_id: string }) => row.person_id)])
      }
      await Promise.all([mark(), decideChanged(one), decideChanged(two), decideChanged(one)])
      await Promise.all([decideChanged(one), decideChanged(two)])
      expect((await database.pool.query('select from people.changed')).rowCount).toBe(0)
      expect(await told(database)).toEqual(undisturbed)
    } finally {
      await second.close()
    }
  }, 120_000)

  it('never observe at the same time: one that does not wait says so, one that waits comes second', async () => {
    const database = await freshDatabase()
    const second = await openDatabase({ url: database.url, poolSize: 5 })
    try {
      const [one, two] = [shopWork(database), shopWork(second)]
      const observing = (work: typeof one, patience: number) => observe(work, by, { open: openShop(one, foreign.url), patience })
      const ends = await Promise.allSettled([observing(one, 0), observing(two, 0)])
      expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected'])
      const failed = ends.find((end) => end.status === 'rejected')
      expect(failed?.reason).toMatchObject({ code: 'people.observing' })
      await Promise.all([observing(one, 60_000), observing(two, 60_000)])
      await decideChanged(one)
      expect(await told(database)).toEqual(undisturbed)
    } finally {
      await second.close()
    }
  }, 120_000)
})
