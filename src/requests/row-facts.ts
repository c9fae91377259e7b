import { companyAmong, recordsAmong, type CompanyOf, type RecordsOf } from '../decisions/index.ts'
import type { Indexed } from '../people/index.ts'
import type { LocationFacts } from '../policy/decide/index.ts'
import type { Work } from '../work/index.ts'

/** What rows are part of, and who else has to do with them: without it a row that is held would be told of without its day. */
export interface AroundRows {
  readonly records: RecordsOf
  readonly company: CompanyOf
}

export async function aroundRows(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[]): Promise<AroundRows> {
  return { ...(await recordsAmong(work, rows)), company: await companyAmong(work, rows, true) }
}

/** `referencedByKept` is left at nought: it changes what becomes of the row, and nothing of what its fields are for. */
export function factsOfRow(row: Indexed, around: AroundRows | null = null): LocationFacts {
  const records = around?.records(row)
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates, sharedWith: row.shared ? 1 : 0, referencedByKept: 0,
    unmentioned: row.unmentioned, linked: true, named: row.named, ...(records !== undefined && { records }), ...around?.company(row),
  }
}
