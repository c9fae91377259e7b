import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as check } from '../../src/cli/check.ts'
import { run as promises } from '../../src/cli/promises.ts'
import type { Io } from '../../src/cli/io.ts'
import { isProblem } from '../../src/platform/index.ts'

const winlas = join(import.meta.dirname, '..', '..', 'examples', 'winlas')

interface Ran { readonly status: number; readonly out: string; readonly err: string }

async function ran(command: (argv: readonly string[], io: Io) => Promise<number>, ...argv: string[]): Promise<Ran> {
  let out = ''
  let err = ''
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), json: argv.includes('--json') }
  const status = await command(argv, io).catch((error: unknown) => {
    if (!isProblem(error)) throw error
    err += error.code
    return error.exitCode
  })
  return { status, out, err }
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lofte-check-'))
  await writeFile(join(folder, 'policy.yaml'), 'lofte: 1\ncontrollers: { a: { name: A, country: SE } }\neffective: 2026-12-01\npurposes:\n  p: { people: [customer], data: [name], ground: contract, keep: { for: P2Y } }\n')
  await writeFile(join(folder, 'systems.yaml'), 'crm: { connector: postgres, url: "postgres://u:hemligt-99@db.example/x" }\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('lofte check', () => {
  it('takes the file or its folder', async () => {
    for (const argument of [winlas, join(winlas, 'policy.yaml')]) {
      const { status, out } = await ran(check, argument)
      expect(out).toMatch(/^nothing to remark in \d+ lines · \d+ promises · publishable\n$/)
      expect(status).toBe(0)
    }
  })

  it('answers in the stable form', async () => {
    const { status, out } = await ran(check, join(winlas, 'as-written.yaml'), '--json')
    const answer = JSON.parse(out) as Record<'errors' | 'warnings' | 'notes', readonly Record<string, unknown>[]>
    expect(status).toBe(1)
    expect(Object.keys(answer)).toEqual(['errors', 'warnings', 'notes'])
    expect(answer.errors.length).toBeGreaterThan(5)
    for (const finding of [...answer.errors, ...answer.warnings, ...answer.notes]) expect(Object.keys(finding)).toEqual(['rule', 'message', 'instead', 'law', 'path', 'file', 'line', 'column'])
  })

  it('speaks Swedish when asked', async () => {
    const { out } = await ran(check, join(winlas, 'as-written.yaml'), '--lang', 'sv')
    expect(out).toContain('Avtalet är med employer, inte med personen själv.')
  })

  it('shows no password that stands in a file', async () => {
    for (const options of [[], ['--json']]) {
      const { status, out, err } = await ran(check, folder, ...options)
      expect(status).toBe(1)
      expect(out + err).toContain('systems.literal-secret')
      expect(out + err).not.toContain('hemligt-99')
    }
  })

  it.each([[[]], [['a', 'b']], [['--nothing', winlas]], [['--lang', 'xx', winlas]], [[join(winlas, 'no-such.yaml')]]])('says how it is used: %j', async (argv) => {
    const { status, out, err } = await ran(check, ...argv)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^usage\./)
  })
})

describe('lofte promises', () => {
  it('answers in the stable form', async () => {
    const { status, out } = await ran(promises, winlas, '--json')
    const answer = JSON.parse(out) as readonly { readonly id: string; readonly kind: string; readonly sentence: { readonly sv: string; readonly en: string }; readonly policyPath: string; readonly line: number }[]
    expect(status).toBe(0)
    const profile = answer.find((promise) => promise.id === 'retention.ends:purposes.portal.keep')
    expect(profile).toMatchObject({ kind: 'retention.ends', policyPath: 'purposes.portal.keep', sentence: { sv: 'Din användarprofil raderas två år efter att du senast loggade in.', en: 'We erase your user profile two years after you last signed in.' } })
    for (const promise of answer) expect(promise.line).toBeGreaterThan(0)
  })

  it('makes none of a policy with errors, and says which', async () => {
    const { status, out, err } = await ran(promises, folder)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toContain('systems.literal-secret')
    expect(err).not.toContain('hemligt-99')
  })
})
