import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { seal } from '../../src/evidence/index.ts'
import { openDatabase, secretsFrom, systemClock, type Database, type Engine } from '../../src/platform/index.ts'
import { foreignSql, policyText, systemsText } from '../plans/world.ts'
import { durableCluster } from '../setup/database.ts'
import { openFolder } from '../setup/folder.ts'
import { ended, lofte, start, type Settings } from './program.ts'

// `kill -9` of a process that sweeps, at moments nobody chooses, over a cluster with fsync on. Whatever was half done
// is brought to its end by the next process, and in the end nobody can tell: the foreign database equals that of a run which
// nothing disturbed, and each thing was done once and told once.
const moments = Number(process.env['LOFTE_KILLS'] ?? '8')
const people = { old: 2000, recent: 40 }
const folder = openFolder('lofte-kill-')
const policy = join(folder, 'policy')
const secret = 'only-for-these-tests-and-nothing-else'

let engine: Engine
let sweepMs = 0
let calm: World

interface World {
  readonly settings: Settings
  readonly name: string
}

const at = (name: string): World => ({ name, settings: { LOFTE_SECRET: secret, LOFTE_DATA_DIR: join(folder, name), LOFTE_CLOCK: '2026-11-22T03:00:00Z', DATABASE_URL: engine.url(`ours_${name}`), CRM_URL: engine.url(`crm_${name}`) } })

async function using<T>(database: string, run: (database: Database) => Promise<T>): Promise<T> {
  const opened = await openDatabase({ url: engine.url(database), poolSize: 2 })
  try {
    return await run(opened)
  } finally {
    await opened.close()
  }
}

/** A world like another, both its databases; nobody may be connected to that one. */
async function copyOf(from: string, to: string): Promise<World> {
  await using('postgres', async ({ pool }) => {
    for (const one of ['ours', 'crm']) await pool.query(`create database ${one}_${to} template ${one}_${from}`)
  })
  return at(to)
}

beforeAll(async () => {
  engine = (await durableCluster()).engine
  mkdirSync(policy)
  writeFileSync(join(policy, 'policy.yaml'), policyText().replace('languages:', 'authority: IMY\nlanguages:'))
  writeFileSync(join(policy, 'systems.yaml'), systemsText)
  await using('postgres', async ({ pool }) => {
    for (const one of ['ours', 'crm']) await pool.query(`create database ${one}_seed`)
  })
  await using('crm_seed', ({ pool }) => pool.query(foreignSql(people.old, people.recent)))
  const seed = at('seed')
  expect(await lofte(['observe', policy], seed.settings)).toMatchObject({ status: 0, err: '' })
  calm = await copyOf('seed', 'calm')
  const sweep = await approvedSweep(calm)
  const began = performance.now()
  expect(await lofte(sweep, calm.settings)).toMatchObject({ status: 0, err: '' })
  sweepMs = performance.now() - began
}, 300_000)

/** The first sweep waits for approval; a plan is for one database, so each world makes its own. */
async function approvedSweep({ settings }: World): Promise<readonly string[]> {
  const held = await lofte(['sweep', policy, '--json'], settings)
  expect([held.status, held.err]).toEqual([1, ''])
  const { plan, approval } = JSON.parse(held.out) as { plan: string; approval: string[] }
  expect(approval).not.toEqual([])
  return ['sweep', policy, '--approve', plan, '--as', 'dpo']
}

/** Runs a command and kills it somewhere within the time that it takes undisturbed; answers whether it was still at it. */
async function killed(args: readonly string[], settings: Settings, ms: number): Promise<boolean> {
  const child = start(args, settings)
  const end = ended(child)
  // Starting takes its time too; most of the moments should fall into the work.
  await Promise.race([wait(ms * (0.25 + 0.7 * Math.random())), end])
  child.kill('SIGKILL')
  return (await end).signal === 'SIGKILL'
}

/** Again until nothing is left; the patience of one command may end before the database has let go of a killed one's locks. */
async function toTheEnd(args: readonly string[], settings: Settings): Promise<string> {
  let said = ''
  for (let turn = 0; turn < 20; turn++) {
    const end = await lofte(args, settings)
    said = end.err
    expect(end.err).not.toContain('internal.unexpected')
    if (end.status === 0) return end.out
    await wait(200)
  }
  throw new Error(`It came to no end: ${said}`)
}

/** Every table, each row in the order of its key. */
async function content(world: World): Promise<Record<string, readonly string[]>> {
  const all: Record<string, readonly string[]> = {}
  await using(`crm_${world.name}`, async ({ pool }) => {
    for (const table of ['contact', 'ticket', 'club', 'invoice', 'visit']) all[table] = (await pool.query<{ row: string }>(`select t::text as row from ${table} t order by id`)).rows.map(({ row }) => row)
  })
  return all
}

/** What was done and told: by action, how often. Twice for one item would show as one more. */
async function told(world: World): Promise<unknown> {
  return using(`ours_${world.name}`, async ({ pool }) => ({
    outcomes: (await pool.query(`select i.tbl, i.verb, o.code, count(*) as n from plans.outcome o join plans.item i using (plan_id, n) group by 1, 2, 3 order by 1, 2, 3`)).rows,
    without: (await pool.query(`select count(*) as n from plans.item i join plans.plan p using (plan_id) where p.begun_at is not null and not exists (select from plans.outcome o where o.plan_id = i.plan_id and o.n = i.n)`)).rows,
    evidence: (await pool.query(`select convert_from(bytes, 'UTF8')::jsonb ->> 'kind' as kind, count(*) as n from evidence.waiting group by 1 order by 1`)).rows,
  }))
}

async function verified(world: World): Promise<void> {
  await using(`ours_${world.name}`, async ({ db }) => {
    const clock = systemClock()
    await seal({ db, now: clock.now(), secrets: secretsFrom([secret]) }, { sinks: [] })
  })
  const end = await lofte(['evidence', 'verify', '--json'], world.settings)
  expect([end.status, JSON.parse(end.out)]).toMatchObject([0, { ok: true, findings: [], waiting: 0 }])
  expect((JSON.parse(end.out) as { entries: number }).entries).toBeGreaterThan(0)
}

describe('kill -9', () => {
  it(`of sweeps, at ${moments} moments`, async () => {
    const wanted = [await content(calm), await told(calm)]
    expect((wanted[0] as Record<string, readonly string[]>)['contact']).toHaveLength(people.recent + people.old / 10)
    let kills = 0
    for (let round = 1; kills < moments; round++) {
      const world = await copyOf('seed', `sweep${round}`)
      const sweep = await approvedSweep(world)
      for (let left = 8; left > 0 && kills < moments; left--) {
        if (!(await killed(sweep, world.settings, sweepMs))) break
        kills++
      }
      // Killed between its end and its answer, the plan is done and needs no approval any more.
      await lofte(sweep, world.settings)
      await toTheEnd(['sweep', policy], world.settings)
      expect([await content(world), await told(world)]).toEqual(wanted)
      await verified(world)
    }
  }, 1_800_000)
})
