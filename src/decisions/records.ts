import type { Indexed, SystemRef } from '../people/index.ts'
import { towardsRecords, type RecordFacts } from '../policy/decide/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { placeOf, rowKey } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { indexedAt } from './store-records.ts'

type Seen = Pick<Indexed, 'system' | 'table' | 'key' | 'dates' | 'links'>

/** The records that a row is part of; undefined for rows whose table is part of none. */
export type RecordsOf = (row: Seen) => readonly RecordFacts[] | undefined

/**
 * What the rows are part of, with the records' dates: from among the rows themselves, else from the index, whosever they are
 * there. Asked in bulk, and only where the policy has such tables.
 */
export async function recordsAmong(work: Pick<Work, 'db' | 'policy'>, rows: readonly Seen[]): Promise<{ records: RecordsOf }> {
  const { policy } = work
  const parts = rows.filter((row) => upwards(policy, row).size > 0)
  if (parts.length === 0) return { records: () => undefined }
  const seen = new Map<string, Seen | null>()
  for (const row of rows) if (isRecord(policy, row) || upwards(policy, row).size > 0) seen.set(nameOf(row), row)
  for (let next = above(policy, parts); ; ) {
    const missing = new Map(next.map((ref) => [nameOf(ref), ref] as const).filter(([name]) => !seen.has(name)))
    if (missing.size === 0) break
    for (const name of missing.keys()) seen.set(name, null)
    const found = await indexedAt(work.db, [...missing.values()])
    for (const row of found) seen.set(nameOf(row), row)
    next = above(policy, found)
  }
  return { records: (row) => (upwards(policy, row).size === 0 ? undefined : recordsOver(policy, seen, row)) }
}

function recordsOver(policy: Policy, seen: ReadonlyMap<string, Seen | null>, part: Seen): readonly RecordFacts[] {
  const records: RecordFacts[] = []
  const passed = new Set<string>()
  const queue = [...above(policy, [part])]
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    const name = nameOf(ref)
    if (passed.has(name)) continue
    passed.add(name)
    const row = seen.get(name) ?? null
    if (row === null) records.push({ table: ref.table, dates: null })
    else if (isRecord(policy, row)) records.push({ table: row.table, dates: row.dates })
    else queue.push(...above(policy, [row]))
  }
  return records
}

function above(policy: Policy, rows: readonly Seen[]): readonly SystemRef[] {
  // What a row says of somebody is part of whatever the row is part of.
  return rows.flatMap((row) => (placeOf(row.key) !== null ? [{ system: row.system, table: row.table, key: rowKey(row.key) }] : row.links.filter((link) => upwards(policy, row).has(link.table)).map((link) => ({ system: row.system, table: link.table, key: link.key }))))
}

const nothing: ReadonlySet<string> = new Set()

function upwards(policy: Policy, row: Seen): ReadonlySet<string> {
  const table = policy.systems.get(row.system)?.tables.get(row.table)
  return table === undefined ? nothing : towardsRecords(policy, table)
}

function isRecord(policy: Policy, row: Seen): boolean {
  return policy.systems.get(row.system)?.tables.get(row.table)?.record === true
}

const nameOf = (row: SystemRef): string => `${row.system}\0${row.table}\0${row.key}`
