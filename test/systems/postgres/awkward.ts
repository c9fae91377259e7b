import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../../../src/policy/language/index.ts'
import type { System } from '../../../src/policy/model/index.ts'
import { personal, secretsFrom } from '../../../src/platform/index.ts'
import { openHash } from '../../../src/systems/index.ts'
import type { Cursor, KnownKeys, OpenOptions, Ref, Session, Shape, Sighting } from '../../../src/systems/index.ts'
import { postgres } from '../../../src/systems/connectors/postgres/index.ts'

const folder = join(import.meta.dirname, '..', '..', 'awkward')
export const awkwardSql = ['01-people.sql', '02-rows.sql'].map((name) => join(folder, name))

/** The mapping of the awkward database; `change` edits the systems file first. */
export function awkwardSystem(change: (text: string) => string = (text) => text): System {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
  return systemOf(text('policy.yaml'), change(text('systems.yaml')), 'odd')
}

export function systemOf(policy: string, systems: string, name: string): System {
  const compiled = compile({ policy: { file: 'policy.yaml', text: policy }, systems: { file: 'systems.yaml', text: systems } })
  const system = compiled.policy?.systems.get(name)
  if (system === undefined) throw new Error(compiled.findings.map((one) => `${one.file}:${one.line} ${one.rule} ${JSON.stringify(one.message)}`).join('\n'))
  return system
}

export const hash = openHash(secretsFrom(['a secret for tests']), 1, { year: 2026 })

export function openOn(url: string, system: System, more: Partial<OpenOptions> = {}): Promise<Session> {
  return postgres.open({
    system, settings: new Map([['url', personal(url)]]), as: 'observe', hash, zones: new Map([['winlas', 'Europe/Stockholm']]),
    signal: new AbortController().signal, ...more,
  })
}

export interface Scanned {
  readonly seen: ReadonlyMap<string, Sighting>
  readonly gone: readonly Ref[]
  readonly cursor: Cursor
  readonly full: boolean
}

export async function scanned(session: Session, system: System, name: string, cursor: Cursor | null = null, known?: KnownKeys): Promise<Scanned> {
  const seen = new Map<string, Sighting>()
  const gone: Ref[] = []
  let last: Cursor = '' as Cursor
  let full = false
  for await (const page of session.scan(system.tables.get(name)!, cursor, known)) {
    for (const one of page.seen) seen.set(one.ref.key, one)
    gone.push(...page.gone)
    full ||= page.full === true
    last = page.cursor
  }
  return { seen, gone, cursor: last, full }
}

/** What an index would answer that holds these keys. */
export function knowing(keys: Iterable<string>): KnownKeys {
  const all = [...keys]
  return async function* known(_table, bounds) {
    yield bounds === null ? all : all.filter((key) => BigInt(key) >= bounds.from && BigInt(key) < bounds.below)
  }
}

export const codesOf = (shape: Shape, table: string): string[] => shape.findings.filter((one) => one.table === table).map((one) => one.code).sort()
