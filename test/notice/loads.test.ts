import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const src = join(import.meta.dirname, '..', '..', 'src')

/** The packages that come along when a file is loaded; what is imported when it is needed does not. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>()
  if (seen.has(file)) return found
  seen.add(file)
  const text = readFileSync(file, 'utf8').replaceAll(/^(?:import|export) type .*$/gm, '')
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?:[^'"]* from )?'([^']+)'/gm)) {
    if (!name.startsWith('.')) found.add(name.split('/')[0] ?? '')
    else for (const more of packagesOf(resolve(dirname(file), name), seen)) found.add(more)
  }
  return found
}

it('writing the notice loads no database: only the parser, the validator and what renders', () => {
  const loaded = [...packagesOf(join(src, 'cli', 'notice.ts'))].filter((name) => !name.startsWith('node:'))
  expect(loaded.sort()).toEqual(['hono', 'yaml'])
})
