import { LineCounter, parseDocument } from 'yaml'
import { anchorFact } from '../policy/decide/index.ts'
import type { AnchorFact, DateFact, LocationFacts, PersonFacts } from '../policy/decide/index.ts'
import { nearest } from '../policy/language/index.ts'
import { isDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import { anchorNamed, knownAnchors } from '../policy/model/index.ts'
import type { Anchor, ColumnRef, Policy } from '../policy/model/index.ts'
import { keyText } from '../systems/index.ts'

/** Invented facts: one person, and where their data stands. */
export interface Facts {
  readonly person: PersonFacts
  readonly locations: readonly LocationFacts[]
}

export interface FactsFinding {
  readonly line: number
  readonly column: number
  readonly rule: string
  readonly message: string
}

/** Facts are typed by people: anything that is not understood is said, with its place, and nothing is decided on a guess. */
export function readFacts(source: string, policy: Policy): { readonly facts: Facts | null; readonly findings: readonly FactsFinding[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const findings: FactsFinding[] = []
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const [broken] = document.errors
  if (broken !== undefined) return { facts: null, findings: [{ ...at(broken.pos[0]), rule: 'facts.yaml', message: `The file is no YAML or JSON: ${broken.code.toLowerCase().replaceAll('_', ' ')}.` }] }
  let root: unknown
  try {
    root = document.toJS({ maxAliasCount: 100 })
  } catch {
    return { facts: null, findings: [{ line: 1, column: 1, rule: 'facts.yaml', message: 'The file repeats itself by aliases beyond measure.' }] }
  }
  const report: Report = (path, rule, message) => {
    const node = rangeAt(document, path)
    findings.push({ ...at(node), rule, message })
  }
  const reader = new Reader(policy, report)
  const facts = reader.facts(root)
  return { facts: findings.length === 0 ? facts : null, findings }
}

const fieldName = (ref: ColumnRef): string => [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')

type Path = readonly (string | number)[]
type Report = (path: Path, rule: string, message: string) => void
type Said = Readonly<Record<string, unknown>>

/** The place of a value, or of the nearest thing around it that is written. */
function rangeAt(document: ReturnType<typeof parseDocument>, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const range = (node as { range?: readonly number[] } | null | undefined)?.range
    if (range !== undefined && range !== null) return range[0] ?? 0
  }
  return 0
}

class Reader {
  private readonly policy: Policy
  private readonly report: Report

  constructor(policy: Policy, report: Report) {
    this.policy = policy
    this.report = report
  }

  facts(root: unknown): Facts {
    const said = this.map(root, [], ['person', 'locations'])
    return { person: this.person(said['person'] ?? {}), locations: this.list(said, 'locations', []).map(([each, path]) => this.location(each, path)) }
  }

  private person(value: unknown): PersonFacts {
    const path = ['person']
    const said = this.map(value, path, ['relations', 'consents', 'objections', 'restrictions', 'reminders', 'approvals', 'holds', 'request', 'requests'])
    const requests = [...(said['request'] === undefined || said['request'] === null ? [] : [[said['request'], [...path, 'request']] as const]), ...this.list(said, 'requests', path)]
    return {
      relations: this.list(said, 'relations', path).map(([each, at]) => this.relation(each, at)),
      consents: this.list(said, 'consents', path).map(([each, at]) => {
        const one = this.map(each, at, ['purpose', 'controller', 'state', 'on'])
        return { purpose: this.purpose(one, at), controller: this.optional(one, 'controller', at, this.policy.controllers.keys()), state: this.oneOf(one, 'state', at, ['given', 'refused', 'withdrawn', 'expired'] as const), on: this.day(one, 'on', at) }
      }),
      objections: this.list(said, 'objections', path).map(([each, at]) => {
        const one = this.map(each, at, ['to', 'controller', 'on', 'outcome'])
        const channels = new Set([...this.policy.purposes.values()].flatMap((purpose) => [...purpose.channels.keys()]))
        for (const system of this.policy.systems.values()) for (const table of system.tables.values()) if (table.channel !== null) channels.add(table.channel as 'email')
        const to = this.oneOf(one, 'to', at, ['marketing', ...[...channels].map((channel) => `channel:${channel}`), ...this.policy.purposes.keys()])
        return { to, controller: this.optional(one, 'controller', at, this.policy.controllers.keys()), on: this.day(one, 'on', at), outcome: one['outcome'] === undefined ? 'pending' : this.oneOf(one, 'outcome', at, ['pending', 'upheld', 'rejected'] as const) }
      }),
      restrictions: this.list(said, 'restrictions', path).map(([each, at]) => {
        const one = this.map(each, at, ['data', 'why', 'since'])
        return { data: this.names(one, 'data', at, this.policy.data.keys()), why: this.oneOf(one, 'why', at, ['accuracy', 'unlawful', 'claims', 'objection', 'request'] as const), since: this.day(one, 'since', at) }
      }),
      reminders: this.list(said, 'reminders', path).map(([each, at]) => {
        const one = this.map(each, at, ['purpose', 'sent', 'bounced'])
        if (one['sent'] === undefined && one['bounced'] === undefined) this.report(at, 'facts.missing', 'Say when the reminder was sent, or when it bounced: sent: DAY, bounced: DAY.')
        return { purpose: this.purpose(one, at), sent: this.dayOrNull(one, 'sent', at), bounced: this.dayOrNull(one, 'bounced', at) }
      }),
      approvals: this.list(said, 'approvals', path).map(([each, at]) => {
        const one = this.map(each, at, ['purpose', 'until'])
        return { purpose: this.purpose(one, at), until: this.day(one, 'until', at) }
      }),
      holds: this.list(said, 'holds', path).map(([each, at]) => {
        const one = this.map(each, at, ['data', 'locations', 'basis', 'owner', 'review'])
        const locations = this.list(one, 'locations', at).map(([place, to]) => {
          const named = this.map(place, to, ['system', 'table', 'key'])
          return { ...this.table(named, to), key: this.key(named, to) }
        })
        return { ...this.matter(one, at), locations }
      }),
      requests: requests.map(([each, at]) => this.request(each, at)),
    }
  }

  private relation(value: unknown, path: Path): PersonFacts['relations'][number] {
    const said = this.map(value, path, ['relation', 'controller', 'started', 'ended', 'events'])
    const controllers = [...this.policy.controllers.keys()]
    const controller = said['controller'] === undefined && controllers.length === 1 ? (controllers[0] ?? '') : this.oneOf(said, 'controller', path, controllers)
    const events = new Map<Anchor, AnchorFact>()
    let [started, ended] = [this.fact(said['started'], [...path, 'started']), this.fact(said['ended'], [...path, 'ended'])]
    for (const [anchor, date] of this.dates(said['events'], [...path, 'events'])) {
      const fact = anchorFact(date)
      if (anchor === 'relation-start') started = fact
      else if (anchor === 'relation-end') ended = fact
      else events.set(anchor, fact)
    }
    return { relation: this.oneOf(said, 'relation', path, [...this.policy.people.keys()]), controller, started, ended, events }
  }

  private request(value: unknown, path: Path): PersonFacts['requests'][number] {
    const said = this.map(value, path, ['right', 'received', 'identified', 'scope'])
    const at = [...path, 'scope']
    const scope = said['scope'] === undefined || said['scope'] === null ? {} : this.map(said['scope'], at, ['controller', 'relation', 'purpose', 'data'])
    const [controller, relation] = [this.optional(scope, 'controller', at, this.policy.controllers.keys()), this.optional(scope, 'relation', at, this.policy.people.keys())]
    const purpose = this.optional(scope, 'purpose', at, this.policy.purposes.keys())
    const data = this.names(scope, 'data', at, this.policy.data.keys())
    return {
      right: this.oneOf(said, 'right', path, ['erasure', 'access', 'portability', 'rectification', 'restriction', 'objection', 'withdrawal'] as const),
      received: this.day(said, 'received', path), identified: said['identified'] === undefined || this.yes(said['identified'], [...path, 'identified']),
      scope: { ...(controller !== null && { controller }), ...(relation !== null && { relation }), ...(purpose !== null && { purpose }), ...(data.length > 0 && { data }) },
    }
  }

  private location(value: unknown, path: Path): LocationFacts {
    const said = this.map(value, path, [
      'system', 'table', 'key', 'relation', 'controller', 'dates', 'shared-with', 'needed-by-others', 'referenced-by-kept', 'unmentioned', 'linked', 'records', 'named', 'names-standing', 'held-for-others',
    ])
    const fields = this.fieldsOf(said)
    const needed = this.namesOrNone(said, 'needed-by-others', path, fields.keys())
    const named = this.optional(said, 'named', path, new Set([...fields.values()].filter((one) => one !== null)))
    return {
      ...this.table(said, path), key: this.key(said, path),
      relation: this.optional(said, 'relation', path, this.policy.people.keys()), controller: this.optional(said, 'controller', path, this.policy.controllers.keys()),
      dates: this.dates(said['dates'], [...path, 'dates']),
      sharedWith: this.count(said['shared-with'], [...path, 'shared-with']), referencedByKept: this.count(said['referenced-by-kept'], [...path, 'referenced-by-kept']),
      unmentioned: said['unmentioned'] !== undefined && this.yes(said['unmentioned'], [...path, 'unmentioned']),
      linked: said['linked'] === undefined || this.yes(said['linked'], [...path, 'linked']),
      ...(needed !== null && { neededByOthers: new Set(needed) }),
      ...(named !== null && { named }),
      ...(said['names-standing'] !== undefined && { namesStanding: this.count(said['names-standing'], [...path, 'names-standing']) }),
      ...(said['records'] !== undefined && { records: this.list(said, 'records', path).map(([each, at]) => this.record(each, at)) }),
      ...(said['held-for-others'] !== undefined && { heldForOthers: this.list(said, 'held-for-others', path).map(([each, at]) => this.matter(this.map(each, at, ['data', 'basis', 'owner', 'review']), at)) }),
    }
  }

  /** An accounting record that the row is part of, with the dates that its hold counts from. */
  private record(value: unknown, path: Path): NonNullable<LocationFacts['records']>[number] {
    const said = this.map(value, path, ['table', 'dates'])
    const tables = new Set([...this.policy.systems.values()].flatMap((system) => [...system.tables.keys()]))
    return { table: this.oneOf(said, 'table', path, [...tables]), dates: said['dates'] === undefined ? null : this.dates(said['dates'], [...path, 'dates']) }
  }

  private matter(one: Said, at: Path): Pick<PersonFacts['holds'][number], 'data' | 'basis' | 'owner' | 'review'> {
    return { data: this.names(one, 'data', at, this.policy.data.keys()), basis: this.text(one, 'basis', at), owner: this.text(one, 'owner', at), review: this.day(one, 'review', at) }
  }

  /** The mapped fields of the row's table, each with the field that says whose it is if it is somebody else's. */
  private fieldsOf(said: Said): ReadonlyMap<string, string | null> {
    const table = this.policy.systems.get(String(said['system']))?.tables.get(String(said['table']))
    return new Map((table?.fields ?? []).map((field) => [fieldName(field.ref), field.of === null ? null : fieldName(field.of.ref)]))
  }

  private namesOrNone(said: Said, key: string, path: Path, known: Iterable<string>): readonly string[] | null {
    return said[key] === undefined ? null : this.names(said, key, path, known)
  }

  private table(said: Said, path: Path): { system: string; table: string } {
    const system = this.oneOf(said, 'system', path, [...this.policy.systems.keys()])
    const tables = this.policy.systems.get(system)?.tables
    return { system, table: tables === undefined ? '' : this.oneOf(said, 'table', path, [...tables.keys()]) }
  }

  private key(said: Said, path: Path): string {
    const { key } = said
    if (typeof key === 'string' || typeof key === 'number') return String(key)
    if (Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string' || typeof part === 'number')) return keyText(key.map(String))
    this.report([...path, 'key'], 'facts.key', 'A row is named by its key: key: "17", or a list for several columns.')
    return ''
  }

  private dates(value: unknown, path: Path): ReadonlyMap<Anchor, DateFact> {
    const dates = new Map<Anchor, DateFact>()
    if (value === undefined || value === null) return dates
    const known = [...knownAnchors, ...this.policy.events.keys()]
    const words = [...known, 'activity', 'last-sign-in', 'booked', 'created', 'registered', 'first-used', 'started', 'ended', 'end-of-relation', 'rejected', 'reviewed', 'issued', 'paid']
    for (const [word, written] of Object.entries(this.map(value, path, words))) {
      const date = this.date(written, [...path, word])
      if (date !== null) dates.set(anchorNamed(word), date)
    }
    return dates
  }

  private fact(value: unknown, path: Path): AnchorFact | null {
    const date = this.date(value, path)
    return date === null ? null : anchorFact(date)
  }

  /** null: missing. */
  private date(value: unknown, path: Path): DateFact | null {
    if (value === undefined || value === null) return null
    if (value === 'infinity' || value === '-infinity') return value
    return this.dayAt(value, path)
  }

  private day(said: Said, key: string, path: Path): Day {
    return this.dayAt(said[key], [...path, key])
  }

  private dayOrNull(said: Said, key: string, path: Path): Day | null {
    return said[key] === undefined || said[key] === null ? null : this.day(said, key, path)
  }

  private dayAt(value: unknown, path: Path): Day {
    if (typeof value === 'string' && isDay(value)) return value
    const name = String(path.at(-1))
    const shown = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null
    this.report(path, 'facts.day', value === undefined || value === null ? `${name} is missing: a day, such as 2026-11-20.` : shown === null ? `${name} is no day: write it as 2026-11-20.` : `There is no day ${shown} in the calendar.`)
    return '0001-01-01' as Day
  }

  private purpose(said: Said, path: Path): string {
    return this.oneOf(said, 'purpose', path, [...this.policy.purposes.keys()])
  }

  private optional(said: Said, key: string, path: Path, known: Iterable<string>): string | null {
    return said[key] === undefined || said[key] === null ? null : this.oneOf(said, key, path, [...known])
  }

  private oneOf<T extends string>(said: Said, key: string, path: Path, known: readonly T[]): T {
    const value = said[key]
    const found = known.find((each) => each === value)
    if (found !== undefined) return found
    const at = [...path, key]
    if (value === undefined || value === null) this.report(at, 'facts.missing', `${key} is missing: ${choices(known)}.`)
    else this.report(at, 'facts.unknown-name', `${quoted(value)} is no ${key} here.${guess(value, known)}`)
    return '' as T
  }

  private names(said: Said, key: string, path: Path, known: Iterable<string>): readonly string[] {
    const names = [...known]
    return this.list(said, key, path).map(([each, at]) => {
      if (typeof each === 'string' && names.includes(each)) return each
      this.report(at, 'facts.unknown-name', `${quoted(each)} is no ${key} here.${guess(each, names)}`)
      return ''
    })
  }

  private text(said: Said, key: string, path: Path): string {
    const value = said[key]
    if (typeof value === 'string' && value.trim() !== '') return value
    this.report([...path, key], 'facts.missing', `${key} is missing.`)
    return ''
  }

  private yes(value: unknown, path: Path): boolean {
    if (typeof value !== 'boolean') this.report(path, 'facts.value', `${String(path.at(-1))} is true or false.`)
    return value === true
  }

  private count(value: unknown, path: Path): number {
    if (value === undefined || value === null) return 0
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    this.report(path, 'facts.value', `${String(path.at(-1))} is a number of rows or people, from 0.`)
    return 0
  }

  private list(said: Said, key: string, path: Path): readonly (readonly [unknown, Path])[] {
    const value = said[key]
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return value.map((each: unknown, index) => [each, [...path, key, index]] as const)
    this.report([...path, key], 'facts.value', `${key} is a list.`)
    return []
  }

  private map(value: unknown, path: Path, known: readonly string[]): Said {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.report(path, 'facts.value', path.length === 0 ? 'The file holds person: and locations:.' : `${String(path.at(-1))} is a map: ${choices(known)}.`)
      return {}
    }
    for (const key of Object.keys(value)) if (!known.includes(key)) this.report([...path, key], 'facts.unknown-key', `${quoted(key)} is not known here.${guess(key, known)}`)
    return value as Said
  }
}

function guess(value: unknown, known: readonly string[]): string {
  const near = typeof value === 'string' ? nearest(value, known) : null
  return near === null ? ` There is ${choices(known)}.` : ` Did you mean ${near}?`
}

function choices(known: readonly string[]): string {
  return known.length === 0 ? 'nothing to choose from' : known.length > 12 ? `${known.slice(0, 12).join(', ')} …` : known.join(', ')
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : 'This'
}
