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
      made.set(purpose.keep.at, { purpose, keep: purpose.keep, data: null })
      for (const [data, keep] of purpose.keep.perData) made.set(keep.at, { purpose, keep, data })
    }
    known.set(policy, (rules = made))
  }
  return rules
}

/** Where the rules of a purpose stand: its own, and those for single kinds of data. */
export function pathsOf(policy: Policy, purpose: string): readonly RulePath[] {
  const keep = policy.purposes.get(purpose)?.keep
  return keep === undefined ? [] : [keep.at, ...[...keep.perData.values()].map((one) => one.at)]
}

/** The condition that a promise about a special category stands at: `purposes.events.conditions.diet`. */
export function conditionAt(policy: Policy, at: RulePath): { readonly purpose: Purpose; readonly data: string } | null {
  for (const purpose of policy.purposes.values()) for (const { data } of purpose.conditions) if (at === `${purpose.at}.conditions.${data.includes('.') ? `"${data}"` : data}`) return { purpose, data }
  return null
}
