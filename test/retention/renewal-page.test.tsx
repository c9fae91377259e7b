import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smtpTransport } from '../../src/messages/index.ts'
import { routes } from '../../src/web/routes.tsx'
import type { Site } from '../../src/web/index.ts'
import { renewalRoutes } from '../../src/web/renewal/renewal.tsx'
import { smtpServer } from '../messages/mail-server.ts'
import { installation } from './installation.ts'
import type { Installation } from './installation.ts'

let installed: Installation
let app: ReturnType<typeof routes>
const tokens = new Map<string, string>()
const undo: (() => Promise<void>)[] = []

beforeAll(async () => {
  installed = await installation()
  const smtp = await smtpServer()
  const transport = smtpTransport(smtp.url, 'no-reply@winlas.example')
  undo.push(async () => transport[Symbol.asyncDispose](), () => smtp.stop())
  for (let id = 1; id <= 6; id++) await installed.foreign.pool.query('insert into crm.contact values ($1, $2, $3, $4)', [id, 'Kim', `kim${id}@shop.example`, '2024-12-01T10:00:00Z'])
  await installed.night('2026-11-01', transport)
  for (const { to, text } of smtp.arrived) tokens.set(to, /renew\/([A-Za-z0-9_-]{32})/.exec(decoded(text))?.[1] ?? '')
  const site = {
    policy: installed.work.policy, today: () => '2026-11-01', marks: async () => null, versions: async () => [], versionDocument: async () => null, notReady: async () => [], metrics: async () => '',
    fixedClock: null,
  } as unknown as Site
  app = routes(site, [renewalRoutes({ site, work: () => installed.work })])
})
afterAll(async () => {
  for (const step of undo) await step()
})

function decoded(mail: string): string {
  return /quoted-printable/i.test(mail) ? mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=') : mail
}

const pathOf = (id: number): string => `/renew/${tokens.get(`kim${id}@shop.example`)}`
const ours = { 'host': 'winlas.example', 'origin': 'https://winlas.example', 'sec-fetch-site': 'same-origin' }
const renewals = async () => Number((await installed.ours.pool.query('select count(*) as n from people.renewal')).rows[0].n)

describe('the page of a renewal', () => {
  it('says in the reader’s language what the button does; looking changes nothing', async () => {
    const before = await renewals()
    const swedish = await app.request(pathOf(1), { headers: { 'accept-language': 'sv' } })
    expect(swedish.status).toBe(200)
    const html = await swedish.text()
    expect(html).toContain('<html lang="sv">')
    expect(html).toContain('Ja, behåll mina uppgifter')
    expect(html).toContain('din användarprofil och support')
    expect(html).toContain('den 1 december 2026')
    expect(html).not.toContain('kim1')
    expect(html).not.toContain('<script')
    expect(swedish.headers.get('cache-control')).toBe('no-store')
    expect(swedish.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await (await app.request(`${pathOf(1)}?lang=en`)).text()).toContain('Yes, keep my data')
    await app.request(pathOf(1), { method: 'HEAD' })
    expect(await renewals()).toBe(before)
  })

  it('renews by the button, also from browsers that write Origin: null', async () => {
    const before = await renewals()
    const pressed = await app.request(`${pathOf(2)}?lang=en`, { method: 'POST', headers: ours })
    expect(pressed.status).toBe(200)
    expect(await pressed.text()).toContain('1 November 2028')
    expect((await app.request(pathOf(3), { method: 'POST', headers: { 'host': 'winlas.example', 'origin': 'null', 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
    expect((await app.request(pathOf(4), { method: 'POST', headers: { host: 'winlas.example', origin: 'https://winlas.example' } })).status).toBe(200)
    expect(await renewals()).toBe(before + 3)
    expect(await (await app.request(`${pathOf(2)}?lang=en`)).text()).toContain('Thank you, we keep your data')
  })

  it('takes nothing from another page', async () => {
    const before = await renewals()
    const foreign: Record<string, string>[] = [
      { host: 'winlas.example', origin: 'https://evil.example' },
      { 'host': 'winlas.example', 'origin': 'https://winlas.example', 'sec-fetch-site': 'cross-site' },
      { 'host': 'winlas.example', 'origin': 'null', 'sec-fetch-site': 'cross-site' },
      { host: 'winlas.example', origin: 'null' },
      { host: 'winlas.example', origin: 'nonsense' },
      { 'host': 'winlas.example', 'sec-fetch-site': 'same-site' },
      { host: 'winlas.example' },
    ]
    for (const headers of foreign) expect((await app.request(pathOf(5), { method: 'POST', headers })).status, JSON.stringify(headers)).toBe(403)
    expect(await renewals()).toBe(before)
  })

  it('says kindly when nothing is left, and the same of a link that never was and one that is cut off', async () => {
    const unknown = await app.request('/renew/abc?lang=en')
    expect(unknown.status).toBe(404)
    expect(await unknown.text()).toContain('dataskydd@winlas.example')
    expect((await app.request(`/renew/${'a'.repeat(32)}?lang=en`, { method: 'POST', headers: ours })).status).toBe(404)
    await installed.ours.pool.query(`delete from people.location where tbl = 'contact' and key = '6'`)
    const gone = await app.request(`${pathOf(6)}?lang=en`)
    expect(gone.status).toBe(410)
    expect(await gone.text()).toContain('There is nothing left')
    const pressed = await app.request(`${pathOf(6)}?lang=en`, { method: 'POST', headers: ours })
    expect(pressed.status).toBe(410)
  })
})
