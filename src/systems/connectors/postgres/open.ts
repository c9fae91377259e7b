import { Pool } from 'pg'
import { isProblem, log, problem } from '../../../platform/index.ts'
import type { Connector, Cursor, Identifier, KnownKeys, OpenOptions, Ref, Session, Shape, Sighting, Step, TransactionFate, TransactionMark, Under } from '../../index.ts'
import type { ColumnRef, Table } from '../../../policy/model/index.ts'
import { applySteps, fateOf, lookWith, verifySteps } from './act/index.ts'
import type { ActContext } from './act/index.ts'
import { explain, unreachable } from './explain.ts'
import { findRows } from './find.ts'
import { findMentions } from './mention.ts'
import { readRows } from './read.ts'
import { readerFor } from './scan/reader.ts'
import { scanTable } from './scan/scan.ts'
import type { Catalogue } from './shape/catalogue.ts'
import { readShape } from './shape/describe.ts'

/** Databases that somebody else designed, by the protocol that never takes a row it cannot account for. */
export const postgres: Connector = {
  name: 'postgres',
  async open(options) {
    const url = urlOf(options)
    const pool = openPool(url, options)
    try {
      const { rows } = await pool.query<{ replica: boolean; server: string }>(`SELECT pg_is_in_recovery() AS replica, current_setting('server_version_num') AS server`)
      const { replica, server } = rows[0]!
      if (Number(server) < 150_000) {
        throw problem('systems.old-server', { attempted: `${options.system.name} runs PostgreSQL ${Math.floor(Number(server) / 10_000)}; 15 or later is needed.`, on: options.system.name, next: 'Upgrade the server.' })
      }
      if (options.as === 'act' && replica) {
        throw problem('systems.replica', { attempted: `${options.system.name} is a replica: nothing is changed, or read back, on a copy.`, on: options.system.name, next: 'Give the address of the primary as act-url.' })
      }
      return new PostgresSession(pool, options, Math.floor(Number(server) / 10_000))
    } catch (error) {
      await pool.end().catch(() => {})
      throw isProblem(error) ? error : unreachable(options.system.name, url, error)
    }
  },
}

function urlOf(options: OpenOptions): string {
  const acting = options.as === 'act' ? options.settings.get('act-url')?.reveal() : undefined
  const url = acting ?? options.settings.get('url')?.reveal()
  if (url === undefined || url === '') {
    throw problem('systems.setting-missing', { attempted: `${options.system.name} says no url.`, on: options.system.name, next: 'Write url: ${SOME_VARIABLE} in the systems file and set the variable.' })
  }
  return url
}

function openPool(url: string, options: OpenOptions): Pool {
  const acting = options.as === 'act'
  const settings: Readonly<Record<string, string>> = {
    // A row that the role may not see must be an error, not "gone".
    row_security: 'off',
    TimeZone: 'UTC', DateStyle: 'ISO', IntervalStyle: 'iso_8601', bytea_output: 'hex', client_encoding: 'UTF8', extra_float_digits: '1',
    statement_timeout: acting ? '60s' : '30min',
    lock_timeout: '5s',
    idle_in_transaction_session_timeout: acting ? '60s' : '10min',
    jit: 'off', // compiling costs more than it saves on one pass over a table
    // Acting asks for rows by their keys only: reading a whole table for a few thousand of its rows must not look cheap.
    ...(acting ? { random_page_cost: '1.1' } : { default_transaction_read_only: 'on' }),
  }
  let pool: Pool
  try {
    pool = new Pool({
      connectionString: url, max: 4, connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000, keepAlive: true, application_name: 'lofte',
      options: Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(' '),
    })
  } catch (error) {
    throw unreachable(options.system.name, url, error)
  }
  pool.on('error', (error) => log.warn('systems.connection-lost', { error }))
  return pool
}

class PostgresSession implements Session {
  readonly #pool: Pool
  readonly #options: OpenOptions
  readonly #server: number
  readonly #zones: ReadonlyMap<string, string>
  #catalogue: Promise<Catalogue> | undefined

