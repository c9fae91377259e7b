import type pg from 'pg'
import { copyIn, copyOutBatches, type CopyRow } from '../platform/index.ts'
import { isDay } from '../policy/law/index.ts'
import type { ScanPage, Sighting } from '../systems/index.ts'
import { hexOf } from './store-index.ts'
import { datesText, linksText } from './stored-form.ts'

/** Where the scan of one table stands: as merged into the index, or further, as staged. */
export interface Standing {
  readonly cursor: string | null
  readonly startedAt: string
  readonly full: boolean
  readonly actNo: number
  readonly rows: number
  readonly done: boolean
}

/** Pages on their way into the index. What an earlier process staged is taken up, if it was of the same mapping. */
export async function openStaging(pool: pg.Pool, system: string): Promise<void> {
  const others = await pool.query('select 1 from people.staged_scan where system <> $1 limit 1', [system])
  if (others.rowCount !== 0) await clearStaging(pool)
}

export async function clearStaging(client: pg.Pool | pg.PoolClient): Promise<void> {
  await client.query('truncate people.staged_scan, people.sighted, people.sighted_identifier, people.sighted_gone')
}

/** The table's standing: staged pages that can be continued, else the cursor that was merged, else from the start. */
export async function standingOf(pool: pg.Pool, system: string, table: string, mapping: string, full: boolean, now: string): Promise<Standing> {
  const staged = await pool.query<{ cursor: string; started_at: string; full_pass: boolean; act_no: number; rows: number; done: boolean }>(
    'select cursor, started_at, full_pass, act_no, rows, done from people.staged_scan where system = $1 and tbl = $2 and mapping = $3', [system, table, mapping])
  const at = staged.rows[0]
  if (at !== undefined && (at.full_pass || !full)) return { cursor: at.cursor, startedAt: at.started_at, full: at.full_pass, actNo: at.act_no, rows: at.rows, done: at.done }
  await pool.query(`
    with s as (delete from people.sighted where system = $1 and tbl = $2 returning n),
         g as (delete from people.sighted_gone where system = $1 and tbl = $2),
         c as (delete from people.staged_scan where system = $1 and tbl = $2)
    delete from people.sighted_identifier i using s where i.n = s.n`, [system, table])
  const merged = await pool.query<{ cursor: string | null }>('select cursor from people.scan where system = $1 and tbl = $2 and mapping = $3', [system, table, mapping])
  const cursor = full ? null : (merged.rows[0]?.cursor ?? null)
  const act = await pool.query<{ no: number }>('select case when is_called then last_value else 0 end as no from people.act_no')
  return { cursor, startedAt: now, full: cursor === null, actNo: act.rows[0]!.no, rows: 0, done: false }
}

export interface StagedPage {
  readonly system: string
  readonly table: string
  readonly controller: string
  readonly mapping: string
  readonly standing: Standing
  readonly page: ScanPage
}

/** Numbers for staged rows, later ones higher: a million at a time, so that no page has to ask. */
export class Numbers {
  readonly #pool: pg.Pool
  #next = 0
  #end = 0

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async block(size: number): Promise<number> {
    if (this.#next + size > this.#end) {
      const blocks = Math.ceil(size / 1_000_000)
      const { rows } = await this.#pool.query<{ n: number }>(`select max(nextval('people.sighted_n')) as n from generate_series(1, $1)`, [blocks])
      this.#next = rows[0]!.n - (blocks - 1) * 1_000_000
      this.#end = rows[0]!.n + 1_000_000
    }
    const from = this.#next
    this.#next += size
    return from
  }
}

