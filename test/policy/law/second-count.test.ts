import { describe, expect, it } from 'vitest'
import { addDays, addPeriod, addWorkingDays, bookkeepingUntil, day, deadline, fiscalYears, isWorkingDay, period, subtractPeriod } from '../../../src/policy/law/index.ts'
import type { Calendar, Day } from '../../../src/policy/law/index.ts'
import { daysLater, monthsLater, next, rolled, workingDaysLater, works } from './naive.ts'

const cases = 20_000

/** The same cases in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function someDay(random: (below: number) => number): Day {
  return addDays(day('1960-01-01'), random(50_000)) // to 2096
}

describe('an independent count, one day at a time', () => {
  it('agrees on working days', () => {
    const random = numbers(1)
    for (let n = 0; n < cases; n += 1) {
      const [from, count, eves] = [someDay(random), random(12), random(2) === 1]
      const calendar: Calendar = { country: 'SE', eves: eves ? 'holiday' : 'working' }
      expect(isWorkingDay(from, calendar), from).toBe(works(from, eves))
      expect(addWorkingDays(from, count, calendar), `${from} + ${count}`).toBe(workingDaysLater(from, count, eves))
    }
  })

  it('agrees on deadlines in months', () => {
    const random = numbers(2)
    for (let n = 0; n < cases; n += 1) {
      const [received, extended, eves] = [someDay(random), random(2) === 1, random(2) === 1]
      const { due } = deadline({ right: 'access', received, extended, calendar: { country: 'SE', eves: eves ? 'holiday' : 'working' } })
      expect(due, received).toBe(rolled(monthsLater(received, extended ? 3 : 1), eves))
    }
  })

  it('agrees on the ends of retention', () => {
    const random = numbers(3)
    for (let n = 0; n < cases; n += 1) {
      const from = someDay(random)
      if (random(2) === 0) {
        const months = 1 + random(30)
        expect(addPeriod(from, period({ months })), `${from} + ${months} months`).toBe(monthsLater(from, months))
      } else {
        const days = random(200)
        const end = addPeriod(from, period({ days }))
        expect(end, `${from} + ${days} days`).toBe(daysLater(from, days))
        expect(subtractPeriod(end, period({ days }))).toBe(from)
      }
    }
  })

  it('agrees on bookkeeping', () => {
    const random = numbers(4)
    for (let n = 0; n < 2000; n += 1) {
      const [booked, endMonth] = [someDay(random), 1 + random(12)]
      const two = (month: number): string => String(month).padStart(2, '0')
      const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][endMonth - 1]
      const years = fiscalYears([{ from: null, year: `${two((endMonth % 12) + 1)}-01..${two(endMonth)}-${last}` }])
      if (years === null) throw new Error('not a fiscal year')
      let end: string = booked
      while (!(Number(end.slice(5, 7)) === endMonth && next(end).slice(5, 7) !== end.slice(5, 7))) end = next(end)
      expect(bookkeepingUntil(booked, years), booked).toBe(`${Number(end.slice(0, 4)) + 8}-01-01`)
    }
  })
})
