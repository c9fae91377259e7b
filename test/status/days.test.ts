import { describe, expect, it } from 'vitest'
import { recordActed } from '../../src/people/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { policyOf, world } from './world.ts'

describe('processor.agreement-in-force', () => {
  const id = 'processor.agreement-in-force:recipients.bookkeeping'

  it('is not yet shown, then kept while the agreement runs', async () => {
    const on = await world()
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'kept', scope: null })
  })

  it('is at risk before it ends, and deviates once it has', async () => {
    const on = await world()
    on.now = '2027-05-10T03:00:00Z'
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'at-risk', because: { 'ends-soon': 1 } })
    on.now = '2027-06-02T03:00:00Z'
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'agreement-expired': 1 } })
  })
})

describe('place.eea', () => {
  const id = 'place.eea:place'

  it('is not yet shown, then kept', async () => {
    const on = await world()
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.watch()
    await on.audit()
    expect(await on.state(id)).toBe('kept')
  })

  it('deviates when a system is somewhere else', async () => {
    const on = await world({ systems: (text) => text.replace('country: SE', 'country: US') })
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'outside-the-place': 1 } })
  })
})

describe('measure.reviewed', () => {
  const id = 'measure.reviewed:measures.roles'

  it('is not yet shown, then kept, and deviates when the review has not been done', async () => {
    const on = await world()
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.watch()
    await on.audit()
    expect(await on.state(id)).toBe('kept')
    on.now = '2027-05-02T03:00:00Z'
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'review-overdue': 1 } })
  })
})

describe('information.given', () => {
  const id = 'information.given:effective'
  const coming = { policy: (text: string) => text.replace(/^effective: .*$/m, 'effective: 2026-12-01') }

  it('is not yet shown before a version is in force, and kept once one is', async () => {
    const on = await world(coming)
    await on.publish()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'not-yet-shown', because: { 'not-in-force': 1 } })
    on.now = '2026-12-01T03:00:00Z'
    await on.audit()
    expect(await on.state(id)).toBe('kept')
  })

  it('deviates when another policy is in force than the one that is published, or an earlier one is lost', async () => {
    const on = await world(coming)
    await on.publish()
    on.policy = policyOf({ policy: (text) => coming.policy(text).replace('changes-told: 30 days', 'changes-told: 60 days') })
    on.now = '2026-12-01T03:00:00Z'
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'not-published': 1 } })
    await on.publish()
    await on.audit()
    expect(await on.state(id)).toBe('kept')
    await on.ours.pool.query(`update versions.version set documents = '{}' where number = 1`)
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'version-unreadable': 1 } })
  })
})

describe('role.by-address', () => {
  const processor = {
    systems: (text: string) => `${text}
helpdesk:
  connector: postgres
  url: \${HELP_URL}
  schema: help
  country: SE
  role: processor
  for: customer
  tables:
    staff:
      key: id
      relation: customer-employee
      person: { email: email }
      data: { email: email, name: name }
`,
  }
  const schema = `create schema help; create table help.staff (id int primary key, email text, name text); insert into help.staff values (1, 'stig@kund1.example', 'Stig Tallbyle')`

  it('is not yet shown where no connected system holds any of it', async () => {
    const on = await world()
    await on.night()
    const [id = ''] = await idsOf(on, 'role.by-address')
    expect(await on.state(id)).toBe('not-yet-shown')
  })

  it('is kept while our rules leave it alone, and deviates when they did not', async () => {
    const on = await world(processor)
    await on.sql(schema)
    await on.night()
    const [id = ''] = await idsOf(on, 'role.by-address')
    expect(await on.status(id)).toMatchObject({ state: 'kept', figures: { measured: { subjects: 1 } } })
    await on.ours.db.transaction().execute((tx) => recordActed(tx, '2026-11-22' as Day, [{ ref: { system: 'helpdesk', table: 'staff', key: '1' }, result: 'gone', after: null, personId: null }]))
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'acted-without-instruction': 1 } })
  })
})

async function idsOf(on: Awaited<ReturnType<typeof world>>, kind: string): Promise<string[]> {
  const { promisesOf } = await import('../../src/policy/promises/index.ts')
  return promisesOf(on.policy).filter((promise) => promise.kind === kind).map((promise) => promise.id)
}
