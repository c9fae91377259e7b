import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorCode, Hidden, log, logLine, logTo, looksPersonal, newMetrics, personal, problem, safeText, withheld, type LogFields } from '../../src/platform/index.ts'

test('a personal value prints as [personal] however it is turned into text', () => {
  const name = personal('Ingrid Exempel')
  const text = name as unknown as string
  const printed = [`<${text}>`, String(name), JSON.stringify({ name }), inspect({ name }), 'to ' + text, [name].join(), inspect(new Map([[1, name]]))]
  expect(printed.filter((out) => out.includes('Ingrid') || !out.includes('[personal]'))).toEqual([])
  expect(name.reveal()).toBe('Ingrid Exempel')
  expect(Object.keys(name)).toEqual([])
  expect(inspect(name, { showHidden: true, depth: 9 })).toBe('[personal]')
})

test('a secret prints as [secret]', () => {
  const secret = new Hidden('hunter2')
  expect([`<${secret as unknown as string}>`, String(secret), JSON.stringify({ secret }), inspect({ secret })].join()).not.toContain('hunter2')
})

test.each([
  'anna@kund.example',
  'å@ö.example',
  '19900101-2384',
  '900101-2384',
  '9001012384',
  'nr 199001012384.',
  '010190-12345',
  '01019012345',
  '070-174 06 05',
  '+46 70 174 06 05',
  '0046701740605',
  '+4712345678',
  '131052-308T',
])('%s reads like a person', (text) => {
  expect(looksPersonal(text)).toBe(true)
  expect(safeText(`a row with ${text} in it`)).toBe(withheld)
})

test.each([
  '2026-11-22',
  '2026-11-22T08:00:00Z',
  '2026-11-22T08:00:00.123456789+01:00',
  '0194b3e2-7000-7123-8123-456789012345',
  '10 482 to 10 498',
  'policy.yaml:41:11',
  'db.example:5432',
  '127.0.0.1:5432/lofte',
  'crm.contact',
  '17 of 5 000 people (0.3 %)',
  '/var/lib/lofte-17ec02a1d4ca',
  '0010_evidence_a',
  '7f3a91c2',
])('%s does not read like a person', (text) => {
  expect(safeText(text)).toBe(text)
})

const line = (fields: unknown) => JSON.stringify(logLine('2026-11-22T08:00:00Z', 'info', 'test.happened', fields as LogFields))

test('what is allowed is written as it is', () => {
  expect(logLine('2026-11-22T08:00:00Z', 'info', 'sweep.done', { system: 'crm', location: 'contact', count: 17, ms: 12.5, plan: '0194b3e2-7000-7123-8123-456789012345', promise: 'retention.ends:purposes.support', day: '2026-11-22' })).toEqual({
    at: '2026-11-22T08:00:00Z',
    level: 'info',
    event: 'sweep.done',
    system: 'crm',
    location: 'contact',
    count: 17,
    ms: 12.5,
    plan: '0194b3e2-7000-7123-8123-456789012345',
    promise: 'retention.ends:purposes.support',
    day: '2026-11-22',
  })
})

test('a key that is not on the list leaves only the count of such keys', () => {
  expect(line({ email: 'x', name: 'Ingrid', system: 'crm' })).toBe(
    '{"at":"2026-11-22T08:00:00Z","level":"info","event":"test.happened","withheld":2,"system":"crm"}',
  )
})

const local = fc.stringMatching(/^[a-z0-9.]{1,12}$/)
const someEmail = fc.tuple(local, fc.stringMatching(/^[a-z]{2,10}$/)).map(([name, host]) => `${name}@${host}.example`)
const two = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, '0'))
const someNumber = fc
  .tuple(fc.constantFrom('', '19', '20'), two(0, 99), two(1, 12), two(1, 91), fc.constantFrom('', '-', '+'), fc.stringMatching(/^\d{4}$/))
  .map((parts) => parts.join(''))
