import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPolicy } from '../../../src/policy/language/index.ts'
import { kinds, promisesOf } from '../../../src/policy/promises/index.ts'
import { languages } from '../../../src/policy/text/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'winlas')
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: read('policy.yaml') }, systems: { file: 'systems.yaml', text: read('systems.yaml') } })
if (policy === null) throw new Error(JSON.stringify(findings))
const promises = promisesOf(policy)

describe('the promises of WinLas', () => {
  it('raise nothing that stops them from being published', () => {
    expect(findings.filter((finding) => finding.severity !== 'note')).toEqual([])
  })

  for (const lang of languages) {
    it(`read in ${lang} as they are to be read`, async () => {
      const written = promises.map((promise) => `${promise.id}\n  ${promise.sentence[lang]}\n`).join('\n')
      await expect(written).toMatchFileSnapshot(`winlas.${lang}.golden.txt`)
    })
  }

  it('have ids that are theirs alone and paths that lead to a line', () => {
    expect(new Set(promises.map((promise) => promise.id)).size).toBe(promises.length)
    for (const promise of promises) expect(policy.places.of(promise.at).line, promise.id).toBeGreaterThan(1)
  })

  it('are marked only where something keeps and measures them', () => {
    for (const promise of promises) expect(promise.keptBy.length > 0 && promise.shownBy.length > 0, promise.id).toBe(promise.later === null)
    for (const kind of kinds) expect(kind.later === null, kind.name).toBe(kind.keptBy.length > 0)
  })

  it('say the same kind in the same words wherever the sentence has no name in it', () => {
    for (const promise of promises) for (const lang of languages) expect(promise.sentence[lang], promise.id).toMatch(/^\p{Lu}.*[.!]$/u)
  })
})
