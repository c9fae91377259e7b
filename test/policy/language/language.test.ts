import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, loadPolicy, nearest, renderFinding } from '../../../src/policy/language/index.ts'
import type { Finding } from '../../../src/policy/language/index.ts'
import { rulePath } from '../../../src/policy/model/index.ts'
import type { Policy } from '../../../src/policy/model/index.ts'

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')

const sketch = { policy: { file: 'policy.yaml', text: fixture('sketch.policy.yaml') }, systems: { file: 'systems.yaml', text: fixture('sketch.systems.yaml') } }

const head = 'lofte: 1\ncontrollers: { a: { name: A, country: SE, fiscal-year: 01-01..12-31 } }\neffective: 2026-12-01\n'
const written = (purposes: string, systems: string | null = null): { policy: Policy | null; findings: readonly Finding[] } =>
  compile({ policy: { file: 'policy.yaml', text: head + purposes }, systems: systems === null ? null : { file: 'systems.yaml', text: systems } })

function compiled(purposes: string, systems: string | null = null): Policy {
  const { policy, findings } = written(purposes, systems)
  if (policy === null) throw new Error(JSON.stringify(findings))
  return policy
}

const keep = (rule: string): Policy['purposes'] extends ReadonlyMap<string, infer P> ? P : never => {
  const purpose = compiled(`purposes:\n  p: { people: [customer], data: [name], ground: contract, keep: ${rule} }\n`).purposes.get('p')
  if (purpose === undefined) throw new Error('no purpose')
  return purpose
}

describe('the sketch of the language', () => {
  const { policy, findings } = loadPolicy(sketch)
  it('is read as it stands, without errors', () => {
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
    expect(policy?.purposes.size).toBe(3)
  })
  it('counts, reminds and renews', () => {
    expect(policy?.purposes.get('support')?.keep).toMatchObject({ end: { kind: 'after', period: { years: 2 }, anchor: 'last-activity' }, remind: { days: 30 }, renewable: true, then: { action: 'erase' } })
  })
  it('ends at withdrawal, three years at most', () => {
    expect(policy?.purposes.get('news')?.keep).toMatchObject({ end: { kind: 'until', event: 'withdrawal' }, atMost: { kind: 'after', period: { years: 3 }, anchor: 'last-activity' } })
  })
  it('keeps by the law of bookkeeping', () => {
    expect(policy?.purposes.get('invoicing')?.keep.end).toEqual({ kind: 'law', law: 'se-bookkeeping' })
    expect(policy?.holds.get('se-bookkeeping')?.law).toBe('BFL 7:2')
  })
  it('maps the tables', () => {
    const invoice = policy?.systems.get('crm')?.tables.get('invoice')
    expect(invoice).toMatchObject({ key: ['series', 'number'], record: true, purposes: ['invoicing'] })
    expect(invoice?.belongsTo).toMatchObject([{ to: 'contact', columns: ['contact_id'], references: ['id'] }])
    expect(invoice?.dates.get('booking')).toEqual({ column: 'booked_on', path: [], via: null })
    const contact = policy?.systems.get('crm')?.tables.get('contact')
    expect([...(contact?.verified ?? [])]).toEqual(['email'])
    expect(contact?.dates.get('last-activity')?.column).toBe('last_login')
    expect(contact?.notPersonal.get('created_by')).toBe('our own staff code')
  })
  it('knows where every rule was written', () => {
    expect(policy?.places.of(rulePath('purposes', 'support', 'keep'))).toMatchObject({ file: 'policy.yaml', line: 26 })
    expect(policy?.places.of(rulePath('systems', 'crm', 'tables', 'invoice', 'booked'))).toMatchObject({ file: 'systems.yaml', line: 20 })
    expect(policy?.places.of(rulePath('purposes', 'support', 'keep', 'nothing', 'here'))).toMatchObject({ line: 26 })
  })
})

describe('events of one’s own', () => {
  const of = (events: string) => written(`purposes: { p: { people: [customer], data: [name], ground: contract, keep: 1 year after creation } }\nevents: ${events}\n`)

  it('are words, in every language or in those that are written, and may say that their day is known beforehand', () => {
    const { policy } = of('{ warranty-end: the warranty ran out, school-year-end: { sv: läsåret slutade, en: the school year ended, ahead: true } }')
    expect(policy?.events.get('warranty-end')?.sv).toBe('the warranty ran out')
    expect(policy?.events.get('school-year-end')).toEqual({ sv: 'läsåret slutade', en: 'the school year ended', no: 'läsåret slutade' })
    expect([...(policy?.ahead ?? [])]).toEqual(['school-year-end'])
  })

  it('have words', () => {
    expect(of('{ x: { ahead: true } }').findings.map(({ rule, path }) => [rule, path])).toContainEqual(['language.wrong-value', 'events.x'])
  })
})

