import { beforeEach, describe, expect, it } from 'vitest'
import { makePlan, sweep, type Swept } from '../../src/plans/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { sql } from 'kysely'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { counts, foreignSql, job, look, opener, policyOf, policyText, role, swept, work } from './world.ts'

let ours: Database
let crm: Database
beforeEach(async () => {
  ours = await freshDatabase()
  crm = await foreignDatabase([foreignSql(30)])
})

const policy = policyOf()
const said = (result: Swept): Record<string, number> => {
  const all: Record<string, number> = {}
  for (const { table, code, why, rows } of result.outcomes) all[`${table} ${code}${why === null ? '' : ` (${why})`}`] = rows
  return all
}
const evidence = async (): Promise<string[]> => (await ours.pool.query<{ bytes: Buffer }>('select bytes from evidence.waiting order by id')).rows.map((row) => row.bytes.toString())

describe('a plan', () => {
  it('says what goes and why, and changes nothing', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const before = await counts(crm)
    const plan = await makePlan(at, job, { at: '2026-11-22' as never })
    const rows = Object.fromEntries(plan.totals.map((one) => [`${one.table} ${one.verb}`, one.rows]))
    expect(rows).toEqual({ 'contact delete': 27, 'contact clear': 3, 'ticket delete': 60, 'club delete': 10 })
    expect(plan.totals.find((one) => one.table === 'contact')).toMatchObject({ rule: 'purposes.support.keep' })
    expect(plan.people).toBe(30)
    expect(await counts(crm)).toEqual(before)
  })

  it('is the same plan under the same hash, and another when something else is due', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const first = await makePlan(at, job, { at: '2026-11-22' as never })
    const second = await makePlan(at, job, { at: '2026-11-22' as never })
    expect(second.hash).toBe(first.hash)
    expect((await makePlan(at, job, { at: '2026-11-22' as never, people: [] })).hash).not.toBe(first.hash)
  })

  it('shows another day, and is never carried out', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const later = await makePlan(at, job, { at: '2029-01-01' as never, preview: true })
    expect(later.people).toBe(35)
    await expect(sweep(at, role, { open: opener(crm.url), approve: later.id })).rejects.toMatchObject({ code: 'plans.preview' })
  })

  it('leaves a row that we changed to the next look; only looked at, it shows it', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    await ours.pool.query(`update people.location set fingerprint = '' where tbl = 'ticket' and key = '1'`)
    expect((await makePlan(at, job, { at: '2026-11-22' as never })).items).toBe(99)
    expect((await makePlan(at, job, { at: '2026-11-22' as never, preview: true })).items).toBe(100)
  })

  it('is not made of what nobody has observed', async () => {
    await expect(makePlan(work(ours, policy), job, { at: '2026-11-22' as never })).rejects.toMatchObject({ code: 'plans.not-observed' })
  })

  it('leaves out what fell due after the last observation', async () => {
    await look(work(ours, policy, '2021-12-01T03:00:00Z'), crm.url)
    const later = work(ours, policy, '2022-02-01T03:00:00Z')
    expect((await makePlan(later, job, { at: '2022-02-01' as never })).items).toBe(0)
    expect((await makePlan(later, job, { at: '2022-02-01' as never, preview: true })).items).toBeGreaterThan(0)
  })
})

