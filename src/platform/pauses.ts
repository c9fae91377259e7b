/**
 * How long to wait before the given attempt (from 1): 1 s, doubling, at most 10 minutes. A quarter is random, so that a
 * hundred items that failed together do not come back together.
 */
export function pauses(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(600_000, 1000 * 2 ** Math.min(30, Math.max(0, attempt - 1)))
  return Math.round(whole * (0.75 + 0.25 * random()))
}
