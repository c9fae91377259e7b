import { describe, expect, it } from 'vitest'
import { breachDeadline, day, daysBetween, deadline, endOfPeriod, isDay, parseInstant, period, promisedDay } from '../../../src/policy/law/index.ts'
import type { Calendar, Deadline } from '../../../src/policy/law/index.ts'

const sweden: Calendar = { country: 'SE', eves: 'working' }

function codes(of: Deadline): readonly string[] {
  return of.days.map((at) => `${at.day} ${at.code}`)
}

function instant(written: string): Temporal.Instant {
  const parsed = parseInstant(written)
  if (parsed === null) throw new Error(`not an instant: ${written}`)
  return parsed
}

describe('a request', () => {
  it('explains each step', () => {
    const counted = deadline({ right: 'erasure', received: day('2026-03-03') })
    expect(codes(counted)).toEqual([
      '2026-03-03 received', '2026-04-03 period', '2026-04-03 holiday', '2026-04-04 weekend', '2026-04-05 holiday', '2026-04-06 holiday', '2026-04-07 rolled',
    ])
    expect(counted.law).toEqual(['GDPR 12(3)', '1182/71 3(1)', '1182/71 3(2)(c)', '1182/71 3(4)'])
    expect(counted.days[2]?.why.sv).toBe('Långfredagen, ingen arbetsdag')
  })

  it('runs from the day of receipt: 5 March gives 5 April or the working day after (C-171/03)', () => {
    expect(deadline({ right: 'access', received: day('2025-03-05') })).toMatchObject({ due: '2025-04-07' }) // 5 April is a Saturday
    expect(deadline({ right: 'access', received: day('2027-03-05') })).toMatchObject({ due: '2027-04-05' })
  })

  it('says when a month lacks the date', () => {
    const counted = deadline({ right: 'access', received: day('2026-03-31') })
    expect(codes(counted)).toContain('2026-04-30 period-held')
    expect(counted.days[1]?.why.en).toBe('one month later: the last day of the month, which has no day 31')
  })

  it('is extended to three months from receipt, told before the first month is over', () => {
    const counted = deadline({ right: 'access', received: day('2026-01-31'), extended: true })
    expect(counted).toMatchObject({ due: '2026-04-30', tellBy: '2026-03-02' })
    expect(codes(counted)).toContain('2026-03-02 tell-extension')
  })

  it('stands still while identity is asked for, and tells the day without that', () => {
    const paused = [{ from: day('2026-03-03'), to: day('2026-03-17') }]
    expect(deadline({ right: 'access', received: day('2026-03-02'), paused })).toMatchObject({ due: '2026-04-16', unpaused: '2026-04-02' })
  })

  it('moves an end by the pause before it moves it to a working day', () => {
    const paused = [{ from: day('2026-03-04'), to: day('2026-03-05') }]
    // 3 April (Good Friday) + 1 = 4 April, Saturday of Easter
    expect(deadline({ right: 'access', received: day('2026-03-03'), paused })).toMatchObject({ due: '2026-04-07' })
    expect(deadline({ right: 'access', received: day('2026-03-03'), paused: [{ from: day('2026-03-04'), to: day('2026-03-09') }] })).toMatchObject({ due: '2026-04-08' })
  })

  it('counts a day of two pauses once, and none outside the time', () => {
    const received = day('2026-03-02')
    const due = (...paused: [string, string][]): string => deadline({ right: 'access', received, paused: paused.map(([from, to]) => ({ from: day(from), to: day(to) })) }).due
    expect(due(['2026-03-03', '2026-03-10'], ['2026-03-08', '2026-03-17'])).toBe('2026-04-16')
    expect(due(['2026-03-08', '2026-03-17'], ['2026-03-03', '2026-03-10'])).toBe('2026-04-16')
    expect(due(['2026-02-01', '2026-02-10'])).toBe('2026-04-02')
    expect(due(['2026-02-01', '2026-03-16'])).toBe('2026-04-16')
    expect(due(['2026-04-20', '2026-04-30'])).toBe('2026-04-02')
    expect(due(['2026-03-10', '2026-03-10'])).toBe('2026-04-02')
    expect(() => due(['2026-03-10', '2026-03-09'])).toThrow(RangeError)
  })

  it('stops at the end of the calendar', () => {
    expect(deadline({ right: 'access', received: day('9999-12-15') }).due).toBe('9999-12-31')
  })
})

