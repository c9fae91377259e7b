import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { areas, examples, readCoverage, standingOf } from '../../../examples/read-coverage.ts'
import type { Covered, Example, Place } from '../../../examples/read-coverage.ts'
import { checks } from '../../../src/policy/checks/index.ts'
import { kinds } from '../../../src/policy/promises/index.ts'
import { asWritten } from './example.ts'

/** What each clause of a published text asks for, in our own words: the kind of promise and what it has to say, a finding, or an area. */
type Want = { readonly kind: string; readonly terms: Readonly<Record<string, unknown>> } | { readonly finding: string } | { readonly area: string }
interface Demand { readonly id: string; readonly example: Example; readonly about: string; readonly faulty?: true; readonly wants: readonly Want[] }
const test = join(import.meta.dirname, '..', '..')
const demands = JSON.parse(readFileSync(join(test, 'policy', 'demands.json'), 'utf8')) as readonly Demand[]

const root = join(test, '..', 'examples')
const covered = new Map(examples.map((example) => [example, readCoverage(root, example)] as const))

/** Whether what stands in the coverage says what the clause asks for: the kind, and each parameter that the clause fixes. */
function fits(place: Place, want: Want, promises: Covered['promises']): boolean {
  if ('finding' in place) return 'finding' in want && want.finding === place.finding
  if ('area' in place) return 'area' in want && want.area === place.area
  const promise = promises.get(place.promise)
  if (promise === undefined || !('kind' in want) || promise.kind !== want.kind) return false
  return Object.entries(want.terms).every(([name, value]) => JSON.stringify(promise.terms[name]) === JSON.stringify(value))
}

describe('the coverage of the five texts', () => {
  it('places 190 promises, each once', () => {
    expect(demands).toHaveLength(190)
    for (const example of examples) {
      const asked = demands.filter((demand) => demand.example === example).map((demand) => demand.id)
      expect([...(covered.get(example)?.clauses.keys() ?? [])], example).toEqual(asked)
    }
  })

  it('names only promises that the policy makes, checks that exist, and areas that are known', () => {
    const rules = new Set(checks.map((check) => check.id))
    for (const { clauses, promises } of covered.values()) {
      for (const [id, places] of clauses) {
        for (const place of places) {
          if ('promise' in place) expect(promises.has(place.promise), `${id} ${place.promise}`).toBe(true)
          else if ('finding' in place) expect(rules.has(place.finding), `${id} ${place.finding}`).toBe(true)
          else expect(areas, id).toContain(place.area)
        }
      }
    }
  })

  for (const demand of demands) {
    it(`${demand.id}: ${demand.about}`, () => {
      const on = covered.get(demand.example)
      const places = on?.clauses.get(demand.id) ?? []
      const promises: Covered['promises'] = on?.promises ?? new Map()
      for (const want of demand.wants) expect(places.some((place) => fits(place, want, promises)), `asked for: ${JSON.stringify(want)}`).toBe(true)
      for (const place of places) expect(demand.wants.some((want) => fits(place, want, promises)), `not asked for: ${JSON.stringify(place)}`).toBe(true)
    })
  }

  it('finds fault, in the text as written, with every clause that is at fault', () => {
    for (const demand of demands.filter((one) => one.faulty)) {
      const raised = new Set(asWritten(demand.example).findings.map((finding) => finding.rule))
      const named = demand.wants.flatMap((want) => ('finding' in want ? [want.finding] : []))
      expect(named.filter((rule) => raised.has(rule)).length, demand.id).toBeGreaterThan(0)
    }
  })

  it('does not take a rule for another: two years are not one, a reminder is no end, another purpose is another', () => {
    const promises = covered.get('winlas')?.promises ?? new Map()
    const year: Want = { kind: 'retention.ends', terms: { period: 'P1Y', anchor: 'last-activity' } }
    expect(fits({ promise: 'retention.ends:purposes.enquiries.keep' }, year, promises)).toBe(true)
    expect(fits({ promise: 'retention.ends:purposes.portal.keep' }, year, promises)).toBe(false)
    expect(fits({ promise: 'retention.reminds:purposes.portal.keep' }, { kind: 'retention.ends', terms: {} }, promises)).toBe(false)
    expect(fits({ promise: 'consent.before-use:purposes.news' }, { kind: 'consent.before-use', terms: { purpose: 'portal' } }, promises)).toBe(false)
    expect(fits({ area: 'events', later: true }, { area: 'forms' }, promises)).toBe(false)
  })

  it('counts as kept only what waits for nothing', () => {
    const promises = covered.get('winlas')?.promises ?? new Map()
    expect(standingOf([{ promise: 'retention.ends:purposes.portal.keep' }, { finding: 'retention.vague' }], promises)).toBe('kept')
    expect(standingOf([{ promise: 'retention.ends:purposes.portal.keep' }, { area: 'profiles', later: true }], promises)).toBe('begun')
    expect(standingOf([{ promise: 'consent.before-use:purposes.news' }, { finding: 'consent.bundled' }], promises)).toBe('later')
    expect(standingOf([{ promise: 'retention.ends:purposes.gone.keep' }], promises)).toBe('later')
    expect(standingOf([{ finding: 'retention.missing' }], promises)).toBe('finding')
  })

  it('calls a kind kept only when three tests show it kept, broken and not yet shown', () => {
    const written = readdirSync(join(test, 'status')).filter((file) => file.endsWith('.test.ts')).map((file) => readFileSync(join(test, 'status', file), 'utf8')).join('\n')
    for (const kind of kinds.filter((one) => one.later === null)) {
      const [, after = ''] = written.split(`describe('${kind.name}'`)
      const block = after.split(/^describe\(/mu)[0] ?? ''
      expect(block, kind.name).toMatch(/it\('[^']*not yet shown/u)
      expect(block, kind.name).toMatch(/it\('[^']*kept/u)
      expect(block, kind.name).toMatch(/it\('[^']*deviate/u)
    }
  })
})
