/** The known word that a mistyped one most likely means; null when none is near enough to be worth a guess. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const typed = plain(word)
  if (typed.length === 0 || typed.length > 60) return null
  const allowed = typed.length <= 4 ? 1 : typed.length <= 7 ? 2 : Math.ceil(typed.length / 3)
  let best: string | null = null
  let bestDistance = allowed + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - typed.length) >= bestDistance) continue
    const distance = edits(typed, plain(candidate), bestDistance)
    if (distance < bestDistance && distance < typed.length) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

const plain = (word: string): string => word.toLowerCase().replaceAll('_', '-')

/** Damerau-Levenshtein (optimal string alignment): letters added, dropped, changed, or two that changed places. */
export function edits(a: string, b: string, limit = Infinity): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
