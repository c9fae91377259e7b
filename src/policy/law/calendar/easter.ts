import { addDays, dayOf } from '../day.ts'
import type { Day } from '../day.ts'

/** Easter Sunday of the western churches, by the rule for the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const lunar = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - lunar - (inCentury % 4)) % 7
  const correction = Math.floor((golden + 11 * lunar + 22 * toSunday) / 451)
  const count = lunar + toSunday - 7 * correction + 114
  return dayOf(year, Math.floor(count / 31), (count % 31) + 1)
}

/** The first day on or after a date that falls on a weekday (1 Monday to 7 Sunday). */
export function firstOnOrAfter(from: Day, wanted: number, weekdayOf: (of: Day) => number): Day {
  return addDays(from, (wanted - weekdayOf(from) + 7) % 7)
}
