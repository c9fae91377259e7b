import { later } from '../law/index.ts'
import type { Day } from '../law/index.ts'
import { mayLieAhead } from '../model/index.ts'
import type { Anchor } from '../model/index.ts'
import type { RestsOn } from './decision.ts'

/**
 * The day of a decision, and every later day that the decision asked about. Since nothing else compares days with today, the
 * answer cannot change before the first of those: that is what `changesOn` is found from.
 */
export class Watch {
  readonly at: Day
  next: Day | null = null
  private readonly dates = new Map<Anchor, Day | null>()

  private readonly ahead: ReadonlySet<Anchor>

  /** `ahead`: own events whose day may lie ahead. */
  constructor(at: Day, ahead: ReadonlySet<Anchor>) {
    this.at = at
    this.ahead = ahead
  }

  mayLieAhead(anchor: Anchor): boolean {
    return mayLieAhead(anchor) || this.ahead.has(anchor)
  }

  reached(day: Day): boolean {
    if (day <= this.at) return true
    if (this.next === null || day < this.next) this.next = day
    return false
  }

  /** Remembers a date that the decision rests on; over several matters the latest. */
  rest(anchor: Anchor, day: Day | null): void {
    const known = this.dates.get(anchor)
    this.dates.set(anchor, known === undefined || known === null ? day : day === null ? known : later(known, day))
  }

  restsOn(): readonly RestsOn[] {
    return [...this.dates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([anchor, day]) => ({ anchor, day }))
  }
}
