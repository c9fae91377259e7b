import { countedPer, rulesWithin } from '../model/index.ts'
import type { Anchor, ColumnRef, EndRule, Field, LawHold, Policy, Purpose, Retention, Table } from '../model/index.ts'
import { appliesTo, asksAge, inPlaces } from './applies-to.ts'
import { towardsRecords } from './records.ts'
import { groundEvents } from './rule-end.ts'

/** A rule as it bears on one field: the purpose, the retention that applies to the field's data, and the anchors it may count from. */
export interface PurposeRule {
  readonly purpose: Purpose
  readonly keep: Retention
  readonly data: string
  /** Art 9(2)(a): the data goes when the explicit consent is withdrawn though the purpose goes on. */
  readonly needsExplicitConsent: boolean
  readonly matterAnchors: readonly Anchor[]
  readonly relationAnchors: readonly Anchor[]
  /** The rules that hold for some of the people instead. */
  readonly byRelation: ReadonlyMap<string, PurposeRule>
}

export interface HoldRule {
  readonly hold: LawHold
  readonly matterAnchors: readonly Anchor[]
}

export interface FieldPlan {
  readonly field: string
  readonly data: string
  readonly rules: readonly PurposeRule[]
  readonly floors: readonly HoldRule[]
  readonly ceilings: readonly HoldRule[]
  /** It identifies a person by itself: while it stays, nothing of the row is anonymous. */
  readonly identifies: boolean
}

/** All that a table's decisions need to know of the policy, found once. */
export interface TablePlan {
  readonly table: Table
  readonly controller: string
  readonly relation: string | null
  readonly isPublic: boolean
  readonly fields: readonly FieldPlan[]
  readonly purposes: ReadonlySet<string>
  readonly marketing: boolean
  /** Anchors of matters that the table maps and some rule counts from. */
  readonly mapped: ReadonlySet<Anchor>
  /** Anchors of matters that a location may carry. */
  readonly matterAnchors: readonly Anchor[]
  /** What the table's own rules count from that its rows do not carry: per relation, and per matter. */
  readonly relationAnchors: readonly Anchor[]
  readonly foldAnchors: readonly Anchor[]
  readonly leadsToPerson: boolean
  /** What keeps accounting records keeps their parts as long: none where the rows are part of no record. */
  readonly recordFloors: readonly HoldRule[]
}

export interface PolicyPlan {
  readonly policy: Policy
  readonly matterAnchors: ReadonlySet<Anchor>
  readonly relationAnchors: ReadonlySet<Anchor>
  readonly tables: Map<Table, TablePlan>
  /** Rows that say their own controller or relation. */
  readonly others: Map<string, TablePlan>
}

const plans = new WeakMap<Policy, PolicyPlan>()

export function planOf(policy: Policy): PolicyPlan {
  const known = plans.get(policy)
  if (known !== undefined) return known
  const anchors = new Set<Anchor>(['booking', 'issue', 'payment'])
  for (const purpose of policy.purposes.values()) {
    for (const { keep } of rulesWithin(purpose.keep)) for (const anchor of anchorsOf(policy, keep)) anchors.add(anchor)
    if (asksAge(purpose)) anchors.add('birth')
  }
  for (const hold of policy.holds.values()) for (const anchor of holdAnchors(hold)) anchors.add(anchor)
  const plan = {
    policy, tables: new Map(), others: new Map(),
    matterAnchors: new Set([...anchors].filter((anchor) => countedPer(anchor) === 'matter')),
    relationAnchors: new Set([...anchors, 'relation-start', 'relation-end'].filter((anchor) => countedPer(anchor) === 'relation')),
  }
  plans.set(policy, plan)
  return plan
}

/**
 * The plan of a table's rows; of those that say another controller or relation than the table's (null: the table's own); of what
 * the rows say of somebody else (`named`).
 */
export function tablePlan(plan: PolicyPlan, table: Table, controller: string | null, relation: string | null, named: string | null = null): TablePlan {
  if (named === null && (controller === null || controller === table.controller) && (relation === null || relation === table.relation)) {
    const known = plan.tables.get(table)
    if (known !== undefined) return known
    const own = planTable(plan, table, table.controller, table.relation, null)
    plan.tables.set(table, own)
    return own
  }
  const key = [table.system, table.name, controller ?? '', relation ?? '', named ?? ''].join('\u0000')
  const other = plan.others.get(key) ?? planTable(plan, table, controller ?? table.controller, relation ?? (named === null ? null : namedRelation(table, named)) ?? table.relation, named)
  plan.others.set(key, other)
  return other
}