describe('how long, in its forms', () => {
  it.each([
    ['{ for: P2Y, then: erase }', { end: { kind: 'no-start', period: { years: 2 } } }],
    ['{ for: two years, after: end-of-relation }', { end: { kind: 'after', anchor: 'relation-end' } }],
    ['2 år efter last-activity', { end: { kind: 'after', period: { years: 2 }, anchor: 'last-activity' } }],
    ['{ for: at least 4 weeks, after: rejection }', { end: { kind: 'after', period: { weeks: 4 }, onlyAtLeast: true } }],
    ['{ for: 1 year, after: last-activity, or: [first-use, creation] }', { end: { or: ['first-use', 'creation'] } }],
    ['{ for: 7 years, after: booking, round-up: fiscal-year }', { end: { roundUp: 'fiscal-year' } }],
    ['{ first-of: [{ for: 1 year, after: creation }, { until: withdrawal }] }', { end: { kind: 'first-of', rules: [{ kind: 'after' }, { kind: 'until' }] } }],
    ['{ last-of: [1 year after creation, 2 months after process-end] }', { end: { kind: 'last-of', rules: [{ anchor: 'creation' }, { anchor: 'process-end' }] } }],
    ['{ while: relation }', { end: { kind: 'while-relation' } }],
    ['{ criterion: { sv: så länge, en: as long }, review-on: 2027-01-01 }', { end: { kind: 'criterion', review: '2027-01-01' } }],
    ['{ for-ever: true, law: AL 3 }', { end: { kind: 'for-ever', law: 'AL 3' } }],
    ['a reasonable time', { end: { kind: 'vague', text: 'a reasonable time' } }],
    ['{ for: a while, after: creation }', { end: { kind: 'vague', text: 'a while' } }],
    ['{ for: 1 year, after: creation, then: { restrict: 6 months, then: anonymise } }', { then: { action: 'restrict', for: { months: 6 }, then: { action: 'anonymise' } } }],
    ['{ for: 1 year, after: creation, then: { review: case-lead } }', { then: { action: 'review', owner: 'case-lead' } }],
    ['{ for: 1 year, after: creation, review: { every: 1 year, owner: dpo } }', { review: { every: { years: 1 }, owner: 'dpo' } }],
    ['{ for: 1 year, after: creation, at-least: 1 month after creation, unreachable: erase }', { atLeast: { period: { months: 1 } }, unreachable: 'erase' }],
  ])('%s', (rule, expected) => {
    expect(keep(rule).keep).toMatchObject(expected)
  })

  it('a rule for one kind of data has a path of its own', () => {
    const perData = keep('{ for: 1 year, after: creation, per-field: { name: { for: 1 month, after: creation } } }').keep.perData
    expect(perData.get('name')).toMatchObject({ at: 'purposes.p.keep.per-field.name', end: { period: { months: 1 } } })
  })
})

