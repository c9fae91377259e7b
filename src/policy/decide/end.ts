import type { Day } from '../law/index.ts'
import type { LawHold } from '../model/index.ts'

/**
 * When a retention ends. `open`: it stands, with no end in sight. `undated`: nobody can say, though surely not before `day`.
 * `none`: there is no matter that it could count from.
 */
export interface End {
  readonly state: 'dated' | 'open' | 'undated' | 'none'
  readonly day: Day | null
  /** The date counted from: a reminder sent before it belonged to an earlier round. */
  readonly from: Day | null
  readonly why: string | null
  readonly law: LawHold | null
  /** A criterion's review day. */
  readonly review: Day | null
}

export const open: End = { state: 'open', day: null, from: null, why: null, law: null, review: null }
export const none: End = { state: 'none', day: null, from: null, why: null, law: null, review: null }

export function dated(day: Day, from: Day | null, law: LawHold | null = null): End {
  return { state: 'dated', day, from, why: null, law, review: null }
}

export function undated(why: string, notBefore: Day | null = null): End {
  return { state: 'undated', day: notBefore, from: null, why, law: null, review: null }
}

/** A date that is known caps what is not: whatever the missing one is, the first has come when the known one has. */
export function firstOf(ends: readonly End[]): End {
  let first: End | null = null
  let lost: End | null = null
  let stands: End | null = null
  for (const end of ends) {
    if (end.state === 'dated' && (first === null || before(end.day, first.day))) first = end
    if (end.state === 'undated' && (lost === null || (lost.day !== null && (end.day === null || end.day < lost.day)))) lost = end
    if (end.state === 'open' && (stands === null || end.review !== null)) stands = end
  }
  return first ?? lost ?? stands ?? none
}

/** One that is not known keeps the whole unknown, beyond the latest that is. */
export function lastOf(ends: readonly End[]): End {
  let last: End | null = null
  let lost: End | null = null
  let stands: End | null = null
  let notBefore: Day | null = null
  for (const end of ends) {
    if (end.state === 'open' && (stands === null || end.review === null)) stands = end
    if (end.state === 'undated') lost ??= end
    if (end.state === 'dated' && (last === null || before(last.day, end.day))) last = end
    if ((end.state === 'dated' || end.state === 'undated') && end.day !== null && (notBefore === null || end.day > notBefore)) notBefore = end.day
  }
  if (stands !== null) return stands
  return lost === null ? (last ?? none) : { ...lost, day: notBefore }
}

function before(a: Day | null, b: Day | null): boolean {
  return a !== null && b !== null && a < b
}
