import { parseArgs } from 'node:util'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'
import { misused } from './misused.ts'

const usage = 'usage: lofte serve [POLICY]\n       Without a policy: the demonstration, over a sample database.'

/** `lofte serve`: the notice and everything that happens each day, until it is stopped. */
export async function run(argv: readonly string[], io: Io, deps: Deps): Promise<number> {
  let positionals
  try {
    positionals = parseArgs({ args: [...argv], allowPositionals: true, options: { json: { type: 'boolean' } } }).positionals
  } catch {
    return misused(io, 'An option is not known.', usage)
  }
  if (positionals.length > 1) return misused(io, 'One installation serves one policy.', usage)
  return deps.serve({ policy: positionals[0] ?? null, out: io.out })
}