describe('mistakes are shown where they are, with what to write', () => {
  const first = (purposes: string, systems: string | null = null): Finding | undefined => written(purposes, systems).findings[0]
  it.each([
    ['purposes:\n  p: { peple: [customer] }\n', 'language.unknown-key', 5, 8, 'Did you mean people?'],
    ['purposes:\n  p: { keep: { for: 1 year, efter: creation } }\n', 'language.unknown-key', 5, 29, 'Did you mean after?'],
    ['purposes:\n  p: { ground: contact }\n', 'language.unknown-word', 5, 16, 'Did you mean contract?'],
    ['data: { name: {}, email: {} }\npurposes:\n  p: { data: [nmae] }\n', 'names.unknown', 6, 15, 'Did you mean name?'],
    ['purposes: {}\nauthrity: IMY\n', 'language.unknown-key', 5, 1, 'Did you mean authority?'],
    ['purposes: {}\nbackups: { kept: soon }\n', 'language.wrong-value', 5, 18, null],
    ['purposes: {}\npurposes: {}\n', 'language.duplicate-key', 5, 1, 'Keep one of them.'],
    ['purposes:\n\tp: {}\n', 'language.yaml', 5, 1, null],
    ['purposes:\n  p: { keep: { for: 1 year, after: last-actvity } }\n', 'names.unknown', 5, 36, 'Did you mean last-activity?'],
    ['purposes: {}\nsites: [{ host: a.example, role: boss }]\n', 'language.unknown-word', 5, 34, 'Write one of controller, processor, joint.'],
    ['purposes: {}\nholds: { h: { law: the law of the jungle } }\n', 'law.unknown', 5, 20, null],
  ])('%j', (text, rule, line, column, instead) => {
    expect(first(text)).toMatchObject({ rule, line, column, ...(instead === null ? {} : { instead: { en: instead } }) })
  })

  it('an impossible date', () => {
    const { findings } = compile({ policy: { file: 'p', text: head.replace('2026-12-01', '2026-02-30') + 'purposes: {}\n' }, systems: null })
    expect(findings[0]).toMatchObject({ rule: 'language.wrong-value', line: 3, column: 12 })
  })

  it('a missing key together with one that was meant for it is one mistake', () => {
    const { findings } = compile({ policy: { file: 'p', text: 'lofte: 1\ncontrollers: { a: { nane: A, country: SE } }\neffective: 2026-12-01\npurposes: {}\n' }, systems: null })
    expect(findings.map((finding) => finding.rule)).toEqual(['language.unknown-key'])
  })

  it('looks like this in the terminal', () => {
    const text = `${head}authority: IMY\npurposes:\n  p:\n    people: [customer]\n    data: [name]\n    ground: contract\n    keep: { for: P2Y, then: erase }\n`
    const { findings } = loadPolicy({ policy: { file: 'policy.yaml', text }, systems: null })
    const finding = findings.find((one) => one.rule === 'retention.no-start')
    if (finding === undefined) throw new Error('not found')
    expect(renderFinding(finding, text.split('\n'))).toBe([
      'policy.yaml:10:11  error  retention.no-start',
      '    9 |     ground: contract',
      '   10 |     keep: { for: P2Y, then: erase }',
      '      |           ^^^^^^^^^^^^^^^^^^^^^^^^^',
      '   Two years after what? Add after: last-activity (or creation, relation-end, first-use, …).',
      '   GDPR 5(1)(e), 13(2)(a)',
    ].join('\n'))
  })
})

