import { promiseChange } from '../policy/diff/index.ts'
import type { Text } from '../policy/text/index.ts'
import type { FrozenPromise } from './store.ts'

export interface PromiseChange {
  readonly id: string
  readonly change: 'added' | 'dropped' | 'reworded' | 'weaker' | 'stronger' | 'other'
  /** `kept three years instead of two`; null where the words say it all. */
  readonly why: Text | null
  readonly before: FrozenPromise | null
  readonly after: FrozenPromise | null
}

/** What a reader of the earlier version would find different: by the promises' ids, what they say as data, and their words. */
export function whatChanged(before: readonly FrozenPromise[], after: readonly FrozenPromise[]): PromiseChange[] {
  const old = new Map(before.map((promise) => [promise.id, promise]))
  const now = new Map(after.map((promise) => [promise.id, promise]))
  const changes: PromiseChange[] = []
  for (const promise of after) {
    const was = old.get(promise.id)
    if (was === undefined) changes.push({ id: promise.id, change: 'added', why: null, before: null, after: promise })
    else changes.push(...changed(was, promise))
  }
  for (const promise of before) if (!now.has(promise.id)) changes.push({ id: promise.id, change: 'dropped', why: null, before: promise, after: null })
  return changes
}

function changed(was: FrozenPromise, is: FrozenPromise): readonly PromiseChange[] {
  const found = promiseChange(is.kind, { terms: was.terms ?? is.terms ?? {}, sentence: was.sentence }, { terms: is.terms ?? was.terms ?? {}, sentence: is.sentence })
  if (found === null) return []
  const reworded = found.change === 'same'
  return [{ id: is.id, change: found.change === 'same' ? 'reworded' : found.change, why: reworded ? null : found.why, before: was, after: is }]
}
