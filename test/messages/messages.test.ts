import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction, logTo, personal } from '../../src/platform/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { deliverDue, enqueue, letter, openTransport, outboxFigures, pauseBefore, recordBounce, sinkTransport, smtpTransport, tidyMessages } from '../../src/messages/index.ts'
import type { Transport } from '../../src/messages/index.ts'
import { addressFault } from '../../src/messages/transports/address-fault.ts'
import { text } from '../../src/policy/text/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { freePort, realServer, smtpServer } from './mail-server.ts'
import type { Answers } from './mail-server.ts'
import { byTest, movedClock, put, workOn } from './outbox.ts'

let database: Database
const clock = movedClock('2026-11-22T06:00:00Z')
const undo: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  await sql`truncate messages.message, messages.road cascade`.execute(database.db)
  clock.set('2026-11-22T06:00:00Z')
})
afterAll(async () => {
  for (const step of undo) await step()
})

const from = 'WinLas <no-reply@winlas.example>'
const rows = async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(`messages.${table}`)}`.execute(database.db)).rows

async function server(answers: Answers = {}, port?: number) {
  const started = await smtpServer(answers, port)
  const transport = smtpTransport(started.url, from)
  undo.push(async () => {
    await transport[Symbol.asyncDispose]()
    await started.stop()
  })
  return { ...started, transport }
}

describe('delivery', () => {
  it('by a real server: the mail arrives whole, and its content is destroyed here', async () => {
    const work = workOn(database, clock)
    const real = await realServer(['reached@shop.example'])
    const transport = smtpTransport(real.url, from)
    try {
      const { messageId } = await put(work, 'reached@shop.example')
      await put(work, 'gone@shop.example')
      expect(await deliverDue(work, byTest, transport)).toEqual({ accepted: 1, bounced: 1, later: 0, lapsed: 0, down: false })
      const [mail = ''] = await real.received()
      expect(mail).toContain(`Message-ID: ${messageId}`)
      expect(mail).toContain('Auto-Submitted: auto-generated')
      expect(mail).toContain('To: reached@shop.example')
      expect(mail).toMatch(/^Content-Language: sv\r?$/m)
      expect(await rows('content')).toEqual([])
      expect(await rows('waiting')).toEqual([])
      expect((await rows('delivery')).map((row) => row['via'])).toEqual(['smtp'])
      expect(await rows('bounce')).toHaveLength(1)
    } finally {
      await transport[Symbol.asyncDispose]()
      await real.stop()
    }
  })

  it('exists if, and only if, the caller commits', async () => {
    const work = workOn(database, clock)
    const letters = [{ kind: 'test.letter', to: personal('a@shop.example'), subject: 's', text: personal('t'), lang: 'sv', goodUntil: clock.now().add({ hours: 1 }) }] as const
    await expect(inTransaction(database.db, async (tx) => {
      await enqueue(tx, work, 'winlas.example', letters)
      throw new Error('the caller changed its mind')
    })).rejects.toThrow('changed its mind')
    expect(await rows('message')).toEqual([])
  })

  it('keeps nothing readable while it waits', async () => {
    await put(workOn(database, clock), 'reached@shop.example')
    const dump = (await sql<{ t: string }>`select (to_jsonb(m)::text || encode(c.sealed, 'escape')) as t from messages.message m join messages.content c using (message_no)`.execute(database.db)).rows
    expect(dump).toHaveLength(1)
    expect(dump[0]?.t).not.toContain('reached')
    expect(dump[0]?.t).not.toContain('dtext')
  })

  it('takes one address, and no header in disguise', async () => {
    const work = workOn(database, clock)
    for (const address of ['a@shop.example, b@shop.example', 'a@shop.example\r\nBcc: b@shop.example', '<a@shop.example>', 'a', `${'x'.repeat(9000)}@shop.example`])
      await expect(put(work, address), address.slice(0, 40)).rejects.toMatchObject({ code: 'messages.no-address' })
    const smtp = await server()
    await put(work, 'a@shop.example', { subject: 'one\r\nBcc: b@shop.example' })
    await deliverDue(work, byTest, smtp.transport)
    expect(smtp.arrived[0]?.text).toMatch(/^Subject: one Bcc: b@shop.example\r$/m)
    expect(smtp.arrived[0]?.to).toBe('a@shop.example')
  })
})

describe('trouble', () => {
  it('after a crash between sending and committing, the same Message-ID goes out once more', async () => {
    const work = workOn(database, clock)
    const smtp = await server()
    const { messageId } = await put(work, 'reached@shop.example')
    // The process dies when the server has answered: nothing of this attempt is committed.
    const dying: Transport = {
      ...smtp.transport,
      async send(mail) {
        await smtp.transport.send(mail)
        throw new Error('killed')
      },
    }
    await expect(deliverDue(work, byTest, dying)).rejects.toThrow('killed')
    // Held by a lease until it runs out: another process does not send it meanwhile.
    expect((await deliverDue(work, byTest, smtp.transport)).accepted).toBe(0)
    clock.move({ minutes: 11 })
    expect((await deliverDue(work, byTest, smtp.transport)).accepted).toBe(1)
    clock.move({ hours: 48 })
    expect((await deliverDue(work, byTest, smtp.transport)).accepted).toBe(0)
    expect(smtp.arrived.map(({ text }) => /^Message-ID: (.*?)\r?$/m.exec(text)?.[1])).toEqual([messageId, messageId])
  })

  it('a server that is down is left alone for a growing while, and everything waits untried', async () => {
    const work = workOn(database, clock)
    const port = await freePort()
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`, from)
    undo.push(async () => transport[Symbol.asyncDispose]())
    for (let i = 0; i < 60; i++) await put(work, `p${i}@shop.example`)
    const quiet = logTo(() => {})
    const pausesSeen: number[] = []
    for (let i = 0; i < 4; i++) {
      expect(await deliverDue(work, byTest, transport)).toMatchObject({ accepted: 0, bounced: 0, down: true })
      const [road] = await rows('road')
      pausesSeen.push(Temporal.Instant.from(String(road?.['resume_at']).replace(' ', 'T').replace(/\+00$/, 'Z')).epochMilliseconds - clock.now().epochMilliseconds)
      // Asked again at once it does not knock.
      expect(await deliverDue(work, byTest, transport)).toMatchObject({ down: true })
      expect((await rows('road'))[0]?.['failures']).toBe(i + 1)
      clock.move({ milliseconds: pausesSeen.at(-1)! + 1 })
    }
    quiet()
    for (let i = 1; i < 4; i++) expect(pausesSeen[i]).toBeGreaterThan(pausesSeen[i - 1]!)
    expect(await outboxFigures(database.db)).toMatchObject({ waiting: 60, down: 'ESOCKET' })
    expect((await rows('waiting')).filter((row) => row['attempts'] === 0).length).toBeGreaterThanOrEqual(40)

    const smtp = await server({}, port)
    clock.move({ minutes: 10 })
    expect(await deliverDue(work, byTest, transport)).toMatchObject({ accepted: 60, down: false })
    expect(new Set(smtp.arrived.map(({ to }) => to)).size).toBe(60)
    expect(await outboxFigures(database.db)).toEqual({ waiting: 0, tried: 0, oldest: null, down: null })
  })

  it('a mailbox that is full for now is tried again, later and later; the others are not held up', async () => {
    const work = workOn(database, clock)
    let full = true
    const smtp = await server({ rcpt: (address) => (full && address === 'full@shop.example' ? { code: 452, text: '4.2.2 mailbox full' } : null) })
    await put(work, 'full@shop.example')
    await put(work, 'other@shop.example')
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ accepted: 1, later: 1, down: false })
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ accepted: 0, later: 0 })
    clock.move({ minutes: 1 })
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ later: 1 })
    expect((await rows('attempt')).map((row) => [row['number'], row['code']])).toEqual([[1, '452 4.2.2'], [2, '452 4.2.2']])
    full = false
    clock.move({ hours: 1 })
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ accepted: 1 })
  })

  it('waits longer each time', () => {
    const waits = Array.from({ length: 12 }, (_, i) => pauseBefore(i + 1, () => 1))
    expect(waits[0]).toBe(30_000)
    for (let i = 1; i < waits.length; i++) expect(waits[i]).toBeGreaterThanOrEqual(waits[i - 1]!)
    expect(waits.at(-1)).toBe(5 * 3_600_000)
  })

  it('a message refused for its content holds up nobody', async () => {
    const work = workOn(database, clock)
    const smtp = await server({ data: (mail) => (mail.includes('X-Bad') || mail.includes('Subject: bad') ? { code: 554, text: '5.6.0 refused' } : null) })
    await put(work, 'a@shop.example', { subject: 'bad' })
    await put(work, 'b@shop.example')
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ accepted: 1, later: 1, bounced: 0, down: false })
  })

  it('a sender that may not send makes nobody unreachable', async () => {
    const work = workOn(database, clock)
    const quiet = logTo(() => {})
    const smtp = await server({ mail: () => ({ code: 553, text: '5.7.1 sender refused' }) })
    await put(work, 'a@shop.example')
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ bounced: 0, down: true })
    quiet()
  })

  it('a server that refuses nearly everybody makes nobody unreachable', async () => {
    const work = workOn(database, clock)
    const smtp = await server({ rcpt: () => ({ code: 550, text: 'Invalid recipient' }) })
    for (let i = 0; i < 12; i++) await put(work, `p${i}@shop.example`)
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ bounced: 0, later: 12 })
    expect(await rows('bounce')).toEqual([])
  })

  it('one that was not sent in time is not sent at all', async () => {
    const work = workOn(database, clock)
    const smtp = await server()
    await put(work, 'a@shop.example', { goodUntil: clock.now().add({ hours: 24 }) })
    clock.move({ hours: 24 })
    expect(await deliverDue(work, byTest, smtp.transport)).toMatchObject({ accepted: 0, lapsed: 1 })
    expect(smtp.arrived).toEqual([])
    expect(await rows('content')).toEqual([])
    expect((await rows('lapse')).map((row) => row['why'])).toEqual(['out-of-time'])
  })

  it('two processes send each message once', async () => {
    const work = workOn(database, clock)
    const smtp = await server()
    for (let i = 0; i < 120; i++) await put(work, `p${i}@shop.example`)
    const [one, two] = await Promise.all([deliverDue(work, byTest, smtp.transport), deliverDue(work, byTest, smtp.transport)])
    expect(one.accepted + two.accepted).toBe(120)
    expect(new Set(smtp.arrived.map(({ to }) => to)).size).toBe(120)
    expect(smtp.arrived).toHaveLength(120)
  })
})

