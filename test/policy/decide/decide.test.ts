import { describe, expect, it } from 'vitest'
import { decideLocation, decidePerson, emptyFold, foldLocation, nextAction } from '../../../src/policy/decide/index.ts'
import type { Decision, RequestFact } from '../../../src/policy/decide/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import type { Policy } from '../../../src/policy/model/index.ts'
import { after, factsOf, firstOf, lastOf, law, locationOf, policyOf, until } from './spec.ts'
import type { FactsSpec, LocationSpec, PurposeSpec, Spec, TableSpec } from './spec.ts'

const d = (day: string): Day => day as Day
const twoYears = after('last-activity', { years: 2 })
const support: PurposeSpec = { data: ['name', 'email'], keep: { end: twoYears } }
const contact: TableSpec = { data: { full_name: 'name', mail: 'email' } }
const active = (on: string | null, more: FactsSpec = {}): FactsSpec => ({ relations: [{ relation: 'customer', events: { 'last-activity': on } }], ...more })
const request = (more: Partial<RequestFact> = {}): RequestFact => ({ right: 'erasure', received: d('2026-06-01'), identified: true, scope: {}, ...more })

interface Setting {
  readonly spec?: Partial<Spec>
  readonly purpose?: Partial<PurposeSpec>
  readonly table?: Partial<TableSpec>
  readonly facts?: FactsSpec
  readonly row?: Partial<LocationSpec>
  readonly others?: readonly LocationSpec[]
  readonly at?: string
}

function setUp(setting: Setting): { policy: Policy; decide: (at: string) => Decision; next: (at: string) => ReturnType<typeof nextAction> } {
  const policy = policyOf({ purposes: { support: { ...support, ...setting.purpose } }, tables: { contact: { ...contact, ...setting.table } }, ...setting.spec })
  const rows = [{ table: 'contact', ...setting.row }, ...(setting.others ?? [])].map((row, index) => locationOf(row, index))
  const fold = emptyFold()
  for (const row of rows) foldLocation(policy, fold, row)
  const standing = (at: string): ReturnType<typeof decidePerson> => decidePerson(policy, factsOf(setting.facts ?? active('2024-11-20')), d(at), fold)
  return { policy, decide: (at) => decideLocation(policy, standing(at), rows[0]!, d(at)), next: (at) => nextAction(policy, standing(at), rows[0]!, d(at)) }
}

const decide = (setting: Setting): Decision => setUp(setting).decide(setting.at ?? '2026-11-20')
const field = (decision: Decision, name = 'full_name'): Decision['fields'][number] => decision.fields.find((each) => each.field === name)!

describe('1. which purposes a field serves', () => {
  it('serves the purposes of the controller that cover the data and the relation of the row', () => {
    const spec: Partial<Spec> = {
      people: ['customer', 'applicant'],
      purposes: { support: { ...support, people: ['customer'] }, hiring: { ...support, people: ['applicant'], keep: { end: after('last-activity', { years: 9 }) } } },
    }
    expect(field(decide({ spec, at: '2026-01-01' })).purposes).toEqual(['support'])
  })

  it('keeps to the purposes that the table names', () => {
    const spec: Partial<Spec> = { purposes: { support, news: { ...support, keep: { end: after('last-activity', { years: 9 }) } } } }
    expect(decide({ spec, table: { purposes: ['support'] } }).verdict).toBe('delete')
    expect(decide({ spec }).verdict).toBe('keep')
  })

  it('takes the relations that the person has where the table names none', () => {
    const spec: Partial<Spec> = { people: ['customer', 'applicant'], purposes: { support: { ...support, people: ['customer'] }, hiring: { ...support, people: ['applicant'], keep: { end: after('last-activity', { years: 9 }) } } } }
    expect(decide({ spec, table: { relation: null } }).verdict).toBe('delete')
  })

  it('leaves a field that no purpose covers where it is, unexplained, and clears the rest', () => {
    const decision = decide({ table: { data: { full_name: 'name', shoe_size: 'shoe-size' } } })
    expect(decision.verdict).toBe('clear')
    expect(field(decision, 'shoe_size')).toMatchObject({ verdict: 'unexplained', until: null, rule: null })
    expect(decision.because).toContain('unexplained')
  })

  it('never deletes a row with an unmentioned column: it is cleared of the rest and goes to a human', () => {
    expect(decide({ row: { unmentioned: true } })).toMatchObject({ verdict: 'clear', waiting: 'review', because: ['unmentioned'] })
    expect(decide({ row: { unmentioned: false } }).verdict).toBe('delete')
  })
})

