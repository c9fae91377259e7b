import { HASH_BYTES } from './merkle.ts'

export interface Found {
  readonly position: number
  readonly id: string
  /** its leaf hash, hex */
  readonly leaf: string
}

export type Difference =
  | { readonly what: 'edited'; readonly found: Found; readonly sealedAt: number; readonly sealedLeaf: string }
  | { readonly what: 'inserted'; readonly found: Found }
  | { readonly what: 'dropped'; readonly sealedAt: number; readonly sealedLeaf: string }
  | { readonly what: 'moved'; readonly found: Found; readonly sealedAt: number }

/**
 * What turned the sealed sequence into the one found. Entries that kept their order (the longest rising run of their
 * sealed places) are the fixed points; a known entry outside of it was moved; between two fixed points, an unknown
 * entry and a missing one make an edit, and what is left over was inserted or dropped.
 */
export function align(sealed: Buffer, from: number, found: readonly Found[]): Difference[] {
  const count = sealed.length / HASH_BYTES
  const placeOf = new Map<string, number>()
  for (let at = 0; at < count; at++) placeOf.set(sealed.toString('hex', at * HASH_BYTES, (at + 1) * HASH_BYTES), at)
  const places = found.map((entry) => placeOf.get(entry.leaf) ?? -1)
  const fixed = longestRise(places)
  const seen = new Set(places)
  const differences: Difference[] = []
  const leafAt = (at: number) => sealed.toString('hex', at * HASH_BYTES, (at + 1) * HASH_BYTES)

  let unknown: Found[] = []
  let nextSealed = 0
  const closeGap = (upTo: number) => {
    const missing = new Set<number>()
    for (let at = nextSealed; at < upTo; at++) if (!seen.has(at)) missing.add(at)
    // An edit in place is the likeliest story: pair by position first, then in order.
    const others: Found[] = []
    for (const entry of unknown) {
      if (missing.delete(entry.position - from)) differences.push(edited(entry, entry.position - from))
      else others.push(entry)
    }
    const free = [...missing]
    others.forEach((entry, i) => {
      const at = free[i]
      differences.push(at === undefined ? { what: 'inserted', found: entry } : edited(entry, at))
    })
    for (const at of free.slice(others.length)) differences.push({ what: 'dropped', sealedAt: from + at, sealedLeaf: leafAt(at) })
    unknown = []
  }
  const edited = (entry: Found, at: number): Difference => ({ what: 'edited', found: entry, sealedAt: from + at, sealedLeaf: leafAt(at) })

  found.forEach((entry, i) => {
    const place = places[i]!
    if (place < 0) unknown.push(entry)
    else if (!fixed.has(i)) differences.push({ what: 'moved', found: entry, sealedAt: from + place })
    else {
      closeGap(place)
      nextSealed = place + 1
    }
  })
  closeGap(count)
  return differences
}

/** The indices of a longest strictly rising run, minus ones left out; n log n. */
function longestRise(values: readonly number[]): Set<number> {
  const tails: number[] = []
  const before: number[] = []
  values.forEach((value, i) => {
    before.push(-1)
    if (value < 0) return
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[tails[middle]!]! < value) low = middle + 1
      else high = middle
    }
    if (low > 0) before[i] = tails[low - 1]!
    tails[low] = i
  })
  const run = new Set<number>()
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) run.add(at)
  return run
}
