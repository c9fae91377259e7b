import { dayAfter, lastDay, weekday, yearOf } from '../day.ts'
import type { Day } from '../day.ts'
import { easterSunday } from './easter.ts'
import type { Holiday, HolidayRule } from './holiday.ts'
import { norwegian } from './norway.ts'
import { swedish } from './sweden.ts'

/** Whose holidays count, and whether the eves are working days: `working` unless the policy says otherwise. */
export interface Calendar { readonly country: string; readonly eves: 'working' | 'holiday' }

const rules: ReadonlyMap<string, readonly HolidayRule[]> = new Map([['SE', swedish], ['NO', norwegian]])

/** Countries whose holidays we know. */
export const calendars: readonly string[] = [...rules.keys()]

export const defaultCalendar: Calendar = { country: 'SE', eves: 'working' }

/** The public holidays of a year by day, and its eves when the calendar counts them; weekends that are no holiday are not among them. */
export function holidays(calendar: Calendar, year: number): ReadonlyMap<Day, Holiday> {
  const country = rules.get(calendar.country)
  if (country === undefined) throw new RangeError(`no calendar of holidays for ${calendar.country.slice(0, 20)}; there is one for ${calendars.join(', ')}`)
  const key = `${calendar.country} ${calendar.eves} ${year}`
  const known = years.get(key)
  if (known !== undefined) return known
  const easter = easterSunday(year)
  const found = country.flatMap((rule) => rule(year, easter) ?? []).filter((holiday) => !holiday.eve || calendar.eves === 'holiday')
  // Where two fall on one day (1 May 2008 was Ascension Day too) the first keeps its name.
  const byDay = new Map([...found].reverse().map((holiday) => [holiday.day, holiday] as const))
  if (years.size > 2000) years.clear()
  years.set(key, byDay)
  return byDay
}

const years = new Map<string, ReadonlyMap<Day, Holiday>>()

/** Why a day is no working day; null for one that is (Regulation 1182/71 art 2(2)). */
export function restDay(of: Day, calendar: Calendar): Holiday | 'weekend' | null {
  return holidays(calendar, yearOf(of)).get(of) ?? (weekday(of) >= 6 ? 'weekend' : null)
}

export function isWorkingDay(of: Day, calendar: Calendar): boolean {
  return restDay(of, calendar) === null
}

/** The day itself when it is a working day, else the first one after it. */
export function workingDayFrom(from: Day, calendar: Calendar): Day {
  let at = from
  while (at < lastDay && !isWorkingDay(at, calendar)) at = dayAfter(at)
  return at
}

/** The first working day after a day. */
export function nextWorkingDay(after: Day, calendar: Calendar): Day {
  return workingDayFrom(dayAfter(after), calendar)
}

/** So many working days later; the day one counts from is not counted, whether it is a working day or not. */
export function addWorkingDays(from: Day, count: number, calendar: Calendar): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count of working days: ${count}`)
  let at = from
  for (let left = count; left > 0 && at < lastDay; left -= 1) at = nextWorkingDay(at, calendar)
  return at
}