describe('2. when a purpose stands', () => {
  const news: Partial<PurposeSpec> = { ground: 'consent', keep: { end: until('withdrawal'), atMost: after('last-activity', { years: 3 }) } }
  const consent = (state: 'given' | 'refused' | 'withdrawn' | 'expired', on: string): NonNullable<FactsSpec['consents']> => [{ purpose: 'support', controller: null, state, on: d(on) }]

  it('stands on a consent that was given, and falls when it is withdrawn', () => {
    expect(decide({ purpose: news, facts: active('2024-11-20', { consents: consent('given', '2024-01-01') }) })).toMatchObject({ verdict: 'keep', until: '2027-11-20', changesOn: '2027-11-20' })
    const withdrawn = decide({ purpose: news, facts: active('2024-11-20', { consents: [...consent('given', '2024-01-01'), ...consent('withdrawn', '2026-03-03')] }) })
    expect(withdrawn.verdict).toBe('delete')
    expect(field(withdrawn)).toMatchObject({ until: '2026-03-03', law: 'GDPR 7(3)' })
  })

  it('falls by a refusal and an expiry too, and stands again when consent is given later', () => {
    expect(decide({ purpose: news, facts: active('2024-11-20', { consents: consent('refused', '2024-01-01') }) }).verdict).toBe('delete')
    expect(decide({ purpose: news, facts: active('2024-11-20', { consents: consent('expired', '2024-01-01') }) }).verdict).toBe('delete')
    expect(decide({ purpose: news, facts: active('2024-11-20', { consents: [...consent('refused', '2024-01-01'), ...consent('given', '2024-01-02')] }) }).verdict).toBe('keep')
    expect(decide({ purpose: { ...news, consentExpires: { years: 1 } }, facts: active('2024-11-20', { consents: consent('given', '2025-11-20') }) }).verdict).toBe('delete')
    expect(decide({ purpose: { ...news, consentExpires: { years: 1 } }, facts: active('2024-11-20', { consents: consent('given', '2025-11-21') }) }).verdict).toBe('keep')
  })

  it('is not used without a record, and a human looks: silence erases nothing', () => {
    const decision = decide({ purpose: news })
    expect(decision).toMatchObject({ verdict: 'review', waiting: 'review' })
    expect(field(decision)).toMatchObject({ verdict: 'review', purposes: [] })
  })

  it('asks a human when consent was given and taken back on one day', () => {
    expect(decide({ purpose: news, facts: active('2024-11-20', { consents: [...consent('given', '2024-01-01'), ...consent('withdrawn', '2024-01-01')] }) }).verdict).toBe('review')
  })

  it('falls with an upheld objection, is restricted by a pending one, and stands after a rejected one', () => {
    const objected = (outcome: 'pending' | 'upheld' | 'rejected'): Decision => decide({ at: '2025-01-01', facts: active('2024-11-20', { objections: [{ to: 'support', controller: null, on: d('2024-12-01'), outcome }] }) })
    expect(objected('upheld').verdict).toBe('delete')
    expect(objected('pending')).toMatchObject({ verdict: 'restrict', waiting: 'review' })
    expect(field(objected('pending'))).toMatchObject({ verdict: 'restrict', purposes: [], until: '2026-11-20' })
    expect(objected('rejected').verdict).toBe('keep')
  })

  it('does not fall by an objection where the ground is a contract', () => {
    expect(decide({ at: '2025-01-01', purpose: { ground: 'contract' }, facts: active('2024-11-20', { objections: [{ to: 'support', controller: null, on: d('2024-12-01'), outcome: 'upheld' }] }) }).verdict).toBe('keep')
  })

  const spread: Partial<Spec> = {
    purposes: { support: { ...support, data: ['name'] }, news: { ...support, data: ['email'], marketing: true, channels: { email: 'objection', sms: 'objection' } }, offers: { ...support, data: ['email'], marketing: true, ground: 'consent' } },
  }
  const marketing = (to: string, consents: FactsSpec['consents'] = []): Decision => decide({ at: '2025-01-01', spec: spread, facts: active('2024-11-20', { consents: consents ?? [], objections: [{ to, controller: null, on: d('2024-12-01'), outcome: 'pending' }] }) })

  it('ends every marketing purpose at once by an objection to marketing, consents given before included', () => {
    const decision = marketing('marketing', [{ purpose: 'offers', controller: null, state: 'given', on: d('2024-01-01') }])
    expect(decision.verdict).toBe('clear')
    expect(field(decision, 'mail')).toMatchObject({ verdict: 'erase', law: 'GDPR 21(3)', until: '2024-12-01' })
    expect(field(decision)).toMatchObject({ verdict: 'keep', purposes: ['support'] })
  })

  it('ends one channel by an objection to it, and the purpose where no other channel stands', () => {
    const given: FactsSpec['consents'] = [{ purpose: 'offers', controller: null, state: 'refused', on: d('2024-01-01') }]
    expect(field(marketing('channel:email', given), 'mail')).toMatchObject({ verdict: 'keep', purposes: ['news'] })
    const onlyEmail = { ...spread, purposes: { ...spread.purposes, news: { ...spread.purposes!['news']!, channels: { email: 'objection' as const } } } }
    expect(field(decide({ at: '2025-01-01', spec: onlyEmail, facts: active('2024-11-20', { consents: given, objections: [{ to: 'channel:email', controller: null, on: d('2024-12-01'), outcome: 'pending' }] }) }), 'mail').verdict).toBe('erase')
  })

  it('ends a channel with the tables declared for it', () => {
    const facts = active('2024-11-20', { objections: [{ to: 'channel:email', controller: null, on: d('2024-12-01'), outcome: 'pending' }] })
    const purpose: Partial<PurposeSpec> = { marketing: true, channels: { email: 'objection', sms: 'objection' } }
    expect(decide({ at: '2025-01-01', purpose, facts, table: { channel: 'email' } }).verdict).toBe('delete')
    expect(decide({ at: '2025-01-01', purpose, facts, table: { channel: 'sms' } }).verdict).toBe('keep')
  })

  it('goes with its explicit consent though the event goes on', () => {
    const spec: Partial<Spec> = {
      purposes: { events: { data: ['name', 'diet'], ground: 'contract', explicitConsentFor: ['diet'], keep: { end: after('event-end', { days: 7 }) } } },
      tables: { contact: { data: { full_name: 'name', diet: 'diet' }, dates: ['event-end'] } },
    }
    const row = { dates: { 'event-end': '2026-12-24' } }
    const with_ = (state: 'given' | 'withdrawn'): Decision => decide({ spec, row, facts: active(null, { consents: [{ purpose: 'events', controller: null, state, on: d('2026-10-01') }] }) })
    expect(with_('given').verdict).toBe('keep')
    expect(with_('withdrawn').verdict).toBe('clear')
    expect(with_('withdrawn').fields.map(({ verdict }) => verdict)).toEqual(['keep', 'erase'])
    expect(field(decide({ spec, row, facts: active(null) }), 'diet').verdict).toBe('review')
  })

  it('lists all standing purposes', () => {
    const spec: Partial<Spec> = { purposes: { support, history: { ...support, data: ['name'], ground: 'contract' } } }
    const decision = decide({ spec, at: '2025-01-01' })
    expect(decision.fields.map(({ purposes }) => purposes)).toEqual([['history', 'support'], ['support']])
  })
})

