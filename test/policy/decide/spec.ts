import { anchorFact } from '../../../src/policy/decide/index.ts'
import type { AnchorFact, DateFact, LocationFacts, PersonFacts } from '../../../src/policy/decide/index.ts'
import { parseFiscalYear, period } from '../../../src/policy/law/index.ts'
import type { Day, Period } from '../../../src/policy/law/index.ts'
import { rulePath } from '../../../src/policy/model/index.ts'
import type { EndRule, Ground, LawHold, Link, Policy, Purpose, Retention, Table, Then } from '../../../src/policy/model/index.ts'
import { verbatim } from '../../../src/policy/text/index.ts'

/** A policy as few words as a test needs. */
export interface Spec {
  readonly controllers?: Readonly<Record<string, { readonly fiscalYear?: string | null; readonly public?: boolean }>>
  readonly people?: readonly string[]
  readonly purposes: Readonly<Record<string, PurposeSpec>>
  readonly holds?: Readonly<Record<string, { readonly for: Period; readonly after: string; readonly data: readonly string[]; readonly bound?: 'floor' | 'ceiling' }>>
  readonly tables: Readonly<Record<string, TableSpec>>
  /** Events whose day may lie ahead. */
  readonly ahead?: readonly string[]
}

export interface PurposeSpec {
  readonly controllers?: readonly string[]
  readonly people?: readonly string[]
  readonly data: readonly string[]
  readonly ground?: Ground | null
  readonly marketing?: boolean
  readonly channels?: Readonly<Record<string, 'consent' | 'existing-customer' | 'objection'>>
  readonly consentExpires?: Period
  readonly explicitConsentFor?: readonly string[]
  readonly objection?: 'uphold' | 'decide'
  readonly keep: KeepSpec
}

export interface KeepSpec {
  readonly end: EndRule | null
  readonly atMost?: EndRule
  readonly atLeast?: EndRule
  readonly then?: Then
  readonly remind?: Period
  readonly unreachable?: 'erase' | 'review'
  readonly review?: boolean
  readonly disposal?: true
  readonly perData?: Readonly<Record<string, KeepSpec>>
}

export interface TableSpec {
  readonly controller?: string
  readonly relation?: string | null
  readonly data: Readonly<Record<string, string>>
  readonly purposes?: readonly string[]
  readonly dates?: readonly string[]
  readonly record?: boolean
  readonly role?: 'controller' | 'processor'
  readonly channel?: string
  readonly since?: string
  readonly sentinels?: readonly string[]
  readonly belongsTo?: readonly string[]
  /** Of those, the ones that the systems file lets go of. */
  readonly releases?: readonly string[]
  /** Fields that are of whoever another field identifies: `{ their_name: their_mail }`. */
  readonly of?: Readonly<Record<string, string>>
  readonly ofRelation?: string
  readonly link?: boolean
  readonly matter?: boolean
}

export interface RelationSpec {
  readonly relation: string
  readonly controller?: string
  readonly started?: string | null
  readonly ended?: string | null
  readonly events?: Readonly<Record<string, string | null>>
}

export interface LocationSpec {
  readonly table: string
  readonly key?: string
  readonly relation?: string
  readonly dates?: Readonly<Record<string, string>>
  readonly sharedWith?: number
  readonly neededByOthers?: readonly string[]
  readonly named?: string
  readonly namesStanding?: number
  readonly heldForOthers?: LocationFacts['heldForOthers']
  readonly referencedByKept?: number
  readonly unmentioned?: boolean
  readonly linked?: boolean
}

export const after = (anchor: string, by: Period, more: Partial<Extract<EndRule, { kind: 'after' }>> = {}): EndRule => ({ kind: 'after', anchor, period: period(by), or: [], roundUp: null, onlyAtLeast: false, ...more })
export const until = (event: string): EndRule => ({ kind: 'until', event })
export const law = (name: string): EndRule => ({ kind: 'law', law: name })
export const firstOf = (...rules: readonly EndRule[]): EndRule => ({ kind: 'first-of', rules })
export const lastOf = (...rules: readonly EndRule[]): EndRule => ({ kind: 'last-of', rules })

