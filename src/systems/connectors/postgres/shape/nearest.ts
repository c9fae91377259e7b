/** The name that was probably meant: the one with the fewest letters changed, if that is few enough. */
export function nearest(wanted: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const distance = name.toLowerCase() === wanted.toLowerCase() ? 0.5 : changes(wanted.toLowerCase(), name.toLowerCase(), least)
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

/** Letters added, left out, changed or swapped with their neighbour; stops counting at `enough`. */
function changes(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough
  let older: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2]! + 1)
      row.push(cost)
    }
    ;[older, above] = [above, row]
  }
  return above[b.length]!
}