describe('3. ends', () => {
  it('ends on the day that calendar arithmetic gives, and no longer stands on it', () => {
    const half: Partial<PurposeSpec> = { keep: { end: after('last-activity', { months: 6 }) } }
    expect(decide({ purpose: half, facts: active('2026-08-31'), at: '2027-02-27' })).toMatchObject({ verdict: 'keep', until: '2027-02-28', changesOn: '2027-02-28' })
    expect(decide({ purpose: half, facts: active('2026-08-31'), at: '2027-02-28' })).toMatchObject({ verdict: 'delete', until: '2027-02-28', changesOn: null })
  })

  it('is never moved to a working day', () => {
    expect(decide({ purpose: { keep: { end: after('last-activity', { years: 1 }) } }, facts: active('2025-12-25'), at: '2026-12-25' }).verdict).toBe('delete')
  })

  it('counts activity over all systems of the relation, and the latest counts', () => {
    const spec: Partial<Spec> = { tables: { contact, ticket: { data: { subject: 'name' }, dates: ['last-activity'] } } }
    expect(decide({ spec, others: [{ table: 'ticket', dates: { 'last-activity': '2025-05-05' } }] })).toMatchObject({ verdict: 'keep', until: '2027-05-05' })
  })

  it('counts activity apart for another relation', () => {
    const spec: Partial<Spec> = { people: ['customer', 'applicant'], tables: { contact, application: { relation: 'applicant', data: { subject: 'name' }, dates: ['last-activity'] } } }
    expect(decide({ spec, others: [{ table: 'application', dates: { 'last-activity': '2025-05-05' } }] }).verdict).toBe('delete')
  })

  const events: Partial<Spec> = {
    purposes: { events: { data: ['name', 'email'], keep: { end: after('event-end', { days: 7 }) } } },
    tables: { contact, registration: { data: { full_name: 'name', mail: 'email' }, dates: ['event-end'] } },
  }

  it('counts an event per matter: a new event does not keep what an old one left', () => {
    const setting = { spec: events, row: { table: 'registration', dates: { 'event-end': '2025-05-05' } }, others: [{ table: 'registration', dates: { 'event-end': '2027-05-05' } }] }
    expect(decide(setting).verdict).toBe('delete')
  })

  it('stands on a location of no matter for as long as it stands for some matter of the person', () => {
    const others = [{ table: 'registration', dates: { 'event-end': '2025-05-05' } }, { table: 'registration', dates: { 'event-end': '2027-05-05' } }]
    expect(decide({ spec: events, others })).toMatchObject({ verdict: 'keep', until: '2027-05-12' })
    expect(decide({ spec: events, others, at: '2027-05-12' }).verdict).toBe('delete')
  })

  it('never takes silence for an end: with no matter ever seen it is undated', () => {
    expect(decide({ spec: events })).toMatchObject({ verdict: 'undated', until: null, changesOn: null })
  })

  it('lets what was never a matter of the person’s keep nothing where another purpose decides', () => {
    expect(decide({ spec: { ...events, purposes: { ...events.purposes, support } } }).verdict).toBe('delete')
  })

  it('falls back with or: for a missing date, not for one that cannot be right', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: after('last-activity', { years: 2 }, { or: ['relation-start'] }) } }
    const facts = (on: string | null): FactsSpec => ({ relations: [{ relation: 'customer', started: '2023-01-01', events: { 'last-activity': on } }] })
    expect(decide({ purpose, facts: facts(null) }).verdict).toBe('delete')
    expect(decide({ purpose, facts: facts('1970-01-01') }).verdict).toBe('undated')
  })

  it('stands until an event for as long as it has not happened, and not beyond its at-most', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: until('relation-end'), atMost: after('relation-start', { years: 5 }) } }
    const facts = (ended: string | null): FactsSpec => ({ relations: [{ relation: 'customer', started: '2022-02-02', ended }] })
    expect(decide({ purpose, facts: facts(null) })).toMatchObject({ verdict: 'keep', until: '2027-02-02' })
    expect(decide({ purpose, facts: facts('2026-11-20') }).verdict).toBe('delete')
    expect(decide({ purpose, facts: facts('2026-11-21') }).verdict).toBe('keep')
    expect(decide({ purpose, facts: facts(null), at: '2027-02-02' }).verdict).toBe('delete')
  })

  it('counts from the end of a relation only when it has ended, and keeps while it goes on', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: after('relation-end', { years: 1 }) } }
    expect(decide({ purpose, facts: { relations: [{ relation: 'customer', started: '2021-03-01', ended: null }] } })).toMatchObject({ verdict: 'keep', until: null })
    expect(decide({ purpose, facts: { relations: [{ relation: 'customer', started: null, ended: null }] } }).verdict).toBe('undated')
  })

  it('takes the first of several, the last of several, and a floor over everything', () => {
    const both = [after('last-activity', { years: 2 }), after('relation-start', { years: 4 })] as const
    const facts: FactsSpec = { relations: [{ relation: 'customer', started: '2023-01-01', events: { 'last-activity': '2024-11-20' } }] }
    expect(decide({ purpose: { keep: { end: firstOf(...both) } }, facts, at: '2025-01-01' }).until).toBe('2026-11-20')
    expect(decide({ purpose: { keep: { end: lastOf(...both) } }, facts, at: '2025-01-01' }).until).toBe('2027-01-01')
    expect(decide({ purpose: { keep: { end: both[0], atMost: after('last-activity', { years: 1 }), atLeast: after('last-activity', { months: 18 }) } }, facts, at: '2025-01-01' }).until).toBe('2026-05-20')
  })

  it('rounds up to the end of the calendar or fiscal year', () => {
    const rounded = (roundUp: 'calendar-year' | 'fiscal-year'): Decision => decide({ purpose: { keep: { end: after('last-activity', { years: 1 }, { roundUp }) } }, facts: active('2026-03-03'), spec: { controllers: { us: { fiscalYear: '09-01..08-31' } } } })
    expect(rounded('calendar-year').until).toBe('2028-01-01')
    expect(rounded('fiscal-year').until).toBe('2027-09-01')
  })

  it('gives no upper end to an at-least: afterwards a human looks', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: after('last-activity', { months: 1 }, { onlyAtLeast: true }) } }
    expect(decide({ purpose, facts: active('2026-11-01') })).toMatchObject({ verdict: 'keep', until: null, changesOn: '2026-12-01' })
    expect(decide({ purpose, facts: active('2026-10-01') }).verdict).toBe('undated')
  })

  it.each([
    ['missing', null], ['a sentinel', '1900-01-01'], ['another sentinel', '1970-01-01'], ['infinite', 'infinity'], ['minus infinite', '-infinity'], ['year 1', '0001-01-01'], ['year 9999', '9999-12-31'], ['in the future', '2026-11-21'],
  ])('is undated when the date is %s, and never due by itself', (_, on) => {
    expect(decide({ facts: active(on) })).toMatchObject({ verdict: 'undated', until: null })
  })

  it('is undated by the sentinels of the table, and before the system existed', () => {
    const table: Partial<TableSpec> = { dates: ['last-activity'], sentinels: ['2000-01-01'], since: '2010-01-01' }
    const on = (day: string): string => decide({ table, facts: { relations: [] }, row: { dates: { 'last-activity': day } } }).verdict
    expect([on('2000-01-01'), on('2009-12-31'), on('2010-01-01')]).toEqual(['undated', 'undated', 'delete'])
  })

  it('is dated again on the day that lay ahead', () => {
    expect(decide({ facts: active('2026-11-21') }).changesOn).toBe('2026-11-21')
    expect(decide({ facts: active('2026-11-21'), at: '2026-11-21' })).toMatchObject({ verdict: 'keep', until: '2028-11-21' })
  })

  it('lets a declared end lie ahead', () => {
    expect(decide({ spec: events, row: { table: 'registration', dates: { 'event-end': '2027-05-05' } } })).toMatchObject({ verdict: 'keep', until: '2027-05-12' })
  })

  it('lets an own event lie ahead where the policy says that its day is known beforehand', () => {
    const year: Spec = { purposes: { work: { data: ['name'], ground: 'public-task', keep: { end: after('school-year-end', { years: 1 }) } } }, tables: { work: { data: { name: 'name' }, dates: ['school-year-end'] } } }
    const row = { table: 'work', dates: { 'school-year-end': '2027-06-12' } }
    expect(decide({ spec: { ...year, ahead: ['school-year-end'] }, row })).toMatchObject({ verdict: 'keep', until: '2028-06-12' })
    expect(decide({ spec: year, row }).verdict).toBe('undated')
  })

  it('passes over what cannot be right when a usable date remains, but not what may hide a later act', () => {
    const table: Partial<TableSpec> = { dates: ['last-activity'] }
    const two = (day: string): string => decide({ table, row: { dates: { 'last-activity': day } }, facts: active('2024-01-01') }).verdict
    expect([two('1970-01-01'), two('2027-01-01'), two('infinity')]).toEqual(['delete', 'undated', 'undated'])
  })

  it('keeps longer by the person’s own approval, to its last day', () => {
    const facts = active('2024-11-20', { approvals: [{ purpose: 'support', until: d('2028-01-01') }] })
    expect(decide({ facts })).toMatchObject({ verdict: 'keep', until: '2028-01-01' })
    expect(decide({ facts, at: '2028-01-01' }).verdict).toBe('delete')
  })
})

