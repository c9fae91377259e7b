import { later } from '../law/index.ts'
import type { Day } from '../law/index.ts'
import { asksData } from './applies-to.ts'
import { decideField, matterHold } from './decide-field.ts'
import type { FieldHold, FieldOutcome } from './decide-field.ts'
import type { Case } from './case.ts'
import type { DecisionShape, FieldDecision, LocationVerdict, Waiting } from './decision.ts'
import type { LocationFacts, RecordFacts } from './facts.ts'
import { matterOf, matterText } from './fold.ts'
import type { FieldPlan, HoldRule, PurposeRule, TablePlan } from './plan.ts'
import { lawHoldState, purposeState } from './purpose-state.ts'
import type { PurposeState } from './purpose-state.ts'

/** A row's decision on one day, before it is known when it changes. */
export interface RowDecision {
  readonly shape: DecisionShape
  /** The earliest day on which a reminder is to be sent, and for which purposes. */
  readonly remind: { readonly on: Day; readonly purposes: readonly string[] } | null
}

export function decideRow(of: Case, plan: TablePlan, location: LocationFacts): RowDecision {
  if (plan.table.role === 'processor') return instruction(plan)
  if (plan.fields.length === 0) return withoutFields(plan)
  const relations = relationsOf(of, plan)
  const states: PurposeState[] = []
  const asPart = recordHold(of, plan, location, relations)
  const seen = new Map<PurposeRule['keep'], { rule: PurposeRule; field: FieldPlan; states: readonly PurposeState[] }[]>()
  const outcomes = plan.fields.map((field) => {
    const ofField = field.rules.flatMap((rule) => {
      const known = seen.get(rule.keep)?.find((each) => sameRule(of, each.rule, rule) && each.field.ceilings.length === 0 && field.ceilings.length === 0)
      if (known !== undefined) return known.states
      const made = relationsFor(relations, rule, plan.relation).map((relation) => purposeState(of, rule, relation, field.ceilings))
      seen.set(rule.keep, [...(seen.get(rule.keep) ?? []), { rule, field, states: made }])
      states.push(...made)
      return made
    })
    return decideField(of, field, ofField, holdOn(of, field, relations, asPart))
  })
  return { shape: rowShape(of, plan, location, outcomes), remind: remindersIn(states) }
}

/** Two fields share a purpose's state unless something asks about the data itself. */
function sameRule(of: Case, a: PurposeRule, b: PurposeRule): boolean {
  return a.purpose === b.purpose && (a.data === b.data || (!asksData(a.purpose) && a.needsExplicitConsent === b.needsExplicitConsent && of.facts.requests.every((request) => request.scope.data === undefined)))
}

/** The relations that the row stands for: its own, else those the person has; nobody's row stands for whichever there are. */
function relationsOf(of: Case, plan: TablePlan): readonly string[] | null {
  if (plan.relation !== null) return [plan.relation]
  const own = of.linked ? of.facts.relations.filter((fact) => fact.controller === of.controller).map((fact) => fact.relation) : []
  return own.length > 0 ? own : null
}

function relationsFor(relations: readonly string[] | null, rule: PurposeRule, own: string | null): readonly (string | null)[] {
  if (own !== null) return [own]
  return relations === null ? rule.purpose.people : relations.filter((relation) => rule.purpose.people.includes(relation))
}

/** Of several holds the one that holds longest. */
function holdOn(of: Case, field: FieldPlan, relations: readonly string[] | null, asPart: FieldHold | null): FieldHold | null {
  let chosen = asPart
  for (const rule of field.floors) {
    for (const relation of relations ?? [null]) {
      const hold = lawHold(of, rule, relation)
      chosen = longer(chosen, hold)
    }
  }
  return chosen !== null && chosen.until === null ? chosen : (matterHold(of, field) ?? chosen)
}

