import { addDays } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import { sum, total, widest } from './figures.ts'
import type { Counts, Figures, Missed, Sampled, ScopeFigures } from './figures.ts'

export type State = 'kept' | 'at-risk' | 'deviation' | 'no-occasion' | 'not-yet-shown'

/** How one promise stands: the word, what it rests on, how far it reaches and how old it is. */
export interface Status {
  readonly state: State
  /** Why it is not better: codes with counts. Empty for *kept*. */
  readonly because: Counts
  /** Met now, but not always within the window. */
  readonly missed: Missed | null
  /** What is late is past our own promise and within the law. */
  readonly lawful: boolean
  readonly scope: ScopeFigures | null
  /** Of how many rows or persons the audit asked the systems about how many; null: about all. */
  readonly sampled: Sampled | null
  /** Seconds since the audit looked; null before the first. */
  readonly age: number | null
  readonly figures: Figures | null
}

/** The days that count, and the instant it is. */
export interface Window {
  readonly now: Temporal.Instant
  readonly today: Day
  readonly days: number
}

export const windowDays = 90

/** An audit is nightly; one missed night is a warning, not yet a silence. */
const auditHours = 50
const observedHours = 50

export function windowOf(now: Temporal.Instant, today: Day, days = windowDays): Window {
  return { now, today, days }
}

export function firstDayOf(window: Window): Day {
  return addDays(window.today, -window.days)
}

/** The only place where a status is made. Nobody sets one by hand, *kept* least of all. */
export function statusOf(figures: Figures | null, window: Window): Status {
  if (figures === null) return { state: 'not-yet-shown', because: { 'not-audited': 1 }, missed: null, lawful: false, scope: null, sampled: null, age: null, figures }
  const age = figures.audit === null ? null : hoursSince(figures.audit.at, window) * 3600
  const base = { missed: missedIn(figures), lawful: false, scope: figures.scope, sampled: figures.found.sampled ?? null, age, figures }
  // What the audit found counts whatever else is unknown: silence about the rest excuses nothing.
  if (figures.audit !== null && total(figures.found.violations) > 0) return { ...base, state: 'deviation', because: figures.found.violations, lawful: figures.found.lawful }
  const unseen = unseenIn(figures)
  if (total(unseen) > 0) return { ...base, state: 'not-yet-shown', because: unseen }
  const risks = risksIn(figures, window)
  if (total(risks) > 0) return { ...base, state: 'at-risk', because: risks }
  const occasions = Math.max(figures.measured.subjects, figures.found.subjects) + total(figures.measured.done)
  if (occasions === 0) return { ...base, state: 'no-occasion', because: {} }
  return { ...base, state: 'kept', because: {} }
}

/** Reasons why nothing can be said yet. */
function unseenIn({ audit, scope, running, measured }: Figures): Counts {
  return sum(
    audit === null ? { 'not-audited': 1 } : {},
    scope !== null && scope.seen === 0 ? { 'not-observed': Math.max(1, scope.systems) } : {},
    running.everyHours !== null && running.last === null ? { 'control-not-run': 1 } : {},
    measured.unseen === true ? { 'not-in-force': 1 } : {},
  )
}

function risksIn(figures: Figures, window: Window): Counts {
  const { running, audit, observed } = figures
  return sum(
    widest(figures.found.risks, figures.measured.risks),
    running.everyHours !== null && running.last !== null && hoursSince(running.last, window) > running.everyHours * 1.5 ? { 'control-late': 1 } : {},
    running.lastOutcome === 'failed' ? { 'control-failed': 1 } : running.lastOutcome === 'partly' ? { 'control-partly': 1 } : {},
    audit !== null && hoursSince(audit.at, window) > auditHours ? { 'audit-late': 1 } : {},
    observed !== null && hoursSince(observed, window) > observedHours ? { 'observed-late': 1 } : {},
  )
}

/** Occasions count first where a promise has them, then what the audit saw, then the nights that the control did not run. */
function missedIn({ measured, audit, running }: Figures): Missed | null {
  if (measured.missed !== null && measured.missed.count > 0) return measured.missed
  if (audit !== null && audit.failing > 0 && audit.firstFailing !== null) return { count: audit.failing, of: audit.audits, since: audit.firstFailing }
  if (running.missedSince !== null && running.expected > running.done) return { count: running.expected - running.done, of: running.expected, since: running.missedSince }
  return null
}

function hoursSince(instant: string, { now }: Window): number {
  return Math.max(0, (now.epochMilliseconds - Temporal.Instant.from(instant).epochMilliseconds) / 3_600_000)
}
