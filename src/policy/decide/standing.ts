import type { Day } from '../law/index.ts'
import type { Policy, Purpose, RulePath } from '../model/index.ts'
import type { Case } from './case.ts'
import type { Decision, DecisionShape } from './decision.ts'
import { decideRow } from './decide-row.ts'
import type { RowDecision } from './decide-row.ts'
import type { AnchorFact, LocationFacts, PersonFacts } from './facts.ts'
import { factsFromLocations, matterOf, matterText } from './fold.ts'
import type { MatterFold } from './fold.ts'
import { planOf, purposeRule, tablePlan } from './plan.ts'
import type { PolicyPlan, TablePlan } from './plan.ts'
import { purposeState } from './purpose-state.ts'
import { Watch } from './watch.ts'

/** How one purpose stands for one relation of the person. */
export interface PurposeStanding {
  readonly controller: string
  readonly relation: string
  readonly purpose: string
  /** Whether data may be used for it today. */
  readonly stands: boolean
  /** The first day on which it no longer stands; null while nobody can say. */
  readonly until: Day | null
  readonly waiting: 'reminder' | 'review' | null
  readonly undated: boolean
  /** The day its reminder is to be sent; null when the rule reminds of nothing, or it was sent. */
  readonly remindOn: Day | null
  readonly rule: RulePath
}

/** One person on one day; made by decidePerson, read by decideLocation. */
export interface Standing {
  readonly at: Day
  readonly facts: PersonFacts
  readonly fold: MatterFold
  /** Every purpose for every relation; counted when it is asked for. */
  readonly purposes: readonly PurposeStanding[]
}

/** What is to be done with a location next, if nothing else changes before. */
export interface NextAction {
  readonly on: Day
  readonly what: 'delete' | 'clear' | 'unlink' | 'restrict' | 'remind'
  /** For `remind`: the purposes to remind of. */
  readonly purposes: readonly string[]
  readonly rule: RulePath | null
  /** Nothing of the person is left in the row then. */
  readonly whole: boolean
}

/** All that is known of the person, with the dates that the locations bring. */
export function decidePerson(policy: Policy, facts: PersonFacts, at: Day, matters: MatterFold): Standing {
  return new PersonStanding(policy, factsFromLocations(policy, matters, facts), at, matters)
}

/** What happens to one location, and to each of its fields, on the standing's day. */
export function decideLocation(policy: Policy, standing: Standing, location: LocationFacts, at: Day): Decision {
  const { shape } = answer(policy, standing, location, at)
  return {
    system: location.system, table: location.table, key: location.key,
    verdict: shape.verdict, until: shape.until, changesOn: shape.changesOn, waiting: shape.waiting, fields: shape.fields, stays: shape.stays, because: shape.because, ...(shape.restsOn !== undefined && { restsOn: shape.restsOn }),
  }
}

/** The first day on which something is to be done with the location, and what; null when nothing will be by itself. */
export function nextAction(policy: Policy, standing: Standing, location: LocationFacts, at: Day): NextAction | null {
  const first = lastAnswer(policy, standing, location, at) ?? answer(policy, standing, location, at)
  if (first.action !== undefined) return first.action
  const { plan, person } = placed(policy, standing, location, at)
  first.action = plan === null ? null : followed(person, plan, location, first)
  return first.action
}

/** Asked right after the decision, for the same row. The decision itself is always looked up anew: a caller may reuse its object. */
function lastAnswer(policy: Policy, standing: Standing, location: LocationFacts, at: Day): Answer | null {
  return standing instanceof PersonStanding && standing.last?.location === location && standing.policy === policy && standing.at === at ? standing.last.answer : null
}

/** A decision, with what was found out about the days after it. Shared by all locations that are decided alike. */
interface Answer {
  readonly shape: DecisionShape
  readonly remind: RowDecision['remind']
  action?: NextAction | null
}

/** A daily sweep decides millions of rows; those with the same dates and circumstances have the same answer. */
interface Cache {
  at: Day
  size: number
  answers: Map<TablePlan, Map<string, Map<string, Answer>>>
}

const caches = new WeakMap<Policy, Cache>()
const remembered = 30_000

