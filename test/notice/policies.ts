import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Finding } from '../../src/policy/language/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'

export const examples = ['winlas', 'coegi', 'welingo', 'wesafe', 'webstep'] as const

const text = (example: string): string => readFileSync(join(import.meta.dirname, '..', '..', 'examples', example, 'policy.yaml'), 'utf8')

/** A policy as anybody may write it, changed at paths of names before it is read; undefined takes a value away. */
export function changed(example: string, changes: Readonly<Record<string, unknown>>): { policy: Policy; findings: readonly Finding[] } {
  const written: unknown = parse(text(example))
  for (const [path, value] of Object.entries(changes)) set(written as Record<string, unknown>, path.split('.'), value)
  return read(stringify(written))
}

export function read(written: string): { policy: Policy; findings: readonly Finding[] } {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: written }, systems: null })
  if (policy === null) throw new Error(JSON.stringify(findings))
  return { policy, findings }
}

export function exampleOf(example: string): Policy {
  return read(text(example)).policy
}

function set(target: Record<string, unknown>, [name = '', ...more]: readonly string[], value: unknown): void {
  if (more.length > 0) set((target[name] ??= {}) as Record<string, unknown>, more, value)
  else if (value === undefined) delete target[name]
  else target[name] = value
}
