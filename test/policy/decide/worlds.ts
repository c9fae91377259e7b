import * as fc from 'fast-check'
import type { DateFact } from '../../../src/policy/decide/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import type { EndRule, Ground, Then } from '../../../src/policy/model/index.ts'
import type { World } from './naive.ts'
import { after, firstOf, lastOf, law, until } from './spec.ts'
import type { FactsSpec, KeepSpec, LocationSpec, PurposeSpec, RelationSpec, Spec, TableSpec } from './spec.ts'

/** Small worlds in a few months of 2024, where everything can meet everything: random policies, facts and rows. */
export const dayIn = (from: number, to: number): fc.Arbitrary<Day> => fc.integer({ min: from, max: to }).map((days) => Temporal.PlainDate.from('2024-01-01').add({ days }).toString() as Day)

const date: fc.Arbitrary<DateFact> = fc.oneof(
  { weight: 12, arbitrary: dayIn(0, 200) },
  { weight: 2, arbitrary: dayIn(200, 330) },
  { weight: 1, arbitrary: fc.constantFrom<DateFact>('infinity', '-infinity', '1970-01-01' as Day, '1900-01-01' as Day, '0001-01-01' as Day, '9999-12-31' as Day, '2024-01-02' as Day) },
)
const purposes = ['p1', 'p2', 'p3', 'p4'] as const
const data = ['d1', 'd2', 'd3'] as const
const relations = ['customer', 'visitor'] as const
const anchors = ['last-activity', 'relation-end', 'event-end', 'booking', 'rejection'] as const
const period = fc.constantFrom({ days: 10 }, { days: 45 }, { months: 1 }, { months: 2 }, { weeks: 3 })

const simple: fc.Arbitrary<EndRule> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...anchors), period).map(([anchor, by]) => after(anchor, by)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...anchors), fc.constantFrom(...anchors), period).map(([anchor, or, by]) => after(anchor, by, { or: [or] })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...anchors), period, fc.constantFrom<'calendar-year' | 'fiscal-year'>('calendar-year', 'fiscal-year')).map(([anchor, by, roundUp]) => after(anchor, by, { roundUp })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...anchors), period).map(([anchor, by]) => after(anchor, by, { onlyAtLeast: true })) },
  { weight: 1, arbitrary: fc.constantFrom(...anchors, 'withdrawal').map(until) },
  { weight: 1, arbitrary: fc.constantFrom<EndRule>({ kind: 'while-relation' }, { kind: 'for-ever', law: null }, { kind: 'vague', text: 'a while' }) },
  { weight: 1, arbitrary: fc.constant(law('se-bookkeeping')) },
)
const rule: fc.Arbitrary<EndRule> = fc.oneof(
  { weight: 5, arbitrary: simple },
  { weight: 1, arbitrary: fc.array(simple, { minLength: 2, maxLength: 3 }).map((rules) => firstOf(...rules)) },
  { weight: 1, arbitrary: fc.array(simple, { minLength: 2, maxLength: 3 }).map((rules) => lastOf(...rules)) },
)
const then: fc.Arbitrary<Then> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Then>({ action: 'erase' }) },
  { weight: 1, arbitrary: fc.constantFrom<Then>({ action: 'anonymise' }, { action: 'review', owner: null }, { action: 'archive' }) },
  { weight: 1, arbitrary: fc.tuple(fc.option(period), fc.constantFrom<Then | null>({ action: 'erase' }, { action: 'anonymise' }, null)).map(([by, next]): Then => ({ action: 'restrict', for: by, then: next })) },
)

const keep: fc.Arbitrary<KeepSpec> = fc.oneof(
  {
    weight: 4, arbitrary: fc.record({ end: rule, then, review: fc.boolean() }).chain((base) => fc.record({
      end: fc.constant(base.end), then: fc.constant(base.then), review: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    })),
  },
  // A reminder goes with a rule of one anchor, so that the date it counts from is plain in the second implementation.
  { weight: 2, arbitrary: fc.record({ end: fc.tuple(fc.constantFrom('last-activity', 'event-end'), period).map(([anchor, by]) => after(anchor, by)), then, remind: fc.constantFrom({ days: 5 }, { days: 14 }), unreachable: fc.constantFrom<'erase' | 'review'>('erase', 'review') }) },
  { weight: 1, arbitrary: fc.record({ end: fc.constantFrom(...anchors, 'withdrawal').map(until), atMost: simple, then }) },
  { weight: 1, arbitrary: fc.record({ end: simple, atLeast: simple, then }) },
)

