import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { observe } from '../../src/people/index.ts'
import { fixedClock, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { Work } from '../../src/work/index.ts'
import { World } from '../people/world.ts'
import { after, policyOf } from '../policy/decide/spec.ts'
import { freshDatabase } from '../setup/database.ts'

const keep = { end: after('last-activity', { years: 3 }), perData: { phone: { end: after('last-activity', { years: 1 }) }, note: { end: after('last-activity', { years: 2 }) } } }
const policy = policyOf({
  people: ['contact'],
  purposes: { support: { data: ['name', 'phone', 'note'], ground: 'legitimate-interest', keep } },
  tables: {
    contact: { relation: 'contact', data: { phone: 'phone', note: 'note', full_name: 'name' }, dates: ['last-activity'] },
    agreement: { relation: 'contact', data: { phone: 'phone', label: 'name' }, belongsTo: ['contact'] },
  },
})

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg(schemaname || '.' || tablename, ', ') as t from pg_tables where schemaname in ('people', 'decisions')`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
})

function at(day: string): Work {
  const now = Temporal.Instant.from(`${day}T06:00:00Z`)
  return { db: database.db, pool: database.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests only']), signal: new AbortController().signal }
}

async function look(world: World, day: string): Promise<void> {
  await observe(at(day), { kind: 'command' }, { open: world.open })
  await decideChanged(at(day))
}

async function stored(ref: string): Promise<readonly { verdict: string; due_verb: string | null; shape_no: number }[]> {
  return (await database.pool.query(`select s.verdict, s.due_verb, d.shape_no from decisions.decision d join decisions.shape s using (shape_no) where d.tbl || '/' || d.key = $1 order by d.person_id`, [ref])).rows
}

describe('a row that goes in part', () => {
  it('is another decision when the next field falls due: what was emptied before is not all that is to be done', async () => {
    const world = new World()
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2025-06-01' } })
    await look(world, '2026-11-22')
    const [phone] = await stored('contact/1')
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2024-06-01' } })
    await look(world, '2026-11-22')
    const [both] = await stored('contact/1')
    expect([phone, both]).toMatchObject([{ verdict: 'clear', due_verb: 'clear' }, { verdict: 'clear', due_verb: 'clear' }])
    expect(both!.shape_no).not.toBe(phone!.shape_no)
  })

  it('is not deleted for one who shares it while the rest of it stands for another', async () => {
    const world = new World()
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2025-06-01' } })
    world.set('contact/3', { ids: ['email:cai'], dates: { 'last-activity': '2020-06-01' } })
    world.set('agreement/9', { links: ['contact/2', 'contact/3'] })
    await look(world, '2026-11-22')
    const both = await stored('agreement/9')
    expect(both).toHaveLength(2)
    expect(both.filter(({ verdict, due_verb }) => verdict === 'delete' || due_verb === 'delete')).toEqual([])
  })

  it('goes whole when two whom nobody had decided on before share it, and neither needs it', async () => {
    const world = new World()
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2026-06-01' } })
    await look(world, '2026-11-22')
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2020-06-01' } })
    world.set('contact/3', { ids: ['email:cai'], dates: { 'last-activity': '2020-06-01' } })
    world.set('agreement/9', { links: ['contact/2', 'contact/3'] })
    await look(world, '2026-11-22')
    expect(await stored('agreement/9')).toMatchObject([{ due_verb: 'delete' }, { due_verb: 'delete' }])
  })
})