/** What a purpose's rule counts from for one piece of data. */
export function purposeRule(policy: Policy, purpose: Purpose, data: string): PurposeRule {
  const keep = purpose.keep.perData.get(data) ?? purpose.keep
  return { ...ruleBy(policy, purpose, data, keep), byRelation: new Map([...(keep.perPeople ?? purpose.keep.perPeople ?? noRules)].map(([relation, own]) => [relation, ruleBy(policy, purpose, data, own)])) }
}

const noOthers: ReadonlyMap<string, PurposeRule> = new Map()
const noRules: ReadonlyMap<string, Retention> = new Map()

function ruleBy(policy: Policy, purpose: Purpose, data: string, keep: Retention): PurposeRule {
  const anchors = anchorsOf(policy, keep)
  return {
    purpose, keep, data,
    needsExplicitConsent: purpose.conditions.some((condition) => condition.data === data && condition.condition === 'explicit-consent'),
    matterAnchors: anchors.filter((anchor) => countedPer(anchor) === 'matter'),
    relationAnchors: anchors.filter((anchor) => countedPer(anchor) === 'relation'),
    byRelation: noOthers,
  }
}

export function columnName(ref: ColumnRef): string {
  return `${ref.via === null ? '' : `${ref.via}.`}${[ref.column, ...ref.path].join('->')}`
}

/** Bookkeeping binds whoever keeps accounting records, whether or not the policy writes the hold down. */
export function bookkeepingHold(policy: Policy): LawHold {
  for (const hold of policy.holds.values()) if (hold.kind === 'bookkeeping') return hold
  return {
    name: 'se-bookkeeping', at: 'holds.se-bookkeeping' as LawHold['at'], law: 'BFL 7:2', kind: 'bookkeeping', period: null, anchor: 'booking', data: [], bound: 'floor', places: [],
    label: { sv: 'bokföring', en: 'bookkeeping', no: 'bokføring' },
  }
}

export function holdNamed(policy: Policy, law: string): LawHold | null {
  return policy.holds.get(law) ?? (law === 'se-bookkeeping' ? bookkeepingHold(policy) : null)
}

/** The fields of a table that are of whoever another field identifies. */
export function isOf(field: Field, named: string): boolean {
  return field.of !== null && columnName(field.of.ref) === named
}

/** In which relation the ones stand whom a field names: null where the systems file does not say. */
export function namedRelation(table: Table, named: string): string | null {
  return table.fields.find((field) => isOf(field, named))?.of?.relation ?? null
}

