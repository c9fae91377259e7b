import type { Day } from '../law/index.ts'
import type { Policy } from '../model/index.ts'
import { compareProcessing } from './compare-processing.ts'
import type { ProcessingChange } from './compare-processing.ts'
import { comparePromises } from './compare-promises.ts'
import type { PromiseChange } from './compare-promises.ts'
import { consentsToAsk } from './consents-to-ask.ts'
import type { Asking } from './consents-to-ask.ts'
import { pairPurposes } from './pair-purposes.ts'
import { whoIsTold } from './who-is-told.ts'
import type { Telling } from './who-is-told.ts'

/** What the later version of a policy changes for those on record, and what has to be done before it takes effect. */
export interface PolicyDiff {
  readonly before: { readonly version: string; readonly effective: Day }
  readonly after: { readonly version: string; readonly effective: Day }
  readonly promises: readonly PromiseChange[]
  readonly processing: readonly ProcessingChange[]
  readonly tell: readonly Telling[]
  readonly ask: readonly Asking[]
}

export function comparePolicies(before: Policy, after: Policy): PolicyDiff {
  const pairs = pairPurposes(before, after)
  const promises = [...comparePromises(before, after, pairs)]
  const processing = [...compareProcessing(before, after, pairs)]
  return {
    before: { version: before.version, effective: before.effective }, after: { version: after.version, effective: after.effective },
    promises, processing, tell: whoIsTold(before, after, processing, promises), ask: [...consentsToAsk(before, after, pairs, processing)],
  }
}

/** Whether somebody has less by the later version than was promised: a promise weakened, or dropped while what it was about goes on. */
export function isWeaker(diff: PolicyDiff): boolean {
  return diff.promises.some((promise) => promise.weakens)
}
