import { countedPer } from '../model/index.ts'
import type { Anchor, LawHold, Policy } from '../model/index.ts'
import type { LocationFacts, PersonFacts, RelationFact, RequestFact } from './facts.ts'
import { lastOf } from './end.ts'
import type { End } from './end.ts'
import { matterOf } from './fold.ts'
import type { Matter, MatterFold } from './fold.ts'
import { holdNamed } from './plan.ts'
import type { PurposeRule } from './plan.ts'
import { missing, readFact, readFound } from './reading.ts'
import type { Reading } from './reading.ts'
import type { Source } from './rule-end.ts'
import type { Watch } from './watch.ts'

/** One decision being made: the person, the controller's view of them, the location's own matter, and the day. */
export interface Case {
  readonly policy: Policy
  readonly watch: Watch
  readonly controller: string
  readonly facts: PersonFacts
  readonly fold: MatterFold
  /** null: the location is of no matter, or there is no location. */
  readonly matter: Matter | null
  readonly location: LocationFacts | null
  readonly channel: string | null
  readonly linked: boolean
}

/** A request that has been received, by somebody who is known to be the person. */
export function activeRequests(of: Case, ...rights: readonly RequestFact['right'][]): readonly RequestFact[] {
  if (of.facts.requests.length === 0) return noRequests
  return of.facts.requests.filter((request) =>
    rights.includes(request.right) && request.identified && (request.scope.controller === undefined || request.scope.controller === of.controller) && of.watch.reached(request.received))
}

export function inScope(request: RequestFact, rule: Pick<PurposeRule, 'purpose' | 'data'>, relation: string | null): boolean {
  const { scope } = request
  return (scope.purpose === undefined || scope.purpose === rule.purpose.name)
    && (scope.relation === undefined || scope.relation === relation)
    && (scope.data === undefined || scope.data.includes(rule.data))
}

export function relationFact(of: Case, relation: string | null): RelationFact | undefined {
  return of.facts.relations.find((fact) => fact.relation === relation && fact.controller === of.controller)
}

/** Counted for the location's own matter; on a location of none, for as long as it counts for some matter of the person. */
export function endOver(of: Case, relation: string | null, anchors: readonly Anchor[], people: readonly string[] | null, end: (source: Source) => End): End {
  if (anchors.length === 0) return end(sourceOf(of, relation, () => null))
  const own = of.matter
  if (own !== null && anchors.some((anchor) => own.has(anchor))) return end(sourceOf(of, relation, fromMatter(of, own)))
  const ends: End[] = []
  for (const [key, matters] of of.fold.matters) {
    const [controller, ofRelation = null] = key.split('|', 2)
    if (controller !== of.controller || (ofRelation !== null && people !== null && !people.includes(ofRelation))) continue
    for (const text of matters) {
      const matter = matterOf(text)
      if (anchors.some((anchor) => matter.has(anchor))) ends.push(end(sourceOf(of, relation, fromMatter(of, matter))))
    }
  }
  for (const fact of of.facts.relations) {
    if (fact.controller !== of.controller || (people !== null && !people.includes(fact.relation)) || !anchors.some((anchor) => fact.events.has(anchor))) continue
    ends.push(end(sourceOf(of, relation, (anchor) => readFact(of.watch, anchor, fact.events.get(anchor)))))
  }
  // Without any matter only what counts per relation remains of the rule; nothing of it: none.
  return ends.length === 0 ? end(sourceOf(of, relation, () => null)) : lastOf(ends)
}

/** Counted for the location's own matter and no other: without a date it is undated. */
export function ownEnd(of: Case, relation: string | null, end: (source: Source) => End): End {
  return end(sourceOf(of, relation, fromMatter(of, of.matter ?? noDates)))
}

function sourceOf(of: Case, relation: string | null, ofMatter: (anchor: Anchor) => Reading | null): Source {
  const fact = of.linked ? relationFact(of, relation) : undefined
  return {
    watch: of.watch,
    fiscalYears: of.policy.controllers.get(of.controller)?.fiscalYears ?? null,
    holds: (law): LawHold | null => holdNamed(of.policy, law),
    read: (anchor) => {
      if (countedPer(anchor) === 'matter') return ofMatter(anchor)
      if (anchor === 'relation-start') return readFact(of.watch, anchor, fact?.started)
      return readFact(of.watch, anchor, anchor === 'relation-end' ? fact?.ended : fact?.events.get(anchor))
    },
    ongoing: fact !== undefined && fact.ended === null && fact.started?.earliest != null && of.watch.reached(fact.started.earliest),
  }
}

function fromMatter(of: Case, matter: Matter): (anchor: Anchor) => Reading {
  return (anchor) => {
    const date = matter.get(anchor)
    return date === undefined ? missing : readFound(of.watch, anchor, date)
  }
}

const noDates: Matter = new Map()
const noRequests: readonly RequestFact[] = []