function planTable(plan: PolicyPlan, table: Table, controller: string, relation: string | null, named: string | null): TablePlan {
  const { policy } = plan
  const purposes = [...policy.purposes.values()].filter(
    (purpose) => purpose.controllers.includes(controller) && (relation === null || purpose.people.includes(relation)) && (table.purposes === null || table.purposes.includes(purpose.name))
      // What is done for somebody else is no purpose of our own.
      && (purpose.role === 'controller' || table.role === 'processor'),
  )
  const holds = new Set([...policy.holds.values()].filter((hold) => inPlaces(policy, controller, hold.places)))
  if (table.record) holds.add(bookkeepingHold(policy))
  const recordFloors = towardsRecords(policy, table).size === 0 ? [] : [...new Set([...policy.holds.values(), bookkeepingHold(policy)])].filter((hold) => hold.data.length === 0 && hold.bound === 'floor').map(holdRule)
  const personColumns = new Set([...table.person.values()].map(columnName))
  const fields = table.fields.filter((field) => named === null || isOf(field, named)).map((field): FieldPlan => {
    const field_ = columnName(field.ref)
    const covering = [...holds].filter((hold) => covers(hold, table, field.data)).map(holdRule)
    return {
      field: field_, data: field.data,
      rules: purposes.filter((purpose) => purpose.data.includes(field.data) && appliesTo(policy, purpose.when, { controller, relation, data: field.data }) !== 'no').map((purpose) => purposeRule(policy, purpose, field.data)),
      floors: covering.filter(({ hold }) => hold.bound === 'floor'),
      ceilings: covering.filter(({ hold }) => hold.bound === 'ceiling'),
      identifies: personColumns.has(field_) || policy.data.get(field.data)?.identifies === 'person',
    }
  })
  const mapped = new Set([...table.dates.keys()].filter((anchor) => plan.matterAnchors.has(anchor)))
  const relationAnchors = new Set<Anchor>()
  const foldAnchors = new Set<Anchor>()
  for (const field of fields) {
    const rules = field.rules.flatMap((rule) => [rule, ...rule.byRelation.values()])
    for (const rule of rules) for (const anchor of rule.relationAnchors) relationAnchors.add(anchor)
    if (field.rules.some((rule) => asksAge(rule.purpose))) relationAnchors.add('birth')
    for (const { hold } of [...field.floors, ...field.ceilings]) for (const anchor of holdAnchors(hold)) if (countedPer(anchor) === 'relation') relationAnchors.add(anchor)
    const floors = field.floors.filter(({ hold }) => hold.kind !== 'bookkeeping' && hold.data.length > 0)
    for (const { matterAnchors } of [...rules, ...floors, ...field.ceilings]) if (!matterAnchors.some((anchor) => mapped.has(anchor))) for (const anchor of matterAnchors) foldAnchors.add(anchor)
  }
  for (const { hold } of recordFloors) for (const anchor of holdAnchors(hold)) if (countedPer(anchor) === 'relation') relationAnchors.add(anchor)
  // Whether a relation without an end goes on is known from its start.
  if (relationAnchors.has('relation-end')) relationAnchors.add('relation-start')
  return {
    table, controller, relation, fields,
    isPublic: policy.controllers.get(controller)?.public ?? false,
    purposes: new Set(fields.flatMap((field) => field.rules.map((rule) => rule.purpose.name))),
    marketing: fields.some((field) => field.rules.some((rule) => rule.purpose.marketing)),
    mapped,
    matterAnchors: [...plan.matterAnchors],
    relationAnchors: [...relationAnchors], foldAnchors: [...foldAnchors],
    leadsToPerson: table.belongsTo.some((link) => policy.systems.get(table.system)?.tables.get(link.to)?.matterOnly !== true) || identifiesBeside(table),
    recordFloors,
  }
}

/** What identifies somebody and is not among the fields, or is the key itself, is there when all fields are empty. */
function identifiesBeside(table: Table): boolean {
  const cleared = new Set(table.fields.map((field) => columnName(field.ref)))
  return [...table.person.values()].some((ref) => !cleared.has(columnName(ref)) || (ref.via === null && table.key.includes(ref.column)))
}

function holdRule(hold: LawHold): HoldRule {
  return { hold, matterAnchors: holdAnchors(hold).filter((anchor) => countedPer(anchor) === 'matter') }
}

/** Without data of its own a hold keeps accounting records, whole. */
function covers(hold: LawHold, table: Table, data: string): boolean {
  return hold.data.length === 0 ? table.record : hold.data.includes(data)
}

function anchorsOf(policy: Policy, keep: Retention): readonly Anchor[] {
  const anchors = new Set<Anchor>()
  for (const rule of [keep.end, keep.atMost, keep.atLeast]) if (rule !== null) collect(policy, rule, anchors)
  return [...anchors]
}

function collect(policy: Policy, rule: EndRule, into: Set<Anchor>): void {
  if (rule.kind === 'after') for (const anchor of [rule.anchor, ...rule.or]) into.add(anchor)
  else if (rule.kind === 'until') { if (!groundEvents.has(rule.event)) into.add(rule.event) }
  else if (rule.kind === 'while-relation') into.add('relation-end')
  else if (rule.kind === 'law') for (const anchor of holdAnchors(holdNamed(policy, rule.law))) into.add(anchor)
  else if (rule.kind === 'first-of' || rule.kind === 'last-of') for (const each of rule.rules) collect(policy, each, into)
}

function holdAnchors(hold: LawHold | null): readonly Anchor[] {
  if (hold === null) return []
  return hold.kind === 'bookkeeping' ? ['booking', 'issue', 'payment'] : [hold.anchor]
}
