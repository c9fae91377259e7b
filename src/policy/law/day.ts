/** A day of the calendar, `YYYY-MM-DD`, the same in YAML, JSON and SQL. Days compare with `<`. */
export type Day = string & { readonly __day: true }

export const firstDay = '0001-01-01' as Day
export const lastDay = '9999-12-31' as Day

/** Whether the text is a day that exists. */
export function isDay(text: string): text is Day {
  return split(text) !== null
}

/** The day that the text writes; a RangeError for one that does not exist, without the text: it may be somebody's data in a wrong column. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError('not a day of the calendar, written YYYY-MM-DD')
  return text
}

/** The day it is at this instant in a time zone (IANA name). */
export function toDay(instant: Temporal.Instant, zone: string): Day {
  return day(instant.toZonedDateTimeISO(zone).toPlainDate().toString())
}

export function dayAfter(of: Day): Day {
  return addDays(of, 1)
}

export function dayBefore(of: Day): Day {
  return addDays(of, -1)
}

/** Days later, or earlier when negative. Stops at the first and last day of the calendar instead of failing. */
export function addDays(from: Day, days: number): Day {
  if (!Number.isInteger(days)) throw new RangeError(`not a number of whole days: ${days}`)
  return fromNumber(toNumber(from) + days)
}

export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}

export function later(a: Day, b: Day): Day {
  return a < b ? b : a
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toNumber(to) - toNumber(from)
}

/** 1 Monday to 7 Sunday, as ISO 8601 counts. */
export function weekday(of: Day): number {
  return weekdayOf(toNumber(of))
}

/** The same date in `months` months, or the last of that month where it has no such date (31 August + 6 months = 28 February). */
export function addMonths(from: Day, months: number): Day {
  const year = yearOf(from)
  const count = year * 12 + monthOf(from) - 1 + months
  const newYear = Math.floor(count / 12)
  if (newYear > 9999) return lastDay
  if (newYear < 1) return firstDay
  const month = count - newYear * 12 + 1
  return write(newYear, month, Math.min(dateOf(from), monthLength(newYear, month)))
}

export function yearOf(of: Day): number {
  return digit(of, 0) * 1000 + digit(of, 1) * 100 + digit(of, 2) * 10 + digit(of, 3)
}

export function monthOf(of: Day): number {
  return digit(of, 5) * 10 + digit(of, 6)
}

export function dateOf(of: Day): number {
  return digit(of, 8) * 10 + digit(of, 9)
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of a year, month and date that exist; the calendar's first or last day for years outside it. */
export function dayOf(year: number, month: number, date: number): Day {
  if (year > 9999) return lastDay
  if (year < 1) return firstDay
  return day(write(year, month, date))
}

/** Days since 1970-01-01. Retention asks this millions of times a night, so it is integer arithmetic instead of Temporal. */
export function toNumber(of: Day): number {
  return numberOf(yearOf(of), monthOf(of), dateOf(of))
}

export function fromNumber(number: number): Day {
  if (number >= lastNumber) return lastDay
  if (number <= firstNumber) return firstDay
  // Years are counted from March, so that the leap day is a year's last (the proleptic Gregorian calendar).
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const inEra = shifted - era * 146_097
  const yearInEra = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365)
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100))
  const fromMarch = Math.floor((5 * inYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return write(yearInEra + era * 400 + (month <= 2 ? 1 : 0), month, inYear - Math.floor((153 * fromMarch + 2) / 5) + 1)
}

/** The number of the first day of a month, months counted from January of year 0. */
export function monthStart(month: number): number {
  return numberOf(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1)
}

export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

function numberOf(year: number, month: number, date: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearInEra = marchYear - era * 400
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146_097 + yearInEra * 365 + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100) + inYear - 719_468
}

const firstNumber = numberOf(1, 1, 1)
const lastNumber = numberOf(9999, 12, 31)

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function digit(of: string, at: number): number {
  return of.charCodeAt(at) - 48
}

const two = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))

function write(year: number, month: number, date: number): Day {
  return `${two[Math.floor(year / 100)]}${two[year % 100]}-${two[month]}-${two[date]}` as Day
}

function split(text: string): readonly [number, number, number] | null {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text) || text.length !== 10) return null
  const [year, month, date] = [yearOf(text as Day), monthOf(text as Day), dateOf(text as Day)]
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month) ? [year, month, date] : null
}
