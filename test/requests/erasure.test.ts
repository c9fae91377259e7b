import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkReceipt } from '../../src/evidence/index.ts'
import { factsOf } from '../../src/people/index.ts'
import { personal } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { answerErasure, identifyRequest, openRequest, readCase, settleRequest, type CaseId, type ErasureAnswer, type RequestCase } from '../../src/requests/index.ts'
import { hash, outFolder, ragna, staff, world, type World } from './world.ts'

const purposes = ['portal', 'support', 'improvement', 'enquiries', 'events'] as const
const grounds = 'The interest does not weigh more than what the person asks for.'

function answer(on: World, id: CaseId, carryOut: boolean, out: string | null = null): Promise<ErasureAnswer> {
  return answerErasure(on.work(), staff, { id, reach: on.reach, lang: 'en', carryOut, out })
}

async function uphold(on: World, of: RequestCase, which: readonly string[] = purposes): Promise<void> {
  for (const purpose of which) await settleRequest(on.work(), staff, { id: of.id, subject: `objection:${purpose}`, outcome: 'uphold', grounds, role: 'privacy-lead' })
}

/** The portal's remarks are described by nobody: a human looks, and says that they stay or go by hand. */
async function remarks(on: World): Promise<void> {
  await on.portal.pool.query('update portal.account set remarks = null where email = $1', [ragna])
}