describe('4. what happens to a field', () => {
  it('keeps to the latest end of all its purposes', () => {
    const spec: Partial<Spec> = { purposes: { support, longer: { ...support, keep: { end: after('last-activity', { years: 3 }) } } } }
    expect(field(decide({ spec, at: '2025-01-01' }))).toMatchObject({ until: '2027-11-20', rule: 'purposes.longer.keep', purposes: ['longer', 'support'] })
  })

  it('takes the strictest of several rules: erase before anonymise before restrict', () => {
    const spec = (one: 'erase' | 'anonymise'): Partial<Spec> => ({ purposes: { support: { ...support, keep: { end: twoYears, then: { action: 'restrict', for: null, then: null } } }, other: { ...support, keep: { end: twoYears, then: { action: one } } } } })
    expect(field(decide({ spec: spec('erase') })).verdict).toBe('erase')
    expect(field(decide({ spec: spec('anonymise') })).verdict).toBe('anonymise')
  })

  it('restricts for a time, and then does what comes after', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: twoYears, then: { action: 'restrict', for: { months: 6 }, then: { action: 'erase' } } } }
    expect(decide({ purpose })).toMatchObject({ verdict: 'restrict', until: '2027-05-20', changesOn: '2027-05-20' })
    expect(decide({ purpose, at: '2027-05-20' }).verdict).toBe('delete')
  })

  it('restricts from the day that the person’s approval ran out', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: twoYears, then: { action: 'restrict', for: { months: 6 }, then: { action: 'erase' } } } }
    expect(decide({ purpose, facts: active('2024-01-01', { approvals: [{ purpose: 'support', until: d('2026-10-01') }] }) })).toMatchObject({ verdict: 'restrict', until: '2027-04-01' })
  })

  it('says anonymised only when nothing leads to a person', () => {
    const purpose: Partial<PurposeSpec> = { keep: { end: twoYears, then: { action: 'anonymise' } } }
    expect(decide({ purpose })).toMatchObject({ verdict: 'clear', because: ['anonymised'] })
    expect(decide({ purpose, row: { unmentioned: true } }).fields.map(({ verdict }) => verdict)).toEqual(['erase', 'erase'])
    expect(decide({ purpose, table: { belongsTo: ['contact'] } }).because).toContain('not-anonymous')
    expect(decide({ purpose, spec: { tables: { contact: { ...contact, belongsTo: ['event'] }, event: { data: {}, matter: true } } } }).because).toEqual(['anonymised'])
  })

  const books: Partial<Spec> = {
    purposes: { support: { ...support, data: ['email'] }, invoicing: { data: ['name'], ground: 'legal-obligation', keep: { end: law('se-bookkeeping') } } },
    tables: { contact, invoice: { data: { recipient: 'name', mail: 'email' }, record: true, dates: ['booking', 'issue', 'payment'] } },
  }
  const invoice = (dates: Record<string, string>, at = '2030-01-01', spec = books): Decision => decide({ spec, row: { table: 'invoice', dates }, at })

  it('keeps accounting records whole through the seventh year after the fiscal year’s calendar year', () => {
    const decision = invoice({ booking: '2024-07-03' })
    expect(decision).toMatchObject({ verdict: 'keep', until: '2032-01-01', changesOn: '2032-01-01' })
    expect(field(decision, 'recipient')).toMatchObject({ verdict: 'keep', purposes: ['invoicing'], until: '2032-01-01', law: 'BFL 7:2' })
    expect(field(decision, 'mail')).toMatchObject({ verdict: 'hold', hold: 'se-bookkeeping', until: '2032-01-01', law: 'BFL 7:2' })
    expect(invoice({ booking: '2024-07-03' }, '2031-12-31').verdict).toBe('keep')
    expect(invoice({ booking: '2024-07-03' }, '2032-01-01').verdict).toBe('delete')
  })

  it('counts the fiscal year of the controller, and has none by default', () => {
    expect(invoice({ booking: '2024-09-03' }, '2030-01-01', { ...books, controllers: { us: { fiscalYear: '09-01..08-31' } } }).until).toBe('2033-01-01')
    expect(invoice({ booking: '2001-09-03' }, '2030-01-01', { ...books, controllers: { us: { fiscalYear: null } } })).toMatchObject({ verdict: 'undated', until: null })
  })

  it('counts from the booking day, else from the latest of issue and payment', () => {
    expect(invoice({ booking: '2024-07-03', payment: '2025-02-02' }).until).toBe('2032-01-01')
    expect(invoice({ issue: '2024-12-30', payment: '2025-01-02' }).until).toBe('2033-01-01')
    expect(invoice({ issue: '2024-12-30' }).until).toBe('2032-01-01')
    expect(invoice({}, '2060-01-01').verdict).toBe('undated')
    expect(invoice({ booking: '1970-01-01', payment: '2001-01-02' }, '2060-01-01').verdict).toBe('undated')
  })

  it('holds an erasure back by law, and tells which', () => {
    const decision = decide({ spec: books, row: { table: 'invoice', dates: { booking: '2024-07-03' } }, facts: active('2024-11-20', { requests: [request()] }) })
    expect(decision.verdict).not.toBe('delete')
    expect(field(decision, 'recipient')).toMatchObject({ verdict: 'keep', law: 'BFL 7:2' })
  })

  const claims: Partial<Spec> = { holds: { claims: { for: { years: 2 }, after: 'rejection', data: ['name'] } }, tables: { contact: { ...contact, dates: ['rejection'] } } }

  it('holds by a law of the organisation’s own, field by field', () => {
    const decision = decide({ spec: claims, row: { dates: { rejection: '2025-11-20' } } })
    expect(decision.verdict).toBe('clear')
    expect(field(decision)).toMatchObject({ verdict: 'hold', hold: 'claims', until: '2027-11-20', law: 'DL 6:4', rule: 'holds.claims' })
    expect(field(decision, 'mail').verdict).toBe('erase')
    expect(decide({ spec: claims, row: { dates: { rejection: '2024-11-20' } } }).verdict).toBe('delete')
  })

  it('holds what a law holds while the law’s date is missing', () => {
    expect(field(decide({ spec: claims }))).toMatchObject({ verdict: 'hold', until: null })
  })

  it('ends by a ceiling of law, whatever the purpose says', () => {
    const spec: Partial<Spec> = { holds: { credit: { for: { years: 1 }, after: 'last-activity', data: ['name', 'email'], bound: 'ceiling' } } }
    expect(decide({ spec, at: '2025-11-20' }).verdict).toBe('delete')
    expect(decide({ spec, at: '2025-11-19' }).until).toBe('2025-11-20')
  })

  const dispute = { data: ['name'], locations: [], basis: 'dispute', owner: 'legal', review: d('2026-12-31') }

  it('holds by a matter, past its review too, and never ends silently', () => {
    const facts = active('2024-11-20', { holds: [dispute] })
    expect(field(decide({ facts }))).toMatchObject({ verdict: 'hold', hold: 'dispute', until: null })
    expect(decide({ facts, at: '2026-12-31' }).waiting).toBeNull()
    const past = decide({ facts, at: '2027-01-01' })
    expect(past).toMatchObject({ verdict: 'clear', waiting: 'review' })
    expect(field(past)).toMatchObject({ verdict: 'hold', until: null })
  })

  it('holds by a matter only the rows it names', () => {
    const named = active('2024-11-20', { holds: [{ ...dispute, data: [], locations: [{ system: 'crm', table: 'contact', key: '1' }] }] })
    expect(decide({ facts: named }).verdict).toBe('keep')
    expect(decide({ facts: named, row: { key: '2' } }).verdict).toBe('delete')
  })
})