describe('a promise', () => {
  it('counts when it is earlier, and never moves to a working day', () => {
    const received = day('2026-03-06')
    expect(deadline({ right: 'erasure', received, promised: { period: period({ months: 1 }) } })).toMatchObject({ due: '2026-04-07', promised: '2026-04-06', counts: '2026-04-06' })
    expect(deadline({ right: 'erasure', received, promised: { period: period({ months: 2 }) } })).toMatchObject({ due: '2026-04-07', promised: '2026-05-06', counts: '2026-04-07' })
    expect(deadline({ right: 'erasure', received })).toMatchObject({ promised: null, counts: '2026-04-07', promisedDays: [] })
  })

  it('is not put off by an extension', () => {
    expect(deadline({ right: 'erasure', received: day('2026-11-20'), extended: true, promised: { workingDays: 2 } })).toMatchObject({ due: '2027-02-22', promised: '2026-11-24', counts: '2026-11-24' })
  })

  it('names each working day, and those that are none', () => {
    const counted = deadline({ right: 'erasure', received: day('2026-11-20'), promised: { workingDays: 2 } })
    expect(counted.promisedDays.map((at) => `${at.day} ${at.code}`)).toEqual(['2026-11-21 weekend', '2026-11-22 weekend', '2026-11-23 working-day', '2026-11-24 working-day'])
    expect(promisedDay(day('2026-11-20'), { workingDays: 2 }, sweden)).toBe(counted.promised)
  })

  it('in working days stands still while identity is asked for', () => {
    const paused = [{ from: day('2026-11-23'), to: day('2026-11-26') }]
    expect(deadline({ right: 'erasure', received: day('2026-11-20'), paused, promised: { workingDays: 2 } }).promised).toBe('2026-11-27')
  })
})

describe('information about data from elsewhere (Art 14(3))', () => {
  it('is due with the first contact when that is earlier', () => {
    const counted = deadline({ right: 'art14', received: day('2026-11-02'), atFirstContact: day('2026-11-10') })
    expect(counted).toMatchObject({ due: '2026-11-10', law: ['GDPR 14(3)(b)'] })
    expect(deadline({ right: 'art14', received: day('2026-11-02') })).toMatchObject({ due: '2026-12-02' })
    expect(deadline({ right: 'art14', received: day('2026-11-02'), atFirstContact: day('2026-12-24') })).toMatchObject({ due: '2026-12-02' })
  })

  it('moves its month off a day off, but never the first contact', () => {
    expect(deadline({ right: 'art14', received: day('2026-03-03') }).due).toBe('2026-04-07')
    expect(deadline({ right: 'art14', received: day('2026-03-03'), atFirstContact: day('2026-04-05') }).due).toBe('2026-04-05') // Easter Sunday
    expect(() => deadline({ right: 'art14', received: day('2026-03-03'), atFirstContact: day('2026-03-02') })).toThrow(RangeError)
  })
})

describe('a period of an EU act', () => {
  it('of two days or more has two working days (1182/71 3(5))', () => {
    expect(endOfPeriod(day('2026-04-02'), period({ days: 5 }), sweden)).toBe('2026-04-08') // one working day after Easter, so one more
    expect(endOfPeriod(day('2026-04-02'), period({ days: 1 }), sweden)).toBe('2026-04-07') // one day has no such rule
    expect(endOfPeriod(day('2026-11-20'), period({ days: 2 }), sweden)).toBe('2026-11-24')
    expect(endOfPeriod(day('2026-11-02'), period({ weeks: 4 }), sweden)).toBe('2026-11-30')
  })
})

describe('a breach', () => {
  it('has 72 hours as they pass, in spring and autumn too', () => {
    expect(breachDeadline(instant('2027-03-26T10:30+01:00'))).toMatchObject({ due: '2027-03-29T11:30:00+02:00', outer: '2027-03-29T12:00:00+02:00' })
    expect(breachDeadline(instant('2026-10-24T02:30:00+02:00')).due).toBe('2026-10-27T01:30:00+01:00')
    for (let hour = 0; hour < 24 * 14; hour += 1) {
      const aware = instant('2026-10-15T00:20:30Z').add({ hours: hour })
      const { dueAt, outerAt } = breachDeadline(aware)
      expect(dueAt.epochMilliseconds - aware.epochMilliseconds).toBe(72 * 3_600_000)
      expect(outerAt.epochMilliseconds - dueAt.epochMilliseconds).toBe(3_570_000 - 20 * 60_000)
    }
  })

  it('is written in the zone of the policy', () => {
    expect(breachDeadline(instant('2026-11-20T15:45Z')).due).toBe('2026-11-23T16:45:00+01:00')
    expect(breachDeadline(instant('2026-11-20T15:45Z'), 'Asia/Kolkata')).toMatchObject({ received: '2026-11-20T21:15:00+05:30', outer: '2026-11-23T22:00:00+05:30' })
  })

  it.each(['2026-11-20', '2026-11-20T16:45', '2026-11-20T24:45+01:00', '2026-11-31T16:45+01:00', '2026-11-20T16:60Z', '2026-11-20T16:45:60Z', '0000-01-01T00:00Z', '9999-12-31T00:00Z', '-002026-11-20T00:00Z', '2026-11-20T16:45+99:00', ''])('needs an instant with its offset: %j', (written) => {
    expect(parseInstant(written)).toBeNull()
  })

  it('names days that exist', () => {
    for (const at of breachDeadline(instant('2026-12-31T23:59+01:00')).days) expect(isDay(at.day)).toBe(true)
    expect(daysBetween(day('2026-12-31'), day('2027-01-03'))).toBe(3)
  })
})