/** The page and the cursor behind it, in one transaction: a process that dies is taken up exactly there. */
export async function stagePage(pool: pg.Pool, numbers: Numbers, staged: StagedPage): Promise<void> {
  const { page, standing, system, table } = staged
  // A row, then what it says of others: each a line of its own.
  const seen = page.seen.flatMap((sighting) => (sighting.named === undefined ? [sighting] : [sighting, ...sighting.named]))
  const first = await numbers.block(seen.length + page.gone.length)
  const links = new Set<string>()
  const rows: CopyRow[] = []
  const identifiers: CopyRow[] = []
  seen.forEach((sighting, i) => {
    rows.push(rowOf(sighting, first + i, standing.actNo, system))
    for (const { kind, hash, verified } of sighting.identifiers) identifiers.push([first + i, verified, staged.controller, kind, `\\x${hexOf(hash)}`])
    for (const link of sighting.belongsTo) links.add(link.table)
  })
  const gone = page.gone.map((ref, i): CopyRow => [first + seen.length + i, system, ref.table, ref.key])
  const client = await pool.connect()
  try {
    await client.query('begin')
    if (rows.length > 0) await copyIn(client, 'people.sighted', sightedColumns, rows)
    if (identifiers.length > 0) await copyIn(client, 'people.sighted_identifier', ['n', 'verified', 'controller', 'kind', 'hash'], identifiers)
    if (gone.length > 0) await copyIn(client, 'people.sighted_gone', ['n', 'system', 'tbl', 'key'], gone)
    await client.query(
      `insert into people.staged_scan (system, tbl, cursor, started_at, full_pass, mapping, act_no, links_to, rows, done)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (system, tbl) do update set cursor = excluded.cursor, rows = excluded.rows, done = excluded.done, full_pass = excluded.full_pass,
         links_to = (select coalesce(array_agg(distinct t), '{}') from unnest(staged_scan.links_to || excluded.links_to) t)`,
      [system, table, page.cursor, standing.startedAt, standing.full, staged.mapping, standing.actNo, [...links], standing.rows + page.seen.length, page.done])
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

const sightedColumns = ['n', 'act_no', 'unmentioned', 'pinned', 'own', 'link_count', 'system', 'tbl', 'key', 'fingerprint', 'dates', 'links', 'name_hash', 'consent']

function rowOf(sighting: Sighting, n: number, actNo: number, system: string): CopyRow {
  const links = linksText(sighting.belongsTo)
  let own = false
  for (const identifier of sighting.identifiers) own ||= identifier.verified
  return [
    // A link that cannot be written is a reference that we could lose: the row then counts as referred to by what we do not know.
    n, actNo, sighting.unmentioned, sighting.pinned || links === undefined, own, links == null ? 0 : countOf(links),
    system, sighting.ref.table, sighting.ref.key, sighting.fingerprint, datesText(sighting.dates), links ?? null, sighting.nameHash, consentText(sighting),
  ]
}

/** Only days: a choice whose day cannot be told is none (decide.md 2: no record, no use). */
function consentText({ consent }: Sighting): string | null {
  if (consent === undefined || consent === null) return null
  const given = consent.given !== null && isDay(consent.given) ? consent.given : ''
  // Withdrawn on a day that cannot be told is withdrawn all the same: as early as it was given.
  const withdrawn = consent.withdrawn === null ? '' : isDay(consent.withdrawn) ? consent.withdrawn : given || '0001-01-01'
  return given === '' && withdrawn === '' ? null : `${consent.purpose}|${given}|${withdrawn}`
}

function countOf(links: string): number {
  let count = 1
  for (let at = links.indexOf('\x1e'); at >= 0; at = links.indexOf('\x1e', at + 1)) count++
  return count
}

/** The keys that the index holds of a table, cleared rows included; within bounds when they are whole numbers. */
export async function* knownKeys(pool: pg.Pool, system: string, table: string, bounds: { readonly from: bigint; readonly below: bigint } | null): AsyncGenerator<readonly string[]> {
  // Rows only: what one says of others is there while the row is.
  const where = `system = ${literal(system)} and tbl = ${literal(table)} and strpos(key, E'\\x1d') = 0`
  const keys = (which: string): string => `select key from people.location where ${where} ${which} union select key from people.emptied where ${where} ${which}`
  let query = keys('')
  if (bounds !== null) {
    // A few thousand keys are looked up one by one; wider bounds are cheaper read through.
    const few = bounds.below - bounds.from <= 200_000n
    query = few
      ? keys(`and key = any (array(select n::text collate "C" from generate_series(${bounds.from}::bigint, ${bounds.below - 1n}::bigint) n))`)
      : keys(`and case when key ~ '^-?[0-9]{1,40}$' then key::numeric >= ${bounds.from} and key::numeric < ${bounds.below} else false end`)
  }
  for await (const batch of copyOutBatches(pool, query)) yield batch.map((row) => row[0]!)
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
