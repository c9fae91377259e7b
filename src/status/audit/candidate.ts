import type { FieldDecision } from '../../policy/decide/index.ts'
import type { PersonId } from '../../people/index.ts'
import type { Sampled } from '../figures.ts'
import type { Turn } from './nights.ts'

/** A row that by the policy ought to hold nothing more in these fields: whether it still does is for its own system to say. */
export interface Candidate {
  readonly personId: PersonId
  readonly system: string
  readonly table: string
  readonly key: string
  readonly fingerprint: string
  readonly turn: Turn
  /** Fields whose data ought to be gone, each with the rule that ended it. */
  readonly gone: readonly FieldDecision[]
  /** Fields of a special category that may not be used, since nothing recorded carries them. */
  readonly guarded: readonly FieldDecision[]
  /** Fields whose time with this person is over, on a row that others still need: there they stay, and it is said. */
  readonly tied?: readonly FieldDecision[]
}

/** A row of several people, with the fields that ought to be gone by each of those for whom it is over. */
export interface SharedRow extends Omit<Candidate, 'gone' | 'guarded' | 'tied'> {
  readonly ended: Map<PersonId, readonly FieldDecision[]>
}

/** A row that a law keeps: it has to be there. */
export interface HeldRow {
  readonly system: string
  readonly table: string
  readonly key: string
  readonly rule: string
  readonly turn: Turn
}

/** What is counted for one rule, or one condition. */
export class Tally {
  subjects = 0
  /** Rows (or persons) that their systems are to be asked about, and of how many they were tonight. */
  #rows = 0
  #looked = 0
  readonly violations = new Map<string, number>()
  readonly risks = new Map<string, number>()

  violation(code: string, count = 1): void {
    this.violations.set(code, (this.violations.get(code) ?? 0) + count)
  }

  risk(code: string, count = 1): void {
    this.risks.set(code, (this.risks.get(code) ?? 0) + count)
  }

  asked(looked: number, of: number): void {
    this.#looked += looked
    this.#rows += of
  }

  get sampled(): Sampled | null {
    if (this.#looked >= this.#rows) return null
    return { looked: this.#looked, of: this.#rows, nights: Math.ceil(this.#rows / Math.max(1, this.#looked)) }
  }
}

/** Tallies by where a rule stands; `of` makes one that is not there yet. */
export class Tallies {
  readonly #all = new Map<string, Tally>()

  of(path: string): Tally {
    let tally = this.#all.get(path)
    if (tally === undefined) this.#all.set(path, (tally = new Tally()))
    return tally
  }
}