const purpose: fc.Arbitrary<PurposeSpec> = fc.record({
  people: fc.subarray([...relations], { minLength: 1 }), data: fc.subarray([...data], { minLength: 1 }),
  ground: fc.constantFrom<Ground | null>('consent', 'legitimate-interest', 'legitimate-interest', 'contract', 'public-task', 'legal-obligation', null),
  marketing: fc.integer({ min: 0, max: 4 }).map((n) => n === 0), objection: fc.constantFrom<'uphold' | 'decide'>('uphold', 'decide'),
  channels: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('email', 'sms'), fc.constantFrom<'consent' | 'existing-customer' | 'objection'>('consent', 'existing-customer', 'objection'), { maxKeys: 2 }) }),
  explicitConsentFor: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...data]) }), keep,
})

const table: fc.Arbitrary<TableSpec> = fc.record({
  relation: fc.constantFrom<string | null>('customer', 'visitor', null), data: fc.constantFrom<Record<string, string>>({ a: 'd1' }, { a: 'd1', b: 'd2' }, { a: 'd2', b: 'd3' }, { a: 'd1', b: 'd2', c: 'd3' }),
  dates: fc.subarray([...anchors, 'issue', 'payment'], { maxLength: 3 }), record: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
}).chain((base) => fc.record({
  relation: fc.constant(base.relation), data: fc.constant(base.data), dates: fc.constant(base.dates), record: fc.constant(base.record),
  role: fc.integer({ min: 0, max: 11 }).map((n) => (n === 0 ? 'processor' as const : 'controller' as const)), belongsTo: fc.integer({ min: 0, max: 3 }).map((n) => (n === 0 ? ['t1'] : [])),
  sentinels: fc.constantFrom<readonly string[]>([], ['2024-01-02']),
  // Somebody else may be named by one of the fields, and another field be theirs too.
  of: fc.constantFrom(...(base.data['b'] === undefined ? [{}] : [{}, {}, { b: 'b' }, ...(base.data['c'] === undefined ? [] : [{ b: 'b', c: 'b' }])])) as fc.Arbitrary<Record<string, string>>,
  ...(base.data['b'] !== undefined && { ofRelation: fc.constantFrom('visitor', 'customer') }),
})).map(({ ofRelation, ...rest }): TableSpec => (ofRelation === undefined || ofRelation === 'customer' ? rest : { ...rest, ofRelation }))

const few = <T>(one: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> => fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.array(one, { maxLength }) })

type RowSpec = Omit<LocationSpec, 'neededByOthers'> & { readonly neededByOthers: readonly string[] | undefined; readonly namesThem: boolean }

const location: fc.Arbitrary<RowSpec> = fc.record({
  table: fc.constantFrom('t1', 't2', 't3'), dates: fc.dictionary(fc.constantFrom(...anchors, 'issue', 'payment'), date, { maxKeys: 3 }),
  sharedWith: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)), referencedByKept: fc.integer({ min: 0, max: 7 }).map((n) => (n === 0 ? 1 : 0)),
  neededByOthers: fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined }), namesStanding: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)), namesThem: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  heldForOthers: few(fc.record({ data: fc.subarray([...data]), basis: fc.constant('claim'), owner: fc.constant('legal'), review: dayIn(100, 300) }), 1),
  unmentioned: fc.integer({ min: 0, max: 9 }).map((n) => n === 0), linked: fc.integer({ min: 0, max: 9 }).map((n) => n !== 0),
})

const relation: fc.Arbitrary<RelationSpec> = fc.record({
  relation: fc.constantFrom(...relations), started: fc.option(dayIn(0, 60)), ended: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: date }),
  events: fc.dictionary(fc.constantFrom('last-activity', 'last-activity', 'event-end'), date, { maxKeys: 2 }),
}) as fc.Arbitrary<RelationSpec>

