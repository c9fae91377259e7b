import { monthStart } from './day.ts'
import type { Period } from './period.ts'

/**
 * Which of two periods is longer, whatever day they are counted from: -1, 0 or 1; null where it depends on the day
 * (one month and 30 days). `lofte diff` calls a retention weaker only where this decides.
 */
export function comparePeriods(a: Period, b: Period): -1 | 0 | 1 | null {
  const months = monthsOf(a) - monthsOf(b)
  const hours = hoursOf(a) - hoursOf(b)
  const [least, most] = months >= 0 ? spanOf(months) : negated(spanOf(-months))
  const [low, high] = [least * 24 + hours, most * 24 + hours]
  if (low === 0 && high === 0) return 0
  return low > 0 ? 1 : high < 0 ? -1 : null
}

function monthsOf(p: Period): number {
  return (p.years ?? 0) * 12 + (p.months ?? 0)
}

function hoursOf(p: Period): number {
  return ((p.weeks ?? 0) * 7 + (p.days ?? 0)) * 24 + (p.hours ?? 0)
}

const spans = new Map<number, readonly [number, number]>()

/** The fewest and the most days that so many months can have: the calendar repeats itself after 400 years. */
function spanOf(months: number): readonly [number, number] {
  const known = spans.get(months)
  if (known !== undefined) return known
  let [least, most] = [Infinity, 0]
  for (let start = 0; start < 4800; start += 1) {
    const days = monthStart(start + months) - monthStart(start)
    least = Math.min(least, days)
    most = Math.max(most, days)
  }
  if (spans.size > 500) spans.clear()
  spans.set(months, [least, most])
  return [least, most]
}

function negated([least, most]: readonly [number, number]): readonly [number, number] {
  return [-most, -least]
}
