import * as fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/policy/law/index.ts'
import { kinds } from '../../src/policy/promises/index.ts'
import { bandOf, controls, gauges, nextFigure, publicState, statusOf, windowOf, type Figures, type PublicFigure } from '../../src/status/index.ts'

const window = windowOf(Temporal.Instant.from('2026-11-22T09:00:00Z'), '2026-11-22' as Day)
const fresh = '2026-11-22 02:00:00+00'

const figures = (more: Partial<Figures> = {}): Figures => ({
  scope: { systems: 6, seen: 4 }, observed: fresh,
  running: { everyHours: 24, last: fresh, lastOutcome: 'done', expected: 12, done: 12, missedSince: null },
  audit: { at: fresh, audits: 12, failing: 0, firstFailing: null },
  found: { subjects: 3, violations: {}, risks: {}, lawful: false, sampled: null },
  measured: { subjects: 3, done: {}, risks: {}, missed: null },
  ...more,
})

describe('a status', () => {
  it('is kept only with a control in time, an audit without findings, and something to show', () => {
    expect(statusOf(figures(), window)).toMatchObject({ state: 'kept', because: {}, scope: { systems: 6, seen: 4 }, age: 7 * 3600 })
  })

  it('is not yet shown without figures, an audit, an observed system or a first run', () => {
    const running = { ...figures().running, last: null, lastOutcome: null }
    for (const [one, code] of [[null, 'not-audited'], [figures({ audit: null }), 'not-audited'], [figures({ scope: { systems: 6, seen: 0 } }), 'not-observed'], [figures({ running }), 'control-not-run']] as const) {
      expect(statusOf(one, window)).toMatchObject({ state: 'not-yet-shown', because: { [code]: expect.any(Number) as number } })
    }
  })

  it('is a deviation by what the audit found, whatever else is unknown', () => {
    const found = { subjects: 0, violations: { overdue: 2 }, risks: {}, lawful: false, sampled: null }
    expect(statusOf(figures({ found, running: { ...figures().running, last: null } }), window)).toMatchObject({ state: 'deviation', because: { overdue: 2 } })
  })

  it('is without occasion in force, when nothing has come up', () => {
    const none = { subjects: 0, done: {}, risks: {}, missed: null }
    expect(statusOf(figures({ measured: none, found: { ...figures().found, subjects: 0 } }), window).state).toBe('no-occasion')
    expect(statusOf(figures({ measured: { ...none, done: { removed: 1 } }, found: { ...figures().found, subjects: 0 } }), window).state).toBe('kept')
  })

  it('says a miss beside kept: so many of so many, since when', () => {
    expect(statusOf(figures({ audit: { at: fresh, audits: 12, failing: 1, firstFailing: '2026-11-10' as Day } }), window)).toMatchObject({ state: 'kept', missed: { count: 1, of: 12, since: '2026-11-10' } })
    expect(statusOf(figures({ running: { ...figures().running, done: 11, missedSince: '2026-11-12' as Day } }), window)).toMatchObject({ state: 'kept', missed: { count: 1, of: 12, since: '2026-11-12' } })
  })

  it('is at risk, and never kept, while any risk is there', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('undated', 'ends-soon', 'system-unreachable'), fc.nat(5)), fc.integer({ min: 0, max: 200 }), (risks, hours) => {
      const last = window.now.subtract({ hours }).toString()
      const status = statusOf(figures({ found: { ...figures().found, risks }, running: { ...figures().running, last } }), window)
      const risky = Object.values(risks).some((count) => count > 0) || hours > 36
      expect(status.state).toBe(risky ? 'at-risk' : 'kept')
    }))
  })
})

describe('what the public sees of a deviation', () => {
  const calendar = { country: 'SE', eves: 'working' } as const
  // A Thursday: five working days later is the Thursday after.
  const spell = { state: 'deviation', since: '2026-11-19T08:00:00Z', confirmed: false } as const
  const on = (day: string, more = {}) => publicState({ ...spell, ...more }, day as Day, 'Europe/Stockholm', calendar)

  it('is checked at once, and becomes the word after five working days', () => {
    expect([on('2026-11-19'), on('2026-11-26'), on('2026-11-27')]).toEqual(['being-checked', 'being-checked', 'deviation'])
  })

  it('is the word as soon as the owner confirms it', () => expect(on('2026-11-19', { confirmed: true })).toBe('deviation'))
  it('counts no holidays', () => expect(publicState({ ...spell, since: '2026-12-21T08:00:00Z' }, '2026-12-29' as Day, 'Europe/Stockholm', calendar)).toBe('being-checked'))
  it('changes no other word', () => expect([on('2026-12-24', { state: 'kept' }), on('2026-12-24', { state: 'at-risk' })]).toEqual(['kept', 'at-risk']))
})

describe('public figures', () => {
  it('show no number under five', () => {
    for (const value of [0, 1, 4]) expect(bandOf(value)).toEqual({ low: 0, high: 4 })
    expect([bandOf(5), bandOf(19), bandOf(20), bandOf(20_000)]).toEqual([{ low: 5, high: 19 }, { low: 5, high: 19 }, { low: 20, high: 49 }, { low: 10_000, high: null }])
  })

  it('stand still within a week, and tell of no change of fewer than five', () => {
    const value = fc.nat(3000)
    fc.assert(fc.property(fc.array(fc.tuple(value, fc.integer({ min: -9, max: 9 })), { minLength: 1 }), (weeks) => {
      let published: PublicFigure | null = null
      let week = 0
      for (const [start, step] of weeks) {
        const monday = `2026-01-${String(5 + (week++ % 20)).padStart(2, '0')}`
        const now: number = published === null ? start : Math.max(0, published.value + step)
        const next = nextFigure(published, now, monday)
        if (published !== null && (published.week >= monday || Math.abs(now - published.value) < 5)) expect([next.low, next.high]).toEqual([published.low, published.high])
        else expect(next).toEqual({ ...bandOf(now), value: now, week: monday })
        published = next
      }
    }))
  })
})

describe('the registries', () => {
  it('name what keeps and what shows each kind of promise', async () => {
    const written = kinds.map((kind) => `${kind.name}\n  kept by   ${kind.keptBy.join(', ') || `nothing yet (${kind.later})`}\n  shown by  ${kind.shownBy.join(', ') || '-'}\n`).join('')
    await expect(written).toMatchFileSnapshot(join('golden', 'kinds.golden.txt'))
  })

  it('hold no control and no gauge that nothing asks for', () => {
    expect(Object.keys(controls).sort()).toEqual([...new Set(kinds.flatMap((kind) => kind.keptBy))].sort())
    expect(Object.keys(gauges).sort()).toEqual([...new Set(kinds.flatMap((kind) => kind.shownBy))].sort())
  })
})