const somePhone = fc.tuple(fc.constantFrom('070', '+4670', '004670'), fc.constantFrom('', '-', ' '), fc.integer({ min: 1_740_605, max: 1_740_699 })).map((parts) => parts.join(''))
const somebody = fc.oneof(someEmail, someNumber, somePhone)
const around = fc.tuple(fc.constantFrom('', 'key ', 'x:', '(', '"'), somebody, fc.constantFrom('', ' ', ')', '.', '/')).map(([a, b, c]) => ({ whole: a + b + c, value: b }))
const keys = fc.constantFrom('code', 'system', 'location', 'job', 'promise', 'place', 'day', 'at', 'id', 'plan', 'count', 'rows', 'hash', 'somethingElse')

test('nothing that reads like a person gets through, under any key, in any wrapping', () => {
  fc.assert(
    fc.property(keys, around, fc.boolean(), (key, { whole, value }, asError) => {
      const error = Object.assign(new Error(whole), { detail: whole, code: asError ? whole : '23505' })
      const written = line({ [key]: whole, error })
      return !written.includes(value)
    }),
    { numRuns: 3000 },
  )
})

test('no other kind of value gets through either', () => {
  fc.assert(
    fc.property(keys, fc.anything(), (key, value) => {
      const written = logLine('2026-11-22T08:00:00Z', 'info', 'test.happened', { [key]: value } as LogFields)[key]
      return written === undefined || written === withheld || typeof written === 'number' || (written.length <= 200 && !looksPersonal(written))
    }),
    { numRuns: 3000 },
  )
})

test('a problem withholds a person in any of its texts', () => {
  fc.assert(
    fc.property(around, ({ whole, value }) => {
      const made = problem('plans.not-found', { attempted: whole, on: whole, next: whole, lines: [whole] })
      return !inspect(made, { depth: 9, showHidden: true }).split('\n    at ')[0]!.includes(value) && !`${JSON.stringify(made)}${made.message}`.includes(value)
    }),
  )
})

test('errors are logged by their code, never by their message', () => {
  expect(errorCode(Object.assign(new Error('Key (email)=(a@b.example) exists'), { code: '23505' }))).toBe('23505')
  expect(errorCode(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED')
  expect(errorCode(new TypeError('Ingrid is not a function'))).toBe('TypeError')
  expect(errorCode(problem('plans.stale', { attempted: 'a', next: 'b' }))).toBe('plans.stale')
  expect(errorCode('Ingrid')).toBe('error')
  expect(errorCode(Object.assign(new Error('x'), { name: 'Ingrid Exempel' }))).toBe('error')
})

test('lines are JSON, one each, from the level asked for', () => {
  const lines: string[] = []
  const back = logTo((text) => void lines.push(text), 'warn')
  log.info('test.quiet')
  log.warn('test.loud', { count: 1 })
  log.error('an event that is a sentence about Ingrid')
  back()
  expect(lines.map((text) => JSON.parse(text) as { event: string }).map(({ event }) => event)).toEqual(['test.loud', withheld])
})

test('metrics are Prometheus text, with labels of the list only', () => {
  const own = newMetrics()
  own.count('lofte_jobs_total', { job: 'audit', outcome: 'done' })
  own.count('lofte_jobs_total', { job: 'audit', outcome: 'done' }, 2)
  own.count('lofte_jobs_total', { job: 'anna@kund.example', outcome: 'done' })
  own.gauge('lofte_evidence_unsealed_seconds', {}, 7)
  own.observe('lofte_http_seconds', { route: '/v1/plans/{id}' }, 0.2)
  const text = own.render()
  expect(text).toContain('# TYPE lofte_jobs_total counter\nlofte_jobs_total{job="audit",outcome="done"} 3\nlofte_jobs_total{job="withheld",outcome="done"} 1\n')
  expect(text).toContain('lofte_evidence_unsealed_seconds 7\n')
  expect(text).toContain('lofte_http_seconds_bucket{route="/v1/plans/{id}",le="0.1"} 0\nlofte_http_seconds_bucket{route="/v1/plans/{id}",le="0.25"} 1\n')
  expect(text).toContain('lofte_http_seconds_count{route="/v1/plans/{id}"} 1\n')
})
