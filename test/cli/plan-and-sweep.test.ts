import { beforeAll, describe, expect, it } from 'vitest'
import { run as plan } from '../../src/cli/plan.ts'
import { run as sweep } from '../../src/cli/sweep.ts'
import type { Deps } from '../../src/cli/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { counts, foreignSql, look, opener, policyOf, work } from '../plans/world.ts'

let ours: Database
let crm: Database
const policy = policyOf()
const deps = (): Pick<Deps, 'open' | 'terminal'> => ({
  terminal: false,
  open: async () => ({ sinks: [], work: () => work(ours, policy), openSession: (system: Parameters<ReturnType<typeof opener>>[0]) => opener(crm.url)(system), [Symbol.asyncDispose]: async () => {} }) as never,
})

beforeAll(async () => {
  ours = await freshDatabase()
  crm = await foreignDatabase([foreignSql(30)])
  await look(work(ours, policy), crm.url)
})

async function call(command: typeof plan | typeof sweep, ...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const status = await command(argv, { out: (text) => void (out += text), err: (text) => void (err += text), json: false }, deps())
  return { status, out, err }
}

describe('lofte plan and lofte sweep', () => {
  it('show what goes, why, by which rule and law', async () => {
    const { status, out } = await call(plan, 'policy.yaml')
    expect(status).toBe(0)
    expect(out.replace(policy.hash.slice(0, 8), 'HASH')).toMatchInlineSnapshot(`
      "Plan for 22 November 2026 · WinLas · policy of 1 January 2026 (HASH) · observed 0 minutes ago

        crm.club      delete 10   kept 2
        crm.contact   clear 3   delete 27   kept 5
        crm.invoice   kept 3
        crm.ticket    delete 60   kept 10

           97   delete   two years since last activity                                    policy.yaml:19   GDPR 5(1)(e)
            3   clear    two years since last activity; rows that stay refer to the row   policy.yaml:19   GDPR 5(1)(e)

        30 of 35 people (85.7%): the first sweep of this policy; somebody has to approve it
      Nothing has been changed. To carry it out: lofte sweep policy.yaml
      "
    `)
    const json = JSON.parse((await call(plan, 'policy.yaml', '--json')).out) as { people: number; due: { table: string; file: string; line: number }[] }
    expect(json.people).toBe(30)
    expect(json.due.every((one) => one.file === 'policy.yaml' && one.line > 0)).toBe(true)
  })

  it('ask for approval, and carry out what was approved', async () => {
    const held = await call(sweep, 'policy.yaml')
    expect([held.status, held.out]).toEqual([1, ''])
    expect((await counts(crm))['contact']).toBe(35)
    const name = /--approve (\w+)/.exec(held.err)![1]!
    const done = await call(sweep, 'policy.yaml', '--approve', name, '--as', 'dpo')
    expect(done.err).toBe('')
    expect([done.status, done.out]).toMatchInlineSnapshot(`
      [
        0,
        "  crm.club      10 · 10 deleted · read back, all as planned
        crm.contact   30 · 27 deleted, 3 cleared · read back, all as planned
        crm.ticket    60 · 60 deleted · read back, all as planned
      ",
      ]
    `)
    expect(await call(sweep, 'policy.yaml')).toEqual({ status: 0, out: '  nothing to do\n', err: '' })
  })

  it('say how they are used', async () => {
    await expect(call(plan, 'policy.yaml', '--at', 'someday')).rejects.toMatchObject({ exitCode: 2 })
    await expect(call(sweep)).rejects.toMatchObject({ exitCode: 2 })
  })
})