  constructor(pool: Pool, options: OpenOptions, server: number) {
    this.#pool = pool
    this.#options = options
    this.#server = server
    this.#zones = options.zones ?? new Map()
  }

  /** Always read anew: what is compared with the plan is how it looks now. */
  async describe(): Promise<Shape> {
    this.#catalogue = undefined
    return (await this.#known()).shape
  }

  async *scan(table: Table, cursor: Cursor | null, known?: KnownKeys) {
    const catalogue = await this.#known()
    const { hash, signal } = this.#options
    const found = tableIn(catalogue, table.name)
    yield* scanTable({
      pool: this.#pool, reader: readerFor(found, { catalogue, hash, zones: this.#zones }), place: `${catalogue.shape.identity} ${this.#server}`, signal, known,
      openKey: (key) => (found.keySealed ? hash.openKey(table.controller, key) : key),
    }, cursor)
  }

  async *find(identifiers: readonly Identifier[]) {
    yield* findRows({ pool: this.#pool, catalogue: await this.#known(), hash: this.#options.hash, signal: this.#options.signal }, identifiers)
  }

  async *mention(identifiers: readonly Identifier[], table: string, fields: readonly ColumnRef[]) {
    yield* findMentions({ pool: this.#pool, catalogue: await this.#known(), hash: this.#options.hash, signal: this.#options.signal }, identifiers, table, fields)
  }

  async sight(refs: readonly Ref[]): Promise<readonly Sighting[]> {
    if (refs.length === 0) return []
    const catalogue = await this.#known()
    try {
      const client = await this.#pool.connect()
      try {
        return await lookWith(catalogue, this.#options.hash, this.#zones)(client, refs)
      } finally {
        client.release()
      }
    } catch (error) {
      throw explain(error, this.#options.system.name, null)
    }
  }

  async *read(refs: readonly Ref[]) {
    yield* readRows({ pool: this.#pool, catalogue: await this.#known(), hash: this.#options.hash, signal: this.#options.signal }, refs)
  }

  async apply(steps: readonly Step[], under: Under) {
    return applySteps(await this.#acting(), steps, under)
  }

  async verify(steps: readonly Step[], fate?: TransactionFate) {
    return verifySteps(await this.#acting(), steps, fate)
  }

  async fate(mark: TransactionMark) {
    return fateOf(await this.#acting(), mark)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }

  async #acting(): Promise<ActContext> {
    const catalogue = await this.#known()
    return { pool: this.#pool, catalogue, hash: this.#options.hash, look: lookWith(catalogue, this.#options.hash, this.#zones) }
  }

  #known(): Promise<Catalogue> {
    this.#catalogue ??= this.#readCatalogue().catch((error: unknown) => {
      this.#catalogue = undefined
      throw explain(error, this.#options.system.name, null)
    })
    return this.#catalogue
  }

  async #readCatalogue(): Promise<Catalogue> {
    const client = await this.#pool.connect()
    try {
      return await readShape(client, this.#options.system)
    } finally {
      client.release()
    }
  }
}

function tableIn(catalogue: Catalogue, name: string) {
  const found = catalogue.tables.get(name)
  if (found !== undefined) return found
  const errors = catalogue.shape.findings.filter((one) => one.severity === 'error')
  // What is wrong at the root, not the table that is left out because of it.
  const roots = errors.filter((one) => one.code !== 'systems.parent-not-observed')
  const finding = roots.find((one) => one.table === name) ?? roots[0] ?? errors.find((one) => one.table === name)
  const table = finding?.table ?? name
  throw problem((finding?.code ?? 'systems.unknown-table') as `systems.${string}`, {
    attempted: `${table} cannot be observed${finding === undefined ? '' : `: ${finding.detail}`}.`,
    on: `${catalogue.shape.system}.${table}${finding?.column === null || finding?.column === undefined ? '' : `.${finding.column}`}`,
    next: finding?.nearest === null || finding?.nearest === undefined ? 'Correct the systems file or the database.' : `Did you mean ${finding.nearest}?`,
  })
}
