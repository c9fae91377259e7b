import type { Day } from './day.ts'

/** How a controller's fiscal years run, with every change of them, oldest first. */
export interface FiscalYears { readonly runs: readonly FiscalYearRun[] }

export interface FiscalYearRun {
  /** The day the first fiscal year of this run began; null for the run that was there before. */
  readonly from: Day | null
  /** The last month of a fiscal year: it ends with the last day of that month (BFL 3:1). */
  readonly endMonth: number
  /** The end of the first year when it was shortened or prolonged because of the change (BFL 3:3). */
  readonly firstEnds: Day | null
}