describe('a sweep', () => {
  it('waits for approval the first time, then does exactly what was planned', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const held = await sweep(at, job, { open: opener(crm.url) })
    expect(held.held).toEqual(['first-of-policy'])
    expect((await counts(crm))['contact']).toBe(35)
    const result = await sweep(at, role, { open: opener(crm.url), approve: held.plan.hash.slice(0, 12) })
    expect(said(result)).toEqual({ 'contact removed': 27, 'contact cleared': 3, 'ticket removed': 60, 'club removed': 10 })
    expect(await counts(crm)).toEqual({ contact: 8, ticket: 10, club: 2, invoice: 3, visit: 0 })
    expect((await crm.pool.query('select name, email from contact where id = 10')).rows).toEqual([{ name: null, email: null }])
    expect((await crm.pool.query('select recipient from invoice where id = 10')).rows).toEqual([{ recipient: 'Someone' }])
    expect(result.plan.endedAt).not.toBeNull()
  })

  it('writes evidence of what was read back, and nothing about anybody', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    await swept(at, { open: opener(crm.url) })
    const entries = await evidence()
    expect(entries.filter((one) => one.includes('"erasure.verified"') && one.includes('"table":"contact"'))).toHaveLength(27)
    expect(entries.filter((one) => one.includes('"clearing.verified"'))).toHaveLength(3)
    expect(entries.filter((one) => one.includes('"plan.approved"'))).toHaveLength(1)
    expect(entries.join('')).not.toMatch(/Someone|example\.example/)
  })

  it('is done once: the second finds nothing, also after observing again', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    await swept(at, { open: opener(crm.url) })
    const again = await sweep(at, job, { open: opener(crm.url) })
    expect([again.plan.items, again.held]).toEqual([0, []])
    const later = work(ours, policy, '2026-11-23T03:00:00Z')
    await look(later, crm.url)
    expect((await sweep(later, job, { open: opener(crm.url) })).plan.items).toBe(0)
    const { rows } = await sql<{ n: number }>`select count(*) as n from people.person`.execute(ours.db)
    // Five who are active, and three of whom invoices are held.
    expect(rows[0]!.n).toBeLessThanOrEqual(8)
  })

  it('lets go of references that may be released', async () => {
    await crm.pool.query(`insert into visit values (1, 4, 'seen', '2026-01-01')`)
    const at = work(ours, policy)
    await look(at, crm.url)
    const result = await swept(at, { open: opener(crm.url) })
    expect(said(result)['visit released']).toBe(1)
    expect((await crm.pool.query('select contact_id from visit')).rows).toEqual([{ contact_id: null }])
    expect((await crm.pool.query('select from contact where id = 4')).rowCount).toBe(0)
  })

  it('is held by the brake: by people, by share, and over the week', async () => {
    const tight = policyOf(policyText('{ share: 50%, people: 31 }'))
    const at = work(ours, tight)
    await look(at, crm.url)
    const held = await sweep(at, job, { open: opener(crm.url) })
    expect(held.held).toEqual(['first-of-policy', 'share'])
    await sweep(at, role, { open: opener(crm.url), approve: held.plan.id })
    await crm.pool.query(`insert into contact select i, 'New', 'new' || i || '@example.example', '2020-01-01' from generate_series(101, 105) i; insert into contact select i, 'New', 'new' || i || '@example.example', '2026-11-01' from generate_series(201, 280) i`)
    const later = work(ours, tight, '2026-11-24T03:00:00Z')
    await look(later, crm.url)
    expect((await sweep(later, job, { open: opener(crm.url) })).held).toEqual(['people'])
    const nextWeek = work(ours, tight, '2026-12-02T03:00:00Z')
    await look(nextWeek, crm.url)
    const free = await sweep(nextWeek, job, { open: opener(crm.url) })
    expect([free.held, said(free)]).toEqual([[], { 'contact removed': 5 }])
  })

  it('takes an approval for seven days, of the policy it was made under, and of that plan only', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const held = await sweep(at, job, { open: opener(crm.url) })
    await expect(sweep(work(ours, policy, '2026-11-29T04:00:00Z'), role, { open: opener(crm.url), approve: held.plan.id })).rejects.toMatchObject({ code: 'plans.lapsed' })
    const other = policyOf(policyText('{ share: 99%, people: 9 }'))
    await expect(sweep(work(ours, other), role, { open: opener(crm.url), approve: held.plan.id })).rejects.toMatchObject({ code: 'plans.other-policy' })
    await expect(sweep(at, role, { open: opener(crm.url), approve: '00000000' })).rejects.toMatchObject({ code: 'plans.not-found' })
  })

  it('stops before its first change when the database looks otherwise than planned', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const held = await sweep(at, job, { open: opener(crm.url) })
    await crm.pool.query('alter table contact add column shoe_size int')
    await expect(sweep(at, role, { open: opener(crm.url), approve: held.plan.id })).rejects.toMatchObject({ code: 'plans.shape-changed' })
    expect((await counts(crm))['contact']).toBe(35)
  })
})

describe('what changed since the plan', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a sign-in', `update contact set seen = '2026-11-21' where id = 2`, 'contact'],
    ['an invoice', `insert into invoice values (99, 2, 'Someone', 'Street', '2026-11-21')`, 'contact'],
    ['another ticket', `insert into ticket values (999, 2, 'new')`, 'contact'],
    ['the key given to somebody else', `delete from ticket where contact_id = 2; delete from contact where id = 2; insert into contact values (2, 'Other', 'other@example.example', '2020-01-01')`, 'contact'],
  ]
  for (const [what, text] of cases) {
    it(`${what}: left as it is, and everybody else's goes`, async () => {
      const at = work(ours, policy)
      await look(at, crm.url)
      const held = await sweep(at, job, { open: opener(crm.url) })
      await crm.pool.query(text)
      const result = said(await sweep(at, role, { open: opener(crm.url), approve: held.plan.id }))
      expect(result['contact removed']).toBe(26)
      expect(Object.keys(result).filter((name) => name.startsWith('contact changed'))).toHaveLength(1)
      expect((await crm.pool.query('select from contact where id = 2')).rowCount).toBe(1)
    })
  }

  it('a hold, placed after approval: nothing of that person goes', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const held = await sweep(at, job, { open: opener(crm.url) })
    const { rows } = await ours.pool.query<{ person_id: string }>(`select person_id from people.location where tbl = 'contact' and key = '2'`)
    const { markChanged, setHold } = await import('../../src/people/index.ts')
    await ours.db.transaction().execute(async (tx) => {
      await setHold(tx, rows[0]!.person_id as never, '01900000-0000-7000-8000-000000000001' as never, { data: [], locations: [], basis: 'dispute', owner: 'legal', review: '2027-06-30' as never })
      await markChanged(tx, [rows[0]!.person_id as never])
    })
    const result = said(await sweep(at, role, { open: opener(crm.url), approve: held.plan.id }))
    expect(result['contact removed']).toBe(26)
    expect((await crm.pool.query('select from ticket where contact_id = 2')).rowCount).toBe(2)
  })
})