describe('a request for erasure', () => {
  let on: World
  let of: RequestCase
  let dry: ErasureAnswer
  let first: ErasureAnswer
  let last: ErasureAnswer
  let before: Record<string, readonly string[]>
  let afterDry: Record<string, readonly string[]>
  let after: Record<string, readonly string[]>
  let files: readonly { readonly mode: number; readonly text: string }[]
  beforeAll(async () => {
    on = await world()
    await on.look()
    before = await on.everything()
    of = await on.open('erasure', ragna)
    dry = await answer(on, of.id, false)
    afterDry = await on.everything()
    first = await answer(on, of.id, true)
    await uphold(on, of)
    await remarks(on)
    await using out = await outFolder()
    last = await answer(on, of.id, true, out.path)
    files = last.files.map((file) => ({ mode: statSync(file).mode & 0o777, text: readFileSync(file, 'utf8') }))
    after = await on.everything()
  }, 120_000)

  it('restricts at once, and says so in the facts', async () => {
    expect(of.concerned.map((one) => one.standing)).toEqual(['verified'])
    expect(of.due).toBe('2026-12-21')
  })

  it('shows first what goes and what stays, and changes nothing by it', () => {
    expect(afterDry).toEqual(before)
    expect(dry.outcome).toBe('dry-run')
    expect(dry.letter.went.map((line) => line.field)).toEqual(['diet'])
    expect(dry.letter.stays.map(({ table, field, until }) => [table, field, until])).toEqual([['invoice', 'recipient', '2034-01-01'], ['invoice', 'address', '2034-01-01'], ['invoice', 'amount', '2034-01-01']])
    expect(dry.letter.undecided.map((one) => one.subject)).toEqual([...purposes.map((purpose) => `objection:${purpose}`), 'data:portal.account.*'])
  })

  it('carries out what is granted and gives no final receipt while a human is asked', () => {
    expect(first.outcome).toBe('undecided')
    expect(first.receipt).toBeNull()
    expect(first.text).toContain('This is no final answer')
    expect(first.text).not.toContain('Everything that we had')
  })

  it('erases that person, keeps the books, and changes nothing else anywhere', () => {
    const gone = (table: string): readonly string[] => (before[table] ?? []).filter((row) => !(after[table] ?? []).includes(row))
    const come = (table: string): readonly string[] => (after[table] ?? []).filter((row) => !(before[table] ?? []).includes(row))
    expect(gone('crm.ticket')).toHaveLength(2)
    expect(gone('crm.enquiry')).toHaveLength(1)
    expect(gone('crm.mailing_consent')).toHaveLength(1)
    expect(gone('portal.account')).toHaveLength(1)
    for (const table of ['crm.ticket', 'crm.enquiry', 'crm.mailing_consent', 'portal.account', 'crm.organisation', 'crm.event', 'crm.invoice']) expect(come(table), table).toEqual([])
    expect(gone('crm.invoice')).toEqual([])
    expect(gone('crm.organisation')).toEqual([])
    // The invoice refers to the profile and the seat: the rows stay without a trace of her.
    expect(come('crm.contact')).toHaveLength(1)
    expect(come('crm.contact')[0]).not.toMatch(/ragna|ormtunga|06 10|inköpare/i)
    expect(come('crm.registration').join()).not.toMatch(/ragna|ormtunga|06 10|nöt/i)
    for (const table of Object.keys(before)) for (const row of gone(table)) expect(row, table).toMatch(/ragna|ormtunga|\b1\b/i)
    for (const other of ['Otto Ekvika', 'Hedda Stenspira']) for (const [table, rows] of Object.entries(before)) {
      expect((after[table] ?? []).filter((row) => row.includes(other) && !/ragna/i.test(row)), table).toEqual(rows.filter((row) => row.includes(other) && !/ragna/i.test(row)))
    }
  })

  it('tells what went, what stays with its law and last day, and until when backups hold it', () => {
    expect(last.outcome).toBe('partly')
    expect(last.text).toContain('Gone from the live systems today, and from the backups by 27 December 2026.')
    expect(last.text).toContain('name (crm.invoice, 1)')
    expect(last.letter.went.find((line) => line.field === 'diet')!.rows).toBe(1)
    expect(last.text).toContain('1 January 2034')
    expect(last.text).toContain('The Swedish Accounting Act (1999:1078)')
    expect(last.letter.recipients).toEqual(['the delivery of e-mail', 'the hosting of our servers'])
    expect(last.text).not.toMatch(/ragna|ormtunga/i)
    expect(files.map((file) => file.mode)).toEqual([0o600, 0o600])
    expect(files[0]!.text).toBe(last.text)
  })

  it('gives a receipt that is checked without the database', async () => {
    const checked = checkReceipt(JSON.parse(files[1]!.text))
    expect(checked.ok).toBe(true)
    expect(checked.entries).toMatchObject([{ kind: 'erasure.answered', about: of.token }])
    expect(checked.entries[0]!.body).toMatchObject({ outcome: 'partly', inTime: true, right: 'erasure' })
  })

  it('gives it as a file that the program checks with nothing but the file', async () => {
    await using folder = await outFolder()
    const file = join(folder.path, 'receipt.json')
    writeFileSync(file, files[1]!.text)
    const script = `const { main } = await import('./src/main.ts'); process.exitCode = await main(['evidence', 'check-receipt', process.argv[1], '--json'])`
    const check = () => spawnSync(process.execPath, ['--input-type=module', '-e', script, file], { encoding: 'utf8', env: { PATH: '' } })
    const good = check()
    expect([good.status, good.stderr]).toEqual([0, ''])
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true })
    expect(last.text).toMatch(/The receipt in receipt-[\w-]{12}\.json shows/)
    const body = JSON.parse(files[1]!.text) as { entries: { bytes?: string }[] }
    const bytes = body.entries[0]?.bytes
    expect(typeof bytes).toBe('string')
    writeFileSync(file, JSON.stringify({ ...body, entries: [{ ...body.entries[0], bytes: `${bytes!.slice(0, 40)}${bytes![40] === 'A' ? 'B' : 'A'}${bytes!.slice(41)}` }] }))
    expect(check().status).toBe(1)
  })

  it('leaves what fell fallen, and no request behind', async () => {
    const now = (await readCase(on.ours.db, of.id))!
    expect(now.answer?.outcome).toBe('partly')
    const person = now.concerned[0]!.personId
    const facts = (await factsOf(on.ours.db, [person])).get(person)!
    expect(facts.requests).toEqual([])
    expect(facts.consents.filter((consent) => consent.purpose === 'news').at(-1)).toMatchObject({ state: 'withdrawn', on: '2026-11-20' })
    expect(facts.objections.filter((one) => one.outcome === 'upheld').map((one) => one.to)).toEqual(expect.arrayContaining(['portal', 'support']))
    expect((await on.ours.pool.query('select from requests.case_key')).rowCount).toBe(0)
  })
})

