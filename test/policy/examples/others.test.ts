import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { composeNotice } from '../../../src/notice/index.ts'
import { loadPolicy, policySchema, systemsSchema } from '../../../src/policy/language/index.ts'
import { promisesOf } from '../../../src/policy/promises/index.ts'
import { languages } from '../../../src/policy/text/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'examples')
const read = (name: string, file: string): string => readFileSync(join(folder, name, file), 'utf8')

/** Organisations unlike the five: a municipality's school office, a webshop, a clinic; each in short and as such organisations have it. Written from the reference alone. */
const others = { school: 'others/school', shop: 'others/shop', clinic: 'others/clinic', skolkontoret: 'skolkontoret', webbutiken: 'webbutiken', kliniken: 'kliniken' }

for (const [name, place] of Object.entries(others)) {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: read(place, 'policy.yaml') }, systems: { file: 'systems.yaml', text: read(place, 'systems.yaml') } })
  if (policy === null) throw new Error(JSON.stringify(findings))

  describe(`the ${name}`, () => {
    it('can be published: neither error nor warning', () => {
      expect(findings.filter((finding) => finding.severity !== 'note').map((finding) => `${finding.rule} ${finding.path}`)).toEqual([])
    })

    it('promises what is to be read as it stands', async () => {
      const promises = promisesOf(policy)
      expect(new Set(promises.map((promise) => promise.id)).size).toBe(promises.length)
      for (const promise of promises) for (const lang of languages) expect(promise.sentence[lang], promise.id).toMatch(/^\p{Lu}.*[.!]$/u)
      await expect(promises.map((promise) => `${promise.id}\n  ${promise.sentence.sv}\n  ${promise.sentence.en}\n`).join('\n')).toMatchFileSnapshot(`${name}.golden.txt`)
    })

    it('has a notice in every language', () => {
      for (const lang of languages) expect(composeNotice(policy, lang).sections.length).toBeGreaterThan(8)
    })

    it('is what the schemas of editors accept', () => {
      for (const [schema, file] of [[policySchema, 'policy.yaml'], [systemsSchema, 'systems.yaml']] as const) expect(z.fromJSONSchema(schema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(parse(read(place, file))).error).toBeUndefined()
    })
  })
}
