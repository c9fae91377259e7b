import { daysBetween } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'

/** A part of all rows: those that leave `at` when their number is divided by `count`. */
export interface Turn {
  readonly count: number
  readonly at: number
}

/**
 * A night asks the systems about so many rows and no more. Where there are more, each has its night, always the same in the round:
 * after `count` nights every one has been asked about, and nothing is left to chance. A part in which something was found is asked
 * about every night until nothing is found in it: what is wrong is not well again because another part has its turn.
 */
export interface Nights {
  readonly count: number
  readonly tonight: number
  readonly again: readonly Turn[]
}

/** `expected` is how many there were last time; with some room, since their number grows. */
export function nightsFor(expected: number, most: number, day: Day, again: readonly Turn[] = []): Nights {
  const count = Math.max(1, Math.ceil((expected * 1.1) / most))
  return { count, tonight: daysBetween('2020-01-01' as Day, day) % count, again }
}

/** Parts are not all of one size, and nobody's night is to be lost by it: room for twice what is meant for one, and for those looked at again. */
export function room(most: number, { count, again }: Nights): number {
  return count === 1 ? most : 2 * most * (1 + again.length)
}

/** The part of which the row is, if tonight is its night; null when it is not. */
export function turnOf({ count, tonight, again }: Nights, name: string): Turn | null {
  if (count === 1) return { count, at: 0 }
  const number = spread(name)
  return number % count === tonight || again.some((turn) => number % turn.count === turn.at) ? { count, at: number % count } : null
}

/** FNV-1a: spreads names evenly, the same on every machine. */
function spread(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** What the last audit had to ask about, and where it found something. */
export interface Before {
  readonly candidates: number
  readonly held: ReadonlyMap<string, number>
  readonly again: Readonly<Record<string, readonly Turn[]>>
}

/** The parts in which something was found, by what was looked for. So many of one kind and no more: then it is everywhere. */
export class Again {
  readonly #turns = new Map<string, Map<string, Turn>>()

  add(kind: string, turn: Turn): void {
    if (turn.count === 1) return
    const turns = this.#turns.get(kind) ?? new Map<string, Turn>()
    this.#turns.set(kind, turns)
    if (turns.size < mostAgain) turns.set(`${turn.at} of ${turn.count}`, turn)
  }

  get all(): Readonly<Record<string, readonly Turn[]>> {
    return Object.fromEntries([...this.#turns].map(([kind, turns]) => [kind, [...turns.values()]]))
  }
}

const mostAgain = 8
