import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { decideChanged, decideDue } from '../../src/decisions/index.ts'
import { deliverDue, recordBounce, sinkTransport, smtpTransport } from '../../src/messages/index.ts'
import { observe } from '../../src/people/index.ts'
import { sweep } from '../../src/plans/index.ts'
import { logTo } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { dueToday, remindDue, renew, renewalOf, settleReminders, tidyRetention } from '../../src/retention/index.ts'
import { freePort, smtpServer } from '../messages/mail-server.ts'
import type { Answers } from '../messages/mail-server.ts'
import { installation, job, publicUrl } from './installation.ts'
import type { Installation } from './installation.ts'

const from = 'WinLas <no-reply@winlas.example>'
const undo: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const step of undo) await step()
})

async function server(answers: Answers = {}, port?: number) {
  const started = await smtpServer(answers, port)
  const transport = smtpTransport(started.url, from)
  undo.push(async () => {
    await transport[Symbol.asyncDispose]()
    await started.stop()
  })
  return { ...started, transport, tos: () => started.arrived.map(({ to }) => to) }
}

/** The text of a mail as its reader sees it. */
function read(mail: string): string {
  const body = mail.slice(mail.indexOf('\r\n\r\n') + 4)
  if (/^Content-Transfer-Encoding: base64/im.test(mail)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return /quoted-printable/i.test(mail) ? Buffer.from(bytes, 'latin1').toString('utf8') : body
}

const tokenIn = (mail: string): string => /\/renew\/([A-Za-z0-9_-]{32})/.exec(read(mail))?.[1] ?? ''

let it_: Installation
beforeEach(async () => {
  it_ = await installation()
})

const contact = (id: number, email: string | null, login: string) => it_.foreign.pool.query('insert into crm.contact values ($1, $2, $3, $4)', [id, `Kim ${id}`, email, login])
const facts = async () => (await it_.ours.pool.query<{ purpose: string; sent: string | null; bounced: string | null }>('select purpose, sent, bounced from people.reminder order by 1, 2')).rows
const kinds = async () => (await it_.ours.pool.query<{ kind: string }>(`select convert_from(bytes, 'UTF8')::jsonb->>'kind' as kind from evidence.waiting order by id`)).rows.map((row) => row.kind)

describe('a reminder', () => {
  it('goes out on its day, once, in the languages of the policy, and counts from when a server took it over', async () => {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    await contact(2, 'kaj@shop.example', '2025-12-01T10:00:00Z')
    expect(await it_.night('2026-10-31', smtp.transport)).toMatchObject({ letters: 0, sent: 0 })
    expect(await it_.night('2026-11-01', smtp.transport)).toMatchObject({ letters: 1, sent: 1, waiting: 0, unreachable: 0 })
    expect(await it_.night('2026-11-02', smtp.transport)).toMatchObject({ letters: 0, sent: 0 })
    expect(smtp.tos()).toEqual(['kim@shop.example'])
    const text = read(smtp.arrived[0]!.text)
    expect(text).toContain('din användarprofil och support')
    expect(text).toContain('your user profile and support')
    expect(text).toContain('den 1 december 2026')
    expect(text).toContain('on 1 December 2026 at the earliest')
    expect(text.indexOf('Hej!')).toBeLessThan(text.indexOf('Hello,'))
    expect(text).not.toContain('Kim')
    expect(await facts()).toEqual([{ purpose: 'portal', sent: '2026-11-01', bounced: null }, { purpose: 'support', sent: '2026-11-01', bounced: null }])
    expect((await kinds()).filter((kind) => kind.startsWith('reminder'))).toEqual(['reminder.sent'])
    const [first] = await it_.decisions()
    expect(first).toMatchObject({ row: 'contact/1', verdict: 'keep', due_on: '2026-12-01', due_verb: 'delete' })
  })

  it('not renewed, the row is due when its time has passed', async () => {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    await it_.night('2026-11-01', smtp.transport)
    await it_.night('2026-11-30', smtp.transport)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep' })
    await it_.night('2026-12-01', smtp.transport)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'delete', due_on: '2026-12-01' })
  })

  it('sent late, gives the same time', async () => {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-06-01T10:00:00Z')
    await it_.night('2026-11-01', smtp.transport)
    expect(read(smtp.arrived[0]!.text)).toContain('den 1 december 2026')
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep', waiting: 'reminder', due_on: '2026-12-01', due_verb: 'delete' })
    await it_.night('2026-12-01', smtp.transport)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'delete' })
    expect([...(await dueToday(it_.ours.db, it_.work.policy, '2026-12-01' as Day)).values()][0]).toMatchObject({ sent: 1, sentLate: 1 })
  })

  it('waits for a server that is down, and counts from the day it went', async () => {
    const quiet = logTo(() => {})
    const port = await freePort()
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`, from)
    undo.push(async () => transport[Symbol.asyncDispose]())
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    expect(await it_.night('2026-11-01', transport)).toMatchObject({ letters: 1, sent: 0, serverDown: true })
    expect(await facts()).toEqual([])
    // A day later the address is read anew, and the letter is still one.
    await it_.foreign.pool.query(`update crm.contact set email = 'kim.new@shop.example' where id = 1`)
    expect(await it_.night('2026-11-02', transport)).toMatchObject({ letters: 1, lapsed: 1, sent: 0 })
    quiet()
    const smtp = await server({}, port)
    it_.clock.set('2026-11-02T20:00:00Z')
    expect(await deliverDue(it_.work, job, transport)).toMatchObject({ accepted: 1 })
    expect(await settleReminders(it_.work, job)).toMatchObject({ sent: 1 })
    await decideChanged(it_.work)
    expect(smtp.tos()).toEqual(['kim.new@shop.example'])
    expect((await facts()).map((fact) => fact.sent)).toEqual(['2026-11-02', '2026-11-02'])
    expect((await it_.decisions())[0]).toMatchObject({ due_on: '2026-12-02', due_verb: 'delete' })
  })

  it('survives a crash after the server took it over: nobody is written to twice, and the day is the server’s', async () => {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    it_.clock.set('2026-11-01T03:00:00Z')
    await observe(it_.work, job, { open: it_.open })
    await decideDue(it_.work)
    await remindDue(it_.work, job, { open: it_.open, publicUrl, via: 'smtp' })
    await deliverDue(it_.work, job, smtp.transport)
    // Here the process dies. The next night finds it.
    expect(await it_.night('2026-11-03', smtp.transport)).toMatchObject({ letters: 0, sent: 1 })
    expect((await facts()).map((fact) => fact.sent)).toEqual(['2026-11-01', '2026-11-01'])
    expect(smtp.arrived).toHaveLength(1)
  })

  it('is written once by two processes', async () => {
    for (let id = 1; id <= 40; id++) await contact(id, `kim${id}@shop.example`, '2024-12-01T10:00:00Z')
    const smtp = await server()
    it_.clock.set('2026-11-01T03:00:00Z')
    await observe(it_.work, job, { open: it_.open })
    await decideDue(it_.work)
    const input = { open: it_.open, publicUrl, via: 'smtp' } as const
    const [one, two] = await Promise.all([remindDue(it_.work, job, input), remindDue(it_.work, job, input)])
    expect(one.letters + two.letters).toBe(40)
    await Promise.all([deliverDue(it_.work, job, smtp.transport), deliverDue(it_.work, job, smtp.transport)])
    const settled = await Promise.all([settleReminders(it_.work, job), settleReminders(it_.work, job)])
    expect(settled[0].sent + settled[1].sent).toBe(40)
    expect(new Set(smtp.tos()).size).toBe(40)
    expect(smtp.arrived).toHaveLength(40)
  })

  it('leaves no address behind', async () => {
    const lines: string[] = []
    const back = logTo((line) => void lines.push(line), 'debug')
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    await it_.night('2026-11-01', smtp.transport)
    back()
    const token = tokenIn(smtp.arrived[0]!.text)
    const tables = (await it_.ours.pool.query<{ t: string }>(`select table_schema || '.' || table_name as t from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`)).rows
    let all = lines.join('\n')
    for (const { t } of tables) {
      const { rows } = await it_.ours.pool.query<{ row: string }>(`select to_jsonb(x)::text as row from ${t} x`)
      for (const { row } of rows) all += `${row}\n${row.replace(/"\\\\x([0-9a-f]+)"/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))}\n`
    }
    expect(all).toContain('reminder.sent')
    expect(all).not.toContain('kim@')
    expect(all).not.toContain(token)
  })
})

describe('where to', () => {
  it('several addresses: the one that was used last', async () => {
    await it_.foreign.pool.query(`insert into web.account values (1, 'A1', 'old@shop.example', '2023-01-01'), (2, 'A2', 'other@shop.example', '2025-11-30')`)
    await it_.foreign.pool.query(`insert into web.account_mail values (1, 'A1', 'new@shop.example', '2024-12-01'), (2, 'A1', 'middle@shop.example', '2024-02-01')`)
    const smtp = await server()
    await it_.night('2026-11-01', smtp.transport)
    expect(smtp.tos()).toEqual(['new@shop.example'])
  })

  it('the address was changed since it was observed: nobody is written to until it is known whose it is', async () => {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    it_.clock.set('2026-11-01T03:00:00Z')
    await observe(it_.work, job, { open: it_.open })
    // The key now stands for somebody else.
    await it_.foreign.pool.query(`update crm.contact set email = 'somebody.else@shop.example' where id = 1`)
    expect(await it_.night('2026-11-01', smtp.transport, { observe: false })).toMatchObject({ letters: 0, waiting: 1, unreachable: 0 })
    expect(smtp.arrived).toEqual([])
    expect(await it_.night('2026-11-02', smtp.transport)).toMatchObject({ letters: 1, sent: 1 })
    expect(smtp.tos()).toEqual(['somebody.else@shop.example'])
  })

  it('a system that is down makes nobody unreachable', async () => {
    const quiet = logTo(() => {})
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    await it_.night('2026-10-01', smtp.transport)
    it_.down.add('crm')
    expect(await it_.night('2026-11-01', smtp.transport, { observe: false })).toMatchObject({ letters: 0, waiting: 1, unreachable: 0, systemsDown: ['crm'] })
    expect(await facts()).toEqual([])
    it_.down.clear()
    expect(await it_.night('2026-11-02', smtp.transport)).toMatchObject({ letters: 1, sent: 1 })
    quiet()
  })

  it('an address that bounces: the next one is tried in the same night', async () => {
    const smtp = await server({ rcpt: (address) => (address === 'new@shop.example' ? { code: 550, text: '5.1.1 no such user' } : null) })
    await it_.foreign.pool.query(`insert into web.account values (1, 'A1', 'old@shop.example', '2023-01-01')`)
    await it_.foreign.pool.query(`insert into web.account_mail values (1, 'A1', 'new@shop.example', '2024-12-01')`)
    expect(await it_.night('2026-11-01', smtp.transport)).toMatchObject({ letters: 2, bounced: 1, sent: 1, unreachable: 0 })
    expect(smtp.tos()).toEqual(['old@shop.example'])
    expect((await kinds()).filter((kind) => kind.startsWith('reminder')).sort()).toEqual(['reminder.bounced', 'reminder.sent'])
  })

  it('nowhere left: by the rule, a human looks', async () => {
    const smtp = await server({ rcpt: () => ({ code: 550, text: '5.1.1 no such user' }) })
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    expect(await it_.night('2026-11-01', smtp.transport)).toMatchObject({ bounced: 1, sent: 0, unreachable: 1 })
    expect(await facts()).toEqual([{ purpose: 'portal', sent: null, bounced: '2026-11-01' }, { purpose: 'support', sent: null, bounced: '2026-11-01' }])
    await it_.night('2026-12-15', smtp.transport)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep', waiting: 'review' })
    expect(smtp.arrived).toEqual([])
    expect(await kinds()).toContain('reminder.unreachable')
  })

  it('nowhere left: or, where the policy says so, it is erased when a reminder’s time has passed', async () => {
    it_ = await installation('erase')
    const smtp = await server()
    await it_.foreign.pool.query(`insert into web.account values (1, 'A1', 'kim@shop.example', '2024-12-01'); insert into web.account_mail values (1, 'A1', null, '2024-12-01')`)
    await it_.night('2026-10-01', smtp.transport)
    await it_.foreign.pool.query(`update web.account set email = 'not an address' where id = 1`)
    // Whose row it is, is still known to the index from what it belongs to and was; nothing in it can be written to.
    const run = await it_.night('2026-11-10', smtp.transport, { observe: false })
    expect(run).toMatchObject({ letters: 0, unreachable: 1 })
    await it_.night('2026-12-09', smtp.transport, { observe: false })
    expect((await it_.decisions()).map((one) => one.verdict)).toEqual(['keep', 'keep'])
    await it_.night('2026-12-10', smtp.transport, { observe: false })
    expect((await it_.decisions()).map((one) => one.verdict)).toEqual(['delete', 'delete'])
  })

  it('a report days later that it never arrived: as if it was never sent', async () => {
    const smtp = await server()
    await it_.foreign.pool.query(`insert into web.account values (1, 'A1', 'old@shop.example', '2023-01-01')`)
    await it_.foreign.pool.query(`insert into web.account_mail values (1, 'A1', 'new@shop.example', '2024-12-01')`)
    await it_.night('2026-11-01', smtp.transport)
    const messageId = /^Message-ID: (.*?)\r?$/m.exec(smtp.arrived[0]!.text)?.[1] ?? ''
    it_.clock.set('2026-11-04T03:00:00Z')
    expect(await recordBounce(it_.work, job, { messageId })).toBe(true)
    expect(await it_.night('2026-11-05', smtp.transport)).toMatchObject({ bounced: 1, letters: 1, sent: 1 })
    expect(smtp.tos()).toEqual(['new@shop.example', 'old@shop.example'])
    expect((await facts()).map((fact) => fact.sent)).toEqual(['2026-11-05', '2026-11-05'])
    expect((await it_.decisions())[0]).toMatchObject({ due_on: '2026-12-05' })
  })
})

it('no letter goes out with a link that only this machine can open', async () => {
  await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
  for (const at of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'winlas.example']) {
    await expect(remindDue(it_.work, job, { open: it_.open, via: 'smtp', publicUrl: at }), at).rejects.toMatchObject({ code: 'retention.no-public-address' })
  }
  expect(await remindDue(it_.work, job, { open: it_.open, via: 'sink', publicUrl: 'http://localhost:3000' })).toMatchObject({ letters: 0 })
})

describe('the sink', () => {
  it('reaches nobody, so nothing follows from it; with a server the letter is sent', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'lofte-sink-')), 'mail')
    const sink = sinkTransport(directory, from)
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    expect(await it_.night('2026-11-01', sink)).toMatchObject({ letters: 1, keptHere: 1, sent: 0 })
    expect(await it_.night('2026-11-02', sink)).toMatchObject({ letters: 0, keptHere: 0 })
    expect(readdirSync(directory)).toHaveLength(1)
    await it_.night('2026-12-20', sink)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep', waiting: 'reminder' })
    const smtp = await server()
    expect(await it_.night('2026-12-21', smtp.transport)).toMatchObject({ letters: 1, sent: 1 })
    expect((await it_.decisions())[0]).toMatchObject({ due_on: '2027-01-20', due_verb: 'delete' })
  })

  it('counts where the installation says that nobody real is behind it', async () => {
    const sink = sinkTransport(mkdtempSync(join(tmpdir(), 'lofte-sink-')), from)
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    expect(await it_.night('2026-11-01', sink, { sinkCounts: true })).toMatchObject({ letters: 1, keptHere: 0, sent: 1 })
    expect((await it_.decisions())[0]).toMatchObject({ due_on: '2026-12-01', due_verb: 'delete' })
  })
})

describe('a renewal', () => {
  async function reminded() {
    const smtp = await server()
    await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z')
    await it_.night('2026-11-01', smtp.transport)
    return { smtp, token: tokenIn(smtp.arrived[0]!.text) }
  }

  it('moves the end two years on, at once; looking at the page moves nothing', async () => {
    const { smtp, token } = await reminded()
    it_.clock.set('2026-11-20T12:00:00Z')
    expect(await renewalOf(it_.work, token)).toEqual({ state: 'open', controller: 'winlas', purposes: ['portal', 'support'], removeOn: '2026-12-01' })
    expect((await it_.decisions())[0]).toMatchObject({ due_on: '2026-12-01', due_verb: 'delete' })
    expect(await renew(it_.work, { kind: 'person' }, token)).toEqual({ state: 'renewed', controller: 'winlas', purposes: ['portal', 'support'], on: '2026-11-20', until: '2028-11-20' })
    expect((await it_.decisions())[0]).toMatchObject({ until: '2028-11-20', due_verb: 'remind', due_on: '2028-10-21' })
    await it_.night('2026-12-02', smtp.transport)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep', until: '2028-11-20' })
    expect(smtp.arrived).toHaveLength(1)
    expect((await kinds()).filter((kind) => kind === 'reminder.renewed')).toHaveLength(1)
    // The next round is a new one: the old reminder is none for it.
    expect(await it_.night('2028-10-21', smtp.transport)).toMatchObject({ letters: 1, sent: 1 })
  })

  it('happens once, however often and however late the button is pressed', async () => {
    const { token } = await reminded()
    it_.clock.set('2026-11-20T12:00:00Z')
    await Promise.all([renew(it_.work, { kind: 'person' }, token), renew(it_.work, { kind: 'person' }, token)])
    it_.clock.set('2027-02-20T12:00:00Z')
    expect(await renew(it_.work, { kind: 'person' }, token)).toMatchObject({ state: 'renewed', on: '2026-11-20', until: '2028-11-20' })
    expect((await it_.ours.pool.query('select 1 from people.renewal')).rows).toHaveLength(1)
  })

  it('late, but before anything was erased, still keeps', async () => {
    const { token } = await reminded()
    it_.clock.set('2026-12-15T12:00:00Z')
    await decideDue(it_.work)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'delete' })
    await renew(it_.work, { kind: 'person' }, token)
    expect((await it_.decisions())[0]).toMatchObject({ verdict: 'keep', until: '2028-12-15' })
  })

  it('of somebody erased: nothing is left, and nothing is made', async () => {
    const { smtp, token } = await reminded()
    await it_.foreign.pool.query('delete from crm.contact')
    await it_.night('2026-12-02', smtp.transport)
    expect(await renewalOf(it_.work, token)).toEqual({ state: 'gone', controller: 'winlas' })
    expect(await renew(it_.work, { kind: 'person' }, token)).toEqual({ state: 'gone', controller: 'winlas' })
    expect((await it_.ours.pool.query('select 1 from people.renewal')).rows).toEqual([])
  })

  it('by a link that is too old, or none of ours, is none; in the database stand only hashes', async () => {
    const { token } = await reminded()
    for (const wrong of ['', 'x', `${token}x`, token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'), "' or 1=1 --", 'å'.repeat(32)]) expect(await renew(it_.work, { kind: 'person' }, wrong)).toEqual({ state: 'unknown' })
    it_.clock.set('2027-03-02T12:00:00Z')
    expect(await renew(it_.work, { kind: 'person' }, token)).toEqual({ state: 'unknown' })
    expect((await it_.ours.pool.query('select 1 from people.renewal')).rows).toEqual([])
    expect(await tidyRetention(it_.work, job)).toEqual({ links: 1, reminders: 0 })
    it_.clock.set('2028-01-02T12:00:00Z')
    expect(await tidyRetention(it_.work, job)).toEqual({ links: 0, reminders: 1 })
    for (const table of ['reminder', 'reminder_item', 'settled', 'token']) expect((await it_.ours.pool.query(`select 1 from retention.${table}`)).rows, table).toEqual([])
  })
})

it('the sweep takes who was reminded and said nothing, and nobody else', async () => {
  const quiet = logTo(() => {})
  const smtp = await server({ rcpt: (address) => (address.startsWith('gone') ? { code: 550, text: '5.1.1 no' } : null) })
  for (const [id, name] of [[1, 'silent'], [2, 'renews'], [3, 'gone'], [4, 'active']] as const) await contact(id, `${name}@shop.example`, id === 4 ? '2026-10-01T10:00:00Z' : '2024-12-01T10:00:00Z')
  for (const day of ['2026-10-31', '2026-11-01', '2026-12-01']) await it_.night(day, smtp.transport)
  const open = it_.openToAct
  // The first sweep of a policy waits for approval; meanwhile one of the two presses the button.
  const held = await sweep(it_.work, job, { open })
  expect(held.held).not.toEqual([])
  expect(held.plan.items).toBe(2)
  await renew(it_.work, { kind: 'person' }, tokenIn(smtp.arrived.find(({ to }) => to.startsWith('renews'))!.text))
  const swept = await sweep(it_.work, { kind: 'role', name: 'dpo' }, { open, approve: held.plan.id })
  expect(Object.fromEntries(swept.outcomes.map(({ code, rows }) => [code, rows]))).toEqual({ removed: 1, changed: 1 })
  expect((await it_.foreign.pool.query<{ id: number }>('select id from crm.contact order by id')).rows.map(({ id }) => id)).toEqual([2, 3, 4])
  quiet()
})

it('figures: due, sent, late, overdue, unreachable, renewed, by rule', async () => {
  const quiet = logTo(() => {})
  const smtp = await server({ rcpt: (address) => (address.startsWith('gone') ? { code: 550, text: '5.1.1 no' } : null) })
  await contact(1, 'kim@shop.example', '2024-12-01T10:00:00Z') // in time
  await contact(2, 'kaj@shop.example', '2024-10-01T10:00:00Z') // late
  await contact(3, 'gone@shop.example', '2024-12-01T10:00:00Z') // no address works
  await contact(4, 'later@shop.example', '2025-12-01T10:00:00Z') // not yet
  it_.clock.set('2026-11-01T03:00:00Z')
  await observe(it_.work, job, { open: it_.open })
  await decideDue(it_.work)
  const figures = async (day: string) => Object.fromEntries(await dueToday(it_.ours.db, it_.work.policy, day as Day))
  expect((await figures('2026-11-01'))['purposes.portal.keep']).toMatchObject({ due: 3, overdue: 1, sent: 0 })
  await it_.night('2026-11-01', smtp.transport)
  await renew(it_.work, { kind: 'person' }, tokenIn(smtp.arrived.find(({ to }) => to === 'kim@shop.example')!.text))
  quiet()
  const expected = { due: 0, overdue: 1, sent: 2, sentLate: 1, bounced: 1, unreachable: 1, renewed: 1, keptHere: 0, pending: 0 }
  expect(await figures('2026-11-01')).toEqual({ 'purposes.portal.keep': expected, 'purposes.support.keep': expected })
  expect((await figures('2027-03-01'))['purposes.portal.keep']).toMatchObject({ sent: 0, unreachable: 0, renewed: 0 })
})
