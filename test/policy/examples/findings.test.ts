import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checks } from '../../../src/policy/checks/index.ts'
import { findingsOf, lawful, set } from '../checks/lawful.ts'
import type { Written } from '../checks/lawful.ts'
import { asWritten, examples, lawfulReading } from './example.ts'

/** What a reader trained in the law found in the five published texts, and the general rule that finds it here. */
interface Row { readonly id: string; readonly example: (typeof examples)[number]; readonly severity: 'error' | 'warning' | 'note'; readonly class: string; readonly about: string; readonly rule: string; readonly path: string }
const rows = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'findings.json'), 'utf8')) as readonly Row[]

const raised = new Map(examples.map((example) => [example, asWritten(example).findings] as const))
/** Where we are stricter than that reader; ARCHITECTURE.md says why. Nowhere are we laxer. */
const stricter: Readonly<Record<string, 'error' | 'warning'>> = { 'CO-11': 'error', 'CO-12': 'error', 'WE-11': 'error', 'WL-12': 'warning', 'WS-13': 'warning' }
const known = new Map(checks.map((check) => [check.id, check]))

describe('the findings on the five texts as written', () => {
  it('are sixty-seven, each once', () => {
    expect(rows).toHaveLength(67)
    expect(new Set(rows.map((row) => row.id)).size).toBe(67)
  })

  for (const row of rows) {
    it(`${row.id} ${row.class}: ${row.rule}`, () => {
      const found = raised.get(row.example)?.find((finding) => finding.rule === row.rule && finding.path === row.path)
      expect(found, `${row.about}; raised: ${raised.get(row.example)?.map((one) => `${one.rule} ${one.path}`).join(', ') ?? ''}`).toBeDefined()
      expect(known.get(row.rule)?.law.length, row.rule).toBeGreaterThan(0)
      expect(found?.instead, row.rule).not.toBeNull()
      expect(found?.severity).toBe(stricter[row.id] ?? row.severity)
    })
  }

  it('are judged as the reader judged them, or more strictly where it is said', () => {
    const grave = ['note', 'warning', 'error']
    for (const [id, ours] of Object.entries(stricter)) expect(grave.indexOf(ours), id).toBeGreaterThan(grave.indexOf(rows.find((row) => row.id === id)?.severity ?? 'error'))
  })

  it('are not raised where the text has been read lawfully, apart from promises above the law', () => {
    const rules = new Set(rows.map((row) => row.rule))
    const above = new Set(['promise.stricter', 'breach.stricter'])
    for (const example of examples) expect(lawfulReading(example).findings.filter((finding) => rules.has(finding.rule) && !above.has(finding.rule))).toEqual([])
  })
})

describe('rules that stand beside each other', () => {
  const beside = (keep: Written): readonly string[] => {
    const written = lawful()
    set(written.policy, 'purposes.orders.keep', keep)
    return findingsOf(written).map((finding) => finding.rule)
  }

  it('are asked which of them holds', () => {
    expect(beside({ for: '3 years', after: 'creation', until: 'agreement-end' })).toContain('retention.contradicting')
    expect(beside({ for: '3 years', after: 'creation', while: 'relation' })).toContain('retention.contradicting')
  })

  it('are one rule when the policy says which comes first, or sets a ceiling', () => {
    expect(beside({ 'first-of': [{ for: '3 years', after: 'creation' }, { until: 'agreement-end' }] })).not.toContain('retention.contradicting')
    expect(beside({ for: '3 years', after: 'creation', 'at-most': { until: 'agreement-end' } })).not.toContain('retention.contradicting')
    expect(beside({ 'for-ever': true, law: 'se-bookkeeping' })).not.toContain('retention.contradicting')
  })
})

describe('the consent of employees', () => {
  const asked = (people: string): readonly string[] => {
    const written = lawful()
    set(written.policy, `people.${people}`, {})
    set(written.policy, 'purposes.films', { people: [people], data: ['photo'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['page'] }, keep: { for: '1 year', after: 'creation' } })
    return findingsOf(written).map((finding) => finding.rule)
  }

  it('is doubted whoever employs them, and nobody else’s is', () => {
    expect(asked('supplier-employee')).toContain('consent.employee')
    expect(asked('employer-contact')).not.toContain('consent.employee')
  })
})
