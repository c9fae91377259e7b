import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checks } from '../../../src/policy/checks/index.ts'
import { loadPolicy } from '../../../src/policy/language/index.ts'
import { citationText } from '../../../src/policy/law/index.ts'
import { languages } from '../../../src/policy/text/index.ts'
import { cases } from './cases.ts'
import type { Changes } from './cases.ts'
import { findingsOf, lawful, set } from './lawful.ts'

function changed(changes: Changes): ReturnType<typeof findingsOf> {
  const written = lawful()
  for (const [path, value] of Object.entries(changes)) {
    if (path.startsWith('systems:')) set(written.systems, path.slice('systems:'.length), value)
    else set(written.policy, path, value)
  }
  return findingsOf(written)
}

describe('the checks', () => {
  it('raise nothing on a lawful policy', () => {
    expect(findingsOf(lawful())).toEqual([])
  })

  it('each have a case and a near miss', () => {
    expect(Object.keys(cases).sort()).toEqual(checks.map((check) => check.id).sort())
  })

  for (const check of checks) {
    const one = cases[check.id]
    it(`${check.id} finds what it is for`, () => {
      const findings = changed(one?.bad ?? {})
      expect(findings.map((finding) => finding.rule), JSON.stringify(findings)).toContain(check.id)
      const finding = findings.find((found) => found.rule === check.id)
      expect(finding?.line).toBeGreaterThan(0)
      for (const lang of languages) {
        expect(finding?.message[lang]).toMatch(/\S[.?!]$/)
        expect(finding?.instead?.[lang]).toMatch(/\S[.]$/)
        for (const law of check.law) expect(citationText(law, lang)).not.toBe('')
      }
    })
    it(`${check.id} lets the near miss pass`, () => {
      expect(changed(one?.fine ?? {}).filter((finding) => finding.rule === check.id || finding.rule.startsWith('language.') || finding.rule.startsWith('names.'))).toEqual([])
    })
  }

  // A misspelt word must not be taken for one that permits something.
  it.each([
    ['special-category.no-condition', { 'purposes.orders.data': ['name', 'email', 'order-history', 'diet'], 'purposes.orders.conditions': { diet: 'explicit-concent' } }],
    ['special-category.no-condition', { 'purposes.orders.data': ['name', 'email', 'order-history', 'diet'], 'purposes.orders.conditions': { diet: { condition: 'law', law: 'DSL 3:9' } } }],
    ['transfer.no-safeguard', { 'recipients.hosting.country': 'IN', 'recipients.hosting.safeguard': 'handshake' }],
    ['consent.implied', { 'purposes.news.consent.given-by': 'opening-the-letter' }],
    ['language.unknown-word', { 'recipients.hosting.kind': 'procesor' }],
  ] as const)('%s is raised where a word is unknown', (rule, changes) => {
    expect(changed(changes as Changes).map((finding) => finding.rule)).toContain(rule)
  })

  it.each(['association', 'made-public'])('let %s permit what Art 9(2)(d) and (e) permit', (condition) => {
    expect(changed({ 'purposes.orders.data': ['name', 'email', 'order-history', 'union-membership'], 'purposes.orders.conditions': { 'union-membership': condition } }).map((finding) => finding.rule)).not.toContain('special-category.no-condition')
  })

  it('show an accepted warning as a note with its reason, and never an error', () => {
    const accepted = [{ rule: 'transfer.no-country', because: 'asked the supplier', by: 'dpo', on: '2026-11-01' }, { rule: 'purpose.no-data', because: 'later', by: 'dpo', on: '2026-11-01' }]
    const findings = changed({ 'recipients.hosting.country': undefined, 'purposes.orders.data': [], accepted })
    expect(findings.find((finding) => finding.rule === 'transfer.no-country')).toMatchObject({ severity: 'note', message: { en: expect.stringContaining('asked the supplier') } })
    expect(findings.find((finding) => finding.rule === 'purpose.no-data')?.severity).toBe('error')
  })
})

/** What a lawyer found in the published text behind the example, by the number they gave it, and the rule that finds it here. */
const winlas: Readonly<Record<string, string>> = {
  'WL-01': 'consent.notice-accepted', 'WL-02': 'consent.bundled', 'WL-03': 'consent.withdrawal-harder', 'WL-04': 'ground.contract-third-party',
  'WL-05': 'ground.contract-not-necessary', 'WL-06': 'special-category.no-condition', 'WL-07': 'rights.erasure-narrowed', 'WL-08': 'rights.missing',
  'WL-09': 'purpose.no-data', 'WL-10': 'purpose.only-for-contradicted', 'WL-11': 'retention.activity-undefined', 'WL-12': 'place.unknown-area', 'WL-13': 'cookies.no-consent',
}

describe('WinLas as the published text has it', () => {
  const file = join(import.meta.dirname, '..', '..', '..', 'examples', 'winlas', 'as-written.yaml')
  const { findings } = loadPolicy({ policy: { file: 'as-written.yaml', text: readFileSync(file, 'utf8') }, systems: null })
  const rules = new Set(findings.map((finding) => finding.rule))

  for (const [number, rule] of Object.entries(winlas)) {
    it(`raises ${number} as ${rule}`, () => {
      expect([...rules]).toContain(rule)
    })
  }

  it('raises what belongs to the same findings too', () => {
    expect([...rules]).toEqual(expect.arrayContaining(['national-id.no-justification', 'retention.reminder-vague', 'retention.missing', 'retention.vague', 'authority.missing']))
  })
})
