import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/decide.ts'
import type { Example } from '../../../examples/read-coverage.ts'
import { folderOf } from './example.ts'

interface Answer { readonly verdict: string; readonly waiting: string | null; readonly fields: readonly { readonly field: string; readonly verdict: string; readonly until: string | null }[] }
interface Facts { readonly person?: Readonly<Record<string, unknown>>; readonly location: Readonly<Record<string, unknown>> }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lofte-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the example decides about one invented row on a day: the row, and the fields it says otherwise about. */
async function decided(example: Example, facts: Facts, at: string): Promise<Answer> {
  const file = join(folder, 'facts.json')
  await writeFile(file, JSON.stringify({ person: facts.person ?? {}, locations: [{ dates: {}, 'shared-with': 0, 'referenced-by-kept': 0, ...facts.location }] }))
  let out = ''
  let err = ''
  const exit = await run([folderOf(example), file, '--at', at, '--json'], { json: false, out: (text) => void (out += text), err: (text) => void (err += text) })
  expect([exit, err]).toEqual([0, ''])
  const { locations } = JSON.parse(out) as { readonly locations: readonly Answer[] }
  const [only] = locations
  if (only === undefined) throw new Error('nothing was decided')
  return only
}

const verdictOf = (answer: Answer, field: string): string | undefined => answer.fields.find((one) => one.field === field)?.verdict

/** A promise of a published text as dates: the last day on which the row stays, and the first on which it goes. */
const ends: readonly (readonly [Example, string, Facts, string, string, string])[] = [
  ['welingo', 'an application goes six months after the refusal', { location: { system: 'application-mail', table: 'application', key: 'm1', dates: { rejection: '2026-03-10', created: '2026-01-05' } } }, '2026-09-09', '2026-09-10', 'delete'],
  ['welingo', 'so does what the folder of files holds', { location: { system: 'application-files', table: 'folder', key: 'f1', dates: { rejection: '2026-03-10', created: '2026-01-05' } } }, '2026-09-09', '2026-09-10', 'delete'],
  ['welingo', 'a bought contact goes six months after first use', { location: { system: 'web', table: 'bought_contact', key: '7', dates: { 'first-use': '2026-01-31', created: '2025-12-01' } } }, '2026-07-30', '2026-07-31', 'delete'],
  ['wesafe', 'a case goes a year after one last wrote', { person: { relations: [{ relation: 'customer', controller: 'wesafe', started: '2020-01-01', ended: null, events: { 'last-activity': '2025-04-02' } }] }, location: { system: 'customers', table: 'case', key: '4', dates: { created: '2024-01-01' } } }, '2026-04-01', '2026-04-02', 'clear'],
  ['wesafe', 'the log of sign-ins is locked after ninety days', { location: { system: 'customers', table: 'sign_in', key: '9', dates: { created: '2026-01-01' } } }, '2026-03-31', '2026-04-01', 'restrict'],
  ['webstep', 'a contact goes six months after the agreement', { location: { system: 'crm', table: 'contact', key: '3', dates: { 'agreement-end': '2026-02-28' } } }, '2026-08-27', '2026-08-28', 'delete'],
  ['webstep', 'the log of the site goes after thirty days', { location: { system: 'web', table: 'access_log', key: '1', dates: { created: '2026-05-01' } } }, '2026-05-30', '2026-05-31', 'delete'],
  ['coegi', 'a contact is looked at by a person a year after the relation, whichever comes first', { person: { relations: [{ relation: 'supplier', controller: 'coegi', started: '2020-01-01', ended: '2025-05-05', events: { 'last-activity': '2025-04-01' } }], reminders: [{ purpose: 'relations', sent: '2026-04-05' }] }, location: { system: 'crm', table: 'supplier', key: '2', dates: { ended: '2025-05-05' } } }, '2026-05-04', '2026-05-05', 'review'],
  ['coegi', 'a consultant goes after three years of silence', { person: { relations: [{ relation: 'consultant', controller: 'coegi-resource', started: '2019-01-01', ended: null, events: { 'last-activity': '2023-11-30' } }], reminders: [{ purpose: 'matching', sent: '2026-10-31' }] }, location: { system: 'staffing', table: 'consultant', key: '8' } }, '2026-11-29', '2026-11-30', 'delete'],
  ['coegi', 'an invoice goes when bookkeeping lets it', { location: { system: 'crm', table: 'invoice', key: ['A', '5'], dates: { booked: '2019-03-01' } } }, '2026-12-31', '2027-01-01', 'delete'],
]

