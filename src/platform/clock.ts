/** Where every moment comes from: SQL never asks the database for the time, so that a day can be fixed and tested. */
export interface Clock {
  now(): Temporal.Instant
  /** Set when the moment is fixed (LOFTE_CLOCK), so that every page can say so. */
  readonly fixed: boolean
}

export const systemClock = (): Clock => ({ now: () => Temporal.Now.instant(), fixed: false })

export function fixedClock(at: Temporal.Instant | string): Clock {
  const instant = Temporal.Instant.from(at)
  return { now: () => instant, fixed: true }
}
