import { readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/request.ts'
import type { Installation } from '../../src/cli/index.ts'
import { checkReceipt } from '../../src/evidence/index.ts'
import { factsOf } from '../../src/people/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { announceLift, answerErasure, closeByHand, liftRestriction, readCase, refuseRequest, settleRequest, stateOf, type CaseId, type CaseRight } from '../../src/requests/index.ts'
import { hash, outFolder, ragna, staff, world, type World } from './world.ts'

const grounds = 'Looked into it with the person on the phone.'
const role = 'privacy-lead'

let on: World
beforeAll(async () => {
  on = await world()
  await on.look()
}, 120_000)

const facts = async () => {
  const { rows } = await on.ours.pool.query<{ id: string }>(`select distinct person_id::text as id from requests.concerned where standing = 'verified'`)
  return [...(await factsOf(on.ours.db, rows.map(({ id }) => id as never))).values()]
}
const fulfil = (id: CaseId, carryOut: boolean) => answerErasure(on.work(), staff, { id, reach: on.reach, lang: 'en', carryOut, out: null })
const by = { lang: 'en', out: null, role, grounds } as const

describe('an objection', () => {
  it('restricts while it is weighed, ends the purpose when upheld, and what falls is erased and read back', async () => {
    const before = await on.everything()
    const of = await on.open('objection', ragna, { scope: { purpose: 'enquiries' } })
    const dry = await fulfil(of.id, false)
    expect(dry.letter.undecided.map((one) => one.subject)).toEqual(['objection:enquiries'])
    expect(await on.everything()).toEqual(before)
    expect((await fulfil(of.id, true)).outcome).toBe('undecided')
    expect(await on.everything()).toEqual(before)
    await settleRequest(on.work(), staff, { id: of.id, subject: 'objection:enquiries', outcome: 'uphold', grounds, role })
    const done = await fulfil(of.id, true)
    expect(done).toMatchObject({ outcome: 'granted', rows: expect.any(Number) })
    expect(done.text).toContain('We no longer use your data for this: enquiries and quotations.')
    const after = await on.everything()
    expect(before['crm.enquiry']!.filter((row) => !after['crm.enquiry']!.includes(row))).toHaveLength(1)
    // Nothing else anywhere, of her or of others.
    for (const [table, rows] of Object.entries(before)) if (table !== 'crm.enquiry') expect(after[table], table).toEqual(rows)
    expect(checkReceipt(done.receipt)).toMatchObject({ ok: true, entries: [{ kind: 'objection.answered', about: of.token, body: { outcome: 'granted' } }] })
    expect((await readCase(on.ours.db, of.id))!.answer).toMatchObject({ outcome: 'granted' })
  })

  it('refused, it says why and where to complain; the purpose stands and is restricted no more', async () => {
    const of = await on.open('objection', ragna, { scope: { purpose: 'support' } })
    const refused = await refuseRequest(on.work(), staff, { id: of.id, law: 'GDPR 21(1)', reason: 'Her employer is waiting for an answer to an open case.', role })
    expect(refused.refusal).toMatchObject({ law: 'GDPR 21(1)', role })
    expect((await facts()).flatMap((one) => one.objections.filter(({ to }) => to === 'support'))).toMatchObject([{ outcome: 'rejected' }])
    expect((await facts()).flatMap((one) => one.requests)).toEqual([])
  })

  it('to marketing is not weighed by anybody', async () => {
    const of = await on.open('objection', ragna, { scope: { purpose: 'news' } })
    const refuse = refuseRequest(on.work(), staff, { id: of.id, law: 'GDPR 12(5)', reason: 'We would rather go on with it.' })
    await expect(refuse).rejects.toMatchObject({ code: 'requests.marketing-stands' })
    await expect(settleRequest(on.work(), staff, { id: of.id, subject: 'objection:news', outcome: 'reject', grounds, role })).rejects.toMatchObject({ code: 'requests.marketing-stands' })
    expect(await fulfil(of.id, true)).toMatchObject({ outcome: 'granted' })
    expect((await facts()).flatMap((one) => one.objections.filter(({ to }) => to === 'news'))).toMatchObject([{ outcome: 'upheld', on: '2026-11-20' }])
  })

  it('weighed and rejected, closes as refused, with the grounds in the letter', async () => {
    const of = await on.open('objection', ragna, { scope: { purpose: 'improvement' } })
    await settleRequest(on.work(), staff, { id: of.id, subject: 'objection:improvement', outcome: 'reject', grounds: 'Only totals leave the register.', role })
    const before = await on.everything()
    const done = await fulfil(of.id, true)
    expect(done.outcome).toBe('refused')
    expect(done.text).toMatch(/weighed your objection to this and continue: better software and support[\s\S]*Only totals leave the register\.[\s\S]*complain to/)
    expect(await on.everything()).toEqual(before)
  })
})

describe('a withdrawal', () => {
  it('cannot be refused, stands as a fact after the answer, and takes what rested on it', async () => {
    await on.crm.pool.query(`update crm.registration set diet_consent_on = '2026-10-10' where id = 1`)
    await on.look()
    const of = await on.open('withdrawal', ragna, { scope: { purpose: 'events' } })
    await expect(refuseRequest(on.work(), staff, { id: of.id, law: 'GDPR 12(5)', reason: 'We have ordered the food by now.' })).rejects.toMatchObject({ code: 'requests.withdrawal-stands' })
    const before = await on.everything()
    expect(await fulfil(of.id, false)).toMatchObject({ outcome: 'dry-run', letter: { went: [{ field: 'diet' }] } })
    const done = await fulfil(of.id, true)
    expect(done.outcome).toBe('granted')
    expect(done.text).toContain('You have withdrawn your consent')
    const after = await on.everything()
    const changed = Object.keys(before).filter((table) => before[table]!.join('\n') !== after[table]!.join('\n'))
    expect(changed).toEqual(['crm.registration'])
    const { rows } = await on.crm.pool.query('select id, diet from crm.registration order by id')
    expect(rows).toEqual([{ id: 1, diet: null }, { id: 2, diet: 'laktosfri' }, { id: 3, diet: null }])
    expect((await facts()).flatMap((one) => one.consents.filter(({ purpose, state }) => purpose === 'events' && state === 'withdrawn'))).toMatchObject([{ on: '2026-11-20' }])
    expect((await facts()).flatMap((one) => one.requests)).toEqual([])
  })
})

describe('a rectification', () => {
  it('names the fields and whom to tell, and is attested by a role', async () => {
    const of = await on.open('rectification', ragna)
    const close = (fields: readonly { system: string; table: string; field: string }[]) => closeByHand(on.work(), staff, { id: of.id, ...by, fields })
    await expect(close([])).rejects.toMatchObject({ code: 'requests.fields-missing' })
    await expect(close([{ system: 'crm', table: 'contact', field: 'shoe_size' }])).rejects.toMatchObject({ code: 'requests.field-unknown' })
    await using out = await outFolder()
    const done = await closeByHand(on.work(), staff, { id: of.id, ...by, out: out.path, fields: [{ system: 'crm', table: 'contact', field: 'email' }, { system: 'crm', table: 'invoice', field: 'address' }] })
    expect(done.tell).toEqual([
      { recipient: 'mail-delivery', label: 'the delivery of e-mail', data: ['e-mail address'] },
      { recipient: 'bookkeeping', label: 'our accountants', data: ['invoice address'] },
    ])
    expect(done.text).toMatch(/We have corrected what you asked for:\n {2}e-mail address \(crm\.contact\)\n[\s\S]*We tell those who have received the data: the delivery of e-mail and our accountants\./)
    expect(done.files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    expect(readFileSync(done.files[0]!, 'utf8')).toBe(done.text)
    const now = (await readCase(on.ours.db, of.id))!
    expect([stateOf(now), now.attestation]).toEqual(['answered', { outcome: 'granted', role }])
    expect((await on.ours.pool.query('select system, tbl, field from requests.corrected where case_id = $1 order by tbl', [of.id])).rows).toEqual([{ system: 'crm', tbl: 'contact', field: 'email' }, { system: 'crm', tbl: 'invoice', field: 'address' }])
    // What was said of it is sealed, and what she was found by is destroyed.
    expect((await on.ours.pool.query(`select position($2::bytea in grounds) as at from requests.attestation where case_id = $1`, [of.id, Buffer.from(grounds)])).rows).toEqual([{ at: 0 }])
    expect((await on.ours.pool.query('select from requests.case_key where case_id = $1', [of.id])).rowCount).toBe(0)
    await expect(close([{ system: 'crm', table: 'contact', field: 'email' }])).rejects.toMatchObject({ code: 'requests.closed' })
  })
})

describe('a restriction', () => {
  it('is set with its answer, and lifted only after the person was told', async () => {
    const of = await on.open('restriction', ragna, { scope: { data: ['mobile'] } })
    await expect(closeByHand(on.work(), staff, { id: of.id, ...by })).rejects.toMatchObject({ code: 'requests.why-missing' })
    const done = await closeByHand(on.work(), staff, { id: of.id, ...by, why: 'accuracy' })
    expect(done.text).toMatch(/From 22 November 2026 on we keep the data[\s\S]*It is about: mobile/)
    expect((await facts()).flatMap((one) => one.restrictions)).toEqual([{ data: ['mobile'], why: 'accuracy', since: '2026-11-22' }])
    const restricted = async () => (await on.ours.pool.query<{ n: string }>(`select count(*)::text as n from decisions.current where 'restricted' = any(because)`)).rows[0]!.n
    expect(Number(await restricted())).toBeGreaterThan(0)

    const lift = (told: string) => liftRestriction(on.work(), staff, { id: of.id, role, told: told as Day })
    await expect(lift('2026-11-22')).rejects.toMatchObject({ code: 'requests.not-told' })
    const announced = await announceLift(on.work(), staff, { id: of.id, ...by, grounds: 'The number was right after all.' })
    expect(announced.text).toMatch(/The restriction of your data ends[\s\S]*The number was right after all\.[\s\S]*complain to/)
    expect((await facts()).flatMap((one) => one.restrictions)).toHaveLength(1)
    await expect(lift('2026-11-21')).rejects.toMatchObject({ code: 'requests.told-day' })
    await expect(lift('2026-11-23')).rejects.toMatchObject({ code: 'requests.told-day' })
    expect((await lift('2026-11-22')).restriction).toMatchObject({ lifted: '2026-11-22' })
    expect((await facts()).flatMap((one) => one.restrictions)).toEqual([])
    expect(Number(await restricted())).toBe(0)
    await expect(lift('2026-11-22')).rejects.toMatchObject({ code: 'requests.not-restricted' })
  })

  it('is set for nobody who was not identified, or is not there', async () => {
    const unknown = await on.open('restriction', ragna, { identified: false })
    await expect(closeByHand(on.work(), staff, { id: unknown.id, ...by, why: 'claims' })).rejects.toMatchObject({ code: 'requests.not-identified' })
    const nobody = await on.open('restriction', 'nobody@elsewhere.example')
    await expect(closeByHand(on.work(), staff, { id: nobody.id, ...by, why: 'claims' })).rejects.toMatchObject({ code: 'requests.nobody-concerned' })
    expect((await facts()).flatMap((one) => one.restrictions)).toEqual([])
  })
})

describe('from the command line', () => {
  let said = ''
  const installation = () => ({ hash, sinks: [], work: () => on.work(), openSession: on.reach.open, [Symbol.asyncDispose]: () => Promise.resolve() }) as unknown as Installation
  const lofte = (...argv: readonly string[]) => run(argv, { out: (text) => void (said += text), err: (text) => void (said += text), json: false }, { open: () => Promise.resolve(installation()) }, () => Promise.resolve(`${ragna}\n`))
  const opened = async (right: CaseRight) => {
    said = ''
    expect(await lofte('open', '--right', right, '--email', '-')).toBe(0)
    return /Request (\S+)/.exec(said)![1]!
  }

  it('every right that can be opened can be closed', async () => {
    await using out = await outFolder()
    const into = ['--out', out.path, '--lang', 'sv'] as const
    const complaint = await opened('complaint')
    expect(said).toContain(`lofte request close ${complaint} --grant`)
    expect(await lofte('close', complaint, '--grant', '--role', role, '--grounds', 'Vi svarade för sent och har ändrat hur vi arbetar.', ...into)).toBe(0)
    expect(said).toMatch(/ger dig rätt\.\n\nVi svarade för sent/)
    const rectification = await opened('rectification')
    expect(await lofte('close', rectification, '--grant', '--role', role, '--grounds', grounds, '--field', 'crm.contact.mobile', ...into)).toBe(0)
    expect(said).toContain('Vi har rättat det du bad om')
    const restriction = await opened('restriction')
    expect(await lofte('close', restriction, '--grant', '--role', role, '--grounds', grounds, '--because', 'claims', ...into)).toBe(0)
    expect(said).toMatch(/to do {6}tell .*GDPR 19/)
    expect(await lofte('lift', restriction, '--role', role, '--grounds', 'Tvisten är över sedan i går.', ...into)).toBe(0)
    expect(await lofte('lift', restriction, '--role', role, '--told', '2026-11-22')).toBe(0)
    expect(said).toContain('lifted on 2026-11-22')
    const portability = await opened('portability')
    expect(await lofte('close', portability, '--refuse', '--law', 'GDPR 12(5)', '--role', role, '--grounds', 'Samma uppgifter lämnades ut i går.', ...into)).toBe(0)
    expect(said).toMatch(/Samma uppgifter lämnades ut i går\.\n\nOm du inte är nöjd kan du klaga hos/)
    await expect(lofte('close', await opened('access'), '--grant', '--role', role, '--grounds', grounds)).rejects.toMatchObject({ code: 'requests.by-fulfil' })
    await expect(lofte('fulfil', await opened('rectification'))).rejects.toMatchObject({ code: 'requests.by-hand' })
    await expect(lofte('close', rectification, '--role', role)).rejects.toMatchObject({ code: 'usage.arguments', exitCode: 2 })
    expect(said).not.toMatch(/ragna/i)
  })
})
