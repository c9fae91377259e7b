import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src')

/** Top to bottom: a folder imports only from rows below its own; folders on one row do not import each other. */
const order: readonly (readonly string[])[] = [
  ['main.ts'],
  ['app'],
  ['cli', 'web'],
  ['notice'],
  ['register', 'drafts'],
  ['status'],
  ['requests'],
  ['breach', 'reviews'],
  ['forms'],
  ['marketing'],
  ['disclosures'],
  ['consent'],
  ['retention'],
  ['plans'],
  ['decisions'],
  ['messages'],
  ['people'],
  ['systems/connectors'],
  ['systems'],
  ['versions'],
  ['evidence'],
  ['ui'],
  ['work'],
  ['sources'],
  ['platform', 'policy/index.ts'],
  ['problems'],
  ['policy/language'],
  ['policy/diff'],
  ['policy/checks'],
  ['policy/promises'],
  ['policy/decide'],
  ['policy/model'],
  ['policy/law'],
  ['policy/text'],
]

interface Import {
  readonly from: string
  readonly to: string
  readonly line: number
}

const files = walk(src).filter((file) => /\.tsx?$/.test(file))
const imports = files.flatMap(importsOf)

describe('the house', () => {
  it('has a place for every file', () => {
    expect(files.map((file) => relative(src, file)).filter((file) => rank(file) < 0)).toEqual([])
  })

  it('imports only downwards, types included', () => {
    const upward = imports.filter(({ from, to }) => room(from) !== room(to) && rank(to) <= rank(from))
    expect(upward.map(show)).toEqual([])
  })

  it('enters a folder by its index.ts; the command table alone names the files of commands, so that each loads lazily', () => {
    const through = imports.filter(({ from, to }) => !(from === 'main.ts' && room(to) === 'cli') && room(from) !== room(to) && to.includes('/') && !to.endsWith('/index.ts') && !isConnector(to))
    expect(through.map(show)).toEqual([])
  })

  it('imports connectors in app only', () => {
    const others = imports.filter(({ from, to }) => isConnector(to) && !isConnector(from) && room(from) !== 'app')
    expect(others.map(show)).toEqual([])
  })

  it('keeps connectors apart from each other', () => {
    const across = imports.filter(({ from, to }) => isConnector(to) && isConnector(from) && connector(from) !== connector(to))
    expect(across.map(show)).toEqual([])
  })

  it('has no cycle between files', () => {
    expect(cycles()).toEqual([])
  })

  it('has no shared folder for what has no name of its own', () => {
    expect(files.map((f) => relative(src, f)).filter((f) => /(^|\/)(utils?|helpers?|managers?|services?|types|common|misc)(\/|\.ts)/.test(f))).toEqual([])
  })
})

describe('policy is pure: no I/O, no clock, no database', () => {
  const pure = files.filter((file) => relative(src, file).startsWith(`policy${sep}`))

  it('imports no package but the YAML parser and the validator, and those in language only', () => {
    const bad = pure.flatMap((file) =>
      packagesOf(file)
        .filter((name) => !(relative(src, file).startsWith(join('policy', 'language')) && (name === 'yaml' || name === 'zod')))
        .map((name) => `${relative(src, file)} imports ${name}`),
    )
    expect(bad).toEqual([])
  })

  it('asks no clock and no environment', () => {
    const bad = pure.filter((file) => /\bDate\.now\(|new Date\(\)|Temporal\.Now|process\.env|\bfetch\(/.test(code(file)))
    expect(bad.map((file) => relative(src, file))).toEqual([])
  })
})

describe('SQL', () => {
  const withSql = files.filter((file) => /\bsql(<[^`]*>)?`/.test(code(file)) || /\b(INSERT INTO|DELETE FROM|SELECT .* FROM|UPDATE \w+\.\w+ SET)\b/.test(code(file)))

  it('stands in store files, in the platform and in connectors only', () => {
    const bad = withSql.map((file) => relative(src, file)).filter((file) => !/(^|\/)([\w-]+-)?store(-[\w-]+)?\.ts$/.test(file) && !file.startsWith('platform/') && !isConnector(file))
    expect(bad).toEqual([])
  })

  it('takes its days and instants as arguments', () => {
    const bad = files.filter((file) => !relative(src, file).startsWith('platform') && /\b(now\(\)|current_date|current_timestamp|clock_timestamp\(\))/i.test(sqlOf(file)))
    expect(bad.map((file) => relative(src, file))).toEqual([])
  })

  it('writes only to the schema of its own folder', () => {
    const bad = files
      .filter((file) => !isConnector(relative(src, file)) && !relative(src, file).startsWith('platform'))
      .flatMap((file) => {
        const own = relative(src, file).split('/')[0]
        return [...sqlOf(file).matchAll(/\b(?:insert\s+into|update|delete\s+from|truncate|merge\s+into)\s+([a-z_]+)\.[a-z_]+/gi)]
          .map((match) => match[1])
          .filter((schema) => schema !== own && schema !== 'pg_temp')
          .map((schema) => `${relative(src, file)} writes to ${schema}`)
      })
    expect(bad).toEqual([])
  })
})

describe('the style', () => {
  it('hashes in one way only: with the secrets and the controllers of the installation at once', () => {
    const bad = files.map((file) => relative(src, file)).filter((file) => !file.startsWith(`systems${sep}`) && /\bopenHash\b/.test(code(join(src, file))))
    expect(bad).toEqual([])
  })

  it('uses no any and no escapes', () => {
    const bad = files.filter((file) => /(:\s*any\b|\bas any\b|<any>|@ts-ignore|@ts-nocheck)/.test(code(file)))
    expect(bad.map((file) => relative(src, file))).toEqual([])
  })
})

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}

function code(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
}

/** Only what stands between backticks: where the project writes SQL. */
function sqlOf(file: string): string {
  return [...code(file).matchAll(/`[^`]*`/g)].map((match) => match[0]).join('\n')
}

function importsOf(file: string): Import[] {
  const found: Import[] = []
  for (const match of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const target = resolve(dirname(file), match[1] ?? '')
    const line = readFileSync(file, 'utf8').slice(0, match.index).split('\n').length
    found.push({ from: relative(src, file), to: relative(src, target), line })
  }
  return found.filter(({ to }) => !to.startsWith('..'))
}

function packagesOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/from\s+'([^.'][^']*)'/g)].map((match) => match[1] ?? '')
}

function room(file: string): string {
  const best = order.flat().filter((name) => file === name || file.startsWith(`${name}/`))
  return best.sort((a, b) => b.length - a.length)[0] ?? file
}

function rank(file: string): number {
  return order.findIndex((row) => row.includes(room(file)))
}

function isConnector(file: string): boolean {
  return file.startsWith('systems/connectors/')
}

function connector(file: string): string {
  return file.split('/')[2] ?? ''
}

function cycles(): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const to of next.get(file) ?? []) visit(to, [...path, file])
    state.set(file, 'done')
  }
  for (const file of next.keys()) visit(file, [])
  return found
}

function show({ from, to, line }: Import): string {
  return `src/${from}:${line} imports ${to}`
}
