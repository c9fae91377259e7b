import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/decide.ts'

const policy = `lofte: 1
controllers:
  shop: { name: Shop, country: SE, contact: data@shop.example, fiscal-year: 01-01..12-31 }
effective: 2026-01-01
languages: [en]
authority: IMY
people:
  customer: { en: customer, sv: kund }
data:
  name: {}
  email: { identifies: person }
  invoice-address: {}
purposes:
  support:
    people: [customer]
    data: [name, email]
    ground: legitimate-interest
    balancing: { interest: { en: to answer }, necessity: { en: no reply without it }, outcome: { en: expected by those who ask }, decided: 2026-05-04 }
    keep: { for: 2 years, after: last-activity, remind: 30 days, then: erase }
  news:
    people: [customer]
    data: [email]
    marketing: true
    channels: { email: consent }
    keep: { until: withdrawal, at-most: 3 years after last-activity, then: erase }
  invoicing:
    people: [customer]
    data: [name, invoice-address]
    ground: legal-obligation
    law: BFL 7:2
    keep: { law: se-bookkeeping }
recipients: none
`
const systems = `crm:
  connector: postgres
  url: \${CRM_URL}
  country: SE
  tables:
    contact:
      key: id
      person: { email: email }
      relation: customer
      data: { full_name: name, email: email }
      purposes: [support, news]
      activity: last_login
    invoice:
      key: [series, number]
      belongs-to: { contact: contact_id }
      data: { recipient: name, address: invoice-address }
      purposes: [invoicing]
      record: true
      booked: booked_on
`
const facts = `person:
  relations: [{ relation: customer, controller: shop, started: 2021-03-01, ended: null, events: { last-activity: 2024-11-20 } }]
  consents: [{ purpose: news, state: withdrawn, on: 2023-01-10 }]
  reminders: [{ purpose: support, sent: 2026-10-21 }]
locations:
  - { system: crm, table: contact, key: "17", dates: {}, shared-with: 0, referenced-by-kept: 1 }
  - { system: crm, table: invoice, key: [A, 3], dates: { booked: 2024-07-03 } }
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lofte-decide-'))
  await writeFile(join(folder, 'policy.yaml'), policy)
  await writeFile(join(folder, 'systems.yaml'), systems)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function decide(source: string, ...options: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const file = join(folder, 'facts.yaml')
  await writeFile(file, source)
  return lofte([folder, file, ...options])
}

async function lofte(argv: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const exit = await run(argv, { json: false, out: (text) => void (out += text), err: (text) => void (err += text) })
  return { exit, out, err }
}

const wrong = async (from: string, to: string): Promise<string> => {
  const { exit, out, err } = await decide(facts.replace(from, to), '--at', '2026-11-20')
  expect([exit, out]).toEqual([1, ''])
  return err
}

describe('lofte decide', () => {
  it('answers with the documented JSON, and nothing else', async () => {
    const { exit, out, err } = await decide(facts, '--at', '2026-11-20', '--json')
    expect([exit, err]).toEqual([0, ''])
    const file = join(folder, 'policy.yaml')
    const erased = { verdict: 'erase', purposes: [], hold: null, until: '2026-11-20', rule: 'purposes.support.keep', file, line: 19, law: 'GDPR 5(1)(e)' }
    const booked = { verdict: 'keep', purposes: ['invoicing'], hold: null, until: '2032-01-01', rule: 'purposes.invoicing.keep', file, line: 31, law: 'BFL 7:2' }
    expect(JSON.parse(out)).toEqual({
      at: '2026-11-20',
      locations: [
        { system: 'crm', table: 'contact', key: '17', verdict: 'clear', until: '2026-11-20', changesOn: null, waiting: null, fields: [{ field: 'full_name', data: 'name', ...erased }, { field: 'email', data: 'email', ...erased }] },
        { system: 'crm', table: 'invoice', key: 'A,3', verdict: 'keep', until: '2032-01-01', changesOn: '2032-01-01', waiting: null, fields: [{ field: 'recipient', data: 'name', ...booked }, { field: 'address', data: 'invoice-address', ...booked }] },
      ],
    })
  })

  it('takes the same facts as JSON', async () => {
    const json = JSON.stringify({ person: { relations: [{ relation: 'customer', events: { 'last-activity': '2024-11-20' } }] }, locations: [{ system: 'crm', table: 'contact', key: 17 }] })
    const { exit, out } = await decide(json, '--at', '2025-01-01', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ locations: [{ key: '17', verdict: 'keep', until: '2027-11-20', fields: [{ until: '2026-11-20' }, { purposes: ['support'], until: '2027-11-20' }] }] })
  })

  it('reads every kind of fact that it documents', async () => {
    const all = `person:
  relations: [{ relation: customer, controller: shop, started: 2021-03-01, ended: null, events: { last-activity: 2024-11-20 } }]
  consents: [{ purpose: news, state: given, on: 2023-01-10 }]
  objections: [{ to: support, on: 2024-02-01, outcome: pending }, { to: marketing, on: 2024-02-01 }, { to: "channel:email", on: 2024-02-01, outcome: upheld }]
  restrictions: [{ data: [name], why: accuracy, since: 2026-10-01 }]
  reminders: [{ purpose: support, sent: 2026-10-21 }, { purpose: support, bounced: 2026-10-21 }]
  approvals: [{ purpose: support, until: 2028-01-01 }]
  holds: [{ data: [name, email], basis: dispute, owner: legal, review: 2027-06-30 }]
  request: { right: erasure, received: 2026-11-02, scope: {} }
