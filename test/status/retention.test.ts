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
