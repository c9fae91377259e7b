import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addPeriod, addWorkingDays, period } from '../../../src/policy/law/index.ts'
import type { Calendar, Day } from '../../../src/policy/law/index.ts'
import type { EndRule } from '../../../src/policy/model/index.ts'
import { compareTimes, periodOf } from '../../../src/policy/promises/compare-times.ts'
import { neverLater } from '../../../src/policy/promises/end-order.ts'

type Known = Readonly<Record<string, Day>>

/** The end as a day, where every event has happened. */
function endOn(rule: EndRule, known: Known): Day {
  switch (rule.kind) {
    case 'after': {
      const day = addPeriod(known[rule.anchor]!, rule.period)
      return rule.roundUp === null ? day : (`${day.slice(0, 4)}-12-31` as Day)
    }
    case 'until': return known[rule.event]!
    case 'first-of': return rule.rules.map((one) => endOn(one, known)).reduce((a, b) => (a < b ? a : b))
    case 'last-of': return rule.rules.map((one) => endOn(one, known)).reduce((a, b) => (a > b ? a : b))
    case 'for-ever': return '9999-12-31' as Day
    default: throw new Error(rule.kind)
  }
}

const anchor = fc.constantFrom('creation', 'last-activity')
const length = fc.record({ years: fc.nat(3), months: fc.nat(14), days: fc.nat(70) }).map((parts) => period(parts))
const after = fc.record({ kind: fc.constant('after' as const), period: length, anchor, or: fc.constant([]), roundUp: fc.constantFrom(null, null, 'calendar-year' as const), onlyAtLeast: fc.constant(false) })
const leaf: fc.Arbitrary<EndRule> = fc.oneof({ weight: 5, arbitrary: after }, { weight: 1, arbitrary: anchor.map((event) => ({ kind: 'until' as const, event })) })
const several = fc.record({ kind: fc.constantFrom('first-of' as const, 'last-of' as const), rules: fc.array(leaf, { minLength: 1, maxLength: 3 }) })
const rule: fc.Arbitrary<EndRule> = fc.oneof(leaf, several)
const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2020-01-01' as Day, n))

describe('which of two rules ends later', () => {
  it('is said only where no day shows the opposite', () => {
    let said = 0
    fc.assert(
      fc.property(rule, rule, day, day, (a, b, creation, activity) => {
        if (!neverLater(a, b)) return
        said += 1
        expect(endOn(a, { creation, 'last-activity': activity }) <= endOn(b, { creation, 'last-activity': activity })).toBe(true)
      }),
      { numRuns: 4000 },
    )
    expect(said).toBeGreaterThan(200)
  })

  it('is said of a rule and itself, of more against fewer that come first, and of anything against for ever', () => {
    const [a, b]: EndRule[] = [{ kind: 'until', event: 'withdrawal' }, { kind: 'after', period: { years: 2 }, anchor: 'creation', or: [], roundUp: null, onlyAtLeast: false }] as const
    const both: EndRule = { kind: 'first-of', rules: [a!, b!] }
    expect([neverLater(both, both), neverLater(both, a!), neverLater(a!, both), neverLater(a!, { kind: 'for-ever', law: null }), neverLater({ kind: 'for-ever', law: null }, a!)]).toEqual([true, true, false, true, false])
  })

  it('has no latest day where it is said as at least', () => {
    const at: EndRule = { kind: 'after', period: { years: 1 }, anchor: 'creation', or: [], roundUp: null, onlyAtLeast: false }
    const atLeast: EndRule = { ...at, onlyAtLeast: true }
    expect([neverLater(atLeast, at), neverLater(at, atLeast)]).toEqual([false, true])
  })
})

describe('working days against calendar time', () => {
  const calendars: readonly Calendar[] = [{ country: 'SE', eves: 'holiday' }, { country: 'NO', eves: 'holiday' }]

  it('is compared only where no holiday turns it round', () => {
    for (const calendar of calendars) {
      for (let from = '2024-01-01' as Day; from < '2027-12-31'; from = addDays(from, 1)) {
        for (const [count, time] of [[2, 'P1M'], [8, 'P1M'], [10, 'P10D'], [3, 'P17D'], [20, 'P1M'], [30, 'P1M']] as const) {
          const order = compareTimes(`${count}B`, time)
          const [working, other] = [addWorkingDays(from, count, calendar), addPeriod(from, periodOf(time))]
          if (order === -1) expect(working < other, `${count} from ${from}`).toBe(true)
          if (order === 1) expect(working > other, `${count} from ${from}`).toBe(true)
        }
      }
    }
    expect([compareTimes('2B', 'P1M'), compareTimes('P1M', '2B'), compareTimes('40B', 'P1M'), compareTimes('20B', 'P1M'), compareTimes('2B', '3B'), compareTimes('P1M', 'P30D')]).toEqual([-1, 1, 1, null, -1, null])
  })
})
