import { observe } from '../src/people/index.ts'
import { decideChanged } from '../src/decisions/index.ts'
import { makePlan, sweep } from '../src/plans/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../src/platform/index.ts'
import { loadPolicy } from '../src/policy/language/index.ts'
import type { Day } from '../src/policy/law/index.ts'
import { hashFor } from '../src/systems/index.ts'
import { postgres } from '../src/systems/connectors/postgres/index.ts'
import type { Actor, Work } from '../src/work/index.ts'
import { median } from './median.ts'
import type { ObserveFigure } from './observe.ts'

const policyText = `
lofte: 1
controllers:
  bench: { name: Bench, country: SE, contact: privacy@bench.example, fiscal-year: 01-01..12-31 }
effective: 2026-12-01
languages: [en]
authority: IMY
people:
  customer: { en: customer }
data:
  name: {}
  email: { identifies: person }
purposes:
  support:
    label: { en: Support }
    people: [customer]
    data: [name, email]
    ground: contract
    keep: { for: 2 years, after: last-activity, then: erase }
brake: { share: 100%, people: 100000000 }
`
const systemsText = `
crm:
  connector: postgres
  url: \${CRM_URL}
  schema: public
  country: SE
  tables:
    contact: { key: id, relation: customer, person: { email: email }, data: { name: name, email: email }, activity: seen }
    ticket: { key: id, relation: customer, data: { body: name }, belongs-to: { contact: contact_id } }
`

const role: Actor = { kind: 'role', name: 'bench' }
const batch = 1000

/** Planning what is due and acting on it, against the same written by hand: lock, delete, read back, audit row, index delete, in batches. */
export async function benchAct(context: { foreign: Database; byHand: Database; ours: Database; people: number }): Promise<readonly ObserveFigure[]> {
  const { foreign, byHand, ours, people } = context
  for (const database of [foreign, byHand]) await fill(database, people)
  const { work, open } = await lookedAt(foreign, ours)
  await ours.pool.query('vacuum analyze people.location; ').catch(() => ours.pool.query('analyze people.location'))
  await ours.pool.query('analyze decisions.decision')

  const planned = await timed(() => makePlan(work, role, { at: '2026-11-22' as Day }))
  const copied = await timed(async () => {
    await ours.pool.query('create table public.plan_by_hand (like plans.item including all)')
    await ours.pool.query('insert into public.plan_by_hand select * from plans.item')
  })
  await ours.pool.query('create table public.location_by_hand (like people.location including all); insert into public.location_by_hand select * from people.location; analyze public.location_by_hand; create table public.audit (at timestamptz, tbl text, key text, what text)')
  const hand = await timed(() => actByHand(byHand, ours, people))
  const bare = await timed(() => bareDelete(byHand, people))
  const held = await sweep(work, role, { open: open('act') })
  const acted = await timed(() => sweep(work, role, { open: open('act'), approve: held.plan.id }))
  const { rows } = await foreign.pool.query<{ n: number }>('select count(*) as n from contact where id <= $1', [people])
  if (rows[0]!.n !== 0) throw new Error('the sweep left somebody')
  return [
    { name: `plan ${people} due people`, ours: planned, baseline: copied, aim: 3, unit: 'ms' },
    { name: `act on ${people} people's rows with children`, ours: acted, baseline: hand, aim: 1.5, unit: 'ms' },
    { name: 'the same against a bare batched DELETE', ours: acted, baseline: bare, aim: 4, unit: 'ms' },
  ]
}

