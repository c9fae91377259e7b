import { describe, expect, it } from 'vitest'
import { world } from './world.ts'

const portal = 'retention.ends:purposes.portal.keep'
const enquiries = 'retention.ends:purposes.enquiries.keep'

describe('retention.ends', () => {
  it('is not yet shown before anything has run, and before the sweep has', async () => {
    const on = await world()
    expect(await on.state(enquiries)).toBe('not-yet-shown')
    await on.look()
    await on.audit()
    expect(await on.status(enquiries)).toMatchObject({ state: 'not-yet-shown', because: { 'control-not-run': 1 } })
  })

  it('is kept when the sweep ran and the systems hold nothing past its day', async () => {
    const on = await world()
    await on.sql(`insert into crm.enquiry values (2, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.night()
    expect((await on.crm.pool.query('select id from crm.enquiry')).rows).toEqual([{ id: 1 }])
    expect(await on.status(enquiries)).toMatchObject({ state: 'kept', because: {}, missed: null, scope: { systems: 1, seen: 1 } })
    expect((await on.status(enquiries)).figures?.measured).toMatchObject({ subjects: 1, done: { removed: 1 } })
  })

  it('deviates when a row is there after its day, asked for in the system itself', async () => {
    const on = await world()
    await on.night()
    await on.sql(`insert into crm.enquiry values (2, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.look()
    expect(await on.audit()).toMatchObject({ deviations: [enquiries] })
    expect(await on.status(enquiries)).toMatchObject({ state: 'deviation', because: { overdue: 1 } })
    // Mended: met now, and the miss is not forgotten.
    on.now = '2026-11-23T03:00:00Z'
    await on.night()
    expect(await on.status(enquiries)).toMatchObject({ state: 'kept', missed: { count: 1, of: 2, since: '2026-11-22' } })
    const { rows } = await on.ours.pool.query(`select code, count, resolved is not null as resolved from status.violation`)
    expect(rows).toEqual([{ code: 'overdue', count: 1, resolved: true }])
  })

  it('sees what stored decisions hide: the audit decides by itself', async () => {
    const on = await world()
    await on.night()
    await on.sql(`insert into crm.enquiry values (2, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.look()
    await on.ours.pool.query('update decisions.decision set due_on = null')
    await on.sweep()
    await on.audit()
    expect(await on.state(enquiries)).toBe('deviation')
  })

  it('accuses nobody of a row that is gone, or emptied, though the index does not know yet', async () => {
    const on = await world()
    await on.night()
    await on.sql(`insert into crm.enquiry values (2, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.look()
    await on.sql('delete from crm.enquiry where id = 2')
    await on.audit()
    expect(await on.state(enquiries)).toBe('kept')
  })

  it('is at risk with data that no date ends, and deviates after ninety days of it', async () => {
    const on = await world()
    await on.sql(`insert into crm.contact values (2, 1, 'Robin Stenspira', null, 'robin@kund1.example', null, '2021-05-04 08:00Z', null, false, 'web')`)
    await on.night()
    expect(await on.status(portal)).toMatchObject({ state: 'at-risk', because: { undated: 1 } })
    on.now = '2027-02-25T03:00:00Z'
    await on.night()
    expect(await on.status(portal)).toMatchObject({ state: 'deviation', because: { 'undated-long': 1 } })
  })

  it('is at risk while the control is late, or a system is out of reach', async () => {
    const on = await world()
    await on.night()
    on.now = '2026-11-22T04:00:00Z'
    on.down.add('crm')
    expect(await on.audit()).toMatchObject({ failed: ['crm'], deviations: [] })
    expect(await on.status(enquiries)).toMatchObject({ state: 'at-risk', because: { 'system-unreachable': 1 } })
    on.down.clear()
    on.now = '2026-11-23T21:00:00Z'
    await on.audit()
    expect((await on.status(enquiries)).because).toEqual({ 'control-late': 1 })
  })

  it('grows old by itself where nothing runs any more', async () => {
    const on = await world()
    await on.night()
    expect(await on.state(enquiries)).toBe('kept')
    on.now = '2026-11-29T03:00:00Z'
    expect(await on.status(enquiries)).toMatchObject({ state: 'at-risk', because: { 'audit-late': 1, 'control-late': 1, 'observed-late': 1 } })
  })
})

describe('a row of several people', () => {
  const support = 'retention.ends:purposes.support.keep'
  // Nobody can let go of the seat that a ticket is about: a tie past its end is refused every night.
  const tied = async () => {
    const on = await world({
      policy: (text) => text.replaceAll('remind: 30 days, renewable: true, then', 'then'),
      systems: (text) => text.replace('belongs-to: { contact: contact_id }\n      purposes: [support]', 'belongs-to: { contact: contact_id, registration: registration_id }\n      purposes: [support]'),
    })
    await on.sql(`alter table crm.ticket add column registration_id bigint not null references crm.registration;
      insert into crm.registration values (2, 1, null, 'Robin Stenspira', 'robin@kund1.example', null, 'Blå Kvarnen', null, null, null, '2026-10-10 08:00Z')`)
    return on
  }
  const ticket = `insert into crm.ticket values (1, 1, null, 'Skrivaren', '2021-01-01 08:00Z', '2021-01-02 08:00Z', '2021-01-02 08:00Z', 2)`

  it('is at risk where it is over for one of them and the row stays for the other', async () => {
    const on = await tied()
    await on.sql(ticket)
    await on.night()
    expect((await on.crm.pool.query('select registration_id from crm.ticket')).rows).toEqual([{ registration_id: 2 }])
    expect(await on.status(support)).toMatchObject({ state: 'at-risk', because: { 'shared-past-end': 1 } })
  })

  it('deviates where it is over for all of them and the row is there', async () => {
    const on = await tied()
    await on.sql(`update crm.contact set last_login = '2021-01-01 08:00Z'`)
    await on.night()
    await on.sql(`insert into crm.contact values (2, 1, 'Kim Ormtunga', null, 'kim@kund1.example', null, '2020-05-04 08:00Z', '2021-01-01 08:00Z', false, 'web');
      ${ticket.replace('(1, 1,', '(1, 2,')}`)
    await on.look()
    await on.audit()
    const { rows } = await on.ours.pool.query(`select count(distinct person_id)::int as n from people.location where tbl = 'ticket'`)
    expect(rows).toEqual([{ n: 2 }])
    expect(await on.status(support)).toMatchObject({ state: 'deviation' })
  })
})

describe('hold.by-law', () => {
  const invoicing = 'hold.by-law:purposes.invoicing.keep'

  it('is not yet shown before the systems were looked into', async () => {
    const on = await world()
    expect(await on.state(invoicing)).toBe('not-yet-shown')
  })

  it('is kept while the records are there', async () => {
    const on = await world()
    await on.night()
    expect(await on.status(invoicing)).toMatchObject({ state: 'kept', figures: { measured: { subjects: 1 } } })
  })

  it('deviates when a record is gone before its day', async () => {
    const on = await world()
    await on.night()
    await on.sql('delete from crm.invoice')
    await on.audit()
    expect(await on.status(invoicing)).toMatchObject({ state: 'deviation', because: { 'held-gone': 1 } })
  })

  it('deviates when a record is there after its last day', async () => {
    const on = await world()
    await on.night()
    await on.sql(`insert into crm.invoice values ('A', 2, 1, null, 'Kim Ormtunga', 'Box 1', '2016-02-11', 4900)`)
    await on.look()
    await on.audit()
    expect(await on.status(invoicing)).toMatchObject({ state: 'deviation', because: { overdue: 1 } })
  })
})
