import { rulesWithin } from '../model/index.ts'
import type { EndRule, Policy, Purpose, Retention } from '../model/index.ts'

/** Every rule of how long, with its purpose: also those for single kinds of data or of people. */
export function retentions(policy: Policy): readonly Kept[] {
  let all = known.get(policy)
  if (all === undefined) known.set(policy, (all = [...every(policy)]))
  return all
}

interface Kept { readonly purpose: Purpose; readonly keep: Retention }

/** A dozen checks ask. */
const known = new WeakMap<Policy, readonly Kept[]>()

function* every(policy: Policy): Iterable<Kept> {
  for (const purpose of policy.purposes.values()) {
    if (purpose.role === 'processor') continue // how long is for the controller to say
    for (const { keep } of rulesWithin(purpose.keep)) yield { purpose, keep }
  }
}

/** The rules inside a retention, down to the single ones. */
export function* rulesOf(keep: Retention): Iterable<EndRule> {
  for (const rule of [keep.end, keep.atMost, keep.atLeast]) if (rule !== null) yield* leaves(rule)
}

function* leaves(rule: EndRule): Iterable<EndRule> {
  if (rule.kind === 'first-of' || rule.kind === 'last-of') for (const one of rule.rules) yield* leaves(one)
  else yield rule
}
