import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProblem, logTo, openSecrets, readConfig, renderProblem, type Problem } from '../../src/platform/index.ts'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lofte-config-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

const good = 'a secret that is long enough for us all'
function wrong(env: Record<string, string>): Problem {
  try {
    readConfig(env, { cwd })
  } catch (error) {
    if (isProblem(error, 'config.invalid')) return error
    throw error
  }
  throw new Error('accepted')
}

test('without a setting: embedded, local, real time, mail into a folder', () => {
  expect(readConfig({}, { cwd })).toMatchObject({
    database: { kind: 'embedded', directory: join(cwd, '.lofte/postgres') },
    secret: { kind: 'made', file: join(cwd, '.lofte/secret') },
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    mail: { kind: 'sink', directory: join(cwd, '.lofte/mail') },
    clock: { fixed: false },
  })
})

test('with every setting', () => {
  const config = readConfig(
    {
      DATABASE_URL: 'postgres://u:hunter2@db.example/lofte',
      LOFTE_SECRET: good,
      LOFTE_SECRET_PREVIOUS: `${good} the first, ${good} the second`,
      PORT: '8080',
      HOST: '0.0.0.0',
      LOFTE_CLOCK: '2026-11-22T08:00:00Z',
      LOFTE_PUBLIC_URL: 'https://integritet.kund.example/',
      LOFTE_DATA_DIR: '/srv/lofte',
      SMTP_URL: 'smtps://u:hunter2@mail.example:465',
      MAIL_FROM: 'Kund <dataskydd@kund.example>',
    },
    { cwd },
  )
  expect(config).toMatchObject({ database: { kind: 'server' }, port: 8080, publicUrl: 'https://integritet.kund.example', dataDir: '/srv/lofte' })
  expect(config.clock.now().toString()).toBe('2026-11-22T08:00:00Z')
  expect(config.clock.fixed).toBe(true)
  expect(config.previousSecrets).toHaveLength(2)
  expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toMatch(/hunter2|long enough/)
})

test('everything that is wrong is said at once, and no value is repeated', () => {
  const found = wrong({
    DATABASE_URL: 'mysql://u:hunter2@x',
    LOFTE_SECRET: 'hunter2',
    LOFTE_SECRET_FILE: 'nowhere',
    PORT: '80800',
    HOST: 'a b',
    LOFTE_CLOCK: 'yesterday hunter2',
    LOFTE_PUBLIC_URL: 'ftp://hunter2',
    LOFTE_POOL_SIZE: '1',
    SMTP_URL: 'hunter2',
  })
  expect(found.lines.map((line) => line.split('  ')[0]).sort()).toEqual(
    ['DATABASE_URL', 'HOST', 'LOFTE_CLOCK', 'LOFTE_POOL_SIZE', 'LOFTE_PUBLIC_URL', 'LOFTE_SECRET', 'LOFTE_SECRET_FILE', 'MAIL_FROM', 'PORT', 'SMTP_URL'].sort(),
  )
  expect(renderProblem(found)).not.toContain('hunter2')
  expect(found.exitCode).toBe(2)
  // Every line is readable: none reads like a person to our own filter.
  expect(found.lines.join()).not.toContain('[withheld]')
})

test('a secret file is read; open to others it is told of', () => {
  const file = join(cwd, 'key')
  writeFileSync(file, `${good}\n`, { mode: 0o600 })
  const lines: string[] = []
  const back = logTo((line) => void lines.push(line))
  const config = readConfig({ LOFTE_SECRET_FILE: 'key' }, { cwd })
  expect(config.secret.kind === 'given' && config.secret.value.reveal()).toBe(good)
  expect(lines).toEqual([])
  chmodSync(file, 0o644)
  readConfig({ LOFTE_SECRET_FILE: 'key' }, { cwd })
  back()
  expect(lines.join()).toContain('secrets.file-open-to-others')
})

test('without a secret one is made once, for us alone, and found again', () => {
  const config = readConfig({}, { cwd })
  const first = openSecrets(config).keyedHash('x')('a')
  const file = join(cwd, '.lofte', 'secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8').trim().length).toBeGreaterThanOrEqual(43)
  expect(openSecrets(config).keyedHash('x')('a')).toEqual(first)
  writeFileSync(file, 'cut')
  expect(() => openSecrets(config)).toThrow('secrets.damaged')
})