describe('systems', () => {
  const purposes = 'people: { customer: {} }\npurposes:\n  p: { people: [customer], data: [name, email], ground: contract, keep: 1 year after creation }\n'
  const system = (tables: string, more = ''): string => `crm:\n  connector: postgres\n  url: \${CRM_URL}\n${more}  tables:\n${tables}`

  it('read links of every sort', () => {
    const policy = compiled(purposes, system(`    contact: { key: [tenant, id] }
    "Sales.Customer": { table: Customer, schema: Sales, key: id }
    note:
      key: id
      belongs-to:
        contact: { columns: [tenant, subject_id], when: { subject_type: Contact }, release: true }
        Sales.Customer: [buyer_id, { columns: seller_id, breaks-cycle: true }]
      data: { body: name, "profile->given": name, meta->0->mail: { data: email, replace: '{token}@removed.example', of: { email: meta->0->mail } } }
      dates: { event-end: contact.ends_on }
`))
    const tables = policy.systems.get('crm')?.tables
    expect(tables?.get('Sales.Customer')).toMatchObject({ schema: 'Sales', relationName: 'Customer' })
    const note = tables?.get('note')
    expect(note?.belongsTo).toMatchObject([
      { to: 'contact', columns: ['tenant', 'subject_id'], references: ['tenant', 'id'], release: true, breaksCycle: false },
      { to: 'Sales.Customer', columns: ['buyer_id'] }, { to: 'Sales.Customer', columns: ['seller_id'], breaksCycle: true },
    ])
    expect(note?.belongsTo[0]?.when.get('subject_type')).toBe('Contact')
    expect(note?.fields).toMatchObject([{ ref: { column: 'body' } }, { ref: { column: 'profile', path: ['given'] } }, { ref: { column: 'meta', path: ['0', 'mail'] }, replacement: '{token}@removed.example', of: { kind: 'email' } }])
    expect(note?.dates.get('event-end')).toEqual({ column: 'ends_on', path: [], via: 'contact' })
  })

  it('take a schema before the dot, and the one of the system otherwise', () => {
    const policy = compiled(purposes, system('    hr.person: { key: id }\n    plain: { key: id }\n', '  schema: crm\n'))
    const tables = policy.systems.get('crm')?.tables
    expect(tables?.get('hr.person')).toMatchObject({ schema: 'hr', relationName: 'person' })
    expect(tables?.get('plain')).toMatchObject({ schema: 'crm', relationName: 'plain' })
  })

  it('know whose consents a table holds', () => {
    const table = compiled(purposes, system('    yes: { key: id, consents: { purpose: p, given: given_on, withdrawn: back_on } }\n')).systems.get('crm')?.tables.get('yes')
    expect(table?.consent).toMatchObject({ purpose: 'p', given: { column: 'given_on' }, withdrawn: { column: 'back_on' } })
  })

  it.each([
    ['postgres://lofte:hemligt-99@db.example/crm'],
    ['postgres://lofte:hemligt-99@${HOST}/crm'],
    ['host=db.example password=hemligt-99'],
    ['postgres://db.example/crm?user=a&password=hemligt-99'],
  ])('refuse a password written out and never show it: %s', (url) => {
    const text = system('    t: { key: id }\n').replace('${CRM_URL}', `'${url}'`)
    const { policy, findings } = written(purposes, text)
    expect(policy).toBeNull()
    expect(findings.map((finding) => finding.rule)).toEqual(['systems.literal-secret'])
    expect(findings.map((finding) => renderFinding(finding, text.split('\n'))).join() + JSON.stringify(findings)).not.toContain('hemligt-99')
  })

  it.each([['${CRM_URL}'], ['postgres://lofte@db.example/crm'], ['postgres://lofte:${CRM_PASSWORD}@db.example/crm']])('take %s', (url) => {
    expect(written(purposes, system('    t: { key: id }\n').replace('${CRM_URL}', `'${url}'`)).findings).toEqual([])
  })

  it.each([
    ['crm: { connector: postgress, url: "${U}" }\n', 'systems.unknown-connector', 'Did you mean postgres?'],
    ['crm: { connector: postgres }\n', 'language.missing-key', 'Add url'],
    [system('    t: { key: id, belongs-to: { contcat: x } }\n    contact: { key: id }\n'), 'names.unknown', 'Did you mean contact?'],
    [system('    t: { key: [a, b] }\n    u: { key: id, belongs-to: { t: a } }\n'), 'systems.reference-width', 'a, b'],
    [system('    t: { key: id, data: { mail: emial } }\n'), 'names.unknown', 'Did you mean email?'],
    [system('    t: { data: { mail: email } }\n'), 'language.missing-key', 'Add key'],
  ])('%j', (text, rule, instead) => {
    const finding = written(purposes, text).findings[0]
    expect(finding).toMatchObject({ rule, file: 'systems.yaml' })
    expect(finding?.instead?.en).toContain(instead)
  })
})

describe('the hash of a policy', () => {
  const { policy } = compile(sketch)
  const hashOf = (text: string, systems = sketch.systems.text): Policy | null => compile({ policy: { file: 'other.yaml', text }, systems: { file: 's', text: systems } }).policy

  it('is the same for the same meaning in other words, order and layout', () => {
    const other = sketch.policy.text.replace('for: 2 years', 'for: två år').replace('30 days', 'P30D').replace('authority: IMY\n', '').replace('lofte: 1', '# said again\nlofte: 1\nauthority: "IMY"')
    expect(hashOf(other)).toMatchObject({ hash: policy?.hash, version: policy?.version })
  })
  it('is another when the meaning is', () => {
    const other = hashOf(sketch.policy.text.replace('for: 2 years', 'for: 3 years'))
    expect(other?.hash).not.toBe(policy?.hash)
    expect(other?.version).not.toBe(policy?.version)
  })
  it('changes with the systems, and the version of the notice does not', () => {
    const other = hashOf(sketch.policy.text, sketch.systems.text.replace('activity: last_login', 'activity: last_seen'))
    expect(other?.hash).not.toBe(policy?.hash)
    expect(other?.version).toBe(policy?.version)
  })
})

describe('what was probably meant', () => {
  it.each([['efter', 'after'], ['etter', 'after'], ['last-actvity', 'last-activity'], ['emial', 'email'], ['NAME', 'name'], ['kepe', 'keep'], ['zzz', null], ['case', null], ['x', null]])('%s → %s', (word, meant) => {
    expect(nearest(word, ['after', 'last-activity', 'email', 'name', 'keep', 'people'])).toBe(meant)
  })
})
