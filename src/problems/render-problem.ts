import type { Problem } from './problem.ts'

/** For the terminal: the code first, then what was attempted, on what, and what to do. No colour carries meaning. */
export function renderProblem(p: Problem, severity: 'error' | 'warning' = 'error'): string {
  const indented = [...sentences(p.attempted), ...(p.on === undefined ? [] : [p.on]), ...p.lines, ...sentences(p.next)]
  return [`${severity}  ${p.code}`, ...indented.map((line) => `   ${line}`)].join('\n')
}

const sentences = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly on?: string
  readonly next: string
  readonly lines?: readonly string[]
}

/** RFC 9457 problem details, for `application/problem+json`. */
export function problemDetails(p: Problem): ProblemDetails {
  return {
    type: `/${p.docs}`,
    title: p.code,
    status: p.status,
    detail: p.attempted,
    code: p.code,
    ...(p.on === undefined ? {} : { on: p.on }),
    next: p.next,
    ...(p.lines.length === 0 ? {} : { lines: p.lines }),
  }
}
