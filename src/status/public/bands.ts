/** A figure as the public may see it: a span, never a number, and nothing under five. */
export interface Band {
  readonly low: number
  /** null: no upper end. */
  readonly high: number | null
}

const steps = [0, 5, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] as const

export function bandOf(value: number): Band {
  let at = 0
  while (at + 1 < steps.length && value >= (steps[at + 1] ?? Infinity)) at++
  const above = steps[at + 1]
  return { low: steps[at] ?? 0, high: above === undefined ? null : above - 1 }
}

export interface PublicFigure extends Band {
  /** The Monday of the week it was made in. */
  readonly week: string
  /** What it was made of; never shown. */
  readonly value: number
}

/**
 * The figure for this week. Within a week it stands still, and it changes only where at least five have come or gone since it
 * was last made: from one band to the next nobody can tell that it was about three people.
 */
export function nextFigure(published: PublicFigure | null, value: number, week: string): PublicFigure {
  if (published !== null && published.week >= week) return published
  if (published !== null && Math.abs(value - published.value) < 5) return { ...published, week }
  return { ...bandOf(value), value, week }
}
