import { beforeAll, describe, expect, it } from 'vitest'
import { decideChanged, foresee } from '../../src/decisions/index.ts'
import { countPeopleIn } from '../../src/people/index.ts'
import { makePlan } from '../../src/plans/index.ts'
import type { Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { foreignSql, job, look, policyOf, policyText, work } from '../plans/world.ts'

const today = '2026-11-22' as Day
const policy = policyOf()
const longer = policyOf(policyText().replace('for: 2 years', 'for: 10 years'))
const shorter = policyOf(policyText().replace('for: 2 years', 'for: 1 week'))

let ours: Database
beforeAll(async () => {
  ours = await freshDatabase()
  // Those divisible by seven have a visit, which lets go of its contact.
  const crm = await foreignDatabase([`${foreignSql(30)} insert into visit select i, i, 'note', date '2026-10-01' from generate_series(7, 35, 7) i;`])
  await look(work(ours, policy), crm.url)
})

const decisions = async (): Promise<unknown> => (await ours.pool.query(`select count(*)::int as n, min(s.policy_hash) as least, max(s.policy_hash) as most, (select count(*)::int from decisions.pass) as passes from decisions.decision d join decisions.shape s using (shape_no)`)).rows[0]

describe('what a sweep would take under a policy that is not in force', () => {
  it('is counted without a word stored', async () => {
    const before = await decisions()
    expect((await foresee(work(ours, longer), today)).rows).toBe(0)
    expect((await foresee(work(ours, shorter), today)).people).toBe(35)
    expect(await decisions()).toEqual(before)
  })

  it.each([['the one in force', policy], ['a longer one', longer], ['a shorter one', shorter]])('is what the plan then has: %s', async (_, later) => {
    const at = work(ours, later)
    const foreseen = await foresee(at, today)
    await decideChanged(at)
    const plan = await makePlan(at, job, { at: today, preview: true })
    const sums = (totals: readonly { readonly table: string; readonly verb: string; readonly rule: string | null; readonly rows: number }[]): Record<string, number> => {
      const all: Record<string, number> = {}
      for (const { table, verb, rule, rows } of totals) if (verb !== 'release') all[`${table} ${verb} ${rule ?? ''}`] = (all[`${table} ${verb} ${rule ?? ''}`] ?? 0) + rows
      return all
    }
    expect(sums(foreseen.totals)).toEqual(sums(plan.totals))
    expect(foreseen.people).toBe(plan.people)
    if (later !== longer) expect(plan.people).toBeGreaterThan(0)
  })
})

describe('how many people stand in some tables', () => {
  it('counts each once', async () => {
    const { db } = ours
    expect(await countPeopleIn(db, [{ system: 'crm', table: 'contact' }])).toBe(35)
    expect(await countPeopleIn(db, [{ system: 'crm', table: 'contact' }, { system: 'crm', table: 'ticket' }])).toBe(35)
    expect(await countPeopleIn(db, [{ system: 'crm', table: 'invoice' }])).toBe(3)
    expect(await countPeopleIn(db, [{ system: 'other', table: 'contact' }])).toBe(0)
    expect(await countPeopleIn(db, [])).toBe(0)
  })
})
