import { compile } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { readSources } from '../versions/index.ts'
import type { Io } from './io.ts'

/** The policy, or null when it cannot be understood: its errors have then been written, with where to read more. */
export async function compiledPolicy(argument: string, io: Io): Promise<Policy | null> {
  const { policy, findings } = compile(await readSources(argument))
  if (policy !== null) return policy
  for (const finding of findings.filter((found) => found.severity === 'error').slice(0, 10)) io.err(`${finding.file}:${finding.line}:${finding.column}  error  ${finding.rule}\n   ${finding.message.en}\n`)
  io.err(`\nlofte check ${argument} shows each with what to write instead.\n`)
  return null
}
