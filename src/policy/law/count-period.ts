import { dayText, inEach, say, sayWeekday, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { addWorkingDays, isWorkingDay, restDay, workingDayFrom } from './calendar/index.ts'
import type { Calendar } from './calendar/index.ts'
import { addDays, dateOf, dayAfter, daysBetween, lastDay, later, weekday } from './day.ts'
import type { Day } from './day.ts'
import { addPeriod } from './period.ts'
import type { Period } from './period.ts'

/** One step of a count: the day it is about, a code for programs, and the words for people. */
export interface Step { readonly day: Day; readonly code: string; readonly why: Text }

/** Time in which the clock stood still: it starts again on `to`. */
export interface Pause { readonly from: Day; readonly to: Day }

export interface Counted { readonly end: Day; readonly days: readonly Step[] }

export function step(day: Day, code: string, why: Text): Step {
  return Object.freeze({ day, code, why })
}

/**
 * The end of a period of an EU act (Regulation 1182/71), counted from the day of an event:
 * the event's day is not counted and months end with the same date or the month's last (3(1), 3(2)(c); C-171/03, so 5 March gives
 * 5 April), days off inside it count (3(3)), an end on a day off moves to the next working day (3(4)), and two days or more
 * have at least two working days (3(5)). Not for periods in hours, to which 3(4) does not apply.
 */
export function endOfPeriod(event: Day, period: Period, calendar: Calendar): Day {
  return closed(event, addPeriod(event, period), calendar).end
}

/** Moves an end that was counted to where the Regulation lets the period end, and says why. */
export function closed(event: Day, counted: Day, calendar: Calendar): Counted {
  const rolled = workingDayFrom(counted, calendar)
  const days = rolled === counted ? [] : [...daysOff(counted, rolled, calendar), step(rolled, 'rolled', say('deadline.rolled'))]
  if (daysBetween(event, counted) < 2) return { end: rolled, days }
  const second = addWorkingDays(event, 2, calendar)
  if (second <= rolled) return { end: rolled, days }
  return { end: second, days: [...days, step(second, 'two-working-days', say('deadline.two-working-days'))] }
}

/** The days off from a day up to another, each with its reason. */
function daysOff(from: Day, to: Day, calendar: Calendar): readonly Step[] {
  const off: Step[] = []
  for (let at = from; at < to; at = dayAfter(at)) {
    const [code, why] = dayOff(at, calendar)
    off.push(step(at, code, say('deadline.day-off', { why })))
  }
  return off
}

/** Whether a day off is a holiday or only a weekend, and its name. */
function dayOff(of: Day, calendar: Calendar): readonly ['holiday' | 'weekend', Text] {
  const rest = restDay(of, calendar)
  return rest === null || rest === 'weekend' ? ['weekend', weekdayText(of)] : ['holiday', rest.name]
}

/** The weekday's name as it begins a line: with a capital in every language. */
export function weekdayText(of: Day): Text {
  return inEach((lang) => {
    const name = sayWeekday(weekday(of), lang)
    return name.charAt(0).toUpperCase() + name.slice(1)
  })
}

/** Months after an event, and a word about a date that the month lacks. */
export function plainEnd(event: Day, period: Period, code: 'period' | 'extended', said: Text): Counted {
  const end = addPeriod(event, period)
  const months = (period.years ?? 0) * 12 + (period.months ?? 0)
  const held = months > 0 && period.days === undefined && period.weeks === undefined && period.hours === undefined && dateOf(end) !== dateOf(event) && end < lastDay
  const date = verbatim(String(dateOf(event)))
  const why = code === 'period'
    ? held ? say('deadline.period-held', { period: said, date }) : say('deadline.period', { period: said })
    : held ? say('deadline.extended-held', { date }) : say('deadline.extended')
  return { end, days: [step(end, held ? `${code}-held` : code, why)] }
}

/** An end moved by the pauses that began before it or on it. A pause that is over when the time begins moves nothing. */
export function moved(event: Day, end: Day, pauses: readonly Pause[]): Counted {
  const days: Step[] = []
  let at = end
  for (const pause of merged(pauses)) {
    const from = later(pause.from, event)
    const still = daysBetween(from, pause.to)
    if (still <= 0 || from > at) continue
    at = addDays(at, still)
    days.push(step(from, 'paused', say('deadline.paused', { days: still, until: dayText(pause.to) })))
  }
  if (at !== end) days.push(step(at, 'moved-by-pause', say('deadline.moved-by-pause')))
  return { end: at, days }
}

/** Pauses in order, those that overlap or meet as one; a pause that ends before it begins is a mistake. */
export function merged(pauses: readonly Pause[]): readonly Pause[] {
  const result: Pause[] = []
  for (const pause of [...pauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (pause.to < pause.from) throw new RangeError('a pause ends before it begins')
    const last = result.at(-1)
    if (last !== undefined && pause.from <= last.to) result[result.length - 1] = { from: last.from, to: later(last.to, pause.to) }
    else result.push(pause)
  }
  return result
}

/** Working days from an event, each step named; days of a pause are not counted. */
export function countWorkingDays(event: Day, count: number, calendar: Calendar, pauses: readonly Pause[]): Counted {
  const still = merged(pauses)
  const days: Step[] = []
  let [at, n] = [event, 0]
  while (n < count && at < lastDay) {
    at = dayAfter(at)
    if (still.some((pause) => at > pause.from && at <= pause.to)) days.push(step(at, 'paused-day', say('deadline.paused-day')))
    else if (isWorkingDay(at, calendar)) days.push(step(at, 'working-day', say('deadline.working-day', { n: (n += 1), of: count })))
    else {
      const [code, why] = dayOff(at, calendar)
      days.push(step(at, code, say('deadline.not-counted', { why })))
    }
  }
  return { end: at, days }
}
