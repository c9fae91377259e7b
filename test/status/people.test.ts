import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setConsent, type PersonId } from '../../src/people/index.ts'
import { newId, personal } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { answerAccess, answerErasure, openRequest, refuseRequest, type CaseRight } from '../../src/requests/index.ts'
import { smtpTransport } from '../../src/messages/index.ts'
import { remind } from '../../src/retention/index.ts'
import { ran } from '../../src/status/index.ts'
import { smtpServer } from '../messages/mail-server.ts'
import { hash, job, owner, world, type World } from './world.ts'

const reach = (on: World) => ({ hash, open: (system: Parameters<ReturnType<World['open']>>[0], as: 'observe' | 'act') => on.open(as)(system) })

const ask = (on: World, right: CaseRight, email: string, received: string) =>
  openRequest(on.work(), owner, { hash, right, identifiers: [{ kind: 'email', value: personal(email) }], received: received as Day, identified: { role: 'staff', how: 'known-address' } })

async function answerOf(on: World, right: 'access' | 'erasure', email: string, received: string) {
  const of = await ask(on, right, email, received)
  if (right === 'access') return answerAccess(on.work(), owner, { id: of.id, reach: reach(on), out: await mkdtemp(join(tmpdir(), 'lofte-status-')), lang: 'en' })
  return answerErasure(on.work(), owner, { id: of.id, reach: reach(on), lang: 'en', carryOut: true, out: null })
}

const tighter = { policy: (text: string) => text.replace('access: { by: [page, email, letter] }', 'access: { within: 5 days, by: [page, email, letter] }') }

describe('request.within', () => {
  const id = 'request.within:requests.access'

  it('is not yet shown before the clock ran; then there is no occasion', async () => {
    const on = await world()
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.night()
    expect(await on.state(id)).toBe('no-occasion')
  })

  it('is kept when requests are answered in time', async () => {
    const on = await world(tighter)
    await on.night()
    expect(await answerOf(on, 'access', 'kim@kund1.example', '2026-11-20')).toMatchObject({ outcome: 'given' })
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'kept', missed: null, figures: { measured: { done: { answered: 1 } } } })
  })

  it('deviates within the law after our own day, and beyond it after the law’s; the miss is remembered', async () => {
    const on = await world(tighter)
    await on.night()
    const asked = await ask(on, 'access', 'kim@kund1.example', '2026-11-01')
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', lawful: true, because: { 'past-our-promise': 1 } })
    on.now = '2026-12-03T03:00:00Z'
    await on.watch()
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', lawful: false, because: { 'past-the-law': 1 } })
    await refuseRequest(on.work(), owner, { id: asked.id, law: 'GDPR 12(5)', reason: 'manifestly unfounded', on: '2026-12-03' as Day } as never)
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'kept', missed: { count: 1, of: 1, since: '2026-12-03' } })
  })
})

describe('access.complete', () => {
  const id = 'access.complete:requests.access'

  it('is not yet shown, then kept once somebody got everything', async () => {
    const on = await world()
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.night()
    expect(await on.state(id)).toBe('no-occasion')
    await answerOf(on, 'access', 'kim@kund1.example', '2026-11-20')
    await on.audit()
    expect(await on.state(id)).toBe('kept')
  })

  it('deviates when somebody was told that nothing is held although the index knew better', async () => {
    const on = await world()
    await on.night()
    await answerOf(on, 'access', 'kim@kund1.example', '2026-11-20')
    await on.ours.pool.query(`update requests.answer set outcome = 'nothing-held'`)
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'held-after-all': 1 } })
  })
})

