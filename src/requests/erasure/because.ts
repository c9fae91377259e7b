import type { Because } from '../../plans/index.ts'
import type { ObjectionFact, PersonFacts, RequestFact } from '../../policy/decide/index.ts'
import type { Work } from '../../work/index.ts'
import type { RequestCase, RequestScope } from '../case.ts'
import { asksFor, tableOf } from './asks-for.ts'

/**
 * What a request did to the facts: itself, and the objections that were upheld in answering it. What is due without them waits for the
 * sweep (decide.md 7), but for what the request names: nobody is told that their data is left for another day because it is late.
 */
export function becauseOf(work: Work, of: RequestCase): Because {
  const upheld = new Set(of.settlements.flatMap(({ subject, outcome }) => (subject.startsWith('objection:') && outcome === 'uphold' ? [subject.slice('objection:'.length)] : [])))
  const ours = (fact: RequestFact): boolean => fact.right === of.right && fact.received === of.received && sameScope(fact.scope, of.scope)
  const settledHere = (fact: ObjectionFact): boolean => fact.outcome === 'upheld' && fact.controller === null && fact.on === of.received && upheld.has(fact.to)
  return {
    without: (facts: PersonFacts) => ({ ...facts, requests: facts.requests.filter((fact) => !ours(fact)), objections: facts.objections.filter((fact) => !settledHere(fact)) }),
    asked: ({ row, decision }) => {
      const table = tableOf(work.policy, row)
      return table !== undefined && decision.fields.some((field) => (field.verdict === 'erase' || field.verdict === 'anonymise') && asksFor(work.policy, of, table, field))
    },
  }
}

function sameScope(a: RequestScope, b: RequestScope): boolean {
  return a.controller === b.controller && a.relation === b.relation && a.purpose === b.purpose && JSON.stringify(a.data ?? null) === JSON.stringify(b.data ?? null)
}
