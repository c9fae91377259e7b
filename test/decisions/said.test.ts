import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decideChanged, decideDue } from '../../src/decisions/index.ts'
import { findPerson, observe, setConsent } from '../../src/people/index.ts'
import { fixedClock, newId, secretsFrom, type Database } from '../../src/platform/index.ts'
import { compile } from '../../src/policy/language/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import type { Work } from '../../src/work/index.ts'
import { hashOf, World } from '../people/world.ts'
import { freshDatabase } from '../setup/database.ts'

let database: Database
let world: World

function policyOf(controller: string, more: string, purpose: string): Policy {
  const { policy, findings } = compile({
    policy: { file: 'policy.yaml', text: `lofte: 1\ncontrollers: { club: { name: Club, country: SE${controller} } }\neffective: 2026-11-01\n${more}purposes:\n  play: { people: [member], data: [name, email], ${purpose} }\n` },
    systems: { file: 'systems.yaml', text: 'crm: { connector: postgres, url: "${CRM_URL}", tables: { contact: { key: id, relation: member, person: { email: email }, data: { full_name: name, email: email }, activity: seen, dates: { birth: born } } } }\n' },
  })
  if (policy === null) throw new Error(JSON.stringify(findings))
  return policy
}

function at(policy: Policy, day: string): Work {
  const now = Temporal.Instant.from(`${day}T06:00:00Z`)
  return { db: database.db, pool: database.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests only']), signal: new AbortController().signal }
}

async function look(policy: Policy, day: string): Promise<void> {
  await observe(at(policy, day), { kind: 'command' }, { open: world.open })
  await decideChanged(at(policy, day))
}

async function withdrawn(name: string, on: string): Promise<void> {
  const [found] = await findPerson({ db: database.db }, [{ controller: 'club', kind: 'email', hash: hashOf('email', name) }])
  await database.db.transaction().execute((tx) => setConsent(tx, found!.personId, newId<'consent'>(), { purpose: 'play', controller: 'club', state: 'withdrawn', on: on as Day }))
}

async function stored(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ ref: string; text: string }>(`
    select tbl || '/' || key as ref, string_agg(concat_ws(' ', verdict, due_verb, due_on), ' | ' order by person_id) as text from decisions.current group by 1`)
  return Object.fromEntries(rows.map((row) => [row.ref, row.text]))
}

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  await empty()
  world = new World()
})

async function empty(): Promise<void> {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg(schemaname || '.' || tablename, ', ') as t from pg_tables where schemaname in ('people', 'decisions')`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
}

describe('what a written policy says beside, in the stored decisions', () => {
  it('a ground by age: a guardian’s withdrawn yes ends it for a child, and not for one of an age to have a contract', async () => {
    const policy = policyOf('', '', 'grounds: [{ ground: consent, party: guardian, when: { under-age: 13 } }, { ground: contract, when: { from-age: 13 } }], keep: 9 years after last-activity')
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2026-03-01', birth: '2016-05-05' } })
    world.set('contact/2', { ids: ['email:bo'], dates: { 'last-activity': '2026-03-01', birth: '2001-05-05' } })
    world.set('contact/3', { ids: ['email:cecilia'], dates: { 'last-activity': '2026-03-01' } })
    await look(policy, '2026-11-22')
    for (const name of ['anna', 'bo', 'cecilia']) await withdrawn(name, '2026-11-01')
    await decideChanged(at(policy, '2026-11-22'))
    expect(await stored()).toEqual({ 'contact/1': 'delete delete 2026-11-22', 'contact/2': 'keep delete 2035-03-01', 'contact/3': 'review delete 2035-03-01' })
  })

  it('a handing over: on its day what lies here waits for a human, decided by the day alone', async () => {
    const policy = policyOf('', 'recipients: { heir: { kind: controller, country: SE } }\n', 'ground: contract, keep: 9 years after last-activity, hand-over: { to: heir, on: 2027-03-01, told: 2 months }')
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2026-03-01' } })
    await look(policy, '2026-11-22')
    expect((await stored())['contact/1']).toMatch(/^keep/)
    expect(await decideDue(at(policy, '2027-02-28'))).toEqual({ persons: 0, rows: 0 })
    expect(await decideDue(at(policy, '2027-03-01'))).toEqual({ persons: 1, rows: 1 })
    expect((await stored())['contact/1']).toMatch(/^review/)
  })

  it('public records: gone by a decided schedule, and there as long as nobody has decided', async () => {
    const schedule = (decided: string): Policy => policyOf(', public: true', `schedule: { ${decided}series: { letters: { for: 2 years, after: last-activity } } }\n`, 'ground: public-task, law: "SkolL 26:3", keep: { series: letters }')
    world.set('contact/1', { ids: ['email:anna'], dates: { 'last-activity': '2024-03-01' } })
    await look(schedule(''), '2026-11-22')
    expect((await stored())['contact/1']).toMatch(/^keep/)
    await empty()
    await look(schedule('decided-by: the board, on: 2026-02-03, '), '2026-11-22')
    expect(await stored()).toEqual({ 'contact/1': 'delete delete 2026-11-22' })
  })
})
