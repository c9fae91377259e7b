import type pg from 'pg'
import { copyOutBatches } from '../../../../platform/index.ts'
import type { Cursor, KnownKeys, Ref, ScanPage, Sighting } from '../../../index.ts'
import { explain } from '../explain.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { markNow, modeOf, ownChanged, shownChanged, sinceOf, sinceText, tooOld } from './changed.ts'
import type { Mode } from './changed.ts'
import { readCursor, stateName, writeCursor } from './cursor.ts'
import type { Digest, Filling, Resting, State } from './cursor.ts'
import { chooseShift, compareDigest, compareWithStart, rangeItem, takeDigest } from './digest.ts'
import { goneIn } from './gone.ts'
import type { Reader } from './reader.ts'

export interface ScanTerms {
  readonly pool: pg.Pool
  readonly reader: Reader
  /** Identity and version of the database: a cursor of another is of no use. */
  readonly place: string
  readonly signal: AbortSignal
  readonly known: KnownKeys | undefined
  readonly openKey: (key: string) => string
}

const pageRows = 2000
/** 32 MB of a table in one short transaction: some hundred thousand rows, a second or two. */
const chunkPages = 4096

/**
 * Everything (`cursor` null) or what is new, changed or gone. A pass over everything reads each heap in chunks of pages, each a
 * short transaction, so that no old snapshot keeps the database from cleaning up; what was written meanwhile is read at its end.
 */
export async function* scanTable(terms: ScanTerms, cursor: Cursor | null): AsyncGenerator<ScanPage> {
  const { reader } = terms
  const mode = modeOf(reader.table, reader.items)
  const pass = new Pass(terms, mode)
  const state = readCursor(pass.name, cursor)
  const client = await terms.pool.connect().catch((error: unknown) => Promise.reject(explain(error, reader.table.mapped.system, reader.table.mapped.name)))
  let ended = false
  try {
    if (mode === 'digest') yield* pass.compared(client, state)
    else if (state?.phase === 'resting') yield* pass.changes(client, state)
    else yield* pass.everything(client, state)
    ended = true
  } catch (error) {
    throw explain(error, reader.table.mapped.system, reader.table.mapped.name)
  } finally {
    // Left in the middle of a COPY or a transaction the connection is of no more use.
    client.release(!ended)
  }
}

class Pass {
  readonly name: string
  readonly #terms: ScanTerms
  readonly #mode: Mode
  readonly #table: KnownTable
  readonly #reader: Reader

