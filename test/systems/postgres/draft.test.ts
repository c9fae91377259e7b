import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/policy/language/index.ts'
import { personal } from '../../../src/platform/index.ts'
import type { Database } from '../../../src/platform/index.ts'
import { draftSystems } from '../../../src/systems/connectors/postgres/index.ts'
import { guess, guessDate, ratesOf } from '../../../src/systems/connectors/postgres/draft/guess.ts'
import { run } from '../../../src/cli/init.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { awkwardSql } from './awkward.ts'

describe('a guess', () => {
  it.each([
    ['kund', 'epostadress', 'text', 'email'], ['contact', 'E-mail', 'varchar', 'email'], ['medlem', 'mobil', 'text', 'phone'], ['person', 'fodselsnummer', 'text', 'identity-number'],
    ['person', 'Förnamn', 'text', 'name'], ['person', 'efternamn', 'text', 'name'], ['kunde', 'etternavn', 'text', 'name'], ['x', 'postnummer', 'int4', null],
    ['registration', 'diet', 'text', 'diet'], ['event', 'title', 'text', null], ['organisation', 'name', 'text', null], ['contact', 'title', 'text', 'title'],
    ['contact', 'organisation_id', 'int8', null], ['user', 'password_hash', 'text', 'credentials'], ['user', 'födelsedatum', 'date', 'birth-date'], ['visit', 'client', 'inet', 'ip-address'],
  ])('%s.%s %s is %s', (table, column, type, data) => {
    expect(guess(table, column, type, null)?.data ?? null).toBe(data)
  })

  it('goes by the values where the name says nothing', () => {
    const by = (values: string[]) => guess('t', 'col7', 'text', ratesOf(values, 2026))
    expect(by(['a@b.example', 'c@d.example', 'none'])).toMatchObject({ data: 'email', by: 'values' })
    expect(by(['19640823-3234', '640883-3231'])).toMatchObject({ data: 'identity-number' })
    expect(by(['070-174 06 05', '+46701740606'])).toMatchObject({ data: 'phone' })
    expect(by(['Alva Berg', 'Bo Ek'])).toMatchObject({ data: 'name' })
    expect(by(['red', 'green', 'A1'])).toBeNull()
    expect(by([])).toBeNull()
  })

  it('reads what a date is from its name', () => {
    expect(['last_login', 'senast_inloggad', 'created_at', 'skapad', 'booked_on', 'bokförd', 'ends_on', 'whatever'].map(guessDate)).toEqual(['activity', 'activity', 'created', 'created', 'booked', 'booked', 'ended', null])
  })
})

describe('lofte init', () => {
  let sample: Database
  let odd: Database
  beforeAll(async () => {
    sample = await foreignDatabase([join(import.meta.dirname, '../../../examples/winlas/schema.sql'), `
      insert into crm.organisation values (1, 'Ab');
      insert into crm.contact select n, 1, 'Alva Berg', 'boss', 'alva' || n || '@berg.example', '070-174 06 05', '2020-01-01', null, false, null from generate_series(1, 20) n;`])
    odd = await foreignDatabase(awkwardSql)
  })

  const compiled = (draft: string) => {
    // Whatever the policy says: a draft may be checked before anybody has written a word of it.
    const policy = readFileSync(join(import.meta.dirname, '../../awkward/policy.yaml'), 'utf8').replace(/data:\n[\s\S]*?purposes:[\s\S]*/, 'purposes: {}\n')
    return compile({ policy: { file: 'policy.yaml', text: policy }, systems: { file: 'systems.yaml', text: draft } })
  }

  it('drafts keys, references and what columns hold, and shows no value and no password', async () => {
    const draft = await draftSystems(personal(sample.url), 2026)
    expect(draft).toContain('person: { email: email, phone: mobile }')
    expect(draft).toMatch(/invoice:[\s\S]*key: \[series, number\]/)
    expect(draft).toMatch(/contact:[\s\S]*?belongs-to:\n {8}organisation: organisation_id/)
    expect(draft).toMatch(/event:\n.*\n {6}key: id\n {6}matter: true/)
    expect(draft).toMatch(/activity: last_login/)
    expect(draft).not.toMatch(/Alva|alva1|berg\.example|070-174|boss/)
    const { policy, findings } = compiled(draft)
    expect(findings.filter((one) => one.severity === 'error' && one.file === 'systems.yaml').map((one) => one.message.en)).toEqual([])
    expect([...policy!.systems.values()][0]!.tables.get('contact')!.fields.length).toBeGreaterThan(3)
  })

  it('drafts the most awkward database so that the language takes it', async () => {
    const draft = await draftSystems(personal(odd.url), 2026)
    const { findings } = compiled(draft)
    expect(findings.filter((one) => one.severity === 'error' && one.file === 'systems.yaml').map((one) => `${one.line} ${one.message.en}`)).toEqual([])
    expect(draft).toMatch(/log\.loose: holds personal data but has no key/)
    expect(draft).toMatch(/# triggers: keep_person/)
    expect(draft).not.toMatch(/Alva|196408|nuts/)
  })

  it('is a command: the draft goes to standard output, and a wrong source is wrong usage', async () => {
    let out = ''
    const io = { out: (text: string) => void (out += text), err: () => {}, json: false }
    expect(await run([sample.url], io, { draft: (url) => draftSystems(personal(url), 2026) })).toBe(0)
    expect(out).toMatch(/^# A draft/)
    await expect(run(['register.csv'], io, {})).rejects.toMatchObject({ code: 'usage.source', exitCode: 2 })
    await expect(run([], io, {})).rejects.toMatchObject({ exitCode: 2 })
    await expect(run(['postgres://role:sesame@127.0.0.1:1/x'], io, { draft: (url) => draftSystems(personal(url), 2026) })).rejects.toMatchObject({ code: 'systems.unreachable' })
  })
})
