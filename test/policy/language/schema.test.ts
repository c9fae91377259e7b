import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { compile, policySchema, systemsSchema } from '../../../src/policy/language/index.ts'
import { cases } from '../checks/cases.ts'
import { lawful, set } from '../checks/lawful.ts'
import { stringify } from 'yaml'

const root = join(import.meta.dirname, '..', '..', '..')

describe('the JSON Schema', () => {
  it('in the repository is the one that the definition makes (npm run schema)', () => {
    expect(JSON.parse(readFileSync(join(root, 'schema', 'policy.schema.json'), 'utf8'))).toEqual(policySchema())
    expect(JSON.parse(readFileSync(join(root, 'schema', 'systems.schema.json'), 'utf8'))).toEqual(systemsSchema())
  })
})

/** An implementation of JSON Schema that is not ours judges the same files as the compiler. */
describe('the schema and the compiler agree', () => {
  const policy = z.fromJSONSchema(policySchema() as Parameters<typeof z.fromJSONSchema>[0])
  const systems = z.fromJSONSchema(systemsSchema() as Parameters<typeof z.fromJSONSchema>[0])
  const structural = (findings: readonly { readonly rule: string }[]): boolean => findings.some((finding) => /^language\.(unknown-key|missing-key|unknown-word)$/.test(finding.rule))

  for (const name of ['policy.yaml', 'as-written.yaml']) {
    it(`that examples/winlas/${name} is well formed`, () => {
      expect(policy.safeParse(parse(readFileSync(join(root, 'examples', 'winlas', name), 'utf8'))).error).toBeUndefined()
    })
  }

  it('that the systems of WinLas are well formed', () => {
    expect(systems.safeParse(parse(readFileSync(join(root, 'examples', 'winlas', 'systems.yaml'), 'utf8'))).error).toBeUndefined()
  })

  it('that every case of the checks is well formed, lawful or not', () => {
    for (const [rule, both] of Object.entries(cases)) {
      for (const changes of [both.bad, both.fine]) {
        const written = lawful()
        for (const [path, value] of Object.entries(changes)) set(path.startsWith('systems:') ? written.systems : written.policy, path.replace('systems:', ''), value)
        expect(policy.safeParse(parse(stringify(written.policy))).success, rule).toBe(true)
        expect(systems.safeParse(parse(stringify(written.systems))).success, rule).toBe(true)
      }
    }
  })

  const broken: Readonly<Record<string, readonly [string, unknown]>> = {
    'an unknown key': ['purposes.orders.efter', 'creation'],
    'an unknown key at the top': ['purpose', {}],
    'an unknown key of a rule': ['purposes.orders.keep', { for: '2 years', efter: 'creation' }],
    'an unknown ground': ['purposes.orders.ground', 'berättigat'],
    'an unknown class': ['data.name.class', 'secret'],
    'a missing name': ['controllers.shop.name', undefined],
    'a missing version': ['lofte', undefined],
  }
  for (const [what, [path, value]] of Object.entries(broken)) {
    it(`that ${what} is wrong`, () => {
      const written = lawful()
      set(written.policy, path, value as never)
      const text = stringify(written.policy)
      expect(policy.safeParse(parse(text)).success).toBe(false)
      expect(structural(compile({ policy: { file: 'p', text }, systems: null }).findings)).toBe(true)
    })
  }
})
