import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideLocation, decidePerson, emptyFold, foldLocation } from '../../../src/policy/decide/index.ts'
import type { Decision, LocationFacts, PersonFacts } from '../../../src/policy/decide/index.ts'
import { compile } from '../../../src/policy/language/index.ts'
import { addDays, addPeriod, day, period } from '../../../src/policy/law/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import type { Policy } from '../../../src/policy/model/index.ts'

/** Conditions on data, people, ages and words, over three grounds; rules per field and people; a handing over. */
const condition = fc.constantFrom('{ data: [name] }', '{ data: [diet] }', '{ people: customer }', '{ people: prospect }', '{ from-age: 13 }', '{ under-age: 13 }', '{ in: SE }', '{ in: FI }', '{ from-age: 13, under-age: 18 }', 'you asked')
const ground = fc.constantFrom('contract', 'consent', 'legitimate-interest')
const said = fc.record({
  grounds: fc.array(fc.tuple(ground, condition), { minLength: 1, maxLength: 3 }),
  when: fc.option(fc.constantFrom('{ from-age: 16 }', '{ under-age: 18 }', '{ data: [name] }'), { freq: 3 }),
  handOver: fc.option(fc.constantFrom('2026-12-24', '2027-03-01'), { freq: 3 }),
  keep: fc.constantFrom<string>('2 years after last-activity', '6 to 12 months after last-activity', '18 years after birth', '{ for: 1 year, after: last-activity, per-people: { customer: 3 years after last-activity } }', '{ for: normally 1 year, after: last-activity, at-most: 2 years after last-activity }'),
})
const facts = fc.record({
  birth: fc.option(fc.integer({ min: 0, max: 9000 }).map((n) => addDays(day('2004-01-01'), n)), { freq: 4 }),
  active: fc.integer({ min: 0, max: 1500 }).map((n) => addDays(day('2023-06-01'), n)),
  consent: fc.option(fc.constantFrom('given', 'withdrawn'), { freq: 4 }),
  at: fc.integer({ min: 0, max: 700 }).map((n) => addDays(day('2026-01-01'), n)),
})

type Said = typeof said extends fc.Arbitrary<infer T> ? T : never
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never

function policyOf({ grounds, when, handOver, keep }: Said): Policy {
  const purpose = [`people: [customer, prospect]`, 'data: [name, diet]', `grounds: [${grounds.map(([one, under]) => `{ ground: ${one}, when: ${under} }`).join(', ')}]`, ...(when === null ? [] : [`when: ${when}`]), ...(handOver === null ? [] : [`hand-over: { to: heir, on: ${handOver} }`]), `keep: ${keep}`]
  const text = `lofte: 1\ncontrollers: { a: { name: A, country: SE } }\neffective: 2026-12-01\nrecipients: { heir: { kind: controller, country: SE } }\npurposes:\n  p: { ${purpose.join(', ')} }\n`
  const { policy, findings } = compile({ policy: { file: 'p', text }, systems: { file: 's', text: 's: { connector: postgres, url: "${S_URL}", tables: { t: { key: id, relation: customer, person: { email: email }, data: { n: name, d: diet }, activity: seen, dates: { birth: born } } } }\n' } })
  if (policy === null) throw new Error(JSON.stringify(findings))
  return policy
}

function decided(policy: Policy, { birth, active, consent }: Facts, at: Day): Decision {
  const dates = new Map<string, Day>([['last-activity', active], ...(birth === null ? [] : [['birth', birth] as const])])
  const row: LocationFacts = { system: 's', table: 't', key: '1', relation: null, controller: null, dates, sharedWith: 0, referencedByKept: 0, unmentioned: false, linked: true }
  const person: PersonFacts = {
    relations: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [],
    consents: consent === null ? [] : [{ purpose: 'p', controller: null, state: consent as 'given' | 'withdrawn', on: day('2024-01-01') }],
  }
  return decideLocation(policy, decidePerson(policy, person, at, foldLocation(policy, emptyFold(), row)), row, at)
}

const shape = ({ verdict, until, fields, waiting, because, restsOn }: Decision): string => JSON.stringify([verdict, until, waiting, because, restsOn, fields])

/** Written apart from the program: for one field, each ground by its condition; `null` where nobody can tell. */
function groundHolds(under: string, data: string, age: (n: number) => boolean | null): boolean | null {
  switch (under) {
    case '{ data: [name] }': return data === 'name'
    case '{ data: [diet] }': return data === 'diet'
    case '{ people: customer }': case '{ in: SE }': return true
    case '{ people: prospect }': case '{ in: FI }': return false
    case '{ from-age: 13 }': return age(13)
    case '{ under-age: 13 }': return age(13) === null ? null : age(13) === false
    case '{ from-age: 13, under-age: 18 }': return age(13) === null ? null : age(13) === true && age(18) === false
    default: return null
  }
}

describe('what the policy can say beside', () => {
  it('has no answer that changes before its day', () => {
    fc.assert(fc.property(said, facts, fc.nat(20), (words, about, step) => {
      const policy = policyOf(words)
      const now = decided(policy, about, about.at)
      const until = now.changesOn ?? addDays(about.at, 4000)
      for (let i = 1; i <= 4; i++) {
        const later = addDays(about.at, i * (step + 1) * 17)
        if (later < until) expect(shape(decided(policy, about, later)), `${later} before ${until}`).toBe(shape(now))
      }
      if (now.changesOn !== null) {
        expect(shape(decided(policy, about, addDays(now.changesOn, -1)))).toBe(shape(now))
        expect(shape(decided(policy, about, now.changesOn))).not.toBe(shape(now))
      }
    }), { numRuns: 300 })
  }, 120_000)

  it('erases for a withdrawn consent only where every ground that may hold is one', () => {
    fc.assert(fc.property(said, facts, (words, about) => {
      const policy = policyOf({ ...words, when: null, handOver: null, keep: '40 years after last-activity' })
      const age = (n: number): boolean | null => (about.birth === null || about.birth > about.at || about.birth === '1970-01-01' ? null : addPeriod(about.birth, period({ years: n })) <= about.at)
      const now = decided(policy, about, about.at)
      for (const field of now.fields) {
        const may = words.grounds.filter(([, under]) => groundHolds(under, field.data, age) !== false)
        const sure = words.grounds.filter(([, under]) => groundHolds(under, field.data, age) === true)
        const gone = about.consent === 'withdrawn' && may.length > 0 && may.every(([one]) => one === 'consent')
        expect(field.verdict === 'erase', JSON.stringify([field, may])).toBe(gone)
        if (sure.some(([one]) => one !== 'consent')) expect(field.verdict).toBe('keep')
      }
    }), { numRuns: 300 })
  }, 120_000)
})
