import { describe, expect, it } from 'vitest'
import { run as resolve } from '../../src/cli/resolve.ts'
import type { Installation } from '../../src/cli/index.ts'
import { returnedPersons } from '../../src/people/index.ts'
import { personal } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { answerErasure, openRequest, resolveReturned } from '../../src/requests/index.ts'
import { audit } from '../../src/status/index.ts'
import { hash, job, owner, world, type World } from './world.ts'

const everywhere = 'erasure.everywhere:requests.erasure'
const complete = 'access.complete:requests.access'
const objections = { policy: (text: string) => text.replace('keep: { for: 1 year, after: last-activity, or: creation, then: erase }', 'objection: uphold\n    keep: { for: 1 year, after: last-activity, or: creation, then: erase }') }

async function erased(on: World, email: string): Promise<void> {
  const of = await openRequest(on.work(), owner, { hash, right: 'erasure', identifiers: [{ kind: 'email', value: personal(email) }], received: '2026-11-20' as Day, identified: { role: 'staff', how: 'known-address' } })
  const answer = await answerErasure(on.work(), owner, { id: of.id, reach: { hash, open: (system, as) => on.open(as)(system) }, lang: 'en', carryOut: true, out: null })
  expect(answer.outcome).toBe('erased')
}

describe('somebody who was erased and is there again', () => {
  it('is a finding, under whatever key and however often observed, until a human has said what it is', async () => {
    const on = await world(objections)
    await on.night()
    await erased(on, 'alva@besokare.example')
    await on.audit()
    expect(await on.state(everywhere)).toBe('kept')
    await on.sql(`insert into crm.enquiry values (77, 'Alva Ekvika', 'ALVA@besokare.example', null, 'Hej igen', '2026-09-01 08:00Z', '2026-09-02 08:00Z')`)
    for (const night of ['2026-11-23', '2026-11-24']) {
      on.now = `${night}T03:00:00Z`
      await on.look()
      await on.audit()
      expect(await on.status(everywhere)).toMatchObject({ state: 'deviation', because: { 'person-came-back': 1 } })
    }

    let said = ''
    const installation = { work: () => on.work(), [Symbol.asyncDispose]: () => Promise.resolve() } as unknown as Installation
    const lofte = (...argv: readonly string[]) => resolve(argv, { out: (text) => void (said += text), err: () => {}, json: false }, { open: () => Promise.resolve(installation) }, () => Promise.resolve(''))
    expect(await lofte('policy.yaml')).toBe(1)
    expect(said).toMatch(/erased on 2026-11-22, as they asked; on record again since 2026-11-23: crm\.enquiry 1/)
    expect(said).not.toMatch(/alva/i)
    const [back] = await returnedPersons(on.ours.db)
    const why = { personId: back!.personId, role: 'privacy-lead', grounds: 'They wrote to us again on Monday.' }
    await expect(resolveReturned(on.work(), owner, { ...why, grounds: 'ok' })).rejects.toMatchObject({ code: 'requests.grounds-missing' })
    expect(await lofte('policy.yaml', why.personId, '--role', why.role, '--grounds', why.grounds)).toBe(0)
    await expect(resolveReturned(on.work(), owner, why)).rejects.toMatchObject({ code: 'requests.nobody-returned' })
    const { rows } = await on.ours.pool.query<{ entry: string }>(`select convert_from(bytes, 'UTF8') as entry from evidence.waiting union all select convert_from(bytes, 'UTF8') from evidence.entry`)
    expect(rows.filter(({ entry }) => entry.includes('erasure.return-resolved'))).toHaveLength(1)
    await on.audit()
    expect(await on.status(everywhere)).toMatchObject({ because: {} })
  })
})

describe('what a night cannot look at', () => {
  it('is said, of how many, and has its own night: all of it comes by', async () => {
    const on = await world()
    await on.sql(`insert into crm.invoice select 'B', n, 1, null, 'Kim Ormtunga', 'Box 1', '2026-02-11', 100 from generate_series(1, 11) n`)
    await on.look()
    await on.sweep()
    await on.watch()
    const look = () => audit(on.work(), job, { open: on.open('observe'), most: { candidates: 20_000, held: 4 } })
    await look()
    const id = [...(await on.ours.pool.query<{ promise_id: string }>(`select promise_id from status.finding where sampled is not null and promise_id not like 'access%'`)).rows].map((row) => row.promise_id)
    expect(id.length).toBeGreaterThan(0)
    const invoices = id[0]!
    expect(await on.status(invoices)).toMatchObject({ sampled: { looked: 4, of: 12, nights: 3 } })
    // One is taken away behind everybody's back: some night it is missed.
    await on.sql(`delete from crm.invoice where series = 'B' and number = 7`)
    const found: boolean[] = []
    for (let night = 23; night < 29; night++) {
      on.now = `2026-11-${night}T03:00:00Z`
      await look()
      found.push((await on.status(invoices)).because['held-gone'] === 1)
    }
    // Within a round of four nights it is found, and from then on not forgotten because others have their night.
    const first = found.indexOf(true)
    expect(first).toBeGreaterThanOrEqual(0)
    expect(first).toBeLessThan(4)
    expect(found.slice(first)).not.toContain(false)
    await on.sql(`insert into crm.invoice values ('B', 7, 1, null, 'Kim Ormtunga', 'Box 1', '2026-02-11', 100)`)
    await look()
    expect((await on.status(invoices)).because).not.toHaveProperty('held-gone')
  })

  it('and where all of it was looked at, nothing is said', async () => {
    const on = await world()
    await on.night()
    const { rows } = await on.ours.pool.query(`select from status.finding where sampled is not null`)
    expect(rows).toEqual([])
  })
})

describe('an answer to somebody, searched for on another road', () => {
  it('has what their systems show as theirs', async () => {
    const on = await world()
    await on.night()
    expect(await on.status(complete)).toMatchObject({ state: 'no-occasion', because: {} })
  })

  it('deviates where the index has lost a row of theirs', async () => {
    const on = await world()
    await on.night()
    await on.ours.pool.query(`delete from people.location where tbl = 'registration'`)
    await on.audit()
    expect(await on.status(complete)).toMatchObject({ state: 'deviation', because: { 'not-located': 1 } })
  })

  it('deviates where it stands as somebody else’s', async () => {
    const on = await world()
    await on.night()
    await on.ours.pool.query(`update people.location set person_id = (select person_id from people.location where tbl = 'enquiry') where tbl = 'registration'`)
    await on.audit()
    expect(await on.status(complete)).toMatchObject({ state: 'deviation', because: { 'located-for-another': 1 } })
  })

  it('knows a row that was written since the last look from one that was missed', async () => {
    const on = await world()
    await on.night()
    await on.sql(`insert into crm.enquiry values (9, 'Kim Ormtunga', 'kim@kund1.example', null, 'Hej', '2026-11-22 08:00Z', '2026-11-22 08:00Z')`)
    await on.audit()
    expect(await on.status(complete)).toMatchObject({ because: { 'changed-since-observed': 1 } })
    await on.look()
    await on.audit()
    expect(await on.status(complete)).toMatchObject({ because: {} })
  })
})
