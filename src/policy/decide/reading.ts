import type { Day } from '../law/index.ts'
import type { Anchor, Table } from '../model/index.ts'
import type { AnchorFact, DateFact } from './facts.ts'
import type { Watch } from './watch.ts'

/** A date as found, before the day of the decision is known: a day, or why it is none. */
export type Found = Day | 'missing' | 'past' | 'infinite'

/** What a rule may count from on the day of the decision. */
export type Reading =
  | { readonly day: Day }
  | { readonly missing: true }
  | { readonly unusable: 'past-date' | 'infinite-date' | 'future-date' }

export const missing: Reading = { missing: true }

/** Defaults that programs write for "no date"; a systems file declares its own beside them. */
const sentinels: ReadonlySet<string> = new Set(['1900-01-01', '1970-01-01'])

/** No system that holds rows is older: year 1 is what some programs write for an empty date. */
const beforeAnySystem = '1900-01-01'

/** 9999-12-31 is how databases without infinity write it. */
const endOfTime = '9999-12-31'

export function found(table: Pick<Table, 'sentinels' | 'since'>, date: DateFact | undefined): Found {
  if (date === undefined) return 'missing'
  if (date === 'infinity' || date === '-infinity' || date === endOfTime) return 'infinite'
  if (date <= beforeAnySystem || sentinels.has(date) || table.sentinels.includes(date)) return 'past'
  return table.since !== null && date < table.since ? 'past' : date
}

/** A future date of something that has happened cannot be right; a declared end may lie ahead (decide.md's "undated"). */
export function readFound(watch: Watch, anchor: Anchor, date: Found): Reading {
  const reading = usable(watch, anchor, date)
  watch.rest(anchor, 'day' in reading ? reading.day : null)
  return reading
}

/** Over several rows: last-* is the latest, first-* the earliest; an infinite date may hide a later act. */
export function readFact(watch: Watch, anchor: Anchor, fact: AnchorFact | null | undefined): Reading {
  if (fact === null || fact === undefined) return readFound(watch, anchor, 'missing')
  const day = takesEarliest(anchor) ? fact.earliest : fact.latest
  if (fact.infinite) return readFound(watch, anchor, 'infinite')
  return readFound(watch, anchor, day === null ? 'past' : found(undeclared, day))
}

export function joinFacts(a: AnchorFact, b: AnchorFact): AnchorFact {
  return {
    latest: a.latest === null || (b.latest !== null && b.latest > a.latest) ? b.latest : a.latest,
    earliest: a.earliest === null || (b.earliest !== null && b.earliest < a.earliest) ? b.earliest : a.earliest,
    infinite: a.infinite || b.infinite,
  }
}

export function factOf(date: Exclude<Found, 'missing'>): AnchorFact {
  if (date === 'infinite') return { latest: null, earliest: null, infinite: true }
  return date === 'past' ? { latest: null, earliest: null, infinite: false } : { latest: date, earliest: date, infinite: false }
}

/** One date as a fact of its own, for those who say it by hand; missing dates are no fact. */
export function anchorFact(date: DateFact): AnchorFact {
  return factOf(found(undeclared, date) as Exclude<Found, 'missing'>)
}

const undeclared = { sentinels: [], since: null }

function usable(watch: Watch, anchor: Anchor, date: Found): Reading {
  if (date === 'missing') return missing
  if (date === 'past') return { unusable: 'past-date' }
  if (date === 'infinite') return { unusable: 'infinite-date' }
  return watch.mayLieAhead(anchor) || watch.reached(date) ? { day: date } : { unusable: 'future-date' }
}

function takesEarliest(anchor: Anchor): boolean {
  return anchor === 'relation-start' || anchor.startsWith('first-')
}
