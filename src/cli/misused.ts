import type { Io } from './io.ts'

/** Says what was not understood and how the command is used, for people or for programs. Exit status 2. */
export function misused(io: Io, attempted: string, usage: string, code = 'usage.invalid'): 2 {
  io.err(io.json ? `${JSON.stringify({ error: { code, attempted, on: null, next: usage } })}\n` : `error  ${code}\n   ${attempted}\n${usage === '' ? '' : `${usage}\n`}`)
  return 2
}
