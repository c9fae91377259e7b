import { Pool } from 'pg'
import { rulePath, type ColumnRef, type Field, type Link, type System, type Table } from '../../../src/policy/model/index.ts'
import { openHash, type Ref, type Sighting, type Step, type TransactionMark, type Under, type Verb } from '../../../src/systems/index.ts'
import { secretsFrom } from '../../../src/platform/index.ts'
import { readShape } from '../../../src/systems/connectors/postgres/shape/describe.ts'
import { lookWith, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'

export const at = rulePath('systems', 'crm')

export const column = (name: string, ...path: string[]): ColumnRef => ({ column: name, path, via: null })

export function field(name: string, data = name, replacement: string | null = null): Field {
  const [head, ...path] = name.split('->')
  return { at, ref: column(head!, ...path), data, replacement, of: null }
}

export function link(to: string, columns: string[], more: Partial<Link> = {}): Link {
  return { at: rulePath('systems', 'crm', to, columns.join('+')), to, columns, references: [], when: new Map(), release: false, breaksCycle: false, ...more }
}

export function table(name: string, more: Partial<Table> = {}): Table {
  return {
    system: 'crm', name, at, schema: null, relationName: name, controller: 'winlas', role: 'controller', key: ['id'], person: new Map(), verified: new Set(), relation: null,
    belongsTo: [], linkOnly: false, matterOnly: false, fields: [], notPersonal: new Map(), purposes: null, channel: null, record: false, dates: new Map(), zone: 'UTC',
    sentinels: [], since: null, changes: { by: 'xmin' }, triggers: new Set(), restricted: null, consent: null, ...more,
  }
}

export function system(tables: readonly Table[]): System {
  return {
    name: 'crm', at, connector: 'postgres', settings: new Map(), country: 'SE', controller: 'winlas', role: 'controller', for: null, recipient: null, owner: null,
    tables: new Map(tables.map((one) => [one.name, one])),
  }
}

export const hash = openHash(secretsFrom(['a secret of the tests']))

/** A session of the acting role on the database, as the connector opens it. */
export async function acting(url: string, tables: readonly Table[], options: { signal?: AbortSignal } = {}): Promise<ActContext & { close(): Promise<void> }> {
  const pool = new Pool({ connectionString: url, max: 4, options: '-c row_security=off -c TimeZone=UTC -c lock_timeout=2000 -c statement_timeout=20000' })
  pool.on('error', () => {})
  const client = await pool.connect()
  const catalogue = await readShape(client, system(tables))
  client.release()
  void options
  return { pool, catalogue, hash, look: lookWith(catalogue, hash, new Map()), lockTimeout: 150, close: () => pool.end() }
}

let ids = 0

export function step(verb: Verb, tbl: string, key: string, more: Partial<Step> = {}): Step {
  return { id: `s${++ids}`, ref: { table: tbl, key }, verb, fields: [], fingerprint: '', ...more }
}

/** The steps as they would be decided on now: with the fingerprints that the rows have. */
export async function decidedNow(context: ActContext, steps: readonly Step[]): Promise<Step[]> {
  const client = await context.pool.connect()
  try {
    const seen = await context.look(client, steps.map((one) => one.ref))
    return steps.map((one) => ({ ...one, fingerprint: seen.find((other) => same(other.ref, one.ref))?.fingerprint ?? '' }))
  } finally {
    client.release()
  }
}

const same = (a: Ref, b: Ref): boolean => a.table === b.table && a.key === b.key

export interface Watched extends Under {
  readonly marks: TransactionMark[]
  readonly fresh: Sighting[][]
}

/** What plans do under lock, in short: a row may go while it looks as it did. Other events are let in where a test says. */
export function watching(hooks: { beforeRecheck?: () => Promise<void>; afterRecheck?: () => Promise<void>; afterIntent?: () => Promise<void> } = {}): Watched {
  const marks: TransactionMark[] = []
  const fresh: Sighting[][] = []
  return {
    marks,
    fresh,
    async recheck(seen, steps) {
      await hooks.beforeRecheck?.()
      fresh.push([...seen])
      const may = steps.filter((one) => seen.some((other) => same(other.ref, one.ref) && other.fingerprint === one.fingerprint))
      await hooks.afterRecheck?.()
      return new Set(may.map((one) => one.id))
    },
    async intent(mark) {
      marks.push(mark)
      await hooks.afterIntent?.()
    },
  }
}

/** Every table of the database in full, in order: what must not change is compared with it. */
export async function everything(pool: Pool): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const all: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)
    all[name] = rows.map((one) => one.row)
  }
  return all
}
