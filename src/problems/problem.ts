import { ruleOf } from './problems.ts'
import { safeText } from './safe.ts'

export type ProblemCode = `${string}.${string}`

export interface ProblemTerms {
  /** What was attempted, as a phrase or a sentence. Codes, names from the policy and counts only. */
  readonly attempted: string
  /** On what: a system, a path in the policy, a file, an id. */
  readonly on?: string
  /** What to do next. */
  readonly next: string
  /** Several findings of one kind (every wrong setting), each a line of its own. */
  readonly lines?: readonly string[]
  /** Where the registry's HTTP status is not the right one. */
  readonly status?: number
}

/** Something went wrong in a way we can explain. Holds only safe values: never a personal one, never a driver's message. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly attempted: string
  readonly on: string | undefined
  readonly next: string
  readonly lines: readonly string[]
  readonly status: number
  readonly exitCode: 1 | 2
  readonly docs: string

  constructor(code: ProblemCode, terms: ProblemTerms) {
    const rule = ruleOf(code)
    const attempted = safeText(terms.attempted)
    super(`${code}: ${attempted}`)
    this.name = 'Problem'
    this.code = code
    this.attempted = attempted
    this.on = terms.on === undefined ? undefined : safeText(terms.on)
    this.next = safeText(terms.next)
    this.lines = (terms.lines ?? []).map((line) => safeText(line))
    this.status = terms.status ?? rule.status
    this.exitCode = rule.exitCode
    this.docs = rule.docs
  }
}

export const problem = (code: ProblemCode, terms: ProblemTerms): Problem => new Problem(code, terms)

export const isProblem = (error: unknown, code?: ProblemCode): error is Problem =>
  error instanceof Problem && (code === undefined || error.code === code)