describe('5. what happens to a row', () => {
  it('deletes when all its fields go and nobody needs it', () => {
    expect(decide({})).toMatchObject({ verdict: 'delete', waiting: null, because: [] })
  })

  it('clears instead while rows that stay refer to it, and says so', () => {
    expect(decide({ row: { referencedByKept: 2 } })).toMatchObject({ verdict: 'clear', because: ['referenced'] })
  })

  it('unlinks a row shared with somebody whose data stands', () => {
    expect(decide({ row: { sharedWith: 1 } })).toMatchObject({ verdict: 'unlink', because: ['shared'] })
  })

  it('clears nothing of a shared row: what ends for one is restricted for that one', () => {
    const decision = decide({ spec: { purposes: { support, longer: { ...support, data: ['name'], keep: { end: after('last-activity', { years: 9 }) } } } }, row: { sharedWith: 1 } })
    expect(decision.verdict).toBe('restrict')
    expect(decision.fields.map(({ verdict }) => verdict)).toEqual(['keep', 'restrict'])
  })

  it('clears what goes and keeps what stays', () => {
    const decision = decide({ spec: { purposes: { support, longer: { ...support, data: ['name'], keep: { end: after('last-activity', { years: 9 }) } } } } })
    expect(decision).toMatchObject({ verdict: 'clear', because: ['partly'] })
    expect(decision.fields.map(({ verdict }) => verdict)).toEqual(['keep', 'erase'])
  })

  it('leaves link rows and rows of matters to what they tie together', () => {
    expect(decide({ table: { data: {}, link: true } })).toMatchObject({ verdict: 'keep', because: ['link'] })
    expect(decide({ table: { data: {}, matter: true } })).toMatchObject({ verdict: 'keep', because: ['matter'] })
    expect(decide({ table: { data: {} } }).verdict).toBe('review')
  })

  it('reports a row that leads to nobody: what counts per person never makes it due', () => {
    expect(decide({ row: { linked: false }, at: '2090-01-01' })).toMatchObject({ verdict: 'review', because: ['leads-to-nobody'] })
  })

  it('applies what counts per matter to a row that leads to nobody', () => {
    const spec: Partial<Spec> = { purposes: { events: { data: ['name', 'email'], keep: { end: after('event-end', { days: 7 }) } } }, tables: { contact: { ...contact, dates: ['event-end'] } } }
    expect(decide({ spec, row: { linked: false, dates: { 'event-end': '2026-01-01' } } }).verdict).toBe('delete')
    expect(decide({ spec, row: { linked: false, dates: { 'event-end': '2026-11-14' } } }).verdict).toBe('keep')
  })
})