export function controllersOf(spec: Spec): NonNullable<Spec['controllers']> {
  return spec.controllers ?? { us: { fiscalYear: '01-01..12-31' } }
}

export function policyOf(spec: Spec): Policy {
  const controllers = Object.entries(controllersOf(spec))
  const first = controllers[0]?.[0] ?? 'us'
  const people = spec.people ?? ['customer']
  const tables = new Map(Object.entries(spec.tables).map(([name, table]) => [name, tableOf(name, table, first)]))
  const purposes = Object.entries(spec.purposes)
  const data = new Set([...purposes.flatMap(([, purpose]) => purpose.data), ...Object.values(spec.tables).flatMap((table) => Object.values(table.data))])
  const policy = {
    hash: '0'.repeat(64), version: '0'.repeat(64), file: 'policy.yaml', effective: '2024-01-01', languages: ['en'], authority: null, sites: [], recipients: new Map(), rights: [], cookies: [], never: [],
    places: { of: () => ({ file: 'policy.yaml', line: 1, column: 1 }) }, measures: new Map(), automatedDecisions: null, backups: null, brake: { at: rulePath('brake'), share: 0.1, people: 500 }, events: new Map(), ahead: new Set(spec.ahead ?? []), place: null,
    calendar: { country: 'SE', eves: 'working' }, accepted: [],
    controllers: new Map(controllers.map(([name, one]) => [name, {
      name, at: rulePath('controllers', name), title: name, country: 'SE', contact: null, address: null, registration: null, officer: null, representative: null, zone: 'Europe/Stockholm',
      fiscalYears: one.fiscalYear === null || one.fiscalYear === undefined ? null : parseFiscalYear(one.fiscalYear), public: one.public ?? false,
    }])),
    people: new Map(people.map((name) => [name, { name, at: rulePath('people', name), label: verbatim(name), follows: null, child: false }])),
    data: new Map([...data].map((name) => [name, { name, at: rulePath('data', name), label: verbatim(name), class: 'ordinary', identifies: null, collected: 'given', source: null, mandatory: null, because: null, describes: null }])),
    purposes: new Map(purposes.map(([name, purpose]) => [name, purposeOf(name, purpose, people, first)])),
    holds: new Map<string, LawHold>([
      ['se-bookkeeping', { name: 'se-bookkeeping', at: rulePath('holds', 'se-bookkeeping'), law: 'BFL 7:2', label: verbatim('bookkeeping'), kind: 'bookkeeping', period: null, anchor: 'booking', data: [], bound: 'floor', places: [] }],
      ...Object.entries(spec.holds ?? {}).map(([name, hold]): [string, LawHold] => [name, {
        name, at: rulePath('holds', name), law: 'DL 6:4', label: verbatim(name), kind: 'period', period: period(hold.for), anchor: hold.after, data: hold.data, bound: hold.bound ?? 'floor', places: [],
      }]),
    ]),
    systems: new Map([['crm', { name: 'crm', at: rulePath('crm'), connector: 'postgres', settings: new Map(), country: 'SE', controller: first, role: 'controller', for: null, recipient: null, owner: null, tables }]]),
  }
  return policy as unknown as Policy
}

function purposeOf(name: string, spec: PurposeSpec, people: readonly string[], controller: string): Purpose {
  return {
    name, at: rulePath('purposes', name), label: verbatim(name), why: null, owner: null, controllers: spec.controllers ?? [controller], people: spec.people ?? people, data: spec.data,
    role: 'controller', when: null, handOver: null, grounds: groundsOf(name, spec),
    ground: spec.ground === undefined ? 'legitimate-interest' : spec.ground, party: null, law: null, balancing: null,
    consent: spec.consentExpires === undefined ? null : { givenBy: null, withdrawnBy: [], requiredFor: null, expires: period(spec.consentExpires), detriment: null },
    conditions: (spec.explicitConsentFor ?? []).map((data) => ({ data, condition: 'explicit-consent', law: null })),
    marketing: spec.marketing ?? false, profiling: false, channels: new Map(Object.entries(spec.channels ?? {})) as Purpose['channels'], keep: keepOf(rulePath('purposes', name, 'keep'), spec.keep),
    objection: spec.objection ?? 'decide', sources: [], recipients: [], aggregate: false, onlyFor: false, mandatory: new Map(),
  } as unknown as Purpose
}

