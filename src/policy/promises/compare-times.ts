import { comparePeriods } from '../law/index.ts'
import type { Period } from '../law/index.ts'
import { inEach, periodText } from '../text/index.ts'
import type { Lang, Text } from '../text/index.ts'

/** A time as terms hold it: ISO 8601, and for working days `2B` (B as in business, since ISO 8601 has none). */
export type Time = string

export function isWorkingDays(time: Time): boolean {
  return time.endsWith('B')
}

export function periodOf(time: Time): Period {
  const [, y, m, w, d, h] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?$/.exec(time) ?? []
  return { years: Number(y ?? 0), months: Number(m ?? 0), weeks: Number(w ?? 0), days: Number(d ?? 0), hours: Number(h ?? 0) }
}

/** Which of two times is longer: -1, 0 or 1; null where it depends on the day, or on where the holidays fall. */
export function compareTimes(a: Time, b: Time): -1 | 0 | 1 | null {
  if (isWorkingDays(a) && isWorkingDays(b)) return Math.sign(countOf(a) - countOf(b)) as -1 | 0 | 1
  if (isWorkingDays(a)) return againstDays(countOf(a), periodOf(b))
  if (!isWorkingDays(b)) return comparePeriods(periodOf(a), periodOf(b))
  const turned = againstDays(countOf(b), periodOf(a))
  return turned === null ? null : (-turned as -1 | 0 | 1)
}

/** So many working days are never fewer calendar days than that, nor more than twice as many and ten, whatever holidays there are. */
function againstDays(workingDays: number, other: Period): -1 | 1 | null {
  if (comparePeriods({ days: workingDays }, other) === 1) return 1
  return comparePeriods({ days: 2 * workingDays + 10 }, other) === -1 ? -1 : null
}

function countOf(time: Time): number {
  return Number(time.slice(0, -1))
}

export function timeText(time: Time): Text {
  return periodText(isWorkingDays(time) ? { workingDays: countOf(time) } : periodOf(time))
}

/** Both times as they stand in `three years instead of two`: the unit is said once where it is the same. */
export function insteadOf(before: Time, after: Time): { readonly before: Text; readonly after: Text } {
  const [was, is] = [timeText(before), timeText(after)]
  const [a, b] = [unitsOf(before), unitsOf(after)]
  const once = a.length === 1 && a === b
  return { after: is, before: once ? inEach((lang) => firstWord(was, lang)) : was }
}

function unitsOf(time: Time): string {
  return isWorkingDays(time) ? 'B' : time.replace(/[PT\d]/g, '')
}

function firstWord(text: Text, lang: Lang): string {
  return text[lang].split(' ', 1)[0] ?? ''
}