describe('bounces', () => {
  it('are refusals of the address and of nothing else', () => {
    const faults: readonly (readonly [number, string, boolean])[] = [
      [550, '550 5.1.1 no such user', true], [550, '550 no such user', true], [553, '553 5.1.3 bad address', true], [550, '550-5.1.1 The account does not exist', true],
      [551, '551 user not local', true], [556, '556 5.1.10 null MX', true], [550, '550 5.2.1 mailbox disabled', true],
      [550, '550 5.7.1 relaying denied', false], [554, '554 5.7.1 blocked by a list', false], [550, '550 5.1.8 bad sender', false], [550, '550 5.1.7 bad sender', false],
      [552, '552 5.2.2 mailbox full', false], [501, '501 5.5.4 syntax', false], [530, '530 5.7.0 sign in first', false], [450, '450 4.1.1 try later', false], [554, '554 no', false],
    ]
    for (const [code, response, fault] of faults) expect(addressFault(code, response), response).toBe(fault)
  })

  it('come back days later by Message-ID, with or without brackets', async () => {
    const work = workOn(database, clock)
    const smtp = await server()
    const { messageId, messageNo } = await put(work, 'a@shop.example')
    await deliverDue(work, byTest, smtp.transport)
    clock.move({ hours: 72 })
    expect(await recordBounce(work, byTest, { messageId: messageId.slice(1, -1), code: '5.1.1' })).toBe(true)
    expect(await recordBounce(work, byTest, { messageId })).toBe(true)
    expect(await recordBounce(work, byTest, { messageId: '<none@of.ours.example>' })).toBe(false)
    expect((await rows('bounce')).map((row) => [row['message_no'], row['code']])).toEqual([[messageNo, '5.1.1']])
  })
})

