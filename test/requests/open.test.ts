import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { personal } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { run } from '../../src/cli/request.ts'
import type { Installation } from '../../src/cli/index.ts'
import { answerAccess, answerErasure, extendRequest, listCases, openRequest, refuseRequest, requestFigures, settleRequest, stateOf } from '../../src/requests/index.ts'
import { hash, outFolder, ragna, staff, unzipped, world, type World } from './world.ts'

describe('opening, deadlines and figures', () => {
  let on: World
  beforeAll(async () => {
    on = await world({ policy: (text) => text.replace('erasure: { by: [page, email, letter] }', 'erasure: { by: [page, email, letter], within: 2 working days, for: [participant] }') })
    await on.look()
  })

  it('counts by the law, and by the promise to those it is made to', async () => {
    const promised = await on.open('erasure', ragna)
    expect(promised).toMatchObject({ received: '2026-11-20', due: '2026-12-21', promised: '2026-11-24' })
    // Otto has a seat at the course too; nobody promised anything to an enquirer.
    await on.crm.pool.query(`insert into crm.enquiry values (40, 'Liv Almgnista', 'liv@elsewhere.example', null, 'Hej', '2026-11-01', '2026-11-01')`)
    await on.look()
    expect(await on.open('erasure', 'liv@elsewhere.example')).toMatchObject({ promised: null })
    expect(await on.open('erasure', 'nobody@elsewhere.example')).toMatchObject({ concerned: [], promised: '2026-11-24' })
  })

  it('refuses what cannot be right, and repeats nothing of it', async () => {
    const base = { hash, right: 'access', identifiers: [{ kind: 'email', value: personal(ragna) }], received: '2026-11-20' as Day, identified: null } as const
    await expect(openRequest(on.work(), staff, { ...base, received: '2026-11-30' as Day })).rejects.toMatchObject({ code: 'requests.received-ahead' })
    await expect(openRequest(on.work(), staff, { ...base, identifiers: [] })).rejects.toMatchObject({ code: 'requests.no-identifier' })
    await expect(openRequest(on.work(), staff, { ...base, scope: { purpose: 'selling' } })).rejects.toMatchObject({ code: 'requests.scope-invalid' })
    await expect(openRequest(on.work(), staff, { ...base, identified: { role: 'Ragna Ormtunga', how: 'x' } })).rejects.toMatchObject({ code: 'requests.identification-invalid', on: undefined })
    expect((await on.ours.pool.query(`select from requests.request_case where right_to = 'access'`)).rowCount).toBe(0)
  })

  it('extends once, within the first month, with reasons that are kept sealed', async () => {
    const of = await on.open('access', ragna)
    await expect(extendRequest(on.work(), staff, { id: of.id, reason: 'late' })).rejects.toMatchObject({ code: 'requests.grounds-missing' })
    expect(await extendRequest(on.work(), staff, { id: of.id, reason: 'Seven systems and many cases to read.' })).toMatchObject({ due: '2027-02-22', extension: { due: '2027-02-22' } })
    await expect(extendRequest(on.work(), staff, { id: of.id, reason: 'Seven systems and many cases to read.' })).rejects.toMatchObject({ code: 'requests.extended' })
    const late = await on.open('access', ragna)
    await expect(extendRequest(on.work('2027-01-10T09:00:00Z'), staff, { id: late.id, reason: 'We forgot about it, sadly.' })).rejects.toMatchObject({ code: 'requests.too-late' })
  })

  it('refuses a whole request with its law; the identifiers go and nothing is restricted any more', async () => {
    const of = await on.open('erasure', ragna)
    const refused = await refuseRequest(on.work(), staff, { id: of.id, law: 'GDPR 12(5)', reason: 'The same request was answered yesterday.' })
    expect(stateOf(refused)).toBe('refused')
    expect((await on.ours.pool.query('select from requests.case_key where case_id = $1', [of.id])).rowCount).toBe(0)
    expect((await on.ours.pool.query('select from people.request_fact where fact_id = $1', [of.id])).rowCount).toBe(0)
    await expect(settleRequest(on.work(), staff, { id: of.id, subject: 'objection:support', outcome: 'uphold', grounds: 'It weighs no more.', role: 'privacy-lead' })).rejects.toMatchObject({ code: 'requests.closed' })
  })

  it('erases nothing that no rule explains, whoever says so', async () => {
    const of = await on.open('erasure', ragna)
    await expect(settleRequest(on.work(), staff, { id: of.id, subject: 'data:portal.account.*', outcome: 'uphold', grounds: 'It is about her.', role: 'privacy-lead' })).rejects.toMatchObject({ code: 'requests.only-by-hand' })
  })

  it('counts what is open, overdue, in time and late, in one query', async () => {
    const figures = async (today: string) => (await requestFigures(on.ours.db, today as Day, '2026-08-01' as Day)).find((one) => one.right === 'erasure')!
    const open = (await listCases(on.ours.db, false)).filter((of) => of.right === 'erasure').length
    expect(await figures('2026-11-22')).toMatchObject({ open, overdueByLaw: 0, overdueByPromise: 0, answeredInTime: 1, answeredLate: 0 })
    expect((await figures('2026-11-25')).overdueByPromise).toBeGreaterThan(0)
    expect((await figures('2026-12-22')).overdueByLaw).toBe(open)
    const of = await on.open('erasure', 'nobody@elsewhere.example')
    const later = on.work('2026-12-01T09:00:00Z')
    await answerErasure(later, staff, { id: of.id, reach: on.reach, lang: 'sv', carryOut: true, out: null })
    expect(await figures('2026-12-01')).toMatchObject({ answeredLaterThanPromised: 1, answeredLate: 0 })
  })
})

