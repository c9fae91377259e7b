import { isProblem, looksPersonal, withheld } from '../problems/index.ts'

type Kind = 'name' | 'count' | 'id' | 'instant' | 'place' | 'path'

// Every key that a log line may have, and what its value must look like. A new key is a decision: can it ever hold
// something about a person? Then it does not belong here.
const keys = {
  code: 'name',
  system: 'name',
  location: 'name',
  connector: 'name',
  job: 'name',
  kind: 'name',
  gauge: 'name',
  control: 'name',
  purpose: 'name',
  action: 'name',
  step: 'name',
  state: 'name',
  reason: 'name',
  method: 'name',
  role: 'name',
  signal: 'name',
  migration: 'name',
  setting: 'name',
  version: 'name',
  language: 'name',
  hash: 'name',
  promise: 'path',
  route: 'path',
  policyPath: 'path',
  count: 'count',
  total: 'count',
  done: 'count',
  failed: 'count',
  waiting: 'count',
  rows: 'count',
  people: 'count',
  bytes: 'count',
  batch: 'count',
  attempt: 'count',
  position: 'count',
  status: 'count',
  port: 'count',
  pid: 'count',
  ms: 'count',
  seconds: 'count',
  id: 'id',
  plan: 'id',
  request: 'id',
  message: 'id',
  entry: 'id',
  item: 'id',
  trace: 'id',
  at: 'instant',
  day: 'instant',
  place: 'place',
} as const satisfies Record<string, Kind>

type ValueOf<K extends Kind> = K extends 'count' ? number : string

export type LogFields = { readonly [K in keyof typeof keys]?: ValueOf<(typeof keys)[K]> } & {
  /** Logged by its code only: a driver's message quotes the values of the row. */
  readonly error?: unknown
}

const shapes: Readonly<Record<Exclude<Kind, 'count'>, RegExp>> = {
  name: /^[a-z0-9_][a-z0-9._:-]{0,99}$/i,
  id: /^[a-z0-9_-]{1,64}$/i,
  instant: /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/,
  place: /^[a-z0-9._:/[\]-]{1,200}$/i,
  path: /^[a-z0-9._:/{}*[\]-]{1,200}$/i,
}

export type Level = 'debug' | 'info' | 'warn' | 'error'
export type Sink = (line: string) => void

/** The line as it is written. Everything not allowed is withheld, the event's name too. */
export function logLine(at: string, level: Level, event: string, fields: LogFields): Record<string, string | number> {
  const line: Record<string, string | number> = { at, level, event: checked('name', event) }
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (key === 'error') line['code'] = errorCode(value)
    else if (Object.hasOwn(keys, key)) line[key] = checked(keys[key as keyof typeof keys], value)
    else line['withheld'] = Number(line['withheld'] ?? 0) + 1
  }
  return line
}

function checked(kind: Kind, value: unknown): string | number {
  if (kind === 'count') return typeof value === 'number' && Number.isFinite(value) ? value : withheld
  if (typeof value !== 'string' || !shapes[kind].test(value) || looksPersonal(value)) return withheld
  return value
}

/** A problem's code, a SQLSTATE or a system error's name; else the kind of error, never its message. */
export function errorCode(error: unknown): string {
  if (isProblem(error)) return checked('name', error.code) as string
  if (typeof error !== 'object' || error === null) return 'error'
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,39}$|^[0-9A-Z]{5}$/.test(code)) return code
  const name = (error as { name?: unknown }).name
  return typeof name === 'string' && /^[A-Za-z]{1,40}$/.test(name) ? name : 'error'
}

const pretty = (line: Record<string, string | number>): string => {
  const { at, level, event, ...rest } = line
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${value}`)
  return [String(at).slice(11, 19), String(level).padEnd(5), event, ...fields].join(' ')
}

const toStderr: Sink = (line) => void process.stderr.write(`${line}\n`)
let sink: Sink = toStderr
let lowest: Level = 'info'
const order: readonly Level[] = ['debug', 'info', 'warn', 'error']

/** Where lines go and from which level: tests listen here, `--verbose` lowers it. Returns the way back. */
export function logTo(next: Sink | null, from: Level = 'info'): () => void {
  const before = { sink, lowest }
  sink = next ?? toStderr
  lowest = from
  return () => {
    sink = before.sink
    lowest = before.lowest
  }
}

const write = (level: Level) => (event: string, fields: LogFields = {}) => {
  if (order.indexOf(level) < order.indexOf(lowest)) return
  const line = logLine(new Date().toISOString(), level, event, fields)
  sink(sink === toStderr && process.stderr.isTTY ? pretty(line) : JSON.stringify(line))
}

export const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
