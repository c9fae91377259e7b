import { addDays, addMonths } from './day.ts'
import type { Day } from './day.ts'

/** A length of calendar time. Made by `period` or `parsePeriod`, which give the same object for the same length. */
export interface Period {
  readonly years?: number
  readonly months?: number
  readonly weeks?: number
  readonly days?: number
  readonly hours?: number
}

/** Working days are no length of time by themselves: they need a calendar. */
export interface WorkingDays { readonly workingDays: number }

const made = new Map<string, Period>()

/** No part above what a person can mean: keeps the arithmetic far from the ends of integers. */
const most = 1_000_000

/** The one frozen period of this length: twelve months are a year, parts that are zero are left out. */
export function period(parts: Period): Period {
  for (const value of [parts.years, parts.months, parts.weeks, parts.days, parts.hours]) {
    if (value !== undefined && (!Number.isInteger(value) || value < 0 || value > most)) throw new RangeError(`not a whole count in a period: ${value}`)
  }
  const allMonths = (parts.years ?? 0) * 12 + (parts.months ?? 0)
  const [years, months] = [Math.floor(allMonths / 12), allMonths % 12]
  const { weeks = 0, days = 0, hours = 0 } = parts
  const normalised: Period = {
    ...(years > 0 && { years }), ...(months > 0 && { months }), ...(weeks > 0 && { weeks }), ...(days > 0 && { days }), ...(hours > 0 && { hours }),
  }
  const key = isoPeriod(normalised)
  const known = made.get(key)
  if (known !== undefined) return known
  made.set(key, Object.freeze(normalised))
  return normalised
}

/** The period as ISO 8601 writes it: `P2Y`, `P1Y6M`, `PT72H`, `P0D`. */
export function isoPeriod(p: Period): string {
  const part = (value: number | undefined, letter: string): string => (value === undefined || value === 0 ? '' : `${value}${letter}`)
  const date = part(p.years, 'Y') + part(p.months, 'M') + part(p.weeks, 'W') + part(p.days, 'D')
  const hours = part(p.hours, 'H')
  return date === '' && hours === '' ? 'P0D' : `P${date}${hours === '' ? '' : `T${hours}`}`
}

/**
 * The day a period after another ends: first years and months, held to the month's last date (Regulation 1182/71 art 3(2)(c)),
 * then weeks and days; hours that are no whole days count as the next whole one. Remembered, because a sweep asks for the same
 * few periods and days millions of times.
 */
export function addPeriod(from: Day, by: Period): Day {
  let days = ends.get(by)
  if (days === undefined) ends.set(by, (days = new Map()))
  const known = days.get(from)
  if (known !== undefined) return known
  const end = shift(from, by, 1)
  if (days.size >= remembered) days.clear()
  days.set(from, end)
  return end
}

/** The day a period before another: when a reminder of 30 days is due. */
export function subtractPeriod(from: Day, by: Period): Day {
  return shift(from, by, -1)
}

const ends = new WeakMap<Period, Map<Day, Day>>()
const remembered = 40_000 // more than a century of days

function shift(from: Day, by: Period, sign: 1 | -1): Day {
  const months = (by.years ?? 0) * 12 + (by.months ?? 0)
  const days = (by.weeks ?? 0) * 7 + (by.days ?? 0) + Math.ceil((by.hours ?? 0) / 24)
  const moved = months === 0 ? from : addMonths(from, sign * months)
  return days === 0 ? moved : addDays(moved, sign * days)
}