class PersonStanding implements Standing {
  readonly at: Day
  readonly facts: PersonFacts
  readonly fold: MatterFold
  readonly policy: Policy
  readonly plan: PolicyPlan
  private special: string | null = null
  /** The answer given last, and for which row. */
  last: { readonly location: LocationFacts; readonly answer: Answer } | null = null
  private readonly parts = new Map<TablePlan, string>()
  private counted: readonly PurposeStanding[] | null = null

  constructor(policy: Policy, facts: PersonFacts, at: Day, fold: MatterFold) {
    this.policy = policy
    this.plan = planOf(policy)
    this.facts = facts
    this.at = at
    this.fold = fold
  }

  get purposes(): readonly PurposeStanding[] {
    return (this.counted ??= countPurposes(this))
  }

  /** A consent that nothing else bears on and that does not expire: on which day it was given changes nothing. */
  private plainlyGiven(consent: PersonFacts['consents'][number]): boolean {
    const { consents, objections, requests } = this.facts
    return consent.state === 'given' && consent.on <= this.at && consent.controller === null && objections.length === 0 && requests.length === 0
      && !expires(this.policy.purposes.get(consent.purpose)) && !consents.some((other) => other !== consent && other.purpose === consent.purpose)
  }

  /** Everything of the person that a table's decisions can depend on, as text: the same text, the same answers. */
  part(table: TablePlan): string {
    const known = this.parts.get(table)
    if (known !== undefined) return known
    const { facts } = this
    let text = ''
    for (const fact of facts.relations) {
      if (fact.controller !== table.controller) continue
      text += `${fact.relation}(`
      for (const anchor of table.relationAnchors) {
        const dates = anchor === 'relation-start' ? fact.started : anchor === 'relation-end' ? fact.ended : fact.events.get(anchor)
        if (dates !== null && dates !== undefined) text += `${anchor}${written(dates)}`
      }
      for (const anchor of table.foldAnchors) {
        const dates = fact.events.get(anchor)
        if (dates !== undefined) text += `${anchor}${written(dates)}`
      }
      text += ')'
    }
    if (table.foldAnchors.length > 0) for (const [key, matters] of this.fold.matters) if (key === table.controller || key.startsWith(`${table.controller}|`)) text += `[${key}:${[...matters].sort().join(',')}]`
    for (const consent of facts.consents) if (table.purposes.has(consent.purpose)) text += this.plainlyGiven(consent) ? `c${consent.purpose};` : `c${consent.purpose} ${consent.controller ?? ''} ${consent.state} ${consent.on};`
    for (const objection of facts.objections) text += `o${objection.to} ${objection.controller ?? ''} ${objection.on} ${objection.outcome};`
    for (const reminder of facts.reminders) if (table.purposes.has(reminder.purpose)) text += `r${reminder.purpose} ${reminder.sent ?? ''} ${reminder.bounced ?? ''};`
    for (const approval of facts.approvals) if (table.purposes.has(approval.purpose)) text += `a${approval.purpose} ${approval.until};`
    this.special ??= facts.restrictions.length + facts.holds.length + facts.requests.length === 0 ? '' : JSON.stringify([facts.restrictions, facts.holds, facts.requests])
    text += this.special
    if (facts.restored === true) text += 'restored'
    this.parts.set(table, text)
    return text
  }
}

/** A standing made by decidePerson, for the same policy and day; anything else is made anew from its facts. */
function personOf(policy: Policy, standing: Standing, at: Day): PersonStanding {
  return standing instanceof PersonStanding && standing.policy === policy && standing.at === at ? standing : new PersonStanding(policy, standing.facts, at, standing.fold)
}

function placed(policy: Policy, standing: Standing, location: LocationFacts, at: Day): { person: PersonStanding; plan: TablePlan | null } {
  const person = personOf(policy, standing, at)
  const table = policy.systems.get(location.system)?.tables.get(location.table)
  return { person, plan: table === undefined ? null : tablePlan(person.plan, table, location.controller, location.relation, location.named ?? null) }
}

function answer(policy: Policy, standing: Standing, location: LocationFacts, at: Day): Answer {
  const { person, plan } = placed(policy, standing, location, at)
  const found = plan === null ? unmapped : lookUp(policy, person, plan, location, at)
  person.last = { location, answer: found }
  return found
}

