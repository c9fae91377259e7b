import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fixedClock, systemClock, type Clock } from './clock.ts'
import { Hidden } from './hidden.ts'
import { log } from './log.ts'
import { problem } from '../problems/index.ts'

export interface Config {
  readonly database: { readonly kind: 'server'; readonly url: Hidden } | { readonly kind: 'embedded'; readonly directory: string }
  /** The installation's secret, or where one is made on first use. */
  readonly secret: { readonly kind: 'given'; readonly value: Hidden } | { readonly kind: 'made'; readonly file: string }
  /** Older secrets, oldest first: what they hashed or encrypted can still be read. */
  readonly previousSecrets: readonly Hidden[]
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly clock: Clock
  readonly poolSize: number
  readonly mail:
    | { readonly kind: 'smtp'; readonly url: Hidden; readonly from: string }
    | { readonly kind: 'sink'; readonly directory: string; readonly from: string }
}

export interface ConfigOptions {
  /** Relative paths start here. */
  readonly cwd?: string
  /** Used where LOFTE_DATA_DIR is not set: tests and several policies side by side. */
  readonly dataDir?: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads every setting, and reports all that are missing or wrong at once. A value is never repeated in the report. */
export function readConfig(env: Env, options: ConfigOptions = {}): Config {
  const wrong: string[] = []
  const say = (setting: string, what: string) => void wrong.push(`${setting}  ${what}`)
  const set = (name: string) => (env[name]?.trim() ? env[name].trim() : undefined)
  const cwd = options.cwd ?? process.cwd()

  const dataDir = resolve(cwd, set('LOFTE_DATA_DIR') ?? options.dataDir ?? '.lofte')
  const port = whole('PORT', set('PORT') ?? '3000', 0, 65_535)
  const host = set('HOST') ?? '127.0.0.1'
  if (!/^[a-z0-9.:-]+$/i.test(host)) say('HOST', 'must be a host name or an address, such as 0.0.0.0')

  const config: Config = {
    database: database(),
    secret: secret(),
    previousSecrets: (set('LOFTE_SECRET_PREVIOUS') ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => longEnough('LOFTE_SECRET_PREVIOUS', part.trim())),
    dataDir,
    host,
    port,
    publicUrl: publicUrl(),
    clock: clock(),
    poolSize: whole('LOFTE_POOL_SIZE', set('LOFTE_POOL_SIZE') ?? '10', 2, 500),
    mail: mail(),
  }
  if (wrong.length > 0) {
    throw problem('config.invalid', {
      attempted: wrong.length === 1 ? 'A setting is missing or wrong.' : `${wrong.length} settings are missing or wrong.`,
      lines: wrong,
      next: 'Set them in the environment and start again.',
    })
  }
  return config

  function database(): Config['database'] {
    const url = set('DATABASE_URL')
    if (url === undefined) return { kind: 'embedded', directory: join(dataDir, 'postgres') }
    if (!isUrl(url, ['postgres:', 'postgresql:'])) say('DATABASE_URL', 'must look like postgresql://host:5432/name, with a user and a password before the host where it asks for them')
    return { kind: 'server', url: new Hidden(url) }
  }

  function secret(): Config['secret'] {
    const value = set('LOFTE_SECRET')
    const file = set('LOFTE_SECRET_FILE')
    if (value !== undefined && file !== undefined) say('LOFTE_SECRET_FILE', 'is set together with LOFTE_SECRET; set one of them')
    if (value !== undefined) return { kind: 'given', value: longEnough('LOFTE_SECRET', value) }
    if (file !== undefined) return { kind: 'given', value: longEnough('LOFTE_SECRET_FILE', readSecret(resolve(cwd, file))) }
    return { kind: 'made', file: join(dataDir, 'secret') }
  }

  function readSecret(file: string): string | undefined {
    try {
      const text = readFileSync(file, 'utf8').trim()
      if ((statSync(file).mode & 0o077) !== 0) log.warn('secrets.file-open-to-others', { setting: 'LOFTE_SECRET_FILE' })
      return text
    } catch {
      say('LOFTE_SECRET_FILE', 'names a file that cannot be read')
      return undefined
    }
  }

  function longEnough(setting: string, text: string | undefined): Hidden {
    if (text !== undefined && text.length < 32) say(setting, 'must have at least 32 characters; openssl rand -base64 32 makes one')
    return new Hidden(text ?? '')
  }

  function publicUrl(): string {
    const url = set('LOFTE_PUBLIC_URL')
    if (url === undefined) return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
    if (!isUrl(url, ['http:', 'https:'])) say('LOFTE_PUBLIC_URL', 'must be an address that starts with https://')
    return url.replace(/\/+$/, '')
  }

  function clock(): Clock {
    const at = set('LOFTE_CLOCK')
    if (at === undefined) return systemClock()
    try {
      return fixedClock(at)
    } catch {
      say('LOFTE_CLOCK', 'must be a moment such as 2026-11-22T08:00:00Z; only tests and demonstrations set it')
      return systemClock()
    }
  }

  function mail(): Config['mail'] {
    const url = set('SMTP_URL')
    const from = set('MAIL_FROM')
    if (from !== undefined && !/^[^\s@<>]+@[^\s@<>]+$/.test(from) && !/^[^<>\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(from)) {
      say('MAIL_FROM', 'must be one mail address, with or without a name before it')
    }
    if (url === undefined) return { kind: 'sink', directory: join(dataDir, 'mail'), from: from ?? 'lofte@localhost' }
    if (!isUrl(url, ['smtp:', 'smtps:'])) say('SMTP_URL', 'must look like smtps://mail.example:465, with a user and a password before the host where it asks for them')
    if (from === undefined) say('MAIL_FROM', 'is missing; SMTP_URL is set, so mail is sent for real and needs a sender')
    return { kind: 'smtp', url: new Hidden(url), from: from ?? '' }
  }

  function whole(setting: string, text: string, least: number, most: number): number {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    say(setting, `must be a whole number from ${least} to ${most}`)
    return least
  }
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

/** Whether there is a database of ours at all: a server that is named, or an embedded one that was made before. Nothing is opened or made. */
export function hasDatabase(env: Readonly<Record<string, string | undefined>>): boolean {
  return (env['DATABASE_URL'] ?? '') !== '' || existsSync(join(env['LOFTE_DATA_DIR'] ?? '.lofte', 'postgres', 'PG_VERSION'))
}