locations:
  - { system: crm, table: contact, key: "17", dates: {}, shared-with: 0, referenced-by-kept: 0 }
`
    const { exit, out, err } = await decide(all, '--at', '2026-11-20', '--json')
    expect([exit, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ locations: [{ verdict: 'restrict', fields: [{ verdict: 'restrict' }, { verdict: 'restrict' }] }] })
  })

  it('tells a reader what happens, until when, by which rule, and why', async () => {
    const { exit, out } = await decide(facts, '--at', '2026-11-20')
    expect(exit).toBe(0)
    expect(out).toContain('Decided for 20 November 2026 · Shop · policy of 1 January 2026')
    expect(out).toMatch(/crm\.contact 17 {3}clear\n {4}erase {2}full_name {2}ended 20 November 2026 {2}.*policy\.yaml:19 {2}GDPR 5\(1\)\(e\)/)
    expect(out).toContain('because rows that stay refer to it; the consent was refused or taken back')
    expect(out).toMatch(/crm\.invoice A,3 {3}keep · until 1 January 2032 · changes 1 January 2032/)
    expect(out).toContain('Nothing has been changed')
  })

  it('says what waits for what', async () => {
    const { out } = await decide(facts.replace('reminders: [{ purpose: support, sent: 2026-10-21 }]', 'reminders: []'), '--at', '2026-11-20')
    expect(out).toContain('keep · waiting for its reminder')
    expect(out).toContain('no reminder has been sent')
  })

  it('points at a key it does not know, with the nearest', async () => {
    expect(await wrong('referenced-by-kept', 'refered-by-kept')).toMatch(/^facts\.yaml:6:\d+ {2}error {2}facts\.unknown-key\n {3}"refered-by-kept" is not known here\. Did you mean referenced-by-kept\?/)
  })

  it('points at names that the policy does not have', async () => {
    expect(await wrong('purpose: news', 'purpose: newz')).toContain('facts.yaml:3:25  error  facts.unknown-name\n   "newz" is no purpose here. Did you mean news?')
    expect(await wrong('relation: customer', 'relation: custmer')).toContain('Did you mean customer?')
    expect(await wrong('table: contact', 'table: contacts')).toContain('Did you mean contact?')
    expect(await wrong('booked:', 'bokked:')).toContain('Did you mean booked?')
    expect(await wrong('state: withdrawn', 'state: withdrawed')).toContain('Did you mean withdrawn?')
  })

  it('takes no day that does not exist, and no guess at one that is missing', async () => {
    expect(await wrong('on: 2023-01-10', 'on: 2023-02-29')).toContain('facts.yaml:3:53  error  facts.day\n   There is no day 2023-02-29 in the calendar.')
    expect(await wrong('on: 2023-01-10', 'on: yesterday')).toContain('on is no day: write it as 2026-11-20.')
    expect(await wrong(', on: 2023-01-10', '')).toContain('on is missing')
    expect(await wrong('key: "17", ', '')).toContain('facts.key')
    expect(await wrong('shared-with: 0', 'shared-with: many')).toContain('shared-with is a number')
  })

  it('never repeats a value that it was not asked to understand', async () => {
    expect(await wrong('last-activity: 2024-11-20', 'last-activity: somebody@shop.example')).not.toContain('somebody')
  })

  it('says it when the file is no facts at all', async () => {
    for (const source of ['', '[]', 'person: [', 'a: &a [*a]', 'person: 3', 'locations: 3', 'person: {}\nperson: {}', '- 1\n  b: 2']) {
      const { exit, out, err } = await decide(source, '--at', '2026-11-20')
      expect([source, exit, out]).toEqual([source, 1, ''])
      expect(err).toMatch(/^facts\.yaml:\d+:\d+ {2}error {2}facts\./)
    }
  })

  it('is exit 2 for wrong usage', async () => {
    for (const argv of [[], [folder], [folder, 'a', 'b'], [folder, join(folder, 'nowhere.yaml')], [folder, join(folder, 'facts.yaml'), '--at', '2026-02-30'], [folder, join(folder, 'facts.yaml'), '--at', 'soon'], [folder, join(folder, 'facts.yaml'), '--fast']]) {
      const { exit, out, err } = await lofte(argv)
      expect([exit, out]).toEqual([2, ''])
      expect(err).toContain('usage: lofte decide POLICY FACTS [--at DAY] [--json]')
    }
  })

  it('decides by a policy that may not be published yet, and says so', async () => {
    const draft = join(folder, 'draft')
    await mkdir(draft, { recursive: true })
    await writeFile(join(draft, 'policy.yaml'), policy.replace('authority: IMY\n', ''))
    await writeFile(join(draft, 'systems.yaml'), systems)
    await writeFile(join(folder, 'facts.yaml'), facts)
    const { exit, out, err } = await lofte([draft, join(folder, 'facts.yaml'), '--at', '2026-11-20'])
    expect(exit).toBe(0)
    expect(out).toContain('crm.contact 17   clear')
    expect(err).toContain('policy.not-publishable')
  })

  it('is exit 1 when the policy itself is not understood', async () => {
    const other = join(folder, 'other.yaml')
    await writeFile(other, 'lofte: 1\npurposes: 3\n')
    const { exit, out } = await lofte([other, join(folder, 'facts.yaml')])
    expect([exit, out]).toEqual([1, ''])
  })
})
