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

// `kill -9` of a process that sweeps, or that erases somebody who asked for it, at moments nobody chooses, over a cluster with
// fsync on; and somebody may observe before the next one comes. Whatever was half done is brought to its end by that, and in the
// end nobody can tell: the foreign database equals that of a run which nothing disturbed, and each thing was done once and told once.
const moments = Number(process.env['LOFTE_KILLS'] ?? '8')
const half = Math.ceil(moments / 2)
const people = { old: 600, recent: 40 }
/** Somebody of today with so many tickets that one transaction does not take them all, and with deliveries of which an agreement keeps a part. */
const asker = { id: people.old + 1, email: `p${people.old + 1}@example.example`, tickets: 8500 }
const foreign = `${foreignSql(people.old, people.recent)}
insert into ticket select 100000 + i, ${asker.id}, 'text' from generate_series(1, ${asker.tickets}) i;
create table delivery (id int primary key, contact_id int references contact, email text, address text, made date);
create index on delivery (contact_id);
insert into delivery select i, i, 'p' || i || '@example.example', 'Street', date '2026-02-01' from generate_series(1, ${asker.id}, 5) i;
insert into delivery select 100000 + i, ${asker.id}, '${asker.email}', 'Street', date '2026-02-01' from generate_series(1, 20) i;
`
const text = policyText()
  .replace('languages:', 'authority: IMY\nrecipients: none\nlanguages:')
  .replace('\n  invoicing:', `
  shipping:
    people: [contact]
    data: [address]
    ground: contract
    keep: { for: 10 years, after: creation, then: erase }
  invoicing:`)
const systems = `${systemsText}    delivery:
      key: id
      relation: contact
      data: { email: email, address: address }
      belongs-to: { contact: { columns: contact_id } }
      purposes: [support, shipping]
      created: made
`
const folder = openFolder('lofte-kill-')
const policy = join(folder, 'policy')
const secret = 'only-for-these-tests-and-nothing-else'

let engine: Engine
/** A run that nothing disturbed, of each kind: how it ended, and how long it took. */
let sweepMs = 0
let eraseMs = 0
let calm: World
let calmErasure: World
let request = ''

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
  writeFileSync(join(policy, 'policy.yaml'), text)
  writeFileSync(join(policy, 'systems.yaml'), systems)
  await using('postgres', async ({ pool }) => {
    for (const one of ['ours', 'crm']) await pool.query(`create database ${one}_seed`)
  })
  await using('crm_seed', ({ pool }) => pool.query(foreign))
  const seed = at('seed')
  expect(await lofte(['observe', policy], seed.settings)).toMatchObject({ status: 0, err: '' })
  calm = await copyOf('seed', 'calm')
  const sweep = await approvedSweep(calm)
  sweepMs = await timed(sweep, calm.settings)
  request = await decidedRequest(await copyOf('seed', 'asked'))
  calmErasure = await copyOf('asked', 'calm_erasure')
  eraseMs = await timed(erasure(calmErasure), calmErasure.settings)
}, 300_000)

async function timed(args: readonly string[], settings: Settings): Promise<number> {
  const began = performance.now()
  const end = await lofte(args, settings)
  expect([end.status, end.err, end.status === 0 ? '' : end.out]).toEqual([0, '', ''])
  return performance.now() - began
}

/** The first sweep waits for approval; a plan is for one database, so each world makes its own. */
async function approvedSweep({ settings }: World): Promise<readonly string[]> {
  const held = await lofte(['sweep', policy, '--json'], settings)
  expect([held.status, held.err]).toEqual([1, ''])
  const { plan, approval } = JSON.parse(held.out) as { plan: string; approval: string[] }
  expect(approval).not.toEqual([])
  return ['sweep', policy, '--approve', plan, '--as', 'dpo']
}

/** Somebody asks, and a human decides what only a human may: from then on it is only to be carried out. */
async function decidedRequest({ settings }: World): Promise<string> {
  const opened = await lofte(['request', 'open', '--policy', policy, '--right', 'erasure', '--email', asker.email, '--received', '2026-11-20', '--json'], settings)
  expect([opened.status, opened.err]).toEqual([0, ''])
  const { id } = JSON.parse(opened.out) as { id: string }
  const decide = ['request', 'decide', id, 'objection:support', '--uphold', '--grounds', 'Nothing of ours weighs more than this.', '--role', 'privacy-lead', '--policy', policy]
  expect(await lofte(decide, settings)).toMatchObject({ status: 0, err: '' })
  return id
}

const erasure = ({ name }: World): readonly string[] => ['request', 'fulfil', request, '--policy', policy, '--yes', '--out', join(folder, `answer-${name}`)]

/** Runs a command and kills it somewhere within the time that it takes undisturbed; answers whether it was still at it. */
async function killed(args: readonly string[], settings: Settings, ms: number): Promise<boolean> {
  const child = start(args, settings)
  const end = ended(child)
  // Starting takes its time too; most of the moments should fall into the work.
  await Promise.race([wait(ms * (0.25 + 0.7 * Math.random())), end])
  child.kill('SIGKILL')
  return (await end).signal === 'SIGKILL'
}

/** Somebody else's doing between a kill and the next attempt: the look of every quarter of an hour, one at everything, or nothing. */
async function meanwhile({ settings }: World): Promise<void> {
  const look = [['observe', policy], ['observe', policy, '--full'], null][Math.floor(Math.random() * 3)]
  if (look != null) expect(await lofte(look, settings)).toMatchObject({ status: 0, err: '' })
}

