import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { compile, loadPolicy } from '../../../src/policy/language/index.ts'
import { baseNames, basePolicy, baseSystems, policyReference, policySections, systemsReference, systemsSections } from '../../../src/policy/language/reference/index.ts'
import type { ReferenceSection } from '../../../src/policy/language/reference/index.ts'

type Tree = { [key: string]: unknown }

const docs = join(import.meta.dirname, '..', '..', '..', 'docs')

/** Two trees in one; what both have is gone into, what is no tree is taken from the second. */
function joined(a: unknown, b: unknown): unknown {
  if (!isTree(a) || !isTree(b)) return b
  const both: Tree = { ...a }
  for (const [key, value] of Object.entries(b)) both[key] = key in both ? joined(both[key], value) : value
  return both
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts an example at its place. */
function placed(root: Tree, place: string, value: Tree, own: string): void {
  const names = place === '' ? [] : place.replaceAll('NAME', own).split('.')
  let at = root
  const last = names.pop()
  for (const name of names) at = (isTree(at[name]) ? at[name] : (at[name] = {})) as Tree
  if (last === undefined) Object.assign(root, value)
  else if (last.endsWith('[]')) at[last.slice(0, -2)] = [value]
  else at[last] = isTree(at[last]) && place !== 'schedule' ? { ...at[last], ...value } : value
}

function examplesOf(section: ReferenceSection): readonly (readonly [string, Tree])[] {
  return Object.entries(section.form.about ?? {}).map(([key, [, example]]) => [key, { ...(parse(section.beside ?? '{}') as Tree), ...(parse(example) as Tree) }] as const)
}

describe('the reference', () => {
  it('is the one that the definition makes (npm run language)', () => {
    expect(readFileSync(join(docs, 'language.md'), 'utf8')).toBe(policyReference())
    expect(readFileSync(join(docs, 'systems-language.md'), 'utf8')).toBe(systemsReference())
  })

  it('begins with a policy that raises no error', () => {
    const { findings } = loadPolicy({ policy: { file: 'policy.yaml', text: basePolicy }, systems: { file: 'systems.yaml', text: baseSystems } })
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
  })

  for (const section of [...policySections, ...systemsSections]) {
    it(`has words for every key: ${section.title}`, () => {
      expect(Object.keys(section.form.about ?? {}).sort()).toEqual(Object.keys(section.form.known).sort())
      for (const [what, example] of Object.values(section.form.about ?? {})) expect(`${what} ${example}`).toMatch(/^\S.*[.…”)] \S/u)
    })
  }
})

describe('the examples of the policy', () => {
  for (const section of policySections) {
    it(section.title, () => {
      for (const [key, example] of examplesOf(section)) {
        const root = joined(parse(basePolicy), parse(baseNames)) as Tree
        const own = section.place.startsWith('purposes.') ? 'example' : section.place.startsWith('controllers.') ? 'kvarnen' : 'example'
        if (own === 'example' && section.place.startsWith('purposes.')) placed(root, 'purposes.example', parse('people: [customer]\ndata: [name, email, diet]') as Tree, own)
        if (section.place === 'people.NAME' || section.place === 'data.NAME') placed(root, section.place, {}, own)
        for (const outer of policySections) if (outer.beside !== undefined && section.place.startsWith(`${outer.place}.`)) placed(root, outer.place, parse(outer.beside) as Tree, own)
        placed(root, section.place, example, own)
        // What an example declares anew does not take away what the shop refers to.
        const whole = joined(joined(parse(basePolicy), parse(baseNames)), root) as Tree
        const { policy, findings } = compile({ policy: { file: 'p.yaml', text: stringify(whole) }, systems: null })
        expect(findings.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`), `${section.place} ${key}`).toEqual([])
        expect(policy, key).not.toBeNull()
      }
    })
  }
})

describe('the examples of the systems', () => {
  for (const section of systemsSections) {
    it(section.title, () => {
      for (const [key, example] of examplesOf(section)) {
        const root = parse(baseSystems) as Tree
        placed(root, section.place.replace(/^NAME/, section.place === 'NAME' ? 'NAME' : 'shop'), example, 'example')
        const policy = stringify(joined(parse(basePolicy), parse(baseNames)))
        const { findings } = compile({ policy: { file: 'p.yaml', text: policy }, systems: { file: 's.yaml', text: stringify(root) } })
        expect(findings.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`), `${section.place} ${key}`).toEqual([])
      }
    })
  }
})
