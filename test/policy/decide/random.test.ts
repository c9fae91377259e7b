import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideLocation, decidePerson, emptyFold, foldLocation } from '../../../src/policy/decide/index.ts'
import type { Decision } from '../../../src/policy/decide/index.ts'
import { addDays } from '../../../src/policy/law/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import { naive } from './naive.ts'
import type { World } from './naive.ts'
import { factsOf, locationOf, policyOf } from './spec.ts'
import { company, dayIn, world } from './worlds.ts'

const runs = Number(process.env['DECIDE_RUNS'] ?? 1500)

function deciding({ spec, facts, locations }: World): (index: number, at: Day) => Decision {
  const policy = policyOf(spec)
  const rows = locations.map((location, index) => locationOf(location, index))
  const fold = emptyFold()
  for (const row of rows) foldLocation(policy, fold, row)
  const person = factsOf(facts)
  return (index, at) => decideLocation(policy, decidePerson(policy, person, at, fold), rows[index]!, at)
}

const plain = ({ verdict, waiting, fields, stays }: Decision): unknown => ({ verdict, waiting, stays, fields: fields.map(({ field, verdict, purposes, hold }) => ({ field, verdict, purposes, hold })) })
const timeless = (decision: Decision): unknown => ({ ...decision, changesOn: null })

describe('decide under random policies and facts', () => {
  it('answers as the plain second implementation does', { timeout: 120_000 }, () => {
    fc.assert(fc.property(world, dayIn(60, 360), (made, at) => {
      const decide = deciding(made)
      made.locations.forEach((location, index) => expect(plain(decide(index, at))).toEqual(naive(made, location, at)))
    }), { numRuns: runs })
  })

  it('answers as the second implementation does when the books may go', { timeout: 120_000 }, () => {
    fc.assert(fc.property(world, fc.constantFrom('2031-12-31' as Day, '2032-01-01' as Day), (made, at) => {
      const decide = deciding(made)
      made.locations.slice(0, 1).forEach((location, index) => expect(plain(decide(index, at))).toEqual(naive(made, location, at)))
    }), { numRuns: 15 })
  })

  it('stays the same until the day before changesOn, and is another on it', { timeout: 120_000 }, () => {
    fc.assert(fc.property(world, dayIn(60, 300), (made, at) => {
      const decide = deciding(made)
      made.locations.forEach((_, index) => {
        const now = decide(index, at)
        const end = now.changesOn ?? addDays(at, 400)
        expect(end > at).toBe(true)
        for (let day = addDays(at, 1), step = 0; day < end && step < 400; day = addDays(day, 1), step++) expect(timeless(decide(index, day))).toEqual(timeless(now))
        if (now.changesOn !== null) expect(timeless(decide(index, now.changesOn))).not.toEqual(timeless(now))
      })
    }), { numRuns: Math.ceil(runs / 4) })
  })

  it('gives the day it says: what is kept until a day is not kept by the same purposes on it', { timeout: 120_000 }, () => {
    fc.assert(fc.property(world, dayIn(60, 300), (made, at) => {
      const decide = deciding(made)
      made.locations.forEach((_, index) => {
        for (const field of decide(index, at).fields) {
          if (field.verdict !== 'keep' || field.until === null) continue
          const [before, on] = [addDays(field.until, -1), field.until].map((day) => decide(index, day as Day).fields.find((each) => each.field === field.field))
          expect(['keep', 'restrict', 'review', 'hold', 'erase', 'anonymise', 'unexplained']).toContain(on?.verdict)
          if (before?.verdict === 'keep' && on?.verdict === 'keep') expect(on.until).not.toBe(field.until)
        }
      })
    }), { numRuns: runs })
  })

  it('never deletes a row while a field of it stays, or while something needs it', { timeout: 120_000 }, () => {
    fc.assert(fc.property(world, dayIn(60, 360), (made, at) => {
      const decide = deciding(made)
      made.locations.forEach((location, index) => {
        const decision = decide(index, at)
        if (decision.verdict !== 'delete') return
        expect(decision.fields.every((field) => field.verdict === 'erase')).toBe(true)
        expect([location.named, location.namesStanding, location.referencedByKept, location.unmentioned]).toEqual([undefined, 0, 0, false])
        if (location.sharedWith !== 0) expect(decision.fields.filter(({ field }) => location.neededByOthers?.includes(field) ?? true)).toEqual([])
      })
    }), { numRuns: runs })
  })

  /** Each by themselves, as the plain implementation has it; together, a field is taken on the day that nobody needs it, and never before. */
  it('takes from a row of several what none of them needs, and leaves the rest', { timeout: 120_000 }, () => {
    fc.assert(fc.property(company, dayIn(60, 360), ({ spec, row, sharers }, at) => {
      const worlds = sharers.map(({ facts, others }): World => ({ spec, facts, locations: [row, ...others] }))
      const own = worlds.map((one) => naive(one, row, at))
      const alone = worlds.map((one) => deciding(one)(0, at))
      expect(alone.map((one) => one.stays)).toEqual(own.map((one) => one.stays))
      const decisions = worlds.map((one, index) => {
        const needed = new Set(own.filter((_, other) => other !== index).flatMap((other) => other.stays))
        const location = { ...row, sharedWith: own.filter((other, at) => at !== index && other.stays.length > 0).length, neededByOthers: [...needed] }
        return deciding({ ...one, locations: [location, ...one.locations.slice(1)] })(0, at)
      })
      const fields = Object.keys(spec.tables[row.table]?.data ?? {})
      const taken = fields.filter((field) => decisions.some(({ verdict, fields }) => (verdict === 'delete' || verdict === 'clear') && fields.some((each) => each.field === field && (each.verdict === 'erase' || each.verdict === 'anonymise'))))
      expect(taken).toEqual(fields.filter((field) => own.every(({ stays }) => !stays.includes(field))))
      if (decisions.some(({ verdict }) => verdict === 'delete')) expect(own.flatMap(({ stays }) => stays)).toEqual([])
    }), { numRuns: runs })
  })
})