describe('the sink', () => {
  it('writes files that only their owner reads, and the same file again', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'lofte-sink-')), 'mail')
    const transport = openTransport({ kind: 'sink', directory, from })
    const work = workOn(database, clock)
    const { messageId } = await put(work, 'a.a@shop.example')
    expect(await deliverDue(work, byTest, transport)).toMatchObject({ accepted: 1 })
    expect((await rows('delivery')).map((row) => row['via'])).toEqual(['sink'])
    const [name = ''] = readdirSync(directory)
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(directory, name), 'utf8')).toContain(`Message-ID: ${messageId}`)
    await transport.send({ messageId, to: personal('a.a@shop.example'), subject: 's', text: personal('t'), lang: 'sv' })
    expect(readdirSync(directory)).toEqual([name])
  })

  it('waits when the disk says no', async () => {
    const quiet = logTo(() => {})
    await put(workOn(database, clock), 'a@shop.example')
    expect(await deliverDue(workOn(database, clock), byTest, sinkTransport('/dev/null/mail', from))).toMatchObject({ accepted: 0, down: true })
    quiet()
  })
})

it('logs and errors name no address', async () => {
  const lines: string[] = []
  const back = logTo((line) => void lines.push(line), 'debug')
  const smtp = await server({ rcpt: () => ({ code: 421, text: '4.3.0 going down, anna@shop.example' }) })
  await put(workOn(database, clock), 'anna@shop.example')
  await deliverDue(workOn(database, clock), byTest, smtp.transport)
  back()
  expect(lines.join('\n')).toContain('messages.server-down')
  expect(lines.join('\n')).not.toContain('anna')
  expect(JSON.stringify(await rows('attempt')) + JSON.stringify(await rows('road'))).not.toContain('anna')
})

it('a letter says it in every language of the policy, the first one on top', () => {
  const { subject, text: body } = letter(['sv', 'en'], text({ sv: 'Ämne', en: 'Subject', no: 'Emne' }), [text({ sv: 'Ett', en: 'One', no: 'En' })])
  expect(subject).toBe('Ämne')
  expect(body.indexOf('Ett')).toBeLessThan(body.indexOf('In English'))
  expect(body.indexOf('In English')).toBeLessThan(body.indexOf('One'))
})

it('what has ended is forgotten after a year or so; what waits is not', async () => {
  const work = workOn(database, clock)
  const smtp = await server()
  await put(work, 'a@shop.example')
  await deliverDue(work, byTest, smtp.transport)
  await put(work, 'b@shop.example', { goodUntil: clock.now().add({ hours: 24_000 }) })
  clock.move({ hours: 399 * 24 })
  expect(await tidyMessages(work, byTest)).toBe(0)
  clock.move({ hours: 48 })
  expect(await tidyMessages(work, byTest)).toBe(1)
  expect(await rows('waiting')).toHaveLength(1)
})
