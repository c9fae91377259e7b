import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, loadPolicy, renderFinding } from '../../../src/policy/language/index.ts'
import type { Finding } from '../../../src/policy/language/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'winlas')
const good = readFileSync(join(folder, 'policy.yaml'), 'utf8')
const goodSystems = readFileSync(join(folder, 'systems.yaml'), 'utf8')

/** Reads, times and says: whatever the text, there is an answer with a place in it. */
function judged(text: string, systems: string | null = null): readonly Finding[] {
  const started = performance.now()
  const { policy, findings } = loadPolicy({ policy: { file: 'p.yaml', text }, systems: systems === null ? null : { file: 's.yaml', text: systems } })
  // A second at most on a machine of its own; tests share theirs.
  expect(performance.now() - started).toBeLessThan(10_000)
  if (policy === null) expect(findings.length).toBeGreaterThan(0)
  for (const finding of findings.slice(0, 50)) {
    expect(finding.line).toBeGreaterThan(0)
    expect(finding.column).toBeGreaterThan(0)
    const said = renderFinding(finding, (finding.file === 's.yaml' ? (systems ?? '') : text).split('\n'))
    expect(said).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)|(?<!-)undefined|\[object/)
  }
  return findings
}

describe('text that is no policy', () => {
  it.each([
    ['nothing', ''], ['a word', 'hello'], ['a list', '- a\n- b\n'], ['only a comment', '# nothing here\n'], ['null', 'null'],
    ['an empty mapping', '{}'], ['a document end', '---\n...\n'], ['two documents', 'lofte: 1\n---\nlofte: 1\n'],
    ['a tag', 'lofte: !!js/function "x"\n'], ['an unclosed quote', 'lofte: "1\n'], ['an unclosed bracket', 'purposes: { a: { b: [c\n'],
    ['a merge key', 'a: &a { lofte: 1 }\n<<: *a\n'], ['an unknown alias', 'lofte: *nowhere\n'], ['a complex key', '? [a, b]\n: 1\n'],
    ['prototype names', 'lofte: 1\n__proto__: { x: 1 }\nconstructor: 1\npurposes: { __proto__: {}, constructor: {}, toString: {} }\n'],
    ['a key of its own alias', 'a: &a\n  b: *a\n'],
  ])('%s', (_, text) => {
    judged(text)
    judged(good, text)
  })

  it.each([
    ['UTF-16', Buffer.from(good, 'utf16le').toString('utf8')], ['bytes that are no UTF-8', new TextDecoder().decode(Buffer.from('lofte: 1\nname: \xe5\xe4\xf6\n', 'latin1'))],
    ['a control character', 'lofte: 1\nname: "a\u0007b"\n'],
  ])('%s is said to be the wrong encoding, with a place', (_, text) => {
    expect(judged(text)[0]).toMatchObject({ rule: 'language.encoding' })
  })

  it('a byte order mark and Windows line ends change nothing', () => {
    expect(judged(`\ufeff${good.replaceAll('\n', '\r\n')}`, goodSystems).filter((finding) => finding.severity !== 'note')).toEqual([])
  })
})

describe('text that is too much', () => {
  const over = (text: string): Finding | undefined => judged(text)[0]
  it('more than 1 MB', () => {
    expect(over(`lofte: 1\n# ${'å'.repeat(600_000)}\n`)).toMatchObject({ rule: 'language.too-large', line: 1 })
  })
  it.each([['brackets', `lofte: ${'['.repeat(100_000)}`], ['braces', `lofte: ${'{a: '.repeat(50_000)}`], ['dashes', `lofte:\n  ${'- '.repeat(50_000)}a`], ['indentation', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')]])('deep nesting by %s', (_, text) => {
    expect(over(text)).toMatchObject({ rule: 'language.too-large' })
  })
  it('aliases that multiply', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}, *a, *a]`).join('\n')}\n`
    expect(over(bomb)).toMatchObject({ rule: 'language.too-large' })
  })
  it('more entries than anybody writes', () => {
    expect(over(`lofte: 1\nlanguages: [${'sv, '.repeat(60_000)}sv]\n`)).toMatchObject({ rule: 'language.too-large', line: 2 })
  })
  it.each([
    ['a million line ends', '\n'.repeat(999_000)], ['a long list', `lofte: 1\nlanguages: [${'sv, '.repeat(19_900)}sv]\n`], ['many keys', `purposes:\n${Array.from({ length: 19_900 }, (_, i) => `  p${i}: {}`).join('\n')}\n`],
    ['many unknown keys', Array.from({ length: 19_900 }, (_, i) => `key${i}: 1`).join('\n')], ['one long word', `lofte: ${'a'.repeat(990_000)}`], ['many names nobody knows', `lofte: 1\npurposes: { p: { data: [${Array.from({ length: 19_900 }, (_, i) => `d${i}`).join(', ')}] } }\n`],
  ])('%s', (_, text) => {
    const started = performance.now()
    compile({ policy: { file: 'p', text }, systems: null })
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('fuzzed', () => {
  it('by bytes: cut, changed and repeated anywhere', () => {
    fc.assert(fc.property(fc.constantFrom(good, goodSystems), fc.nat(), fc.nat(40), fc.string({ unit: 'binary', maxLength: 12 }), fc.boolean(), (text, at, drop, insert, asPolicy) => {
      const from = at % text.length
      const broken = text.slice(0, from) + insert + text.slice(from + drop)
      if (asPolicy) judged(broken)
      else judged(good, broken)
    }), { numRuns: 40 })
  }, 60_000)

  it('by structure: any value anywhere', () => {
    const lines = good.split('\n')
    const value = fc.oneof(fc.constantFrom('null', '[]', '{}', '[[], {}]', '""', '0x1F', '1e999', '2026-02-30', '~', '{ a: [b] }', '| \n    x', '&x y', '*x', 'yes', '-1', '9999999999 years'), fc.json({ maxDepth: 3 }))
    fc.assert(fc.property(fc.nat(lines.length - 1), value, (at, put) => {
      judged(lines.map((line, index) => (index === at ? line.replace(/(:\s+)\S.*$/, (_, colon: string) => colon + put) : line)).join('\n'))
    }), { numRuns: 40 })
  }, 60_000)
})