describe('6. reminders', () => {
  const purpose = (unreachable: 'erase' | 'review' = 'review'): Partial<PurposeSpec> => ({ keep: { end: twoYears, remind: { days: 30 }, unreachable } })
  const reminded = (sent: string | null, bounced: string | null = null): FactsSpec => active('2024-11-20', { reminders: [{ purpose: 'support', sent: sent as Day | null, bounced: bounced as Day | null }] })

  it('keeps what is due until the reminder was sent and its time has passed, however late it was sent', () => {
    expect(decide({ purpose: purpose() })).toMatchObject({ verdict: 'keep', waiting: 'reminder', until: null, changesOn: null })
    expect(decide({ purpose: purpose(), facts: reminded('2026-10-21') }).verdict).toBe('delete')
    expect(decide({ purpose: purpose(), facts: reminded('2026-10-22') })).toMatchObject({ verdict: 'keep', waiting: 'reminder', until: '2026-11-21', changesOn: '2026-11-21' })
    expect(decide({ purpose: purpose(), facts: reminded('2026-11-20') }).until).toBe('2026-12-20')
  })

  it('does not wait before the day it is due', () => {
    expect(decide({ purpose: purpose(), facts: reminded('2026-10-21'), at: '2026-11-19' })).toMatchObject({ verdict: 'keep', waiting: null, until: '2026-11-20' })
  })

  it('counts no reminder from before the person was last active', () => {
    expect(decide({ purpose: purpose(), facts: reminded('2024-11-20') }).waiting).toBe('reminder')
    expect(decide({ purpose: purpose(), facts: reminded('2024-11-21') }).verdict).toBe('delete')
  })

  it('counts no reminder from before the date that a ceiling counts from', () => {
    const spec: Partial<Spec> = { purposes: { support: { ...support, keep: { end: twoYears, remind: { days: 30 } } } }, holds: { credit: { for: { years: 1 }, after: 'relation-start', data: ['name', 'email'], bound: 'ceiling' } } }
    const facts = (sent: string): FactsSpec => ({ relations: [{ relation: 'customer', started: '2024-06-01' }], reminders: [{ purpose: 'support', sent: d(sent), bounced: null }] })
    expect(decide({ spec, facts: facts('2024-05-31') }).waiting).toBe('reminder')
    expect(decide({ spec, facts: facts('2024-06-02') }).verdict).toBe('delete')
  })

  it('asks a human when it bounced, or erases where the policy says so', () => {
    expect(decide({ purpose: purpose(), facts: reminded(null, '2026-10-01') })).toMatchObject({ verdict: 'keep', waiting: 'review' })
    expect(decide({ purpose: purpose('erase'), facts: reminded(null, '2026-10-01') }).verdict).toBe('delete')
    expect(decide({ purpose: purpose(), facts: reminded('2026-10-01', '2026-10-02') }).waiting).toBe('review')
  })

  it('pauses scheduled erasure for a pending access request, contested accuracy, and keep it, I need it', () => {
    expect(field(decide({ facts: active('2024-11-20', { requests: [request({ right: 'access' })] }) }))).toMatchObject({ verdict: 'hold', hold: 'request:access' })
    for (const why of ['accuracy', 'unlawful', 'claims']) expect(decide({ facts: active('2024-11-20', { restrictions: [{ data: [], why, since: d('2026-01-01') }] }) })).toMatchObject({ verdict: 'restrict', until: null })
    expect(decide({ facts: active('2024-11-20', { restrictions: [{ data: [], why: 'objection', since: d('2026-01-01') }] }) }).verdict).toBe('delete')
  })

  it('finds the day to remind, and then the day to delete', () => {
    expect(setUp({ purpose: purpose() }).next('2025-01-01')).toMatchObject({ on: '2026-10-21', what: 'remind', purposes: ['support'] })
    expect(setUp({ purpose: purpose() }).next('2026-11-19')).toMatchObject({ on: '2026-11-19', what: 'remind' })
    expect(setUp({ purpose: purpose(), facts: reminded('2026-10-21') }).next('2026-10-22')).toMatchObject({ on: '2026-11-20', what: 'delete', rule: 'purposes.support.keep' })
    expect(setUp({ facts: active(null) }).next('2026-10-22')).toBeNull()
  })
})

