import type { ClientBase } from 'pg'
import { isoPeriod } from '../../../../policy/law/index.ts'
import { literal, quoteColumn, whole } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import type { Items } from './items.ts'

/** How changes are seen: by the transaction that wrote a row, by a column that says when, or by comparing everything. */
export type Mode = 'xmin' | 'updated-at' | 'digest'

export function modeOf(table: KnownTable, items: Items): Mode {
  const marked = (one: KnownTable): boolean => one.kind !== 'view' && one.kind !== 'foreign'
  if (table.mapped.changes.by === 'digest' || !marked(table)) return 'digest'
  // A date read through a row whose changes leave no mark is only noticed by comparing.
  if (!items.joinsOthers.every(marked)) return 'digest'
  return table.mapped.changes.by
}

/** From when on rows count as changed: a transaction id, and the greatest moment seen where a column tells it. */
export interface Since {
  readonly xid: bigint
  readonly moment: string | null
}

/**
 * `pg_snapshot_xmin`: whatever was not finished when we looked has this id or a later one, however late it commits. (A column
 * that says when a row was updated is written before the commit, and misses a late one.)
 */
export async function markNow(client: ClientBase, table: KnownTable, mode: Mode): Promise<Since> {
  const { rows } = await client.query<{ xid: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid')
  const xid = BigInt(rows[0]!.xid)
  const { changes } = table.mapped
  if (mode !== 'updated-at' || changes.by !== 'updated-at') return { xid, moment: null }
  const column = quoteColumn('t', changes.column)
  const latest = await client.query<{ at: string | null }>(`SELECT max(${column})::text AS at FROM ${table.sql} t WHERE isfinite(${column})`)
  return { xid, moment: latest.rows[0]?.at ?? '-infinity' }
}

export function sinceText(since: Since): string {
  return since.moment === null ? String(since.xid) : `${since.xid} ${since.moment}`
}

export function sinceOf(text: string): Since {
  const space = text.indexOf(' ')
  return space < 0 ? { xid: BigInt(text), moment: null } : { xid: BigInt(text.slice(0, space)), moment: text.slice(space + 1) }
}

/** Transaction ids are compared by their age, which is right for half of the 2^32 that there are; a quarter is a safe half of that. */
export function tooOld(since: Since, now: Since): boolean {
  return now.xid - since.xid > 1n << 30n || now.xid < since.xid
}

/** Whether the row of `alias` was written since. A row frozen long ago shows an old id, whose age is great or negative: the latter is read once more. */
function written(alias: string, since: Since): string {
  return `age(${alias}.xmin) <= age('${whole(since.xid & 0xffff_ffffn)}'::xid)`
}

/** Whether the table's own row changed. */
export function ownChanged(table: KnownTable, mode: Mode, since: Since): string {
  const { changes } = table.mapped
  if (mode !== 'updated-at' || changes.by !== 'updated-at' || since.moment === null) return written('t', since)
  const column = quoteColumn('t', changes.column)
  const type = table.columns.get(changes.column)?.type ?? 'timestamptz'
  return `(${column} IS NULL OR ${column} >= ${literal(since.moment)}::${type} - ${literal(isoPeriod(changes.overlap))}::interval)`
}

/** Whether what the row shows may have changed: its own row, a parent that it is dated by, or an unmapped row that refers to it. */
export function shownChanged(table: KnownTable, items: Items, mode: Mode, since: Since): string {
  const parts = [ownChanged(table, mode, since), ...items.parentChanged((alias) => written(alias, since))]
  for (const one of table.unmappedReferrers) {
    const own = one.references.map((name) => quoteColumn('t', name))
    const theirs = one.columns.map((name) => quoteColumn('u', name))
    parts.push(`${row(own)} IN (SELECT ${theirs.join(', ')} FROM ${one.sql} u WHERE ${written('u', since)})`)
  }
  return parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`
}

function row(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(', ')})`
}
