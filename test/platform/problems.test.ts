import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isKnownCode, problem, problemDetails, renderProblem, ruleOf } from '../../src/platform/index.ts'

const source = join(import.meta.dirname, '..', '..', 'src')

test('every code that the source throws has a rule', () => {
  const unknown: string[] = []
  let found = 0
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue
    for (const [, code] of readFileSync(join(source, file), 'utf8').matchAll(/\bproblem\(\s*['"`]([^'"`]+)['"`]/g)) {
      found++
      if (!isKnownCode(code!)) unknown.push(`${file}: ${code}`)
    }
  }
  expect(unknown).toEqual([])
  expect(found).toBeGreaterThan(20)
})

test('a code without a rule is known as such', () => {
  expect(isKnownCode('nowhere.at-all')).toBe(false)
  expect(isKnownCode('plans')).toBe(false)
  expect(isKnownCode('plans.Stale')).toBe(false)
  expect(ruleOf('nowhere.at-all')).toMatchObject({ status: 500, exitCode: 1 })
})

test('the most exact rule wins: the code, its ending, its area', () => {
  expect(ruleOf('usage.file-not-found')).toMatchObject({ status: 400, exitCode: 2 })
  expect(ruleOf('plans.not-found')).toMatchObject({ status: 404, exitCode: 1 })
  expect(ruleOf('plans.stale')).toMatchObject({ status: 409, exitCode: 1, docs: 'docs/problems.md#plans-stale' })
  expect(ruleOf('usage.unknown-command')).toMatchObject({ exitCode: 2 })
})

const down = problem('systems.unreachable', {
  attempted: 'crm did not answer at db.example:5432 within 5 s (3 tries).',
  next: '17 items wait; nothing was changed.\nThey are tried again in 10 minutes.',
})

test('on the terminal: the code, then what, on what, and what next', () => {
  expect(renderProblem(down)).toBe(
    'error  systems.unreachable\n   crm did not answer at db.example:5432 within 5 s (3 tries).\n   17 items wait; nothing was changed.\n   They are tried again in 10 minutes.',
  )
  const settings = problem('config.invalid', { attempted: '2 settings are wrong.', lines: ['PORT  must be a number', 'HOST  must be a name'], next: 'Set them.' })
  expect(renderProblem(settings, 'warning')).toBe('warning  config.invalid\n   2 settings are wrong.\n   PORT  must be a number\n   HOST  must be a name\n   Set them.')
})

test('over HTTP: problem details', () => {
  expect(problemDetails(problem('plans.not-found', { attempted: 'Show a plan.', on: 'p1', next: 'Look at the list.' }))).toEqual({
    type: '/docs/problems.md#plans-not-found',
    title: 'plans.not-found',
    status: 404,
    detail: 'Show a plan.',
    code: 'plans.not-found',
    on: 'p1',
    next: 'Look at the list.',
  })
})
