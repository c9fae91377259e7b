import type { FrozenPromise } from './store.ts'

export interface PromiseChange {
  readonly id: string
  readonly change: 'added' | 'dropped' | 'reworded'
  readonly before: FrozenPromise | null
  readonly after: FrozenPromise | null
}

/** What a reader of the earlier version would find different: by the promises' ids and words. */
export function whatChanged(before: readonly FrozenPromise[], after: readonly FrozenPromise[]): PromiseChange[] {
  const old = new Map(before.map((promise) => [promise.id, promise]))
  const now = new Map(after.map((promise) => [promise.id, promise]))
  const changes: PromiseChange[] = []
  for (const promise of after) {
    const was = old.get(promise.id)
    if (was === undefined) changes.push({ id: promise.id, change: 'added', before: null, after: promise })
    else if (JSON.stringify(was.sentence) !== JSON.stringify(promise.sentence)) changes.push({ id: promise.id, change: 'reworded', before: was, after: promise })
  }
  for (const promise of before) if (!now.has(promise.id)) changes.push({ id: promise.id, change: 'dropped', before: promise, after: null })
  return changes
}
