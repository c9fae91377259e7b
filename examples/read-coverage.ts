/**
 * Where each promise of a published text stands. `coverage.yaml` beside an example names, clause by clause, the promise
 * that the lawful reading makes of it, the check that finds fault with it, or the area of the product that will bring it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadPolicy } from '../src/policy/language/index.ts'
import type { Policy } from '../src/policy/model/index.ts'
import { promisesOf } from '../src/policy/promises/index.ts'
import type { PolicyPromise } from '../src/policy/promises/index.ts'

export const examples = ['welingo', 'wesafe', 'winlas', 'webstep', 'coegi'] as const
export type Example = (typeof examples)[number]

/** Parts of the product that are still to come. An area that is done leaves this list, and its clauses get promises. */
export const areas = [
  'access', 'analytics', 'breach', 'cases', 'connectors', 'consent', 'cookies', 'disclosures', 'events', 'forms', 'marketing',
  'notice', 'processor', 'profiles', 'recordings', 'recruitment', 'register', 'requests', 'security', 'tracking',
] as const

const place = z.union([
  z.strictObject({ promise: z.string() }),
  z.strictObject({ finding: z.string() }),
  z.strictObject({ area: z.enum(areas), later: z.literal(true) }),
])
const coverage = z.record(z.string().regex(/^[A-Z]{3}-\d{2}$/), z.union([place, z.array(place).min(1)]))

export type Place = z.infer<typeof place>

export interface Covered {
  readonly policy: Policy
  readonly promises: ReadonlyMap<string, PolicyPromise>
  readonly clauses: ReadonlyMap<string, readonly Place[]>
}

/** `root` is the folder that holds the examples. */
export function readCoverage(root: string, example: Example): Covered {
  const read = (file: string): string => readFileSync(join(root, example, file), 'utf8')
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: read('policy.yaml') }, systems: { file: 'systems.yaml', text: read('systems.yaml') } })
  if (policy === null) throw new Error(`${example}/policy.yaml cannot be read: ${findings.map((finding) => finding.rule).join(', ')}`)
  const clauses = Object.entries(coverage.parse(parse(read('coverage.yaml')))).map(([id, places]) => [id, Array.isArray(places) ? places : [places]] as const)
  return { policy, promises: new Map(promisesOf(policy).map((promise) => [promise.id, promise])), clauses: new Map(clauses) }
}

/**
 * `kept`: code keeps and measures all of it. `finding`: nothing to keep, a check judges it. `begun`: some of it is kept, some waits.
 * `later`: all that there is to keep waits. What waits weighs more than what is done.
 */
export type Standing = 'kept' | 'finding' | 'begun' | 'later'

export function standingOf(places: readonly Place[], promises: Covered['promises']): Standing {
  let kept = false
  let waits = false
  for (const one of places) {
    if ('area' in one) waits = true
    else if ('promise' in one) {
      const promise = promises.get(one.promise)
      if (promise === undefined || promise.later !== null) waits = true
      else kept = true
    }
  }
  if (waits) return kept ? 'begun' : 'later'
  return kept ? 'kept' : 'finding'
}

/** What a clause waits for: areas by name, and those that bring the keeping of a promise already said. */
export function waitsFor(places: readonly Place[], promises: Covered['promises']): readonly string[] {
  return [...new Set(places.flatMap((one) => ('area' in one ? [one.area] : 'promise' in one ? (promises.get(one.promise)?.later ?? []) : [])))]
}