function groundsOf(name: string, { ground = 'legitimate-interest' }: PurposeSpec): Purpose['grounds'] {
  return ground === null ? [] : [{ at: rulePath('purposes', name, 'ground'), ground, when: null, party: null, law: null, balancing: null, consent: null }]
}

function keepOf(at: Retention['at'], spec: KeepSpec): Retention {
  return {
    at, end: spec.end, atMost: spec.atMost ?? null, atLeast: spec.atLeast ?? null, then: spec.then ?? { action: 'erase' }, remind: spec.remind === undefined ? null : period(spec.remind), remindInWords: null, renewable: false,
    unreachable: spec.unreachable ?? 'review', review: spec.review === true ? { every: period({ years: 1 }), owner: 'legal' } : null, ...(spec.disposal === true && { disposal: true as const }),
    perData: new Map(Object.entries(spec.perData ?? {}).map(([data, keep]) => [data, keepOf(rulePath(at, data), keep)])),
  }
}

function tableOf(name: string, spec: TableSpec, controller: string): Table {
  return {
    system: 'crm', name, at: rulePath('crm', name), schema: null, relationName: name, controller: spec.controller ?? controller, role: spec.role ?? 'controller', key: ['id'],
    person: new Map(), verified: new Set(), relation: spec.relation === undefined ? 'customer' : spec.relation,
    belongsTo: (spec.belongsTo ?? []).map((to): Link => ({ at: rulePath('crm', name, to), to, columns: [`${to}_id`], references: ['id'], when: new Map(), release: spec.releases?.includes(to) ?? false, breaksCycle: false })),
    linkOnly: spec.link ?? false, matterOnly: spec.matter ?? false,
    fields: Object.entries(spec.data).map(([column, data]) => ({ at: rulePath('crm', name, column), ref: { column, path: [], via: null }, data, replacement: null, of: spec.of?.[column] === undefined ? null : { kind: 'email', ref: { column: spec.of[column], path: [], via: null }, relation: spec.ofRelation ?? null, links: true } })),
    notPersonal: new Map(), purposes: spec.purposes ?? null, channel: spec.channel ?? null, record: spec.record ?? false,
    dates: new Map((spec.dates ?? []).map((anchor) => [anchor, { column: anchor, path: [], via: null }])),
    zone: 'Europe/Stockholm', sentinels: spec.sentinels ?? [], since: (spec.since ?? null) as Day | null, changes: { by: 'xmin' }, triggers: new Set(),
  } as unknown as Table
}

export function locationOf(spec: LocationSpec, index = 0): LocationFacts {
  return {
    system: 'crm', table: spec.table, key: spec.key ?? String(index + 1), relation: spec.relation ?? null, controller: null, dates: new Map(Object.entries(spec.dates ?? {})) as LocationFacts['dates'],
    sharedWith: spec.sharedWith ?? 0, referencedByKept: spec.referencedByKept ?? 0, unmentioned: spec.unmentioned ?? false, linked: spec.linked ?? true,
    ...(spec.neededByOthers !== undefined && { neededByOthers: new Set(spec.neededByOthers) }), ...(spec.named !== undefined && { named: spec.named }),
    ...(spec.namesStanding !== undefined && { namesStanding: spec.namesStanding }), ...(spec.heldForOthers !== undefined && { heldForOthers: spec.heldForOthers }),
  }
}

export type FactsSpec = Partial<Omit<PersonFacts, 'relations'>> & { readonly relations?: readonly RelationSpec[] }

export function factsOf(spec: FactsSpec, controller = 'us'): PersonFacts {
  const fact = (date: string | null | undefined): AnchorFact | null => (date === null || date === undefined ? null : anchorFact(date as DateFact))
  return {
    consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [], ...spec,
    relations: (spec.relations ?? []).map((one) => ({
      relation: one.relation, controller: one.controller ?? controller, started: fact(one.started), ended: fact(one.ended),
      events: new Map(Object.entries(one.events ?? {}).flatMap(([anchor, date]) => (date === null ? [] : [[anchor, anchorFact(date as DateFact)] as const]))),
    })),
  }
}
