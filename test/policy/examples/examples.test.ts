import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { isPublishable, policySchema, systemsSchema } from '../../../src/policy/language/index.ts'
import { promisesOf } from '../../../src/policy/promises/index.ts'
import { languages } from '../../../src/policy/text/index.ts'
import { asWritten, examples, folderOf, lawfulReading } from './example.ts'

for (const example of examples) {
  const { policy, findings } = lawfulReading(example)
  if (policy === null) throw new Error(JSON.stringify(findings))

  describe(`the lawful reading of ${example}`, () => {
    it('raises neither error nor warning', () => {
      expect(findings.filter((finding) => finding.severity !== 'note')).toEqual([])
    })

    it('says every purpose in words that the public reads, in Swedish and in English', () => {
      for (const purpose of policy.purposes.values()) {
        expect(purpose.why?.sv, purpose.name).toMatch(/\S[.!]$/)
        expect(purpose.why?.en, purpose.name).not.toBe(purpose.why?.sv)
      }
    })

    it('maps every purpose to a system that holds its data', () => {
      const reached = new Set([...policy.systems.values()].flatMap((system) => [...system.tables.values()].flatMap((table) => table.purposes ?? [])))
      expect([...policy.purposes.keys()].filter((purpose) => !reached.has(purpose))).toEqual([])
    })

    it('names no address but invented ones', () => {
      for (const file of ['policy.yaml', 'as-written.yaml', 'systems.yaml']) {
        const written = readFileSync(join(folderOf(example), file), 'utf8')
        for (const [, domain] of written.matchAll(/[\w.+-]+@([\w.-]+)/g)) expect(domain, file).toMatch(/\.example$/)
        for (const [, host] of written.matchAll(/https?:\/\/([\w.-]+)/g)) expect(host, file).toMatch(/\.example$/)
        expect(written, file).not.toMatch(/(?:\+4[67]|\b0\d{1,3}-)[\d -]{6,}/)
      }
    })

    it('makes promises whose sentences are to be read as they stand', async () => {
      const promises = promisesOf(policy)
      expect(new Set(promises.map((promise) => promise.id)).size).toBe(promises.length)
      for (const promise of promises) for (const lang of languages) expect(promise.sentence[lang], promise.id).toMatch(/^\p{Lu}.*[.!]$/u)
      const written = promises.map((promise) => `${promise.id}\n  ${promise.sentence.sv}\n  ${promise.sentence.en}\n`).join('\n')
      if (example !== 'winlas') await expect(written).toMatchFileSnapshot(`${example}.golden.txt`) // WinLas has its own, in three languages
    })
  })

  describe(`${example} as it is written`, () => {
    it('can be read and cannot be published', () => {
      const written = asWritten(example)
      expect(written.policy).not.toBeNull()
      expect(isPublishable(written.findings)).toBe(false)
      for (const finding of written.findings) expect(finding.line, finding.rule).toBeGreaterThan(0)
    })
  })

  it(`the schemas of editors accept the files of ${example}`, () => {
    const accepted = (schema: typeof policySchema, file: string): unknown => z.fromJSONSchema(schema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(parse(readFileSync(join(folderOf(example), file), 'utf8'))).error
    expect(accepted(policySchema, 'policy.yaml')).toBeUndefined()
    expect(accepted(policySchema, 'as-written.yaml')).toBeUndefined()
    expect(accepted(systemsSchema, 'systems.yaml')).toBeUndefined()
  })
}
