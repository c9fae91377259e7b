import { problem } from '../problems/index.ts'
import { findingJson, isPublishable, loadPolicy, renderFinding } from '../policy/language/index.ts'
import type { Finding, Sources } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { readSources } from '../sources/index.ts'
import type { Io } from './io.ts'

export interface ReadPolicy {
  readonly sources: Sources
  readonly policy: Policy | null
  readonly findings: readonly Finding[]
}

/** The policy of a POLICY argument, with all that is to be said about it. */
export async function readPolicy(argument: string): Promise<ReadPolicy> {
  const sources = await readSources(argument)
  return { sources, ...loadPolicy(sources) }
}

/** For commands that need a policy they can rely on: what is wrong is written to standard error, and the answer is null. */
export async function policyFor(argument: string, io: Io): Promise<Policy | null> {
  const { policy, findings, sources } = await readPolicy(argument)
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (policy !== null && isPublishable(findings)) return policy
  if (io.json) io.err(`${JSON.stringify({ errors: errors.map((finding) => findingJson(finding)) })}\n`)
  else {
    const lines = linesOf(sources)
    for (const finding of errors) io.err(`${renderFinding(finding, lines(finding))}\n\n`)
  }
  return null
}

/** The lines of the file that a finding is about; split once, however many findings there are. */
export function linesOf(sources: Sources): (finding: Finding) => readonly string[] {
  const policy = sources.policy.text.split('\n')
  const systems = sources.systems?.text.split('\n') ?? []
  return (finding) => (finding.file === sources.systems?.file ? systems : policy)
}

/** The one argument that a command takes besides its options. */
export function onlyArgument(positionals: readonly string[], usage: string): string {
  const [argument, ...more] = positionals
  if (argument === undefined || more.length > 0) throw problem('usage.arguments', { attempted: argument === undefined ? 'No policy was named.' : 'More than one policy was named.', next: usage })
  return argument
}
