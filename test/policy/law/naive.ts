/**
 * A second calculation that shares nothing with the first: it walks over the calendar one day at a time with the platform's
 * Date, and reads Swedish holidays from a list worked out by walking.
 */
const dayMs = 86_400_000

export function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** Easter Sunday by Gauss' rule with its two exceptions. */
function easter(year: number): string {
  const k = Math.floor(year / 100)
  const m = (15 - Math.floor((13 + 8 * k) / 25) + k - Math.floor(k / 4)) % 30
  const n = (4 + k - Math.floor(k / 4)) % 7
  const d = (19 * (year % 19) + m) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
  let march = 22 + d + e
  if (d === 29 && e === 6) march = 50
  if (d === 28 && e === 6 && (11 * m + 11) % 30 < 19) march = 49
  return new Date(Date.UTC(year, 2, march)).toISOString().slice(0, 10)
}

const lists = new Map<number, ReadonlySet<string>>()

function swedishHolidays(year: number): ReadonlySet<string> {
  const known = lists.get(year)
  if (known !== undefined) return known
  const list = new Set([`${year}-01-01`, `${year}-01-06`, `${year}-05-01`, `${year}-12-25`, `${year}-12-26`])
  if (year >= 2005) list.add(`${year}-06-06`)
  let at = easter(year)
  list.add(new Date(Date.parse(at) - 2 * dayMs).toISOString().slice(0, 10))
  for (let n = 1; n <= 50; n += 1) {
    at = next(at)
    if (n === 1 || n === 39 || (n === 50 && year <= 2004)) list.add(at)
  }
  for (at = `${year}-06-20`; weekdayOf(at) !== 6;) at = next(at)
  list.add(at)
  for (at = `${year}-10-31`; weekdayOf(at) !== 6;) at = next(at)
  list.add(at)
  lists.set(year, list)
  return list
}

export function works(day: string, eves: boolean): boolean {
  if ([0, 6].includes(weekdayOf(day))) return false
  if (eves && (day.endsWith('-12-24') || day.endsWith('-12-31') || swedishHolidays(Number(day.slice(0, 4))).has(next(day)) && /-06-(19|2[0-5])$/.test(day) && weekdayOf(day) === 5)) return false
  return !swedishHolidays(Number(day.slice(0, 4))).has(day)
}

export function workingDaysLater(from: string, count: number, eves: boolean): string {
  let at = from
  for (let n = 0; n < count;) {
    at = next(at)
    if (works(at, eves)) n += 1
  }
  return at
}

/** Walks until it has come to the same date so many months on, or to the last day of that month. */
export function monthsLater(from: string, months: number): string {
  let at = from
  let turned = 0
  while (turned < months) {
    const before = at
    at = next(at)
    if (at.slice(5, 7) !== before.slice(5, 7)) turned += 1
  }
  const wanted = Number(from.slice(8))
  while (Number(at.slice(8)) < wanted && next(at).slice(5, 7) === at.slice(5, 7)) at = next(at)
  return at
}

export function daysLater(from: string, days: number): string {
  let at = from
  for (let n = 0; n < days; n += 1) at = next(at)
  return at
}

export function rolled(from: string, eves: boolean): string {
  let at = from
  while (!works(at, eves)) at = next(at)
  return at
}
