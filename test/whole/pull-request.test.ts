import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { club } from '../policy/diff/pair.ts'

const root = join(import.meta.dirname, '..', '..')

interface Step { readonly name: string; readonly run: string; readonly env?: Readonly<Record<string, string>> }
const steps = (parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { runs: { steps: readonly Step[] } }).runs.steps

let folder = ''
const git = (...args: string[]): string => execFileSync('git', ['-C', folder, '-c', 'user.name=test', '-c', 'user.email=test@club.example', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** A step's own script, with its inputs in the environment as the runner gives them. */
function step(name: string, env: Readonly<Record<string, string>>): { status: number | null; out: string; err: string } {
  const { run } = steps.find((one) => one.name === name)!
  const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd: folder, encoding: 'utf8',
    env: { ...process.env, GITHUB_ACTION_PATH: root, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), POLICY: '.', BASE: '', BASE_REF: '', FAIL_ON: '', ...env },
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lofte-action-'))
  git('init', '-q', '-b', 'main')
  writeFileSync(join(folder, 'policy.yaml'), club)
  git('add', '.')
  git('commit', '-qm', 'the policy')
  writeFileSync(join(folder, 'policy.yaml'), club.replace('for: 2 years, after: relation-end', 'for: 3 years, after: relation-end'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('on a pull request', () => {
  it('the action checks, compares, and stops what takes something where it is told to', () => {
    expect(step('Check', {})).toMatchObject({ status: 0 })
    expect(step('Compare', { BASE: 'main' })).toMatchObject({ status: 0 })
    const stopped = step('Compare', { BASE: 'main', FAIL_ON: 'weaker' })
    expect([stopped.status, stopped.err]).toEqual([1, ''])
    expect(stopped.out).toContain('kept three years instead of two')
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('         kept three years instead of two')
  })

  it('hands no input to the shell as words of a script', () => {
    for (const { run } of steps) expect(run).not.toContain('${{')
    expect(step('Compare', { BASE: '$(touch owned); x' }).status).toBe(2)
    expect(git('status', '--porcelain')).not.toContain('owned')
  })

  it('the hooks of pre-commit are commands that there are', () => {
    const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly { id: string; entry: string; args: readonly string[]; files: string }[]
    const ran = hooks.map(({ id, entry, args }) => [id, spawnSync(process.execPath, [join(root, 'bin', 'lofte.js'), ...entry.split(' ').slice(1), ...args], { cwd: folder, encoding: 'utf8' }).status])
    expect(ran).toEqual([['lofte-check', 0], ['lofte-diff', 1]])
    for (const { files } of hooks) expect(['policy.yaml', 'a/systems.yaml', 'src/policy.ts'].map((file) => new RegExp(files).test(file))).toEqual([true, true, false])
  })
})
