import type { Policy, Purpose } from '../model/index.ts'

/** A purpose before and after; null where there is none. */
export interface Pair {
  readonly before: Purpose | null
  readonly after: Purpose | null
}

/**
 * Purposes by name; and those whose name is gone by what they do, so that a longer retention does not hide behind another name:
 * the same people, and at least half of the data.
 */
export function pairPurposes(before: Policy, after: Policy): readonly Pair[] {
  const pairs: Pair[] = []
  const fresh = new Set([...after.purposes.values()].filter((one) => !before.purposes.has(one.name)))
  for (const was of before.purposes.values()) {
    const is = after.purposes.get(was.name) ?? likest(was, fresh)
    if (is !== null) fresh.delete(is)
    pairs.push({ before: was, after: is })
  }
  return [...pairs, ...[...fresh].map((is): Pair => ({ before: null, after: is }))]
}

function likest(was: Purpose, among: ReadonlySet<Purpose>): Purpose | null {
  let best: Purpose | null = null
  let most = 0
  for (const one of among) {
    if (one.marketing !== was.marketing || !one.people.some((person) => was.people.includes(person))) continue
    const common = shared(was.data, one.data)
    if (common * 2 >= Math.max(was.data.length, one.data.length) && common > most) [best, most] = [one, common]
  }
  return best
}

function shared(a: readonly string[], b: readonly string[]): number {
  return a.filter((one) => b.includes(one)).length
}
