import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { lawful, set } from '../policy/checks/lawful.ts'
import type { Written } from '../policy/checks/lawful.ts'

export const examples = ['winlas', 'coegi', 'welingo', 'wesafe', 'webstep'] as const

export function example(name: (typeof examples)[number]): Policy {
  const read = (file: string) => ({ file, text: readFileSync(join(import.meta.dirname, '..', '..', 'examples', name, file), 'utf8') })
  return compiled(read('policy.yaml'), read('systems.yaml'))
}

/** The small webshop, with what a test changes in it. */
export function shop(changes: Readonly<Record<string, Written[string]>> = {}, inSystems: Readonly<Record<string, Written[string]>> = {}): Policy {
  const { policy, systems } = lawful()
  for (const [path, value] of Object.entries(changes)) set(policy, path, value)
  for (const [path, value] of Object.entries(inSystems)) set(systems, path, value)
  return compiled({ file: 'policy.yaml', text: stringify(policy) }, { file: 'systems.yaml', text: stringify(systems) })
}

function compiled(policy: { file: string; text: string }, systems: { file: string; text: string }): Policy {
  const loaded = loadPolicy({ policy, systems })
  if (loaded.policy === null) throw new Error(loaded.findings.map((finding) => `${finding.rule} ${finding.path}: ${finding.message.en}`).join('\n'))
  return loaded.policy
}
