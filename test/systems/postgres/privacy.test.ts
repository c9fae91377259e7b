import { describe, expect, it } from 'vitest'
import { explain, hostOf, unreachable } from '../../../src/systems/connectors/postgres/explain.ts'
import { literal, quoteName, whole } from '../../../src/systems/connectors/postgres/quote.ts'
import { resolveSettings } from '../../../src/systems/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { awkwardSystem } from './awkward.ts'

describe('what is said of a failure', () => {
  const failure = (code: string, message: string) => Object.assign(new Error(message), { code, detail: 'Key (mail)=(alva@berg.example) exists' })

  it('never repeats what the driver says of a row', () => {
    for (const code of ['23505', '22P02', '42501', '42P01', '42703', '57014', '55P03', '53100', '08006', 'XX000']) {
      const said = explain(failure(code, 'invalid input syntax for type bigint: "alva@berg.example"'), 'crm', 'contact') as Error & { attempted: string; on: string; next: string; lines: readonly string[] }
      expect(`${said.message} ${said.attempted} ${said.on} ${said.next} ${said.lines.join()} ${JSON.stringify(said)}`).not.toMatch(/alva|berg/)
    }
  })

  it('names the table that the role may not read', () => {
    expect(explain(failure('42501', 'permission denied for table contact'), 'crm', 'contact')).toMatchObject({ code: 'systems.missing-privilege', on: 'crm.contact (contact)' })
  })

  it('shows host and port of an address and nothing else', () => {
    expect(hostOf('postgres://anna:sesame@db.example:6543/crm?sslmode=require')).toBe('db.example:6543')
    expect(hostOf('postgres://anna:sesame@/crm?host=/run/postgresql')).toBe('a local socket')
    expect(unreachable('crm', 'postgres://anna:sesame@db.example/crm', failure('28P01', 'password authentication failed for user "anna"')).attempted).toBe('crm at db.example:5432 refused the role.')
  })
})

describe('quoting', () => {
  it('holds for whatever a name or a constant contains', async () => {
    const { pool } = await foreignDatabase()
    for (const text of [`a"b`, `'; drop table x; --`, `back\\slash'`, 'åäö "Ω" \u{1f600}', '$1 %s $$']) {
      const { rows } = await pool.query<Record<string, string>>(`select ${literal(text)} as ${quoteName(text)}`)
      expect(rows).toEqual([{ [text]: text }])
    }
    expect(() => whole('1; drop table x')).toThrow(RangeError)
  })
})

describe('settings', () => {
  it('come from the environment, all that is missing named at once, no value shown', () => {
    const system = { ...awkwardSystem(), settings: new Map([['url', '${A_URL}'], ['act-url', 'postgres://${B_ROLE}@db.example/x']]) }
    expect(() => resolveSettings(system, {})).toThrow(/A_URL, B_ROLE/)
    const resolved = resolveSettings(system, { A_URL: 'postgres://anna:sesame@db.example/crm', B_ROLE: 'writer' })
    expect(resolved.get('act-url')!.reveal()).toBe('postgres://writer@db.example/x')
    expect(JSON.stringify([...resolved])).not.toContain('sesame')
  })
})