describe('erasure.everywhere', () => {
  const id = 'erasure.everywhere:requests.erasure'
  const objections = { policy: (text: string) => text.replace('keep: { for: 1 year, after: last-activity, or: creation, then: erase }', 'objection: uphold\n    keep: { for: 1 year, after: last-activity, or: creation, then: erase }') }

  it('is not yet shown, then kept once somebody was erased', async () => {
    const on = await world(objections)
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.night()
    expect(await answerOf(on, 'erasure', 'alva@besokare.example', '2026-11-20')).toMatchObject({ outcome: 'erased' })
    await on.audit()
    expect(await on.state(id)).toBe('kept')
  })

  it('deviates when what was erased is there again', async () => {
    const on = await world(objections)
    await on.night()
    await answerOf(on, 'erasure', 'alva@besokare.example', '2026-11-20')
    await on.sql(`insert into crm.enquiry values (1, 'Alva Ekvika', 'alva@besokare.example', null, 'Hej', '2026-09-01 08:00Z', '2026-09-02 08:00Z')`)
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'came-back': 1 } })
  })
})

describe('retention.reminds', () => {
  const id = 'retention.reminds:purposes.portal.keep'
  const robin = `insert into crm.contact values (2, 1, 'Robin Stenspira', null, 'robin@kund1.example', null, '2021-05-04 08:00Z', '2024-12-05 09:00Z', false, 'web')`

  async function reminded(on: World): Promise<void> {
    const smtp = await smtpServer()
    const transport = smtpTransport(smtp.url, 'WinLas <no-reply@winlas.example>')
    await ran(on.work(), 'reminder', () => remind(on.work(), job, { open: on.open('observe'), publicUrl: 'https://winlas.example', transport }))
    await transport[Symbol.asyncDispose]()
    await smtp.stop()
  }

  it('is not yet shown before reminders ran', async () => {
    const on = await world()
    await on.night()
    expect(await on.status(id)).toMatchObject({ state: 'not-yet-shown', because: { 'control-not-run': 1 } })
  })

  it('is kept when whoever is near the end was written to', async () => {
    const on = await world()
    await on.sql(robin)
    on.now = '2026-11-05T03:00:00Z'
    await on.look()
    await reminded(on)
    on.now = '2026-11-06T03:00:00Z'
    await on.night()
    expect(await on.status(id)).toMatchObject({ state: 'kept', figures: { measured: { done: { sent: 1 } } } })
  })

  it('deviates when the day of the reminder has passed without one', async () => {
    const on = await world()
    await on.sql(robin)
    on.now = '2026-11-05T03:00:00Z'
    await ran(on.work(), 'reminder', async () => {})
    on.now = '2026-11-22T03:00:00Z'
    await on.night()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { 'reminder-late': 1 } })
  })
})

describe('special-category.guarded', () => {
  const id = 'special-category.guarded:purposes.events.conditions.diet'
  const diet = `update crm.registration set diet = 'nötallergi'`

  async function consent(on: World, state: 'given' | 'withdrawn', day: string): Promise<void> {
    const { rows } = await on.ours.pool.query<{ person_id: PersonId }>(`select person_id from people.location where tbl = 'registration'`)
    await on.ours.db.transaction().execute((tx) => setConsent(tx, rows[0]!.person_id, newId(), { purpose: 'events', controller: null, state, on: day as Day }))
  }

  it('is not yet shown, then at risk while no yes is on record', async () => {
    const on = await world()
    await on.sql(diet)
    expect(await on.state(id)).toBe('not-yet-shown')
    await on.night()
    expect(await on.status(id)).toMatchObject({ state: 'at-risk', because: { 'no-consent-recorded': 1 } })
  })

  it('is kept with a yes', async () => {
    const on = await world()
    await on.sql(diet)
    await on.look()
    await consent(on, 'given', '2026-10-10')
    await on.night()
    expect(await on.status(id)).toMatchObject({ state: 'kept' })
  })

  it('deviates when the yes was taken back and the data is still there', async () => {
    const on = await world()
    await on.sql(diet)
    await on.look()
    await consent(on, 'given', '2026-10-10')
    await on.night()
    await consent(on, 'withdrawn', '2026-11-01')
    await on.audit()
    expect(await on.status(id)).toMatchObject({ state: 'deviation', because: { overdue: 1 } })
    await on.night()
    expect((await on.crm.pool.query('select diet from crm.registration')).rows).toEqual([{ diet: null }])
    expect(await on.state(id)).toMatch(/kept|no-occasion/)
  })
})
