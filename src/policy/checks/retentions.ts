import type { EndRule, Policy, Purpose, Retention } from '../model/index.ts'

/** Every rule of how long, with its purpose: also those for single kinds of data. */
export function* retentions(policy: Policy): Iterable<{ readonly purpose: Purpose; readonly keep: Retention }> {
  for (const purpose of policy.purposes.values()) {
    yield { purpose, keep: purpose.keep }
    for (const keep of purpose.keep.perData.values()) yield { purpose, keep }
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
