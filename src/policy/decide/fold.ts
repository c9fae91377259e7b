import { countedPer } from '../model/index.ts'
import type { Anchor, Policy, Table } from '../model/index.ts'
import type { AnchorFact, LocationFacts, PersonFacts, RelationFact } from './facts.ts'
import { namedRelation, planOf } from './plan.ts'
import type { PolicyPlan } from './plan.ts'
import { factOf, found, joinFacts } from './reading.ts'
import type { Found } from './reading.ts'

/** What the rows of one relation say of its dates. */
export interface RelationFold {
  readonly controller: string
  readonly relation: string
  readonly facts: Map<Anchor, AnchorFact>
  /** A row says that the relation goes on: its end is mapped, and empty. */
  ongoing: boolean
}

/** What a person's locations say together: dates per relation, and the distinct matters. Grows with distinct dates, never with rows. */
export interface MatterFold {
  readonly relations: Map<string, RelationFold>
  /** By controller and relation (none for rows that stand for whichever the person has), the matters as `booking=2024-07-03;…`. */
  readonly matters: Map<string, Set<string>>
}

export type Matter = ReadonlyMap<Anchor, Found>

export function emptyFold(): MatterFold {
  return { relations: new Map(), matters: new Map() }
}

/** Takes one more location into the fold; the same fold comes back, so that a stream needs no more memory than its distinct dates. */
export function foldLocation(policy: Policy, fold: MatterFold, location: LocationFacts): MatterFold {
  const table = policy.systems.get(location.system)?.tables.get(location.table)
  // What we hold for somebody else says nothing of our own relations (decide.md's roles).
  if (table === undefined || table.role === 'processor' || !location.linked) return fold
  const plan = planOf(policy)
  const controller = location.controller ?? table.controller
  // What a row says of somebody else tells nothing of their acts: only that they stand in the relation that the systems file names.
  const named = location.named ?? null
  const relation = location.relation ?? (named === null ? table.relation : namedRelation(table, named))
  if (named !== null && relation === null) return fold
  if (relation !== null) foldRelation(plan, fold, table, location, controller, relation)
  const matter = matterText(plan, table, location)
  if (matter !== '') {
    const key = matterKey(controller, relation)
    const known = fold.matters.get(key)
    if (known === undefined) fold.matters.set(key, new Set([matter]))
    else known.add(matter)
  }
  return fold
}

/** The explicit facts with what the locations say of each relation's dates taken in. Doing it twice changes nothing. */
export function factsFromLocations(policy: Policy, fold: MatterFold, explicit: PersonFacts): PersonFacts {
  if (fold.relations.size === 0) return explicit
  const plan = planOf(policy)
  const merged = new Map<string, RelationFact>(explicit.relations.map((fact) => [relationKey(fact.controller, fact.relation), fact]))
  for (const [key, folded] of fold.relations) merged.set(key, withFold(plan, merged.get(key), folded))
  return { ...explicit, relations: [...merged.values()] }
}

export function matterKey(controller: string, relation: string | null): string {
  return relation === null ? controller : `${controller}|${relation}`
}

/** The dates of the location's matter that some rule counts from; empty for a location of no matter. */
export function matterText(plan: Pick<PolicyPlan, 'matterAnchors'>, table: Table, location: Pick<LocationFacts, 'dates'>): string {
  let text = ''
  for (const anchor of plan.matterAnchors) {
    const date = location.dates.get(anchor)
    if (date === undefined && !table.dates.has(anchor)) continue
    text += `${anchor}=${found(table, date)};`
  }
  return text
}

const read = new Map<string, Matter>()

export function matterOf(text: string): Matter {
  const known = read.get(text)
  if (known !== undefined) return known
  const matter = new Map<Anchor, Found>()
  for (const part of text.split(';')) {
    const at = part.lastIndexOf('=')
    if (at > 0) matter.set(part.slice(0, at), part.slice(at + 1) as Found)
  }
  if (read.size > 50_000) read.clear()
  read.set(text, matter)
  return matter
}

function foldRelation(plan: PolicyPlan, fold: MatterFold, table: Table, location: LocationFacts, controller: string, relation: string): void {
  const key = relationKey(controller, relation)
  let folded = fold.relations.get(key)
  if (folded === undefined) fold.relations.set(key, (folded = { controller, relation, facts: new Map(), ongoing: false }))
  if (location.named != null) return
  for (const anchor of plan.relationAnchors) {
    const date = found(anchor === 'birth' ? { sentinels: table.sentinels, since: null } : table, location.dates.get(anchor))
    if (date !== 'missing') {
      const known = folded.facts.get(anchor)
      folded.facts.set(anchor, known === undefined ? factOf(date) : joinFacts(known, factOf(date)))
    } else if (anchor === 'relation-end' && table.dates.has(anchor)) folded.ongoing = true
  }
}

function relationKey(controller: string, relation: string): string {
  return `${controller}|${relation}`
}

function withFold(plan: PolicyPlan, fact: RelationFact | undefined, folded: RelationFold): RelationFact {
  const events = new Map(fact?.events)
  for (const [anchor, seen] of folded.facts) {
    if (anchor === 'relation-start' || anchor === 'relation-end' || countedPer(anchor) === 'matter' || !plan.relationAnchors.has(anchor)) continue
    events.set(anchor, joined(events.get(anchor), seen))
  }
  return {
    relation: folded.relation, controller: folded.controller, events,
    started: joinedOrNull(fact?.started, folded.facts.get('relation-start')),
    ended: folded.ongoing ? null : joinedOrNull(fact?.ended, folded.facts.get('relation-end')),
  }
}

function joined(a: AnchorFact | undefined, b: AnchorFact): AnchorFact {
  return a === undefined ? b : joinFacts(a, b)
}

function joinedOrNull(a: AnchorFact | null | undefined, b: AnchorFact | undefined): AnchorFact | null {
  if (b === undefined) return a ?? null
  return a === null || a === undefined ? b : joinFacts(a, b)
}