function lookUp(policy: Policy, person: PersonStanding, plan: TablePlan, location: LocationFacts, at: Day): Answer {
  const byRow = answersFor(policy, at, plan, location.linked ? person.part(plan) : nobody)
  const key = rowKey(person, plan, location)
  const known = byRow.get(key)
  if (known !== undefined) return known
  const made = decided(person, plan, location)
  byRow.set(key, made)
  const cache = caches.get(policy)
  if (cache !== undefined) cache.size++
  return made
}

function answersFor(policy: Policy, at: Day, plan: TablePlan, part: string): Map<string, Answer> {
  let cache = caches.get(policy)
  if (cache === undefined) caches.set(policy, (cache = { at, size: 0, answers: new Map() }))
  if (cache.at !== at || cache.size > remembered) {
    cache.at = at
    cache.size = 0
    cache.answers.clear()
  }
  let byPerson = cache.answers.get(plan)
  if (byPerson === undefined) cache.answers.set(plan, (byPerson = new Map()))
  let byRow = byPerson.get(part)
  if (byRow === undefined) byPerson.set(part, (byRow = new Map()))
  return byRow
}

function rowKey(person: PersonStanding, plan: TablePlan, location: LocationFacts): string {
  let key = (location.sharedWith > 0 ? 's' : '') + (location.referencedByKept > 0 ? 'r' : '') + (location.unmentioned ? 'u' : '')
  if (location.sharedWith > 0 && location.neededByOthers !== undefined) key += `${[...location.neededByOthers].sort().join(',')};`
  if ((location.namesStanding ?? 0) > 0) key += 'n'
  if (location.heldForOthers !== undefined && location.heldForOthers.length > 0) key += JSON.stringify(location.heldForOthers)
  if (location.dates.size > 0 || plan.mapped.size > 0) for (const anchor of plan.matterAnchors) {
    const date = location.dates.get(anchor)
    if (date !== undefined) key += `${anchor}=${date};`
  }
  if (plan.recordFloors.length > 0) {
    key += '|'
    if (location.records === undefined) key += '?'
    else for (const { table, dates } of location.records) key += `${table}:${dates === null ? '?' : plan.matterAnchors.map((anchor) => dates.get(anchor) ?? '').join(',')};`
  }
  if (location.linked && person.facts.holds.some((hold) => hold.locations.length > 0)) key += location.key
  return key
}

/** Nobody's row: facts of a person have no bearing on it. */
const nobody = '\u0000nobody'
const noFacts: PersonFacts = { relations: [], consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [] }
const noFold: MatterFold = { relations: new Map(), matters: new Map() }

function decided(person: PersonStanding, plan: TablePlan, location: LocationFacts): Answer {
  const now = on(person, plan, location, person.at)
  const changesOn = changed(person, plan, location, now)
  return { shape: Object.freeze({ ...now.row.shape, fields: Object.freeze(now.row.shape.fields.map((field) => Object.freeze(field))), changesOn }), remind: now.row.remind }
}

interface OnDay {
  readonly row: RowDecision
  readonly next: Day | null
}

function on(person: PersonStanding, plan: TablePlan, location: LocationFacts, at: Day): OnDay {
  const watch = new Watch(at, person.policy.ahead)
  const text = matterText(person.plan, plan.table, location)
  const of: Case = {
    policy: person.policy, watch, controller: plan.controller, location, channel: plan.table.channel, linked: location.linked,
    facts: location.linked ? person.facts : noFacts, fold: location.linked ? person.fold : noFold, matter: text === '' ? null : matterOf(text),
  }
  const row = decideRow(of, plan, location)
  return { row, next: watch.next }
}

/** Every day on which the answer could change is looked at until one on which it does. */
function changed(person: PersonStanding, plan: TablePlan, location: LocationFacts, from: OnDay): Day | null {
  let next = from.next
  for (let step = 0; next !== null && step < mostSteps; step++) {
    const then = on(person, plan, location, next)
    if (!same(from.row.shape, then.row.shape)) return next
    next = then.next
  }
  // So many days that change nothing is no policy of people: it is looked at again on the last one tried.
  return next
}

