import { errorCode, foreseen, isProblem, renderProblem } from '../platform/index.ts'
import type { Io } from './io.ts'

/** Says what went wrong, in the one voice; never a stack trace, never a driver's words (they can hold values). */
export function explain(thrown: unknown, io: Io): number {
  const error = foreseen(thrown)
  if (isProblem(error)) {
    io.err(io.json ? `${JSON.stringify({ error: { code: error.code, attempted: error.attempted, on: error.on ?? null, next: error.next } })}\n` : `${renderProblem(error)}\n`)
    return error.exitCode
  }
  io.err(`error  internal.unexpected\n   Something went wrong that Löfte did not foresee (${errorCode(error)}). Nothing more was changed.\n   Set LOFTE_DEBUG=1 and run it again for where it happened, and tell us.\n`)
  if (process.env['LOFTE_DEBUG'] === '1' && error instanceof Error) io.err(`${(error.stack ?? '').split('\n').slice(1).join('\n')}\n`)
  return 1
}
