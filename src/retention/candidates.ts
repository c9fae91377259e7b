import type { Indexed } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import { isDay } from '../policy/law/index.ts'
import type { ColumnRef, Policy } from '../policy/model/index.ts'
import type { SystemRef } from '../people/index.ts'

/** A row that may hold an address of the person's. */
export interface Candidate extends SystemRef {
  readonly column: string
  readonly controller: string
  /** When the person was last active by this row; what is known latest comes first. */
  readonly active: string
}

const most = 20

/** Rows with a verified address, the latest active first. What we hold for others as their processor is not ours to use. */
export function candidatesAmong(policy: Policy, today: Day, known: readonly Candidate[], rows: readonly Indexed[]): readonly Candidate[] {
  const found = [...known]
  for (const row of rows) {
    const table = policy.systems.get(row.system)?.tables.get(row.table)
    const column = table?.person.get('email')
    if (table === undefined || column === undefined || table.role === 'processor' || !table.verified.has('email')) continue
    found.push({ system: row.system, table: row.table, key: row.key, column: columnName(column), controller: table.controller, active: latestOf(row, today) })
  }
  return found.sort((a, b) => (a.active === b.active ? (`${a.system} ${a.table} ${a.key}` < `${b.system} ${b.table} ${b.key}` ? -1 : 1) : a.active > b.active ? -1 : 1)).slice(0, most)
}

/** Activity before any other date; a date that has not come yet says nothing. */
function latestOf(row: Indexed, today: Day): string {
  const active = row.dates.get('last-activity')
  if (active !== undefined && isDay(active) && active <= today) return `2 ${active}`
  const past = [...row.dates.values()].filter((date) => isDay(date) && date <= today)
  return `1 ${past.reduce((latest, date) => (date > latest ? date : latest), row.since as string)}`
}

/** As a connector names a value that it has read. */
function columnName(ref: ColumnRef): string {
  return `${ref.via === null ? '' : `${ref.via}.`}${[ref.column, ...ref.path].join('->')}`
}