describe('7. requests for erasure', () => {
  const asked = (purpose: Partial<PurposeSpec>, more: Partial<RequestFact> = {}, facts: FactsSpec = {}): Decision => decide({ at: '2026-06-02', purpose, facts: active('2026-01-01', { requests: [request(more)], ...facts }) })

  it('takes it as a withdrawal where the ground is consent, recorded or not', () => {
    expect(asked({ ground: 'consent' }).verdict).toBe('delete')
    expect(asked({ ground: 'consent' }, {}, { consents: [{ purpose: 'support', controller: null, state: 'given', on: d('2026-01-01') }] }).verdict).toBe('delete')
  })

  it('ends marketing', () => {
    expect(asked({ marketing: true }).verdict).toBe('delete')
  })

  it('takes it as an objection where the ground is legitimate interest: upheld at once, or restricted until a human decides', () => {
    expect(asked({ objection: 'uphold' }).verdict).toBe('delete')
    expect(asked({ objection: 'decide' })).toMatchObject({ verdict: 'restrict', waiting: 'review' })
    const answered = (outcome: 'upheld' | 'rejected'): string => asked({}, {}, { objections: [{ to: 'support', controller: null, on: d('2026-06-01'), outcome }] }).verdict
    expect([answered('upheld'), answered('rejected')]).toEqual(['delete', 'keep'])
  })

  it('leaves contract and legal obligation to their own ends', () => {
    expect([asked({ ground: 'contract' }).verdict, asked({ ground: 'legal-obligation' }).verdict]).toEqual(['keep', 'keep'])
    expect(asked({ ground: 'contract', keep: { end: after('last-activity', { months: 1 }), remind: { days: 30 } } }).verdict).toBe('delete')
  })

  it('keeps to its scope: withdrawing an application is not leaving the newsletter', () => {
    const spec: Partial<Spec> = { purposes: { support: { ...support, ground: 'consent', data: ['name'] }, news: { ...support, ground: 'consent', data: ['email'] } } }
    const consents = (['support', 'news'] as const).map((purpose) => ({ purpose, controller: null, state: 'given' as const, on: d('2026-01-01') }))
    const decision = decide({ spec, at: '2026-06-02', facts: active('2026-01-01', { consents, requests: [request({ scope: { purpose: 'support' } })] }) })
    expect(decision.fields.map(({ verdict }) => verdict)).toEqual(['erase', 'keep'])
    const byData = decide({ spec, at: '2026-06-02', facts: active('2026-01-01', { consents, requests: [request({ scope: { data: ['email'] } })] }) })
    expect(byData.fields.map(({ verdict }) => verdict)).toEqual(['keep', 'erase'])
    expect(decide({ spec, at: '2026-06-02', facts: active('2026-01-01', { consents, requests: [request({ scope: { relation: 'applicant' } })] }) }).verdict).toBe('keep')
  })

  it('restricts nobody until the person is identified, and nothing before it came', () => {
    expect(asked({ ground: 'consent' }, { identified: false }, { consents: [{ purpose: 'support', controller: null, state: 'given', on: d('2026-01-01') }] }).verdict).toBe('keep')
    expect(asked({ ground: 'contract' }, { received: d('2026-06-03') }).verdict).toBe('keep')
  })

  it('needs no date for what has fallen, and asks a human about what would stand on an undated retention', () => {
    const undated = { relations: [{ relation: 'customer', events: { 'last-activity': null } }] }
    expect(asked({ ground: 'consent' }, {}, undated).verdict).toBe('delete')
    expect(asked({ ground: 'contract' }, {}, undated)).toMatchObject({ verdict: 'review', waiting: 'review' })
  })

  it('sends unexplained and unmentioned data to a human', () => {
    const table: Partial<TableSpec> = { data: { full_name: 'name', shoe_size: 'shoe-size' } }
    const decision = decide({ at: '2026-06-02', table, purpose: { ground: 'consent' }, facts: active('2026-01-01', { requests: [request()] }) })
    expect(field(decision, 'shoe_size').verdict).toBe('review')
    expect(decision).toMatchObject({ verdict: 'clear', waiting: 'review' })
    expect(decide({ at: '2026-06-02', row: { unmentioned: true }, purpose: { ground: 'consent' }, facts: active('2026-01-01', { requests: [request()] }) })).toMatchObject({ verdict: 'clear', waiting: 'review' })
  })

  it('erases what is granted whatever the rule says of its scheduled end', () => {
    expect(asked({ ground: 'consent', keep: { end: twoYears, then: { action: 'restrict', for: null, then: null } } }).verdict).toBe('delete')
  })

  it('lets a consent that is given after the request stand', () => {
    expect(asked({ ground: 'consent' }, {}, { consents: [{ purpose: 'support', controller: null, state: 'given', on: d('2026-06-02') }] }).verdict).toBe('keep')
  })
})

