import type { Policy } from '../model/index.ts'
import type { LocationFacts, PersonFacts } from './facts.ts'

/** What a person's locations say together: dates per relation, and the distinct matters. Grows with distinct dates, never with rows. */
export interface MatterFold {
  readonly relations: Map<string, unknown>
  readonly matters: Map<string, Set<string>>
}

export function emptyFold(): MatterFold {
  return { relations: new Map(), matters: new Map() }
}

/** Takes one more location into the fold; the same fold comes back, so that a stream needs no more memory than its distinct dates. */
export function foldLocation(_policy: Policy, _fold: MatterFold, _location: LocationFacts): MatterFold {
  throw new Error('being written')
}

/** The explicit facts with what the locations say of each relation's dates taken in. Doing it twice changes nothing. */
export function factsFromLocations(_policy: Policy, _fold: MatterFold, _explicit: PersonFacts): PersonFacts {
  throw new Error('being written')
}