/** A sweep with nothing due, in milliseconds: the middle of several, on an index of so many people. */
export async function benchIdle(context: { foreign: Database; ours: Database; people: number; rounds: number }): Promise<number> {
  const { foreign, ours, people, rounds } = context
  await fill(foreign, Math.ceil(people / 2))
  await foreign.pool.query(`update contact set seen = '2026-11-01' where seen < '2026-11-01'`)
  await foreign.pool.query('vacuum analyze contact')
  const { work, open } = await lookedAt(foreign, ours)
  for (const table of ['people.location', 'people.person', 'decisions.decision']) await ours.pool.query(`vacuum analyze ${table}`)
  await sweep(work, role, { open: open('act') })
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    took.push(
      await timed(async () => {
        const { plan } = await sweep(work, role, { open: open('act') })
        if (plan.items !== 0) throw new Error('something was due')
      }),
    )
  }
  return median(took)
}

/** The index and its decisions over the foreign database, and how its sessions are opened. */
async function lookedAt(foreign: Database, ours: Database) {
  const work = workOn(ours)
  const hash = hashFor(work)
  const open = (as: 'observe' | 'act') => (system: Parameters<typeof postgres.open>[0]['system']) =>
    postgres.open({ system, settings: new Map([['url', personal(foreign.url)]]), as, hash, signal: new AbortController().signal })
  await observe(work, role, { open: open('observe') })
  await decideChanged(work)
  return { work, open }
}

async function fill({ pool }: Database, people: number): Promise<void> {
  await pool.query(`
    create table contact (id int primary key, name text, email text, seen date);
    create table ticket (id int primary key, contact_id int not null references contact, body text);
    insert into contact select i, 'Somebody ' || i, 'p' || i || '@bench.example', date '2020-01-01' from generate_series(1, ${people * 2}) i;
    insert into ticket select i, 1 + (i - 1) / 2, 'a text of some length, as texts are' from generate_series(1, ${people * 4}) i;
    create index on ticket (contact_id);
    update contact set seen = '2026-11-01' where id > ${people}`)
  await pool.query('vacuum analyze contact')
  await pool.query('vacuum analyze ticket')
}

async function actByHand(foreign: Database, ours: Database, people: number): Promise<void> {
  const client = await foreign.pool.connect()
  for (let from = 1; from <= people; from += batch) {
    const ids = Array.from({ length: Math.min(batch, people - from + 1) }, (_, i) => from + i)
    await client.query('begin')
    await client.query('select id from contact where id = any($1) order by id for update', [ids])
    const { rows: tickets } = await client.query<{ id: number }>('select id from ticket where contact_id = any($1) order by id for update', [ids])
    const children = tickets.map((row) => row.id)
    await client.query('delete from ticket where id = any($1)', [children])
    await client.query('delete from contact where id = any($1)', [ids])
    await client.query('commit')
    await client.query('select id from ticket where id = any($1)', [children])
    await client.query('select id from contact where id = any($1)', [ids])
    await ours.db.connection().execute(async () => {
      const own = await ours.pool.connect()
      await own.query('begin')
      for (const [table, keys] of [['ticket', children], ['contact', ids]] as const) {
        await own.query(`insert into public.audit select $1, $2, k, 'deleted' from unnest($3::text[]) k`, ['2026-11-22T03:00:00Z', table, keys.map(String)])
        await own.query('delete from public.location_by_hand where tbl = $1 and key = any($2::text[])', [table, keys.map(String)])
      }
      await own.query('commit')
      own.release()
    })
  }
  client.release()
}

async function bareDelete(foreign: Database, people: number): Promise<void> {
  await foreign.pool.query(`update contact set seen = '2020-01-01' where id > $1`, [people])
  for (let from = people + 1; from <= people * 2; from += batch) {
    await foreign.pool.query('delete from ticket where contact_id between $1 and $2', [from, from + batch - 1])
    await foreign.pool.query('delete from contact where id between $1 and $2', [from, from + batch - 1])
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function workOn(ours: Database): Work {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: policyText }, systems: { file: 'systems.yaml', text: systemsText } })
  if (policy === null) throw new Error(findings.map((finding) => finding.message.en).join('\n'))
  const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
  return { db: ours.db, pool: ours.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret of the bench']), signal: new AbortController().signal }
}
