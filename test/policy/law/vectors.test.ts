import { describe, expect, it } from 'vitest'
import { addPeriod, addWorkingDays, bookkeepingUntil, breachDeadline, day, dayBefore, deadline, fiscalYears, parseFiscalYear, parseInstant, period } from '../../../src/policy/law/index.ts'
import type { Calendar } from '../../../src/policy/law/index.ts'
import vectors from './vectors.json' with { type: 'json' }

const plain: Calendar = { country: 'SE', eves: 'working' }
const eves: Calendar = { country: 'SE', eves: 'holiday' }

describe('a month to answer (Art 12(3))', () => {
  it.each(vectors.one_month)('$received: $why', (vector) => {
    const asked = { right: 'access', received: day(vector.received) } as const
    expect(addPeriod(asked.received, period({ months: 1 }))).toBe(vector.plus1m)
    expect(deadline({ ...asked, calendar: plain }).due).toBe(vector.due_1182)
    expect(deadline({ ...asked, calendar: eves }).due).toBe(vector.due_if_eves_nonworking)
    expect(deadline({ ...asked, calendar: plain, extended: true }).due).toBe(vector.due_extended_3m)
  })
})

describe('two working days', () => {
  it.each(vectors.two_working_days)('$received', (vector) => {
    const promised = { workingDays: 2 }
    for (const [calendar, due] of [[plain, vector.due_helgdag_only], [eves, vector.due_eves_nonworking]] as const) {
      expect(addWorkingDays(day(vector.received), 2, calendar)).toBe(due)
      expect(deadline({ right: 'erasure', received: day(vector.received), calendar, promised })).toMatchObject({ promised: due, counts: due })
    }
  })
})

describe('72 hours (Art 33)', () => {
  it.each(vectors.breach_72h)('$aware', (vector) => {
    const aware = parseInstant(vector.aware)
    if (aware === null) throw new Error('not an instant')
    expect(breachDeadline(aware)).toMatchObject({ received: vector.aware, due: vector.target_72h_elapsed, outer: vector.outer_1182_full_hours })
  })
})

describe('bookkeeping (BFL 7:2)', () => {
  it.each(vectors.bfl_7_2)('fiscal year to $fy_end', (vector) => {
    const years = parseFiscalYear(vector.fy_end.endsWith('08-31') ? '09-01..08-31' : '01-01..12-31')
    if (years === null) throw new Error('not a fiscal year')
    const until = bookkeepingUntil(day(vector.fy_end), years)
    expect(until).toBe(vector.erasable_from)
    expect(dayBefore(until)).toBe(vector.keep_through)
  })

  it('asks which fiscal year the booking was in, not which calendar year', () => {
    const years = parseFiscalYear('09-01..08-31')
    if (years === null) throw new Error('not a fiscal year')
    expect(bookkeepingUntil(day('2025-08-31'), years)).toBe('2033-01-01')
    expect(bookkeepingUntil(day('2025-09-01'), years)).toBe('2034-01-01')
  })

  it('follows a change of fiscal year, shortened or prolonged', () => {
    const shortened = fiscalYears([{ from: null, year: '01-01..12-31' }, { from: day('2025-05-01'), year: '05-01..04-30' }])
    const prolonged = fiscalYears([{ from: null, year: '09-01..08-31' }, { from: day('2025-09-01'), year: '01-01..12-31', firstEnds: day('2026-12-31') }])
    if (shortened === null || prolonged === null) throw new Error('not fiscal years')
    expect(bookkeepingUntil(day('2025-02-01'), shortened)).toBe('2033-01-01') // ended 2025-04-30
    expect(bookkeepingUntil(day('2025-05-01'), shortened)).toBe('2034-01-01') // ends 2026-04-30
    expect(bookkeepingUntil(day('2025-10-01'), prolonged)).toBe('2034-01-01') // ends 2026-12-31
    expect(bookkeepingUntil(day('2025-08-31'), prolonged)).toBe('2033-01-01')
    expect(bookkeepingUntil(day('2027-01-01'), prolonged)).toBe('2035-01-01')
  })

  it('takes no fiscal year that is not twelve whole months, and no first year above eighteen', () => {
    for (const wrong of ['01-01..11-30', '01-02..01-01', '09-01..08-30', '13-01..12-31', '00-01..11-30', 'calendar', '']) expect(parseFiscalYear(wrong), wrong).toBeNull()
    expect(parseFiscalYear('03-01..02-28')).toEqual(parseFiscalYear('03-01..02-29'))
    expect(fiscalYears([{ from: null, year: '09-01..08-31' }, { from: day('2025-01-01'), year: '01-01..12-31', firstEnds: day('2026-12-31') }])).toBeNull()
    expect(fiscalYears([])).toBeNull()
    expect(fiscalYears([{ from: day('2025-01-01'), year: '01-01..12-31' }])).toBeNull()
  })
})

describe('retention is never rolled forward', () => {
  it.each(vectors.retention)('$policy', (vector) => {
    const lengths: Record<string, number> = { 'welingo purchased contact': 6, 'winlas registered user': 24, 'coegi inactive': 36 }
    expect(addPeriod(day(vector.start), period({ months: lengths[vector.policy] ?? 0 }))).toBe(vector.due)
  })
})