describe('8. roles and public bodies', () => {
  it('answers only to instruction what is held for somebody else', () => {
    const decision = decide({ table: { role: 'processor' }, facts: active('2000-01-01', { requests: [request()] }), at: '2090-01-01' })
    expect(decision).toMatchObject({ verdict: 'instruction', until: null, changesOn: null, because: ['processor'] })
  })

  it('never counts what is held for somebody else as activity of our own', () => {
    const spec: Partial<Spec> = { tables: { contact, theirs: { data: { subject: 'name' }, dates: ['last-activity'], role: 'processor' } } }
    expect(decide({ spec, others: [{ table: 'theirs', dates: { 'last-activity': '2026-11-01' } }] }).verdict).toBe('delete')
  })

  it('keeps public records until a disposal decision', () => {
    const decision = decide({ spec: { controllers: { us: { public: true } } } })
    expect(decision).toMatchObject({ verdict: 'keep', waiting: 'approval', because: ['public'] })
    expect(field(decision)).toMatchObject({ verdict: 'hold', hold: 'disposal-decision', law: 'AL 10' })
  })

  it('disposes of public records when the time of the decision has come, and not before for another reason', () => {
    const withdrawn: FactsSpec = { consents: [{ purpose: 'support', controller: null, state: 'withdrawn', on: d('2026-03-03') }] }
    const kept = { spec: { controllers: { us: { public: true } } }, purpose: { ground: 'consent' as const, keep: { end: twoYears, disposal: true as const } }, facts: active('2024-11-20', withdrawn) }
    expect(decide({ ...kept, at: '2026-11-19' })).toMatchObject({ verdict: 'keep', waiting: 'approval', because: ['public', 'withdrawn'], changesOn: '2026-11-20' })
    expect(decide({ ...kept, at: '2026-11-20' }).verdict).toBe('delete')
    const untilWithdrawal = { ...kept, purpose: { ...kept.purpose, keep: { ...kept.purpose.keep, end: { kind: 'until' as const, event: 'withdrawal' as const } } } }
    expect(decide({ ...untilWithdrawal, at: '2026-03-03' }).verdict).toBe('delete')
  })

  it('keeps for the archive what is to be archived', () => {
    expect(field(decide({ purpose: { keep: { end: twoYears, then: { action: 'archive' } } } }))).toMatchObject({ verdict: 'hold', hold: 'archive' })
  })

  it('leaves to a human what a human is to look at first', () => {
    expect(decide({ purpose: { keep: { end: twoYears, review: true } } })).toMatchObject({ verdict: 'review', waiting: 'review' })
    expect(decide({ purpose: { keep: { end: twoYears, then: { action: 'review', owner: 'legal' } } } }).verdict).toBe('review')
  })
})

describe('9. what a decision carries', () => {
  it('says the rule, the law, the dates it rests on, and the day it changes', () => {
    const decision = decide({ at: '2025-01-01' })
    expect(decision).toMatchObject({ changesOn: '2026-11-20', restsOn: [{ anchor: 'last-activity', day: '2024-11-20' }] })
    expect(field(decision)).toMatchObject({ rule: 'purposes.support.keep', law: 'GDPR 6(1)(f)' })
    expect(field(decide({}))).toMatchObject({ rule: 'purposes.support.keep', law: 'GDPR 5(1)(e)' })
  })

  it('gives rows that are decided alike one shape, and keeps their keys apart', () => {
    const { policy } = setUp({})
    const standing = decidePerson(policy, factsOf(active('2024-11-20')), d('2025-01-01'), emptyFold())
    const [one, two] = ['1', '2'].map((key) => decideLocation(policy, standing, locationOf({ table: 'contact', key }), d('2025-01-01')))
    expect(one?.fields).toBe(two?.fields)
    expect([one?.key, two?.key]).toEqual(['1', '2'])
    expect(Object.isFrozen(one?.fields)).toBe(true)
  })

  it('tells which purposes stand for the person, and when to remind', () => {
    const { policy } = setUp({ purpose: { keep: { end: twoYears, remind: { days: 30 } } } })
    expect(decidePerson(policy, factsOf(active('2024-11-20')), d('2025-01-01'), emptyFold()).purposes).toEqual([
      { controller: 'us', relation: 'customer', purpose: 'support', stands: true, until: '2026-11-20', waiting: null, undated: false, remindOn: '2026-10-21', rule: 'purposes.support.keep' },
    ])
  })

  it('asks a human about a table that the policy does not know', () => {
    const { policy } = setUp({})
    expect(decideLocation(policy, decidePerson(policy, factsOf({}), d('2025-01-01'), emptyFold()), locationOf({ table: 'elsewhere' }), d('2025-01-01'))).toMatchObject({ verdict: 'review', because: ['unmapped-table'] })
  })
})
