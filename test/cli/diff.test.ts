import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as diff } from '../../src/cli/diff.ts'
import type { Io } from '../../src/cli/io.ts'
import { isProblem } from '../../src/platform/index.ts'
import { club } from '../policy/diff/pair.ts'

interface Ran { readonly status: number; readonly out: string; readonly err: string }

async function ran(...argv: string[]): Promise<Ran> {
  let [out, err] = ['', '']
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), json: false }
  const status = await diff(argv, io).catch((error: unknown) => {
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
