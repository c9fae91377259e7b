import { dayBefore, dayOf, monthLength, monthOf, yearOf } from './day.ts'
import type { Day } from './day.ts'

/** How a controller's fiscal years run, with every change of them, oldest first. */
export interface FiscalYears { readonly runs: readonly FiscalYearRun[] }

export interface FiscalYearRun {
  /** The day the first fiscal year of this run began; null for the run that was there before. */
  readonly from: Day | null
  /** The last month of a fiscal year: it ends with the last day of that month (BFL 3:1). */
  readonly endMonth: number
  /** The end of the first year when it was prolonged because of the change (BFL 3:3); null when it simply runs to the next end. */
  readonly firstEnds: Day | null
}

/** `01-01..12-31`, `09-01..08-31`: twelve whole calendar months (BFL 3:1); null for anything else. */
export function parseFiscalYear(written: string): FiscalYears | null {
  const endMonth = endMonthOf(written)
  return endMonth === null ? null : { runs: [{ from: null, endMonth, firstEnds: null }] }
}

/** A change as a policy writes it: from which day the fiscal year is another, and when the first one ends if it is a long one. */
export interface FiscalYearChange { readonly from: Day | null; readonly year: string; readonly firstEnds?: Day | null }

/**
 * Fiscal years with their changes, oldest first; null when one is no fiscal year, they are not in order, or the first year of
 * a change has more than the eighteen months that BFL 3:3 allows.
 */
export function fiscalYears(changes: readonly FiscalYearChange[]): FiscalYears | null {
  const runs: FiscalYearRun[] = []
  for (const [index, change] of changes.entries()) {
    const endMonth = endMonthOf(change.year)
    const firstEnds = change.firstEnds ?? null
    const before = runs.at(-1)?.from ?? null
    if (endMonth === null || (change.from === null) !== (index === 0)) return null
    if (change.from !== null && before !== null && change.from <= before) return null
    if (firstEnds !== null && (change.from === null || !isLongFirstYear(change.from, firstEnds, endMonth))) return null
    runs.push({ from: change.from, endMonth, firstEnds })
  }
  return runs.length === 0 ? null : { runs }
}

/** The last day of the fiscal year that a day belongs to. */
export function fiscalYearEnd(of: Day, years: FiscalYears): Day {
  const index = Math.max(0, years.runs.findLastIndex((run) => run.from !== null && run.from <= of))
  const run = years.runs[index]
  if (run === undefined) throw new RangeError('no fiscal year is given')
  if (run.firstEnds !== null && of <= run.firstEnds) return run.firstEnds
  const year = monthOf(of) <= run.endMonth ? yearOf(of) : yearOf(of) + 1
  const end = dayOf(year, run.endMonth, monthLength(year, run.endMonth))
  // A change cuts the running year short: its next year begins before this one would have ended.
  const next = years.runs[index + 1]?.from ?? null
  return next !== null && next <= end ? dayBefore(next) : end
}

/**
 * The first day on which the law no longer keeps a booking: BFL 7:2 keeps it through the seventh year after the calendar year in
 * which the fiscal year ended.
 */
export function bookkeepingUntil(booked: Day, years: FiscalYears): Day {
  return dayOf(yearOf(fiscalYearEnd(booked, years)) + 8, 1, 1)
}

function isLongFirstYear(from: Day, ends: Day, endMonth: number): boolean {
  const months = (yearOf(ends) - yearOf(from)) * 12 + monthOf(ends) - monthOf(from) + 1
  const lastOfMonth = dayOf(yearOf(ends), monthOf(ends), monthLength(yearOf(ends), monthOf(ends)))
  return monthOf(ends) === endMonth && ends === lastOfMonth && months >= 1 && months <= 18
}

/** The month that a fiscal year written as first and last date ends with; null when it is not twelve whole months. */
function endMonthOf(written: string): number | null {
  const found = /^(\d{2})-01\s*\.\.\s*(\d{2})-(\d{2})$/.exec(written.trim())
  if (found === null) return null
  const [start, end, date] = found.slice(1).map(Number) as [number, number, number]
  if (end < 1 || end > 12 || start !== (end % 12) + 1) return null
  // February's year end is its last day in every year, however it was written.
  return date === monthLength(2001, end) || (end === 2 && date === 29) ? end : null
}
