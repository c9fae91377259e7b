import { rulesWithin } from '../../policy/model/index.ts'
import type { Policy, Purpose, Retention, RulePath } from '../../policy/model/index.ts'

/** A retention with the purpose it belongs to; `data`: the one kind of data it is for. */
export interface RuleOf {
  readonly purpose: Purpose
  readonly keep: Retention
  readonly data: string | null
}

const known = new WeakMap<Policy, ReadonlyMap<string, RuleOf>>()

/** The retentions of a policy by where they stand. */
export function rulesOf(policy: Policy): ReadonlyMap<string, RuleOf> {
  let rules = known.get(policy)
  if (rules === undefined) {
    const made = new Map<string, RuleOf>()
    for (const purpose of policy.purposes.values()) {
      for (const { keep, data } of rulesWithin(purpose.keep)) made.set(keep.at, { purpose, keep, data })
    }
    known.set(policy, (rules = made))
  }
  return rules
}

/** Where the rules of a purpose stand: its own, and those for single kinds of data or of people. */
export function pathsOf(policy: Policy, purpose: string): readonly RulePath[] {
  const keep = policy.purposes.get(purpose)?.keep
  return keep === undefined ? [] : [...rulesWithin(keep)].map((one) => one.keep.at)
}

/** The condition that a promise about a special category stands at: `purposes.events.conditions.diet`. */
export function conditionAt(policy: Policy, at: RulePath): { readonly purpose: Purpose; readonly data: string } | null {
  for (const purpose of policy.purposes.values()) for (const { data } of purpose.conditions) if (at === `${purpose.at}.conditions.${data.includes('.') ? `"${data}"` : data}`) return { purpose, data }
  return null
}
