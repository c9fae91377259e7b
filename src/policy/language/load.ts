import { runChecks } from '../checks/index.ts'
import type { CheckFinding } from '../checks/index.ts'
import type { Policy } from '../model/index.ts'
import { text } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { compile } from './compile/compile.ts'
import type { Compiled, Sources } from './compile/compile.ts'
import { endColumnOf } from './compile/places.ts'
import type { Finding } from './finding.ts'

/** Compiles a policy and checks it against the law. The policy is null only where its text could not be understood. */
export function loadPolicy(sources: Sources): Compiled {
  const { policy, findings } = compile(sources)
  if (policy === null) return { policy, findings }
  return { policy, findings: [...findings, ...[...runChecks(policy)].map((found) => findingOf(policy, found)).sort((a, b) => a.line - b.line || a.column - b.column)] }
}

/** A version with errors cannot be published, and nothing is carried out by it. */
export function isPublishable(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity !== 'error')
}

function findingOf(policy: Policy, { check, at, message, instead, accepted }: CheckFinding): Finding {
  const place = policy.places.of(at)
  return {
    rule: check.id, severity: accepted === null ? check.severity : 'note', law: check.law, path: at,
    message: accepted === null ? message : joined(message, accepted.by, accepted.because), instead,
    file: place.file, line: place.line, column: place.column, endColumn: endColumnOf(place),
  }
}

function joined(message: Text, by: string, because: string): Text {
  const why = /[.!?]$/.test(because) ? because : `${because}.`
  return text({ sv: `${message.sv} Godtaget av ${by}: ${why}`, en: `${message.en} Accepted by ${by}: ${why}`, no: `${message.no} Godtatt av ${by}: ${why}` })
}