const facts: fc.Arbitrary<FactsSpec> = fc.record({
  relations: fc.uniqueArray(relation, { selector: (one) => one.relation, maxLength: 2 }),
  consents: fc.oneof(few(fc.record({ purpose: fc.constantFrom(...purposes), controller: fc.constant(null), state: fc.constantFrom('given' as const, 'given' as const, 'refused' as const, 'withdrawn' as const, 'expired' as const), on: dayIn(0, 250) }), 3)),
  objections: few(fc.record({ to: fc.constantFrom(...purposes, 'marketing', 'channel:email'), controller: fc.constant(null), on: dayIn(0, 250), outcome: fc.constantFrom('pending' as const, 'upheld' as const, 'rejected' as const) })),
  restrictions: few(fc.record({ data: fc.subarray([...data]), why: fc.constantFrom('accuracy', 'unlawful', 'claims', 'objection', 'request'), since: dayIn(100, 300) }), 1),
  reminders: few(fc.record({ purpose: fc.constantFrom(...purposes), sent: fc.option(dayIn(30, 300)), bounced: fc.option(dayIn(30, 300), { freq: 1 }) }), 3),
  approvals: few(fc.record({ purpose: fc.constantFrom(...purposes), until: dayIn(150, 350) }), 1),
  holds: few(fc.record({ data: fc.subarray([...data]), locations: fc.constantFrom([], [{ system: 'crm', table: 't1', key: '1' }]), basis: fc.constant('dispute'), owner: fc.constant('legal'), review: dayIn(100, 300) }), 1),
  requests: few(fc.record({
    right: fc.constantFrom('erasure' as const, 'erasure' as const, 'access' as const, 'portability' as const, 'objection' as const, 'withdrawal' as const, 'restriction' as const), received: dayIn(60, 300), identified: fc.integer({ min: 0, max: 5 }).map((n) => n !== 0),
    scope: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ purpose: 'p1' }, { relation: 'customer' }, { data: ['d1'] }, { purpose: 'p2', data: ['d1', 'd2'] }) }),
  })),
})

const spec: fc.Arbitrary<Spec> = fc.record({
  controllers: fc.constantFrom<NonNullable<Spec['controllers']>>({ us: { fiscalYear: '01-01..12-31' } }, { us: { fiscalYear: '01-01..12-31' } }, { us: { fiscalYear: null } }, { us: { fiscalYear: '01-01..12-31', public: true } }),
  people: fc.constant([...relations]),
  purposes: fc.uniqueArray(fc.tuple(fc.constantFrom(...purposes), purpose), { selector: ([name]) => name, minLength: 1, maxLength: 4 }).map((all) => Object.fromEntries(all)),
  holds: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, {
    weight: 1,
    arbitrary: fc.record({ claims: fc.record({ for: period, after: fc.constantFrom('rejection', 'event-end', 'last-activity'), data: fc.subarray([...data], { minLength: 1 }), bound: fc.constantFrom<'floor' | 'ceiling'>('floor', 'floor', 'ceiling') }) }),
  }),
  tables: fc.record({ t1: table, t2: table, t3: table }),
  ahead: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['rejection']) }),
})

/** A row of the person's own, or what a row of somebody else's says of them, where its table names people. */
function placed({ namesThem, neededByOthers, ...row }: RowSpec, made: Spec, key: string): LocationSpec {
  const named = namesThem && Object.keys(made.tables[row.table]?.of ?? {}).length > 0
  return { ...row, key, ...(neededByOthers !== undefined && { neededByOthers }), ...(named && { named: 'b', linked: true }) }
}

/** Several people with something in one row: who share it, and one whom it may name. */
export const company = fc.record({ spec, row: location, sharers: fc.array(fc.record({ facts, others: fc.array(location, { maxLength: 1 }) }), { minLength: 2, maxLength: 3 }) })
  .map((made) => ({ spec: withoutRemindersUnderCeilings(made.spec), row: placed({ ...made.row, namesThem: false, sharedWith: 0, linked: true }, made.spec, '1'), sharers: made.sharers.map((one) => ({ facts: one.facts, others: one.others.map((row) => placed(row, made.spec, '2')) })) }))

export const world: fc.Arbitrary<World> = fc.record({ spec, facts, locations: fc.array(location, { minLength: 1, maxLength: 4 }) })
  .map((made) => ({ ...made, spec: withoutRemindersUnderCeilings(made.spec), locations: made.locations.map((each, index) => placed(each, made.spec, String(index + 1))) }))

/** Which date a reminder's round counts from is plain only where one date decides; a ceiling brings another. */
function withoutRemindersUnderCeilings(made: Spec): Spec {
  if (!Object.values(made.holds ?? {}).some((hold) => hold.bound === 'ceiling')) return made
  return { ...made, purposes: Object.fromEntries(Object.entries(made.purposes).map(([name, purpose]) => {
    const rest = Object.fromEntries(Object.entries(purpose.keep).filter(([key]) => key !== 'remind')) as unknown as KeepSpec
    return [name, { ...purpose, keep: rest }]
  })) }
}