/** Again until nothing is left; the patience of one command may end before the database has let go of a killed one's locks. */
async function toTheEnd(args: readonly string[], settings: Settings, or = /^$/): Promise<string> {
  let said = ''
  for (let turn = 0; turn < 20; turn++) {
    const end = await lofte(args, settings)
    said = end.err
    expect(end.err).not.toContain('internal.unexpected')
    if (end.status === 0 || (end.err !== '' && or.test(end.err))) return end.out
    await wait(200)
  }
  throw new Error(`It came to no end: ${said}`)
}

/** Every table, each row in the order of its key. */
async function content(world: World): Promise<Record<string, readonly string[]>> {
  const all: Record<string, readonly string[]> = {}
  await using(`crm_${world.name}`, async ({ pool }) => {
    for (const table of ['contact', 'ticket', 'club', 'invoice', 'visit', 'delivery']) all[table] = (await pool.query<{ row: string }>(`select t::text as row from ${table} t order by id`)).rows.map(({ row }) => row)
  })
  return all
}

/** What was done and told: by action, over how many rows. Twice for one item would show as one more. */
async function told(world: World): Promise<unknown> {
  return using(`ours_${world.name}`, async ({ pool }) => ({
    outcomes: (await pool.query(`select i.tbl, i.verb, o.code, count(*) as n from plans.outcome o join plans.item i using (plan_id, n) group by 1, 2, 3 order by 1, 2, 3`)).rows,
    without: (await pool.query(`select count(*) as n from plans.item i join plans.plan p using (plan_id) where p.begun_at is not null and not exists (select from plans.outcome o where o.plan_id = i.plan_id and o.n = i.n)`)).rows,
    evidence: (await pool.query(`
      select e.body ->> 'kind' as kind, e.body -> 'body' ->> 'table' as "table", sum(coalesce((e.body -> 'body' ->> 'rows')::int, 1)) as n
        from (select convert_from(bytes, 'UTF8')::jsonb as body from evidence.waiting union all select convert_from(bytes, 'UTF8')::jsonb from evidence.entry) e
       group by 1, 2 order by 1, 2`)).rows,
    answers: (await pool.query('select outcome, counts from requests.answer')).rows,
    open: (await pool.query(`select (select count(*) from people.acting) as acting, (select count(*) from plans.intent where settled_at is null) as intents`)).rows,
  }))
}

/**
 * What is left in the index, after a look at everything: of whom, and what is decided of it. Not whether a row is noted as having
 * an end that leads to nobody: one that was looked at again after its contact had been emptied is, one that was not is not.
 */
async function known(world: World): Promise<unknown> {
  expect(await lofte(['observe', policy, '--full'], world.settings)).toMatchObject({ status: 0, err: '' })
  return using(`ours_${world.name}`, async ({ pool }) => (await pool.query(`
    select 'location' as what, concat_ws(' ', tbl, via, shared, dates) as is, count(*) as n, md5(string_agg(concat_ws(' ', key, links), ',' order by key)) as rows from people.location group by 1, 2
    union all select 'emptied', tbl, count(*), md5(string_agg(key, ',' order by key)) from people.emptied group by 1, 2
    union all select 'kept', concat_ws(' ', relation, anchor, earliest, latest), count(*), null from people.kept_date group by 1, 2
    union all select 'person', null, count(*), null from people.person
    union all select 'claim', null, count(*), null from people.identifier_claim
    union all select 'look-again', null, count(*), null from people.look_again
    union all select 'decided', concat_ws(' ', d.tbl, s.verdict, s.due_verb, d.due_on), count(*), md5(string_agg(d.key, ',' order by d.key)) from decisions.decision d join decisions.shape s using (shape_no) group by 1, 2
    order by 1, 2`)).rows)
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
  it(`of sweeps, at ${half} moments`, async () => {
    const wanted = [await content(calm), await told(calm), await known(calm)]
    expect((wanted[0] as Record<string, readonly string[]>)['contact']).toHaveLength(people.recent + people.old / 5 + people.old / 10)
    await untilKilled('seed', half, approvedSweep, sweepMs, async (world, sweep) => {
      // Killed between its end and its answer, the plan is done and needs no approval any more.
      await lofte(sweep, world.settings)
      await toTheEnd(['sweep', policy], world.settings)
      expect([await content(world), await told(world), await known(world)]).toEqual(wanted)
    })
  }, 1_800_000)

  it(`of erasures that somebody asked for, at ${half} moments`, async () => {
    const wanted = [await content(calmErasure), await told(calmErasure), await known(calmErasure)]
    expect((wanted[1] as { answers: unknown[] }).answers).toMatchObject([{ outcome: 'partly', counts: { rows: 1 + 2 + asker.tickets + 21 + 1 } }])
    await untilKilled('asked', half, async (world) => erasure(world), eraseMs, async (world, fulfil) => {
      // Killed between the end of the case and its answer, the case is closed.
      await toTheEnd(fulfil, world.settings, /requests\.closed/)
      expect([await content(world), await told(world), await known(world)]).toEqual(wanted)
    })
  }, 1_800_000)
})

/** World after world, until so many kills have hit; each is brought to its end after its own. */
async function untilKilled(from: string, kills: number, begin: (world: World) => Promise<readonly string[]>, ms: number, end: (world: World, args: readonly string[]) => Promise<void>): Promise<void> {
  let hit = 0
  for (let round = 1; hit < kills; round++) {
    const world = await copyOf(from, `${from}${round}`)
    const args = await begin(world)
    for (let left = 4; left > 0 && hit < kills; left--) {
      if (!(await killed(args, world.settings, ms))) break
      hit++
      await meanwhile(world)
    }
    await end(world, args)
    await verified(world)
  }
}
