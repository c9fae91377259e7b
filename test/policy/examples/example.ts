import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examples } from '../../../examples/read-coverage.ts'
import type { Example } from '../../../examples/read-coverage.ts'
import { loadPolicy } from '../../../src/policy/language/index.ts'
import type { Compiled } from '../../../src/policy/language/index.ts'

export { examples }
export type { Example }

export const folderOf = (example: string): string => join(import.meta.dirname, '..', '..', '..', 'examples', example)
const read = (example: string, file: string): string => readFileSync(join(folderOf(example), file), 'utf8')

/** The lawful reading with its systems. */
export function lawfulReading(example: Example): Compiled {
  return loadPolicy({ policy: { file: 'policy.yaml', text: read(example, 'policy.yaml') }, systems: { file: 'systems.yaml', text: read(example, 'systems.yaml') } })
}

/** What the published text says. */
export function asWritten(example: Example): Compiled {
  return loadPolicy({ policy: { file: 'as-written.yaml', text: read(example, 'as-written.yaml') }, systems: null })
}
