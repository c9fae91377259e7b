import { personal, problem } from '../platform/index.ts'
import type { Personal } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

/** A system's settings with `${ENV}` filled in. All that is missing is reported at once; no value is ever printed. */
export function resolveSettings(system: System, env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Personal<string>> {
  const missing = new Set<string>()
  const resolved = new Map<string, Personal<string>>()
  for (const [name, written] of system.settings) {
    const text = written.replace(variable, (_, key: string) => {
      const value = env[key]
      if (value === undefined || value === '') missing.add(key)
      return value ?? ''
    })
    resolved.set(name, personal(text))
  }
  if (missing.size > 0) {
    throw problem('systems.setting-missing', {
      attempted: `The settings of ${system.name} name ${missing.size === 1 ? 'a variable that is' : 'variables that are'} not set: ${[...missing].join(', ')}.`,
      on: system.name,
      next: 'Set them in the environment and start again.',
    })
  }
  return resolved
}