describe('the examples decide as the published texts promise', () => {
  for (const [example, what, facts, before, on, goes] of ends) {
    it(`${example}: ${what}`, async () => {
      const stays = await decided(example, facts, before)
      const after = await decided(example, facts, on)
      expect([stays.verdict, after.verdict], JSON.stringify([stays, after])).toEqual(['keep', goes])
    })
  }

  it('welingo: whoever takes back the yes to reading suggestions is erased, and the fingerprint stays', async () => {
    const person = { relations: [{ relation: 'reader', controller: 'welingo', started: '2025-01-01', ended: null, events: { 'last-activity': '2026-05-01' } }], consents: [{ purpose: 'reading-by-mail', state: 'given', on: '2025-01-01' }, { purpose: 'reading-by-mail', state: 'withdrawn', on: '2026-06-01' }] }
    expect((await decided('welingo', { person, location: { system: 'web', table: 'reader', key: '1' } }, '2026-06-01')).verdict).toBe('delete')
    expect((await decided('welingo', { location: { system: 'web', table: 'refusal', key: 'x', dates: { created: '2026-06-01' } } }, '2026-06-01')).verdict).toBe('keep')
  })

  it('welingo: a call that belongs to a customer waits for the customer’s word', async () => {
    expect((await decided('welingo', { location: { system: 'call-recordings', table: 'call', key: 'c' } }, '2030-01-01')).verdict).toBe('instruction')
  })

  it('wesafe: each kind of data goes in its own way when somebody ceases to be a customer', async () => {
    const person = { relations: [{ relation: 'customer', controller: 'wesafe', started: '2020-01-01', ended: '2026-08-01', events: { 'last-activity': '2026-08-01' } }], consents: [{ purpose: 'news', state: 'refused', on: '2020-01-01' }] }
    const customer = { person, location: { system: 'customers', table: 'customer', key: '1', dates: { ended: '2026-08-01', activity: '2026-08-01' } } }
    const day = await decided('wesafe', customer, '2026-08-02')
    expect([verdictOf(day, 'photo'), verdictOf(day, 'name')]).toEqual(['erase', 'keep'])
    expect((await decided('wesafe', customer, '2026-09-30')).verdict).toBe('delete')
    expect(verdictOf(await decided('wesafe', { person, location: { system: 'customers', table: 'post', key: '1' } }, '2026-09-30'), 'body')).toBe('anonymise')
  })

  it('webstep: a candidate who said nothing is used for nothing and erased by nobody; one who withdraws is erased', async () => {
    const relations = [{ relation: 'candidate', controller: 'webstep', started: '2026-01-01', ended: null, events: { 'last-activity': '2026-01-01' } }]
    const location = { system: 'candidates', table: 'candidate', key: '1' }
    expect((await decided('webstep', { person: { relations }, location }, '2026-02-01')).verdict).toBe('review')
    expect((await decided('webstep', { person: { relations, consents: [{ purpose: 'candidates', state: 'given', on: '2026-01-02' }] }, location }, '2026-02-01')).verdict).toBe('keep')
    expect((await decided('webstep', { person: { relations, consents: [{ purpose: 'candidates', state: 'withdrawn', on: '2026-01-20' }] }, location }, '2026-02-01')).verdict).toBe('delete')
  })

  it('coegi: nobody goes for silence before the reminder', async () => {
    const relations = [{ relation: 'consultant', controller: 'coegi-resource', started: '2019-01-01', ended: null, events: { 'last-activity': '2023-11-30' } }]
    expect(await decided('coegi', { person: { relations }, location: { system: 'staffing', table: 'consultant', key: '8' } }, '2026-12-24')).toMatchObject({ verdict: 'keep', waiting: 'reminder' })
  })
})
