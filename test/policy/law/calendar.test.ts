import Holidays from 'date-holidays'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, day, dayAfter, easterSunday, holidays, isWorkingDay, nextWorkingDay, restDay, workingDayFrom } from '../../../src/policy/law/index.ts'
import type { Calendar, Day } from '../../../src/policy/law/index.ts'

const sweden: Calendar = { country: 'SE', eves: 'working' }
const norway: Calendar = { country: 'NO', eves: 'working' }

function listed(country: string, year: number): ReadonlySet<string> {
  const found = new Holidays(country).getHolidays(year) ?? []
  return new Set(found.filter((holiday) => holiday.type === 'public').map((holiday) => holiday.date.slice(0, 10)))
}

function ours(calendar: Calendar, year: number): ReadonlySet<Day> {
  return new Set(holidays(calendar, year).keys())
}

describe('Sweden', () => {
  it('has the thirteen holidays that it notified for 2026', () => {
    expect([...ours(sweden, 2026)].sort()).toEqual([
      '2026-01-01', '2026-01-06', '2026-04-03', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-24', '2026-06-06', '2026-06-20',
      '2026-10-31', '2026-12-25', '2026-12-26',
    ])
  })

  it('agrees with another list for 1953 to 2100, where that list has the law of the year', () => {
    for (let year = 1953; year <= 2100; year += 1) {
      const theirs = new Set(listed('SE', year))
      const nationalDay = `${year}-06-06`
      // That list knows neither that 6 June became a holiday in 2005 nor that Whit Monday was one until 2004.
      if (year < 2005) theirs.delete(nationalDay)
      const mine = new Set<string>(ours(sweden, year))
      if (year < 2005) mine.delete(mondayOfWhitsun(year))
      theirs.delete(mondayOfWhitsun(year))
      // Another holiday may fall on the national day: Whit Sunday or Whit Monday does in some years.
      if (mine.has(nationalDay)) theirs.add(nationalDay)
      if (mine.has(mondayOfWhitsun(year))) theirs.add(mondayOfWhitsun(year))
      expect([...mine].sort(), String(year)).toEqual([...theirs].sort())
    }
  })

  it('changed with the law', () => {
    expect(isWorkingDay(day('2004-05-31'), sweden)).toBe(false) // Whit Monday, the last
    expect(isWorkingDay(day('2005-05-16'), sweden)).toBe(true)
    expect(isWorkingDay(day('2003-06-06'), sweden)).toBe(true)
    expect(isWorkingDay(day('2005-06-06'), sweden)).toBe(false) // National Day, the first
    expect(isWorkingDay(day('1938-05-02'), sweden)).toBe(true)
    expect(isWorkingDay(day('1952-06-24'), sweden)).toBe(false)
    expect(isWorkingDay(day('1953-06-24'), sweden)).toBe(true)
  })

  it('works on the eves unless the policy says otherwise', () => {
    const off: Calendar = { country: 'SE', eves: 'holiday' }
    for (const eve of ['2026-06-19', '2026-12-24', '2026-12-31', '2027-06-25']) {
      expect(isWorkingDay(day(eve), sweden), eve).toBe(true)
      expect(isWorkingDay(day(eve), off), eve).toBe(false)
    }
    // The day before a holiday is otherwise a working day like any other.
    for (const usual of ['2026-04-02', '2026-04-30', '2026-05-15']) expect(isWorkingDay(day(usual), off), usual).toBe(true)
  })

  it('gives no other day for a holiday on a weekend', () => {
    expect(isWorkingDay(day('2026-06-08'), sweden)).toBe(true)
  })
})

describe('Norway', () => {
  it('agrees with another list for 1950 to 2100', () => {
    for (let year = 1950; year <= 2100; year += 1) expect([...ours(norway, year)].sort(), String(year)).toEqual([...listed('NO', year)].sort())
  })

  it('rests on Maundy Thursday and 17 May, when Sweden works', () => {
    for (const date of ['2026-04-02', '2027-05-17']) {
      expect(isWorkingDay(day(date), norway), date).toBe(false)
      expect(isWorkingDay(day(date), sweden), date).toBe(true)
    }
    expect(isWorkingDay(day('2025-06-06'), norway)).toBe(true)
  })
})

describe('working days', () => {
  it('have a reason when they are none', () => {
    expect(restDay(day('2026-04-03'), sweden)).toMatchObject({ code: 'good-friday', name: { sv: 'Långfredagen', en: 'Good Friday', no: 'Langfredag' } })
    expect(restDay(day('2026-04-04'), sweden)).toBe('weekend')
    expect(restDay(day('2026-04-07'), sweden)).toBeNull()
  })

  it('are counted from the day after', () => {
    expect(nextWorkingDay(day('2026-04-02'), sweden)).toBe('2026-04-07')
    expect(workingDayFrom(day('2026-04-02'), sweden)).toBe('2026-04-02')
    expect(addWorkingDays(day('2026-04-04'), 0, sweden)).toBe('2026-04-04')
    expect(() => addWorkingDays(day('2026-04-04'), -1, sweden)).toThrow(RangeError)
  })

  it('end with the calendar', () => {
    expect(addWorkingDays(day('9999-12-30'), 100, sweden)).toBe('9999-12-31')
  })

  it('need a country whose holidays are known', () => {
    expect(() => isWorkingDay(day('2026-01-01'), { country: 'XX', eves: 'working' })).toThrow(RangeError)
  })
})

function mondayOfWhitsun(year: number): Day {
  let at = easterSunday(year)
  for (let n = 0; n < 50; n += 1) at = dayAfter(at)
  return at
}
