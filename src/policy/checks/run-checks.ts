import type { Policy } from '../model/index.ts'
import type { Check, Found } from './check.ts'
import { checks } from './registry.ts'

export interface CheckFinding extends Found {
  readonly check: Check
  /** The acceptance that the policy itself holds, for a warning: it is shown as a note with its reason. */
  readonly accepted: Policy['accepted'][number] | null
}

/** Of one kind at a time; a policy with more of the same mistake shows the rest when these are mended. */
const most = 200

export function* runChecks(policy: Policy): Iterable<CheckFinding> {
  for (const check of checks) {
    let count = 0
    for (const found of check.find(policy)) {
      yield { ...found, check, accepted: check.severity === 'error' ? null : acceptance(policy, check.id, found.at) }
      count += 1
      if (count === most) break
    }
  }
}

function acceptance(policy: Policy, rule: string, at: string): Policy['accepted'][number] | null {
  return policy.accepted.find((one) => one.rule === rule && (one.path === null || at === one.path || at.startsWith(`${one.path}.`))) ?? null
}
