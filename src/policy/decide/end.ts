import { earlier, later } from '../law/index.ts'
import type { Day } from '../law/index.ts'
import type { LawHold } from '../model/index.ts'

/**
 * When a retention ends, as far as can be said: surely not before `from`, surely by `to`. `dated`: both are the same day.
 * `open`: it stands, with no end in sight. `undated`: somewhere between, and nobody can say where. `none`: there is no matter
 * that it could count from.
 */
export interface End {
  readonly state: 'dated' | 'open' | 'undated' | 'none'
  readonly from: Day | null
  readonly to: Day | null
  /** The date counted from: a reminder sent before it belonged to an earlier round. */
  readonly since: Day | null
  readonly why: string | null
  readonly law: LawHold | null
  /** A criterion's review day. */
  readonly review: Day | null
}

const blank = { from: null, to: null, since: null, why: null, law: null, review: null } as const

export const open: End = { ...blank, state: 'open' }
export const none: End = { ...blank, state: 'none' }

export function dated(day: Day, since: Day | null, law: LawHold | null = null): End {
  return { ...blank, state: 'dated', from: day, to: day, since, law }
}

export function undated(why: string, from: Day | null = null): End {
  return { ...blank, state: 'undated', from, why }
}

/** The first to come: a known day caps what is not known, and what is not known may have come already. */
export function firstOf(ends: readonly End[]): End {
  let first: End | null = null
  let stands: End | null = null
  for (const end of ends) {
    if (end.state === 'none') continue
    if (end.state === 'open') stands = stands === null || end.review !== null ? end : stands
    else first = first === null ? end : between(first, end, end.from === null || first.from === null ? null : earlier(first.from, end.from), end.to === null ? first.to : first.to === null ? end.to : earlier(first.to, end.to))
  }
  return first ?? stands ?? none
}

/** The last to come: one without an end keeps the whole standing, one that is not known keeps the whole unknown. */
export function lastOf(ends: readonly End[]): End {
  let last: End | null = null
  let stands: End | null = null
  for (const end of ends) {
    if (end.state === 'none') continue
    if (end.state === 'open') stands = stands === null || end.review === null ? end : stands
    else last = last === null ? end : between(last, end, end.from === null ? last.from : last.from === null ? end.from : later(last.from, end.from), end.to === null || last.to === null ? null : later(last.to, end.to))
  }
  return stands ?? last ?? none
}

function between(a: End, b: End, from: Day | null, to: Day | null): End {
  if (from !== null && from === to) {
    const known = [a, b].find((end) => end.state === 'dated' && end.to === to) ?? [a, b].find((end) => end.to === to) ?? a
    return known.state === 'dated' && known.to === to ? known : { ...known, state: 'dated', from, to, why: null }
  }
  const since = a.since === null ? b.since : b.since === null ? a.since : later(a.since, b.since)
  return { state: 'undated', from, to, since, why: a.why ?? b.why, law: null, review: null }
}
