import type { Catalogue } from '../shape/catalogue.ts'
import { BatchFailed } from './failure.ts'

export interface Changes {
  inserted: number
  updated: number
  deleted: number
}

/** Changes of this transaction so far, by the oid of the table that holds the rows. */
export type Counts = ReadonlyMap<string, Changes>

/**
 * What the transaction changed in every table, cascades and triggers included. A backend's counters may still hold what an
 * earlier transaction left there, so they are read at the start too. The functions, not the view: the view sums up indexes.
 */
export const countsQuery = `
  SELECT relid, ins, upd, del FROM (
    SELECT c.oid::text AS relid, pg_stat_get_xact_tuples_inserted(c.oid)::int AS ins,
           pg_stat_get_xact_tuples_updated(c.oid)::int AS upd, pg_stat_get_xact_tuples_deleted(c.oid)::int AS del
      FROM pg_class c
     WHERE c.relkind IN ('r', 'm', 'f') AND c.oid >= 16384) s
   WHERE ins + upd + del > 0`

export interface CountRow {
  readonly relid: string
  // As numbers or as text: that depends on the parsers of the pool.
  readonly ins: number | string
  readonly upd: number | string
  readonly del: number | string
}

export function countsOf(rows: readonly CountRow[]): Counts {
  return new Map(rows.map((row) => [row.relid, { inserted: Number(row.ins), updated: Number(row.upd), deleted: Number(row.del) }]))
}

/** What happened between the two, by mapped table (the partitions of one summed up); other tables under their oid. */
export function changesSince(catalogue: Catalogue, before: Counts, after: Counts): Map<string, Changes> {
  const names = new Map<string, string>()
  for (const table of catalogue.tables.values()) for (const heap of table.heaps) names.set(heap.oid, table.sql)
  const changes = new Map<string, Changes>()
  for (const [oid, now] of after) {
    const then = before.get(oid) ?? { inserted: 0, updated: 0, deleted: 0 }
    const name = names.get(oid) ?? oid
    const sum = changes.get(name) ?? { inserted: 0, updated: 0, deleted: 0 }
    sum.inserted += now.inserted - then.inserted
    sum.updated += now.updated - then.updated
    sum.deleted += now.deleted - then.deleted
    changes.set(name, sum)
  }
  for (const [name, { inserted, updated, deleted }] of changes) if (inserted === 0 && updated === 0 && deleted === 0) changes.delete(name)
  return changes
}

/** Throws unless exactly the planned changes, and no other, were made. */
export function mustMatch(planned: ReadonlyMap<string, Changes>, seen: ReadonlyMap<string, Changes>): void {
  for (const name of seen.keys()) if (!planned.has(name)) throw new BatchFailed('changed-elsewhere')
  for (const [name, plan] of planned) {
    const real = seen.get(name) ?? { inserted: 0, updated: 0, deleted: 0 }
    if (real.inserted !== plan.inserted || real.updated !== plan.updated || real.deleted !== plan.deleted) throw new BatchFailed('count-mismatch')
  }
}

export function plan(planned: Map<string, Changes>, table: string, what: keyof Changes, count: number): void {
  if (count === 0) return
  const sum = planned.get(table) ?? { inserted: 0, updated: 0, deleted: 0 }
  sum[what] += count
  planned.set(table, sum)
}