const mostSteps = 400

function followed(person: PersonStanding, plan: TablePlan, location: LocationFacts, first: Answer): NextAction | null {
  let [shape, remind, day]: [DecisionShape, RowDecision['remind'], Day] = [first.shape, first.remind, person.at]
  for (let step = 0; step < mostSteps; step++) {
    const verdict = shape.verdict
    if (verdict === 'delete' || verdict === 'clear' || verdict === 'unlink' || verdict === 'restrict') return { on: day, what: verdict, purposes: [], rule: deciding(shape), whole: isWhole(shape) }
    const next = step === 0 ? shape.changesOn : changed(person, plan, location, { row: { shape, remind }, next: on(person, plan, location, day).next })
    if (remind !== null && (next === null || remind.on < next)) return { on: remind.on < day ? day : remind.on, what: 'remind', purposes: remind.purposes, rule: null, whole: false }
    if (next === null) return null
    const then = on(person, plan, location, next)
    shape = then.row.shape
    remind = then.row.remind
    day = next
  }
  return null
}

function isWhole({ verdict, fields }: DecisionShape): boolean {
  return verdict === 'delete' || (verdict === 'clear' && fields.every((field) => field.verdict === 'erase' || field.verdict === 'anonymise'))
}

function deciding(shape: DecisionShape): RulePath | null {
  return (shape.fields.find(({ verdict }) => verdict === 'erase' || verdict === 'anonymise') ?? shape.fields.find(({ verdict }) => verdict === 'restrict'))?.rule ?? null
}

/** Whether two answers are the same but for when they change. */
export function same(a: DecisionShape, b: DecisionShape): boolean {
  if (a.verdict !== b.verdict || a.until !== b.until || !sameList(a.stays, b.stays) || a.waiting !== b.waiting || a.fields.length !== b.fields.length || !sameList(a.because, b.because)) return false
  if (a.restsOn?.length !== b.restsOn?.length || a.restsOn?.some((date, index) => date.anchor !== b.restsOn?.[index]?.anchor || date.day !== b.restsOn?.[index]?.day) === true) return false
  return a.fields.every((field, index) => {
    const other = b.fields[index]
    return other !== undefined && field.verdict === other.verdict && field.until === other.until && field.hold === other.hold && field.rule === other.rule && field.law === other.law && sameList(field.purposes, other.purposes)
  })
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index])
}

const unmapped: Answer = {
  shape: Object.freeze({ verdict: 'review', until: null, changesOn: null, waiting: 'review', fields: [], stays: [], because: ['unmapped-table'] }), remind: null, action: null,
}

/** Whether a yes to it runs out, by any of its grounds. */
function expires(purpose: Purpose | undefined): boolean {
  return purpose !== undefined && [purpose.consent, ...purpose.grounds.map((ground) => ground.consent)].some((terms) => (terms?.expires ?? null) !== null)
}

function written(fact: AnchorFact): string {
  return `=${fact.latest ?? ''}/${fact.earliest ?? ''}${fact.infinite ? '∞' : ''};`
}

function countPurposes(person: PersonStanding): readonly PurposeStanding[] {
  const standings: PurposeStanding[] = []
  for (const fact of person.facts.relations) {
    for (const purpose of person.policy.purposes.values()) {
      if (purpose.controllers.includes(fact.controller) && purpose.people.includes(fact.relation)) standings.push(countPurpose(person, purpose, fact.controller, fact.relation))
    }
  }
  return standings
}

function countPurpose(person: PersonStanding, purpose: Purpose, controller: string, relation: string): PurposeStanding {
  const of: Case = { policy: person.policy, watch: new Watch(person.at, person.policy.ahead), controller, facts: person.facts, fold: person.fold, location: null, channel: null, linked: true, matter: null }
  const state = purposeState(of, purposeRule(person.policy, purpose, ''), relation, [])
  return {
    controller, relation, purpose: purpose.name, stands: state.phase === 'stands' || state.phase === 'undated',
    until: state.until, waiting: state.waiting, undated: state.phase === 'undated', remindOn: state.remindOn, rule: state.rule,
  }
}