describe('lofte request', () => {
  it('opens, answers and lists, takes the address from standard input, and writes it nowhere', async () => {
    const on = await world()
    await on.look()
    await using out = await outFolder()
    let said = ''
    const io = { out: (text: string) => void (said += text), err: (text: string) => void (said += text), json: false }
    const installation = { hash, sinks: [], work: () => on.work(), openSession: on.reach.open, [Symbol.asyncDispose]: () => Promise.resolve() } as unknown as Installation
    const lofte = (argv: readonly string[]) => run(argv, io, { open: () => Promise.resolve(installation) }, () => Promise.resolve(`${ragna}\n`))
    expect(await lofte(['open', '--right', 'access', '--email', '-', '--received', '2026-11-20'])).toBe(0)
    expect(said).toContain('answer by  2026-12-21')
    const id = /Request (\S+)/.exec(said)![1]!
    expect(await lofte(['fulfil', id, '--out', out.path, '--lang', 'no'])).toBe(0)
    expect(said).toContain('8 rows from 7 tables in 2 systems')
    const file = /· (\S+\.zip)/.exec(said)![1]!
    expect(unzipped(file).get('index.html')).toContain('<html lang="nb">')
    await lofte(['open', '--right', 'erasure', '--email', ragna, '--purpose', 'enquiries', '--identified-by', 'support:called-back'])
    const erasure = said.match(/Request (\S+)/g)!.at(-1)!.slice(8)
    expect(await lofte(['fulfil', erasure, '--lang', 'en'])).toBe(0)
    expect(said).toContain('Nothing has been changed.')
    expect(await lofte(['decide', erasure, 'objection:enquiries', '--uphold', '--grounds', 'The interest is over.', '--role', 'sales-lead'])).toBe(0)
    expect(await lofte(['fulfil', erasure, '--lang', 'en', '--yes', '--out', out.path])).toBe(0)
    expect(said).toContain('The request is closed.')
    expect((await on.crm.pool.query('select from crm.enquiry where id = 1')).rowCount).toBe(0)
    expect(await lofte(['list'])).toBe(0)
    expect(said).toContain('No request is open.')
    const wrong = await lofte(['open', ragna, '--right', 'access', '--mail', ragna]).then(() => null, (error: unknown) => error as Error)
    expect(wrong).toMatchObject({ code: 'usage.arguments', exitCode: 2 })
    expect(said + JSON.stringify([wrong, wrong?.message, wrong?.stack])).not.toMatch(/ragna/i)
  })
})

it('hands out the same answer to two who ask at once only once', async () => {
  const on = await world()
  await on.look()
  await using out = await outFolder()
  await using other = await outFolder()
  const of = await on.open('access', ragna)
  const both = await Promise.allSettled([out, other].map(({ path }) => answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: path, lang: 'en' })))
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect([...readdirSync(out.path), ...readdirSync(other.path)]).toHaveLength(1)
})

it('refuses an address of 10 kB by its code, and opens nothing', async () => {
  const on = await world()
  await on.look()
  const wrong: unknown = await on.open('erasure', `${'x'.repeat(10_000)}@kund1.example`).then(() => null, (error: unknown) => error)
  expect(wrong).toMatchObject({ code: 'requests.identifier-unusable' })
  expect(String(wrong)).not.toContain('xxxx')
  expect(await listCases(on.ours.db, true)).toEqual([])
})
