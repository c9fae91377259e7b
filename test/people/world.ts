import { createHash } from 'node:crypto'
import type { Day } from '../../src/policy/law/index.ts'
import { rulePath, type Link, type Policy, type System, type Table } from '../../src/policy/model/index.ts'
import { fixedClock, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { Cursor, Ref, ScanPage, Session, Sighting } from '../../src/systems/index.ts'
import type { Work } from '../../src/work/index.ts'

export interface TableTerms {
  readonly name: string
  readonly links?: readonly string[]
  readonly matterOnly?: boolean
  readonly role?: 'controller' | 'processor'
  readonly controller?: string
}

const at = rulePath('systems', 'crm')

export function system(tables: readonly TableTerms[], name = 'crm'): System {
  return {
    name, at, connector: 'postgres', settings: new Map(), country: 'SE', controller: 'winlas', role: 'controller', for: null, recipient: null, owner: null,
    tables: new Map(tables.map((terms) => [terms.name, table(name, terms)])),
  }
}

function table(system: string, terms: TableTerms): Table {
  const link = (to: string): Link => ({ at, to, columns: [`${to}_id`], references: ['id'], when: new Map(), release: false, breaksCycle: false })
  return {
    system, name: terms.name, at, schema: null, relationName: terms.name, controller: terms.controller ?? 'winlas', role: terms.role ?? 'controller', key: ['id'],
    person: new Map(), verified: new Set(['email', 'number']), relation: 'customer-contact', belongsTo: (terms.links ?? []).map(link), linkOnly: false,
    matterOnly: terms.matterOnly ?? false, fields: [], notPersonal: new Map(), purposes: null, channel: null, record: false, dates: new Map(), restricted: null, consent: null, zone: 'UTC',
    sentinels: [], since: null, changes: { by: 'xmin' }, triggers: new Set(),
  }
}

export function work(database: Database, systems: readonly System[], now = '2026-11-22T03:00:00Z'): Work {
  const instant = Temporal.Instant.from(now)
  return {
    db: database.db, pool: database.pool, now: instant, clock: fixedClock(instant), secrets: secretsFrom(['a secret for tests only']), signal: new AbortController().signal,
    policy: { systems: new Map(systems.map((one) => [one.name, one])), controllers: new Map() } as unknown as Policy,
  }
}

export interface FakeRow {
  /** `email:anna`, `number:5`; a `?` in front: not verified. */
  readonly ids?: readonly string[]
  /** `contact/17` */
  readonly links?: readonly string[]
  readonly dates?: Readonly<Record<string, string>>
  readonly name?: string
  readonly unmentioned?: boolean
}

/** A system in memory that speaks the contract for observing: rows by table, a log of changes behind its cursor. */
export class World {
  readonly rows = new Map<string, FakeRow>()
  readonly log: string[] = []
  pageSize = 3
  /** Called before each page. */
  onPage: ((ref: number) => void | Promise<void>) | null = null
  scans = 0

  set(ref: string, row: FakeRow): void {
    this.rows.set(ref, row)
    this.log.push(ref)
  }

  delete(ref: string): void {
    if (this.rows.delete(ref)) this.log.push(ref)
  }

  sight(ref: string): Sighting {
    const row = this.rows.get(ref)!
    const identifiers = (row.ids ?? []).map((id) => {
      const verified = !id.startsWith('?')
      const [kind, value] = id.replace('?', '').split(':') as [string, string]
      return { kind, hash: hashOf(kind, value), verified }
    })
    const fingerprint = createHash('sha256').update(JSON.stringify([row.ids, row.links, row.dates, row.unmentioned])).digest().subarray(0, 16).toString('base64url')
    return {
      ref: refOf(ref), identifiers, dates: new Map(Object.entries(row.dates ?? {}) as [string, Day][]), belongsTo: (row.links ?? []).map(refOf),
      nameHash: row.name ?? null, unmentioned: row.unmentioned ?? false, pinned: false, fingerprint,
    }
  }

  async *scan(table: Table, cursor: Cursor | null): AsyncGenerator<ScanPage> {
    this.scans++
    const end = this.log.length
    const from = cursor === null ? null : (JSON.parse(cursor) as { log: number; key: number; end?: number })
    const all = [...this.rows.keys()].filter((ref) => ref.startsWith(`${table.name}/`)).sort()
    const changed = from === null || from.key > 0 ? all : [...new Set(this.log.slice(from.log))].filter((ref) => ref.startsWith(`${table.name}/`))
    const start = from?.key ?? 0
    for (let i = start; ; i += this.pageSize) {
      await this.onPage?.(i)
      const slice = changed.slice(i, i + this.pageSize)
      const done = i + this.pageSize >= changed.length
      yield {
        seen: slice.filter((ref) => this.rows.has(ref)).map((ref) => this.sight(ref)),
        gone: slice.filter((ref) => !this.rows.has(ref)).map(refOf),
        cursor: JSON.stringify({ log: from?.end ?? end, end: from?.end ?? end, key: done ? 0 : from === null || from.key > 0 ? i + this.pageSize : 0 }) as Cursor,
        done,
      }
      if (done) return
    }
  }

  open = async (): Promise<Session> => ({
    scan: (table: Table, cursor: Cursor | null) => this.scan(table, cursor),
    sight: async (refs: readonly Ref[]) => refs.map((ref) => `${ref.table}/${ref.key}`).filter((ref) => this.rows.has(ref)).map((ref) => this.sight(ref)),
    [Symbol.asyncDispose]: async () => {},
  } as unknown as Session)
}

export const hashOf = (kind: string, value: string): string => `${kind}:${createHash('sha256').update(`${kind} ${value}`).digest('hex').slice(0, 32)}`

export function refOf(ref: string): Ref {
  const slash = ref.indexOf('/')
  return { table: ref.slice(0, slash), key: ref.slice(slash + 1) }
}

/** Who shares what, without the ids: every person as the rows they have; rows that lead to nobody apart. */
export async function people(database: Database): Promise<{ persons: string[]; nobody: string[]; shared: string[] }> {
  const { rows } = await database.pool.query<{ id: string; refs: string[] }>(`
    select coalesce(a.into_id, l.person_id) as id, array_agg(l.tbl || '/' || l.key order by l.tbl, l.key) as refs
      from people.location l left join people.alias a on a.person_id = l.person_id and a.undone_at is null group by 1`)
  const shared = await database.pool.query<{ ref: string }>(`select distinct tbl || '/' || key as ref from people.location where shared order by 1`)
  const nil = '00000000-0000-0000-0000-000000000000'
  return {
    persons: rows.filter((row) => row.id !== nil).map((row) => row.refs.join(' ')).sort(),
    nobody: rows.find((row) => row.id === nil)?.refs ?? [],
    shared: shared.rows.map((row) => row.ref),
  }
}