/** What is part of an accounting record is held as long as the record is, by the record's own dates. */
function recordHold(of: Case, plan: TablePlan, location: LocationFacts, relations: readonly string[] | null): FieldHold | null {
  let chosen: FieldHold | null = null
  for (const { table, dates } of plan.recordFloors.length === 0 ? [] : (location.records ?? [notAtHand])) {
    const record = of.policy.systems.get(location.system)?.tables.get(table)
    const text = record === undefined || dates === null ? '' : matterText({ matterAnchors: new Set(plan.matterAnchors) }, record, { dates })
    const ofRecord: Case = { ...of, matter: text === '' ? null : matterOf(text) }
    for (const rule of plan.recordFloors) for (const relation of relations ?? [null]) chosen = longer(chosen, lawHold(ofRecord, rule, relation))
  }
  return chosen
}

const notAtHand: RecordFacts = { table: '', dates: null }

function longer(a: FieldHold | null, b: FieldHold | null): FieldHold | null {
  if (a === null || b === null) return a ?? b
  return a.until !== null && (b.until === null || b.until > a.until) ? b : a
}

function lawHold(of: Case, rule: HoldRule, relation: string | null): FieldHold | null {
  const state = lawHoldState(of, rule, relation)
  return state === null ? null : { name: state.hold.name, until: state.until, rule: state.hold.at, law: state.hold.law, undated: state.undated, overdue: false }
}

function rowShape(of: Case, plan: TablePlan, location: LocationFacts, outcomes: readonly FieldOutcome[]): DecisionShape {
  const because = new Set(outcomes.flatMap((outcome) => outcome.why))
  const isNamed = (location.named ?? null) !== null
  if (!location.linked) because.add('leads-to-nobody')
  if (isNamed) because.add('named')
  const stays = outcomes.filter((outcome) => (isNamed ? outcome.firm : !outcome.goes)).map(({ decision }) => decision.field)
  const waiting = (more: Waiting = null): Waiting => firstWaiting([more, ...outcomes.map((outcome) => outcome.waiting)])
  const make = (verdict: LocationVerdict, waits: Waiting, fields: readonly FieldDecision[]): DecisionShape =>
    ({ verdict, until: untilOf(fields), changesOn: null, waiting: waits, fields, stays, because: [...because].sort(), restsOn: of.watch.restsOn() })
  const decisions = outcomes.map((outcome) => outcome.decision)
  const going = outcomes.filter((outcome) => outcome.goes)
  if (going.length === 0) return make(standingVerdict(isNamed, outcomes), waiting(), decisions)

  if (plan.isPublic && !going.every((outcome) => outcome.disposal)) {
    // Public records go only by a disposal decision (arkivlagen 10 §).
    because.add('public')
    const kept = outcomes.map(({ decision, goes }): FieldDecision => (goes ? { ...decision, verdict: 'hold', hold: 'disposal-decision', until: null, law: 'AL 10' } : decision))
    return { ...make('keep', waiting('approval'), kept), stays: kept.map(({ field }) => field) }
  }
  // Never the row, which is somebody else's: the element or key that names this one is taken out of it.
  if (isNamed) return make('clear', waiting(), decisions.map(erased))
  const all = going.length === outcomes.length
  const needed = neededBy(location)
  if (outcomes.some(({ decision }) => needed(decision.field))) {
    because.add('shared')
    if (all) return make('unlink', null, decisions)
    // Where another person's data stands in the field, it is only not used for this one.
    const fields = outcomes.map(({ decision, goes }): FieldDecision => (!goes ? decision : needed(decision.field) ? { ...decision, verdict: 'restrict', until: null } : erased(decision)))
    if (going.every(({ decision }) => needed(decision.field))) return make('restrict', waiting(), fields)
    because.add('partly')
    if (location.unmentioned) because.add('unmentioned')
    return make('clear', waiting(location.unmentioned ? 'review' : null), fields)
  }
  // What the row says of somebody whose own data stands is left in it, and all else goes.
  const naming = (location.namesStanding ?? 0) > 0
  const needs = location.referencedByKept > 0 || naming
  if (location.referencedByKept > 0) because.add('referenced')
  if (naming) because.add('names-others')
  if (location.unmentioned) because.add('unmentioned')
  if (!all) because.add('partly')
  const anonymises = decisions.some((decision) => decision.verdict === 'anonymise')
  if (all && !anonymises && !location.unmentioned && !needs) return make('delete', null, decisions)
  const anonymous = all && !location.unmentioned && !needs && !plan.leadsToPerson
  if (anonymises) because.add(anonymous ? 'anonymised' : 'not-anonymous')
  // Anonymised is said only when nothing that leads to a person remains.
  return make('clear', waiting(location.unmentioned ? 'review' : null), anonymous ? decisions : decisions.map(erased))
}

