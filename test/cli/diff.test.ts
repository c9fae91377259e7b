import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as diff } from '../../src/cli/diff.ts'
import type { Deps } from '../../src/cli/index.ts'
import type { Io } from '../../src/cli/io.ts'
import { isProblem, type Database } from '../../src/platform/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { foreignSql, look, policyOf, policyText, systemsText, work } from '../plans/world.ts'
import { club } from '../policy/diff/pair.ts'

let onDatabase: Database | null = null
const deps = (): Pick<Deps, 'open'> => ({
  open: async () => {
    if (onDatabase === null) throw new Error('no database was asked for')
    const database = onDatabase
    return { work: () => work(database, policyOf()), [Symbol.asyncDispose]: async () => {} } as never
  },
})

interface Ran { readonly status: number; readonly out: string; readonly err: string }

async function ran(...argv: string[]): Promise<Ran> {
  let [out, err] = ['', '']
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), json: false }
  const status = await diff(argv, io, deps()).catch((error: unknown) => {
    if (!isProblem(error)) throw error
    err += error.code
    return error.exitCode
  })
  return { status, out, err }
}

let folder = ''
const git = (...args: string[]): void => void execFileSync('git', ['-C', folder, '-c', 'user.name=test', '-c', 'user.email=test@club.example', ...args], { stdio: 'ignore' })
const longer = club.replace('for: 2 years, after: relation-end', 'for: 3 years, after: relation-end')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lofte-diff-'))
  git('init', '-q')
  await writeFile(join(folder, 'README'), 'a club')
  git('add', '.')
  git('commit', '-qm', 'before the policy')
  await writeFile(join(folder, 'policy.yaml'), club)
  git('add', '.')
  git('commit', '-qm', 'the policy')
  await writeFile(join(folder, 'policy.yaml'), longer)
  await writeFile(join(folder, 'earlier.yaml'), club)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('lofte diff', () => {
  it('says what takes something first, with the reason and the place', async () => {
    const { status, out, err } = await ran(join(folder, 'earlier.yaml'), folder)
    expect([status, err]).toEqual([0, ''])
    expect(out.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "Exempelseglarna: 1 January 2027 compared with 1 January 2027

      Weaker
         We erase data for membership three years after your relation with us ended.
           Was: We erase data for membership two years after your relation with us ended.
           kept three years instead of two  /policy.yaml:27  retention.ends:purposes.membership.keep

      To be told
         member, by 2 December 2026  GDPR 12(1)
           We erase data for membership three years after your relation with us ended. (kept three years instead of two)

      1 weaker
      "
    `)
  })

  it('fails where it is told to, and only where somebody has less', async () => {
    expect((await ran(join(folder, 'earlier.yaml'), folder, '--fail-on', 'weaker')).status).toBe(1)
    expect((await ran(join(folder, 'policy.yaml'), join(folder, 'earlier.yaml'), '--fail-on', 'weaker')).status).toBe(0)
  })

  it('takes the earlier version out of git', async () => {
    const { status, out } = await ran('--since', 'HEAD', folder, '--json', '--fail-on', 'weaker')
    const answer = JSON.parse(out) as { weaker: boolean; promises: { id: string; change: string }[] }
    expect([status, answer.weaker, answer.promises.map((one) => `${one.change} ${one.id}`)]).toEqual([1, true, ['weaker retention.ends:purposes.membership.keep']])
    expect((await ran('--since', 'HEAD~1', folder, '--fail-on', 'weaker')).status).toBe(0)
  })

  it('has a stable form', async () => {
    const answer = JSON.parse((await ran(join(folder, 'earlier.yaml'), folder, '--json')).out) as Record<string, readonly Record<string, unknown>[]>
    expect(Object.keys(answer)).toEqual(['weaker', 'before', 'after', 'promises', 'processing', 'tell', 'ask'])
    expect(Object.keys(answer['promises']![0]!)).toEqual(['id', 'kind', 'change', 'why', 'weakens', 'before', 'after', 'about'])
    expect(Object.keys(answer['tell']![0]!)).toEqual(['people', 'law', 'because', 'label', 'by'])
  })

  it.each([[[]], [['a']], [['a', 'b', 'c']], [['--fail-on', 'stronger', 'a', 'b']], [['--since', 'HEAD', 'a', 'b']]])('says how it is used: %j', async (argv) => {
    expect(await ran(...argv)).toMatchObject({ status: 2, out: '', err: 'usage.arguments' })
  })

  it.each(['no-such', '--output=x', 'HEAD:policy.yaml'])('knows no revision %s', async (revision) => {
    expect(await ran(`--since=${revision}`, folder)).toMatchObject({ status: 2, out: '' })
  })
})

describe('lofte diff --database', () => {
  it('says how many people each change concerns, and what the first sweep would take; nothing is stored', async () => {
    onDatabase = await freshDatabase()
    const crm = await foreignDatabase([foreignSql(30)])
    await look(work(onDatabase, policyOf()), crm.url)
    const lawful = policyText().replace('effective: 2026-01-01', 'effective: 2026-12-01\nautomated-decisions: none\nrecipients: none\nauthority: IMY')
    await mkdir(join(folder, 'old'))
    await mkdir(join(folder, 'new'))
    for (const [name, text] of [['old', lawful], ['new', lawful.replace('for: 2 years', 'for: 1 week')]] as const) {
      await writeFile(join(folder, name, 'policy.yaml'), text)
      await writeFile(join(folder, name, 'systems.yaml'), systemsText)
    }
    const stored = async (): Promise<unknown> => (await onDatabase?.pool.query('select count(*)::int as n, count(distinct shape_no)::int as shapes from decisions.decision'))?.rows
    const before = await stored()
    const { status, out, err } = await ran(join(folder, 'old'), join(folder, 'new'), '--database')
    expect([err, status]).toEqual(['', 0])
    expect(out.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "WinLas: 1 December 2026 compared with 1 December 2026

      Stronger
         We erase data for support one week after you were last active with us.
           Was: We erase data for support two years after you were last active with us.
           kept one week instead of two years  /new/policy.yaml:22  retention.ends:purposes.support.keep  35 people

      The first sweep after it, on 1 December 2026, would take 117 rows of 35 people
           12   delete   crm.club      purposes.support.keep   /new/policy.yaml:22
            3   clear    crm.contact   purposes.support.keep   /new/policy.yaml:22
           32   delete   crm.contact   purposes.support.keep   /new/policy.yaml:22
           70   delete   crm.ticket    purposes.support.keep   /new/policy.yaml:22

      1 stronger
      "
    `)
    const json = JSON.parse((await ran(join(folder, 'old'), join(folder, 'new'), '--database', '--json')).out) as { promises: { onRecord: number }[]; sweep: { people: number; at: string } }
    expect([json.promises.map((one) => one.onRecord), json.sweep.people, json.sweep.at]).toEqual([[35], 35, '2026-12-01'])
    expect(await stored()).toEqual(before)
  })
})
