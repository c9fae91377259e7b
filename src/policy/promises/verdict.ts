import { inEach, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'

/** What a change is to the one to whom the promise was made. */
export type Verdict = 'same' | 'weaker' | 'stronger' | 'other'

export interface Comparison {
  readonly verdict: Verdict
  readonly why: Text
}

/**
 * Several differences in one promise: weaker where any part is, so that something given does not hide something taken;
 * stronger only where every part that differs is.
 */
export function together(parts: readonly (Comparison | null)[]): Comparison {
  const different = parts.filter((part) => part !== null && part.verdict !== 'same') as readonly Comparison[]
  if (different.length === 0) return { verdict: 'same', why: say('diff.reworded') }
  const has = (verdict: Verdict): boolean => different.some((part) => part.verdict === verdict)
  return { verdict: has('weaker') ? 'weaker' : has('other') ? 'other' : 'stronger', why: inEach((lang) => different.map((part) => part.why[lang]).join('; ')) }
}

/** By a sign: below zero weaker, above it stronger, null where nobody can say. */
export function byOrder(order: -1 | 0 | 1 | null, why: Text): Comparison | null {
  return order === 0 ? null : { verdict: order === null ? 'other' : order < 0 ? 'weaker' : 'stronger', why }
}

/** What stands in one list and not in the other. */
export function besides(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter((one) => !other.includes(one))
}
