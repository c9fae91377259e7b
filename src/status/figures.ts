import type { Day } from '../policy/law/index.ts'

export type Counts = Readonly<Record<string, number>>

/** So many of so many were missed, the first of them on a day: "1 of 12 missed since …". */
export interface Missed {
  readonly count: number
  readonly of: number
  readonly since: Day
}

/** What a gauge measures of one promise, from what the controls have stored. */
export interface Measured {
  /** To how many rows, persons, requests or agreements the promise applies now. */
  readonly subjects: number
  /** What was done for it in the window, by code. */
  readonly done: Counts
  /** Nothing is overdue by these, but they may become so. */
  readonly risks: Counts
  /** Occasions in the window on which it was not met, where each occasion counts by itself (requests). */
  readonly missed: Missed | null
  /** It cannot be shown yet (a version that is not in force). */
  readonly unseen?: boolean
}

/** Of so many rows or persons the systems were asked about so many; in so many nights each has its turn. */
export interface Sampled {
  readonly looked: number
  readonly of: number
  readonly nights: number
}

/** What the audit finds of one promise, by its own road. */
export interface Found {
  readonly subjects: number
  readonly violations: Counts
  readonly risks: Counts
  /** What is late is past our own promise and within the law. */
  readonly lawful: boolean
  /** null: all that there is was looked at. */
  readonly sampled: Sampled | null
}

/** How the control that keeps a promise has run. */
export interface Running {
  /** null: at no set times. */
  readonly everyHours: number | null
  readonly last: string | null
  readonly lastOutcome: 'done' | 'partly' | 'failed' | null
  readonly expected: number
  readonly done: number
  readonly missedSince: Day | null
}

/** Systems that hold what the promise is about, and those of them that are connected, able and observed. */
export interface ScopeFigures {
  readonly systems: number
  readonly seen: number
}

/** All that a status is made from. Kept as it is in `status.current`. */
export interface Figures {
  readonly scope: ScopeFigures | null
  /** Since when the oldest of its tables has not been observed; null where nothing is to be observed. */
  readonly observed: string | null
  readonly running: Running
  readonly audit: { readonly at: string; readonly audits: number; readonly failing: number; readonly firstFailing: Day | null } | null
  readonly found: Found
  readonly measured: Measured
}

export const nothingFound: Found = { subjects: 0, violations: {}, risks: {}, lawful: false, sampled: null }
export const nothingMeasured: Measured = { subjects: 0, done: {}, risks: {}, missed: null }

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export function sum(...all: readonly Counts[]): Counts {
  const into: Record<string, number> = {}
  for (const counts of all) for (const [code, count] of Object.entries(counts)) if (count > 0) into[code] = (into[code] ?? 0) + count
  return into
}

/** The same risk seen by the gauge and by the audit is one risk. */
export function widest(...all: readonly Counts[]): Counts {
  const into: Record<string, number> = {}
  for (const counts of all) for (const [code, count] of Object.entries(counts)) if (count > 0) into[code] = Math.max(into[code] ?? 0, count)
  return into
}

/** What was looked at least fully is what a status may rest on. */
export function leastLooked(...all: readonly (Sampled | null | undefined)[]): Sampled | null {
  return all.reduce<Sampled | null>((least, one) => (one == null || (least !== null && least.looked * one.of <= one.looked * least.of) ? least : one), null)
}