  constructor(terms: ScanTerms, mode: Mode) {
    this.#terms = terms
    this.#mode = mode
    this.#reader = terms.reader
    this.#table = terms.reader.table
    const { items, keyed } = terms.reader
    this.name = stateName([terms.place, this.#table.oid, mode, items.list, items.from(this.#table.sql), keyed, this.#table.mapped.changes])
  }

  /** From the start, or from where an earlier pass over everything stopped. */
  async *everything(client: pg.PoolClient, from: State | null): AsyncGenerator<ScanPage> {
    let state: Filling = from?.phase === 'filling' ? from : await this.#start(client)
    if (from?.phase === 'filling' && tooOld(sinceOf(from.since), await markNow(client, this.#table, this.#mode))) state = await this.#start(client)
    const since = sinceOf(state.since)
    // IS NOT TRUE: beside a NULL reference the question has no answer, and a row without one must not fall between both halves.
    const unchanged = `(${shownChanged(this.#table, this.#reader.items, this.#mode, since)}) IS NOT TRUE`
    for (; state.heap < this.#table.heaps.length; state = { ...state, heap: state.heap + 1, page: 0 }) {
      const heap = this.#table.heaps[state.heap]!
      const pages = await pagesOf(client, heap.oid)
      for (; state.page < pages; state = { ...state, page: state.page + chunkPages }) {
        const last = state.page + chunkPages >= pages
        const where = `t.ctid >= '(${state.page},0)'::tid${last ? '' : ` AND t.ctid < '(${state.page + chunkPages},0)'::tid`} AND ${unchanged}`
        yield* this.#pages(client, `ONLY ${heap.sql}`, where, state, true)
      }
    }
    // What was written since the start, in one snapshot with the digest of all that is there then.
    await begin(client)
    const now = await markNow(client, this.#table, this.#mode)
    const changed = ownChanged(this.#table, this.#mode, since)
    const { digest, dirty } = await compareWithStart(client, this.#table, state.digest, changed)
    yield* this.#pages(client, this.#table.sql, shownChanged(this.#table, this.#reader.items, this.#mode, since), state, true)
    await client.query('COMMIT')
    yield this.#last({ phase: 'resting', since: sinceText(now), digest, dirty }, true)
  }

  async #start(client: pg.PoolClient): Promise<Filling> {
    await begin(client)
    const since = await markNow(client, this.#table, this.#mode)
    const shift = await chooseShift(client, this.#table)
    const digest = await takeDigest(client, this.#table, { shift, where: `(${ownChanged(this.#table, this.#mode, since)}) IS NOT TRUE` })
    await client.query('COMMIT')
    return { phase: 'filling', heap: 0, page: 0, since: sinceText(since), digest }
  }

  /** What changed since a pass that ended, and what others deleted. */
  async *changes(client: pg.PoolClient, state: Resting): AsyncGenerator<ScanPage> {
    await begin(client)
    const since = sinceOf(state.since)
    const now = await markNow(client, this.#table, this.#mode)
    const { digest, differing } = await compareDigest(client, this.#table, state.digest, { changed: ownChanged(this.#table, this.#mode, since) })
    const doubtful = [...new Set([...differing, ...state.dirty])]
    if (tooOld(since, now) || (doubtful.length > 0 && this.#terms.known === undefined)) {
      await client.query('COMMIT')
      yield* this.everything(client, null)
      return
    }
    yield* this.#pages(client, this.#table.sql, shownChanged(this.#table, this.#reader.items, this.#mode, since), state, false)
    await client.query('COMMIT')
    yield* this.#gone(client, doubtful, state.digest, state)
    yield this.#last({ phase: 'resting', since: sinceText(now), digest, dirty: [] }, false)
  }

  /** A store without marks of change: all of it the first time, then the ranges whose contents differ. */
  async *compared(client: pg.PoolClient, from: State | null): AsyncGenerator<ScanPage> {
    const { items } = this.#reader
    const contents = { item: `concat_ws(E'\\x1f', ${items.list.map((item) => `coalesce((${item})::text, E'\\x1e')`).join(', ')})`, from: items.from(this.#table.sql) }
    const state = from?.phase === 'resting' ? from : null
    await begin(client)
    if (state === null) {
      const shift = await chooseShift(client, this.#table)
      const digest = await takeDigest(client, this.#table, { shift, contents })
      yield* this.#pages(client, this.#table.sql, 'true', null, true)
      await client.query('COMMIT')
      yield this.#last({ phase: 'resting', since: '0', digest, dirty: [] }, true)
      return
    }
    const { digest, differing, altered } = await compareDigest(client, this.#table, state.digest, { contents })
    if (differing.length > 0 && this.#terms.known === undefined) {
      yield* this.#pages(client, this.#table.sql, 'true', state, true)
      await client.query('COMMIT')
      yield this.#last({ phase: 'resting', since: '0', digest, dirty: [] }, true)
      return
    }
    const ranges = altered.filter((range) => range !== 'null')
    if (ranges.length > 0) yield* this.#pages(client, this.#table.sql, `${rangeItem(this.#table, state.digest.shift)} IN (${ranges.join(', ')})`, state, false)
    await client.query('COMMIT')
    yield* this.#gone(client, differing, state.digest, state)
    yield this.#last({ phase: 'resting', since: '0', digest, dirty: [] }, false)
  }

  async *#gone(client: pg.PoolClient, ranges: readonly string[], digest: Digest, state: State): AsyncGenerator<ScanPage> {
    if (ranges.length === 0 || this.#terms.known === undefined) return
    for await (const keys of goneIn(client, this.#table, ranges, digest, this.#terms.known, this.#terms.openKey)) {
      this.#terms.signal.throwIfAborted()
      const gone = keys.map((key): Ref => ({ table: this.#table.mapped.name, key }))
      if (gone.length > 0) yield { seen: [], gone, cursor: writeCursor(this.name, state), done: false }
    }
  }

  /** The rows of one COPY as pages; a pass that dies within is taken up from `state`, so its rows come once more. */
  async *#pages(client: pg.PoolClient, heap: string, where: string, state: State | null, full: boolean): AsyncGenerator<ScanPage> {
    const { items, keyed } = this.#reader
    const cursor = state === null ? ('' as Cursor) : writeCursor(this.name, state)
    const query = `SELECT ${items.list.join(', ')} FROM ${items.from(heap)} WHERE ${keyed} AND ${where}`
    let seen: Sighting[] = []
    for await (const batch of copyOutBatches(client, query)) {
      this.#terms.signal.throwIfAborted()
      for (const fields of batch) seen.push(this.#reader.sighting(fields))
      if (seen.length < pageRows) continue
      yield { seen, gone: [], cursor, done: false, ...(full && { full }) }
      seen = []
    }
    if (seen.length > 0) yield { seen, gone: [], cursor, done: false, ...(full && { full }) }
  }

  #last(state: Resting, full: boolean): ScanPage {
    return { seen: [], gone: [], cursor: writeCursor(this.name, state), done: true, ...(full && { full }) }
  }
}

async function begin(client: pg.PoolClient): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
}

async function pagesOf(client: pg.PoolClient, oid: string): Promise<number> {
  const { rows } = await client.query<{ pages: string }>(
    `SELECT (pg_relation_size($1::oid) / current_setting('block_size')::int8)::text AS pages`, [oid])
  return Number(rows[0]?.pages ?? 0)
}