/** Which fields others' data stands in; where nobody has looked, all of them. */
function neededBy({ sharedWith, neededByOthers }: LocationFacts): (field: string) => boolean {
  if (sharedWith === 0) return () => false
  return neededByOthers === undefined ? () => true : (field) => neededByOthers.has(field)
}

function erased(decision: FieldDecision): FieldDecision {
  return decision.verdict === 'anonymise' ? { ...decision, verdict: 'erase' } : decision
}

function standingVerdict(isNamed: boolean, outcomes: readonly FieldOutcome[]): LocationVerdict {
  if (outcomes.some(({ decision }) => decision.verdict === 'restrict')) return 'restrict'
  if (outcomes.some(({ decision }) => decision.verdict === 'review')) return 'review'
  // Without a date of its own, what a row says of somebody else follows the row.
  if (outcomes.some((outcome) => outcome.undated)) return isNamed ? 'keep' : 'undated'
  return outcomes.every(({ decision }) => decision.verdict === 'unexplained') ? 'review' : 'keep'
}

function firstWaiting(all: readonly Waiting[]): Waiting {
  return all.includes('review') ? 'review' : all.includes('approval') ? 'approval' : all.includes('reminder') ? 'reminder' : null
}

/** The day by which all of the row is gone; of a row that goes now, the day the last of it ended. */
function untilOf(fields: readonly FieldDecision[]): Day | null {
  const staying = fields.filter(({ verdict }) => verdict !== 'erase' && verdict !== 'anonymise')
  if (staying.some((field) => field.until === null)) return null
  return (staying.length > 0 ? staying : fields).reduce<Day | null>((until, field) => (field.until === null ? until : until === null ? field.until : later(until, field.until)), null)
}

/** What we hold for somebody else answers to their instruction alone (Art 28(3)(a)). */
function instruction(plan: TablePlan): RowDecision {
  const fields = plan.fields.map((field): FieldDecision => ({ field: field.field, data: field.data, verdict: 'keep', purposes: [], hold: null, until: null, rule: null, law: 'GDPR 28(3)(a)' }))
  return { shape: { verdict: 'instruction', until: null, changesOn: null, waiting: null, fields, stays: fields.map(({ field }) => field), because: ['processor'], restsOn: [] }, remind: null }
}

/** Link rows go with their ends, rows of no person are read for their dates; anything else without fields is for a human. */
function withoutFields(plan: TablePlan): RowDecision {
  const code = plan.table.linkOnly ? 'link' : plan.table.matterOnly ? 'matter' : 'nothing-mapped'
  const mapped = code !== 'nothing-mapped'
  return { shape: { verdict: mapped ? 'keep' : 'review', until: null, changesOn: null, waiting: mapped ? null : 'review', fields: [], stays: [], because: [code], restsOn: [] }, remind: null }
}

function remindersIn(states: readonly PurposeState[]): RowDecision['remind'] {
  let on: Day | null = null
  for (const state of states) if (state.remindOn !== null && (on === null || state.remindOn < on)) on = state.remindOn
  return on === null ? null : { on, purposes: [...new Set(states.filter((state) => state.remindOn === on).map((state) => state.purpose))].sort() }
}