describe('what goes otherwise', () => {
  it('keeps what an objection was rejected for, with the grounds in the answer', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', ragna, { scope: { purpose: 'support' } })
    await settleRequest(on.work(), staff, { id: of.id, subject: 'objection:support', outcome: 'reject', grounds: 'A claim about the case is being answered.', role: 'privacy-lead' })
    const before = await on.everything()
    const told = await answer(on, of.id, true)
    expect(told.letter.undecided).toEqual([])
    expect(told.outcome).toBe('partly')
    expect(told.text).toContain('support: A claim about the case is being answered.')
    expect(await on.everything()).toEqual(before)
    const { rows } = await on.ours.pool.query<{ grounds: Buffer }>('select grounds from requests.settlement')
    expect(rows[0]!.grounds.toString('utf8')).not.toContain('claim')
  })

  it('touches one purpose only when that is what is asked', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', ragna, { scope: { purpose: 'enquiries' } })
    await uphold(on, of, ['enquiries'])
    const before = await on.everything()
    const told = await answer(on, of.id, true)
    const after = await on.everything()
    expect(told.letter.went.map((line) => line.table)).toEqual(['enquiry', 'enquiry', 'enquiry', 'enquiry'])
    expect(after['crm.enquiry']).toHaveLength(before['crm.enquiry']!.length - 1)
    expect({ ...after, 'crm.enquiry': [] }).toEqual({ ...before, 'crm.enquiry': [] })
  })

  it('leaves what is due anyhow to the sweep, and takes it along when it is asked for', async () => {
    const late = `insert into crm.enquiry values (8, 'Ragna Ormtunga', '${ragna}', null, 'En gammal fråga', '2024-01-10 08:00Z', '2024-01-11 08:00Z')`
    const on = await world()
    await on.crm.pool.query(late)
    await on.look()
    const of = await on.open('erasure', ragna, { scope: { purpose: 'support' } })
    await uphold(on, of, ['support'])
    const before = await on.everything()
    const dry = await answer(on, of.id, false)
    expect(dry.rowsGoing).toBe(2)
    const told = await answer(on, of.id, true)
    const after = await on.everything()
    expect(told.outcome).toBe('partly')
    expect(new Set(told.letter.went.map((line) => line.table))).toEqual(new Set(['ticket']))
    expect(told.done).toMatchObject([{ table: 'ticket', code: 'removed', rows: 2 }])
    expect(after['crm.ticket']).toHaveLength(before['crm.ticket']!.length - 2)
    expect({ ...after, 'crm.ticket': [] }).toEqual({ ...before, 'crm.ticket': [] })
    // Whoever asks for that purpose, or for everything, gets the old one erased with the rest.
    const second = await on.open('erasure', ragna, { scope: { purpose: 'enquiries' } })
    await uphold(on, second, ['enquiries'])
    const rest = await answer(on, second.id, true)
    expect(rest.outcome).toBe('erased')
    expect(rest.text).toContain('Everything that your request is about is erased: two rows in one system. On 22 November')
    expect((await on.everything())['crm.enquiry']).toHaveLength(1)
    expect((await on.everything())['crm.contact']).toEqual(before['crm.contact'])
  })

  it('lists others’ rows that name the person in their texts, and changes none of them', async () => {
    const on = await world()
    await on.crm.pool.query(`insert into crm.ticket values
      (11, 2, $$otto.ekvika@kund1.example$$, $$Hör med RAGNA.Ormtunga@kund1.example, hon vet$$, $$2026-10-05$$, null, $$2026-10-05$$),
      (12, 2, $$otto.ekvika@kund1.example$$, $$Ring +46 (0)70 174 06-10 efter lunch$$, $$2026-10-05$$, null, $$2026-10-05$$),
      (13, 2, $$otto.ekvika@kund1.example$$, $$Inte hon: xragna.ormtunga@kund1.example, ragna_ormtunga@kund1.example$$, $$2026-10-05$$, null, $$2026-10-05$$)`)
    await on.look()
    const of = await openRequest(on.work(), staff, { hash, right: 'erasure', received: '2026-11-20' as Day, identified: { role: 'staff', how: 'known-address' },
      identifiers: [{ kind: 'email', value: personal(ragna) }, { kind: 'phone', value: personal('070-174 06 10') }] })
    const before = await on.everything()
    const dry = await answer(on, of.id, false)
    expect(dry.letter.undecided.find((one) => one.code === 'named-in-text')).toMatchObject({ subject: 'text:crm.ticket', rows: 2, keys: ['11', '12'] })
    expect(dry.text).toContain('crm.ticket: 11; 12')
    const told = await answer(on, of.id, true)
    expect(told.receipt).toBeNull()
    expect((await on.everything())['crm.ticket']!.filter((row) => row.includes('otto'))).toEqual(before['crm.ticket']!.filter((row) => row.includes('otto')))
    await settleRequest(on.work(), staff, { id: of.id, subject: 'text:crm.ticket', outcome: 'reject', grounds: 'Read: what they say is about the other.', role: 'privacy-lead' })
    expect((await answer(on, of.id, false)).letter.undecided.map((one) => one.code)).not.toContain('named-in-text')
  })

  it('acts in no system while one is down', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', ragna)
    await uphold(on, of)
    const before = await on.everything()
    on.down.add('portal')
    await expect(answer(on, of.id, true)).rejects.toMatchObject({ code: 'requests.system-unreachable', lines: ['portal  systems.unreachable'] })
    expect(await on.everything()).toEqual(before)
    expect((await readCase(on.ours.db, of.id))!.unreached).toHaveLength(1)
  })

  it('restricts nobody before the person is identified, and acts on nobody', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', ragna, { identified: false })
    const person = of.concerned[0]!.personId
    expect((await factsOf(on.ours.db, [person])).get(person)!.requests).toMatchObject([{ right: 'erasure', identified: false }])
    await expect(answer(on, of.id, true)).rejects.toMatchObject({ code: 'requests.not-identified' })
    await identifyRequest(on.work(), staff, { id: of.id, identified: { role: 'support', how: 'reply-from-address' } })
    expect((await factsOf(on.ours.db, [person])).get(person)!.requests).toMatchObject([{ identified: true }])
    expect((await answer(on, of.id, false)).letter.undecided.length).toBeGreaterThan(0)
  })

  it('leaves a row that changed between looking and acting, and does not call it done', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', ragna, { scope: { purpose: 'enquiries' } })
    await uphold(on, of, ['enquiries'])
    let acting = 0
    // The row becomes Hedda's at the last moment: after everything was observed, before the acting session looks.
    on.meanwhile = async (system, as) => {
      if (system === 'crm' && as === 'act' && acting++ === 0) await on.crm.pool.query(`update crm.enquiry set email = 'hedda.stenspira@kund1.example', name = 'Hedda Stenspira', phone = null where id = 1`)
    }
    const told = await answer(on, of.id, true)
    expect((await on.crm.pool.query('select from crm.enquiry where id = 1')).rowCount).toBe(1)
    expect(told.receipt).toBeNull()
    expect(told.outcome).toBe('waiting')
    on.meanwhile = null
    const again = await answer(on, of.id, true)
    expect((await on.crm.pool.query<{ name: string }>('select name from crm.enquiry where id = 1')).rows).toEqual([{ name: 'Hedda Stenspira' }])
    expect(again.letter.went).toEqual([])
  })

  it('answers once, however many ask at the same time', async () => {
    const on = await world()
    await on.look()
    const of = await on.open('erasure', 'nobody@elsewhere.example')
    const both = await Promise.allSettled([answer(on, of.id, true), answer(on, of.id, true)])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((both.find((one) => one.status === 'fulfilled') as PromiseFulfilledResult<ErasureAnswer>).value.outcome).toBe('nothing-held')
    expect((await on.ours.pool.query('select from requests.answer')).rowCount).toBe(1)
  })
})
