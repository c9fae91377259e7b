import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/decide.ts'
import { folderOf } from './example.ts'

interface Answer { readonly verdict: string; readonly waiting: string | null; readonly fields: readonly { readonly field: string; readonly verdict: string; readonly until: string | null }[] }
interface Facts { readonly person?: Readonly<Record<string, unknown>>; readonly location: Readonly<Record<string, unknown>> }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lofte-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the example decides about one invented row on a day: the row, and the fields it says otherwise about. */
async function decided(example: string, facts: Facts, at: string): Promise<Answer> {
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
const ends: readonly (readonly [string, string, Facts, string, string, string])[] = [
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

/** The same of the invented organisations, reckoned by hand from what docs/decide.md says. */
const customer = { relations: [{ relation: 'customer', controller: 'garnboden', started: '2021-11-01', ended: null, events: { 'last-activity': '2024-06-01' } }], reminders: [{ purpose: 'accounts', sent: '2026-05-02' }] }
const invented: readonly (readonly [string, string, Facts, string, string, string])[] = [
  ['skolkontoret', 'absence is disposed of three years after the school year, by the decided schedule', { location: { system: 'pupils', table: 'absence', key: '70', dates: { 'school-year-end': '2023-06-14' } } }, '2026-06-13', '2026-06-14', 'delete'],
  ['skolkontoret', 'a picture goes on the day the guardian takes back the yes', { person: { relations: [{ relation: 'pupil', started: '2020-08-17', ended: null, events: { birth: '2014-05-01' } }], consents: [{ purpose: 'school-photos', state: 'given', on: '2025-09-01' }, { purpose: 'school-photos', state: 'withdrawn', on: '2026-11-10' }] }, location: { system: 'pupils', table: 'photo', key: '72', dates: { created: '2025-09-01' } } }, '2026-11-09', '2026-11-10', 'delete'],
  ['webbutiken', 'its voucher stays through the seventh year after the year in which the broken fiscal year ended', { person: customer, location: { system: 'books', table: 'voucher', key: ['A', '12'], dates: { booked: '2021-11-05' } } }, '2029-12-31', '2030-01-01', 'delete'],
  ['webbutiken', 'a Norwegian voucher stays five years after the fiscal year', { location: { system: 'shop-no', table: 'voucher', key: '94', dates: { booked: '2021-03-05' } } }, '2026-12-31', '2027-01-01', 'delete'],
  ['kliniken', 'an entry in a record waits for a human after ten years', { person: { relations: [{ relation: 'patient', started: '2014-01-01', ended: null, events: {} }] }, location: { system: 'records', table: 'entry', key: '1', dates: { 'last-entry': '2015-03-05' } } }, '2025-03-04', '2025-03-05', 'review'],
  ['kliniken', 'a patient who says no is taken out of the quality register at once', { person: { relations: [{ relation: 'patient', started: '2020-01-01', ended: null, events: {} }], objections: [{ to: 'quality-register', on: '2026-11-01', outcome: 'upheld' }] }, location: { system: 'records', table: 'answers', key: '5', dates: { created: '2026-05-01' } } }, '2026-10-31', '2026-11-01', 'delete'],
]

describe('the invented organisations decide as it was reckoned by hand', () => {
  for (const [example, what, facts, before, on, goes] of invented) {
    it(`${example}: ${what}`, async () => {
      const stays = await decided(example, facts, before)
      const after = await decided(example, facts, on)
      expect([stays.verdict, after.verdict], JSON.stringify([stays, after])).toEqual(['keep', goes])
    })
  }

  it('skolkontoret: grades are kept for ever, and a picture that nobody said yes to waits for a human', async () => {
    expect(await decided('skolkontoret', { location: { system: 'pupils', table: 'grade', key: '7', dates: { created: '1999-06-10' } } }, '2126-01-01')).toMatchObject({ verdict: 'keep' })
    expect(await decided('skolkontoret', { person: { relations: [{ relation: 'pupil', started: '2020-08-17', ended: null, events: {} }] }, location: { system: 'pupils', table: 'photo', key: '72', dates: { created: '2025-09-01' } } }, '2026-11-22')).toMatchObject({ verdict: 'review', waiting: 'review' })
  })

  it('skolkontoret: the work of a school year that has not ended stays to a year after its known end', async () => {
    const work = await decided('skolkontoret', { location: { system: 'platform', table: 'work', key: '82', dates: { 'school-year-end': '2027-06-12' } } }, '2026-11-22')
    expect([work.verdict, verdictOf(work, 'body'), work.fields[0]?.until]).toEqual(['keep', 'keep', '2028-06-12'])
  })

  it('webbutiken: of an order of five years ago the parcel’s number has gone, the rest goes with the account', async () => {
    const order = (at: string) => decided('webbutiken', { person: customer, location: { system: 'shop', table: 'orders', key: '90', dates: { delivery: '2021-11-10' } } }, at)
    const before = await order('2026-05-31')
    expect([before.verdict, verdictOf(before, 'lines'), verdictOf(before, 'parcel')]).toEqual(['clear', 'keep', 'erase'])
    expect((await order('2026-06-01')).verdict).toBe('delete')
  })

  it('kliniken: a withdrawn yes ends what the insurer gets, and the record stays', async () => {
    const person = { relations: [{ relation: 'patient', started: '2020-01-01', ended: null, events: {} }], consents: [{ purpose: 'insurance-care', state: 'withdrawn', on: '2026-11-01' }] }
    expect((await decided('kliniken', { person, location: { system: 'booking', table: 'insurance', key: '4', dates: { visited: '2026-06-01' } } }, '2026-11-22')).verdict).toBe('delete')
    expect((await decided('kliniken', { person, location: { system: 'records', table: 'entry', key: '2', dates: { 'last-entry': '2020-03-05' } } }, '2026-11-22')).verdict).toBe('keep')
  })

  it('webbutiken: who gets a gift is taken out of the order half a year after it came, whatever the buyer’s account says', async () => {
    const person = { relations: [{ relation: 'gift-receiver', controller: 'garnboden', started: '2021-11-01', ended: null, events: {} }] }
    const gift = (delivery: string) => decided('webbutiken', { person, location: { system: 'shop', table: 'orders', key: '90', named: 'gift_email', dates: { delivery } } }, '2026-11-22')
    expect([(await gift('2026-05-22')).verdict, (await gift('2026-05-23')).verdict]).toEqual(['clear', 'keep'])
  })
})

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
