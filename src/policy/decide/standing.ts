import type { Day } from '../law/index.ts'
import type { Policy } from '../model/index.ts'
import type { Decision } from './decision.ts'
import type { LocationFacts, PersonFacts } from './facts.ts'
import type { MatterFold } from './fold.ts'
import type { RulePath } from '../model/index.ts'

/** The end of every purpose for one person on one day; made by decidePerson, read by decideLocation. */
export interface Standing {
  readonly at: Day
  readonly purposes: readonly PurposeStanding[]
}

export interface PurposeStanding {
  readonly controller: string
  readonly relation: string
  readonly purpose: string
  readonly stands: boolean
  /** The first day on which it no longer stands; null while nobody can say. */
  readonly until: Day | null
  readonly waiting: 'reminder' | 'review' | null
  readonly undated: boolean
  /** The day its reminder is to be sent; null when the rule reminds of nothing, or it was sent. */
  readonly remindOn: Day | null
  readonly rule: RulePath
}

/** What is to be done with a location next, if nothing else changes before. */
export interface NextAction {
  readonly on: Day
  readonly what: 'delete' | 'clear' | 'unlink' | 'restrict' | 'remind'
  /** For `remind`: the purposes to remind of. */
  readonly purposes: readonly string[]
  readonly rule: RulePath | null
}

export function decidePerson(_policy: Policy, _facts: PersonFacts, _at: Day, _matters: MatterFold): Standing {
  throw new Error('being written')
}

export function decideLocation(_policy: Policy, _standing: Standing, _location: LocationFacts, _at: Day): Decision {
  throw new Error('being written')
}

export function nextAction(_policy: Policy, _standing: Standing, _location: LocationFacts, _at: Day): NextAction | null {
  throw new Error('being written')
}
