import { stringify } from 'csv-stringify/sync'
import type { AccessRow } from './gather.ts'
import type { Redaction } from './redact.ts'

/** Lines of a table's CSV file, for people with a spreadsheet: a mark of the encoding first, and no value that a program would run. */
export class CsvTable {
  #columns: readonly string[] | null = null
  readonly #hidden: string

  constructor(hidden: string) {
    this.#hidden = hidden
  }

  lines(rows: readonly AccessRow[]): string {
    const first = rows[0]
    if (first === undefined) return ''
    const opening = this.#columns === null
    this.#columns ??= [...first.values.keys(), ...first.unmentioned.keys()]
    const columns = this.#columns
    const records = rows.map((row) => [
      row.key,
      ...columns.map((name) => {
        const cell = row.values.get(name) ?? row.unmentioned.get(name)
        return cell === undefined ? '' : cell.hidden ? this.#hidden : (cell.value.reveal() ?? '')
      }),
      [...new Set(row.explained.fields.flatMap((field) => field.purposes))].join(', '),
      lastDay(row),
    ])
    return csv(opening ? [['key', ...columns, 'purposes', 'until'], ...records] : records, opening)
  }
}

export function redactionLines(redactions: readonly Redaction[], opening: boolean): string {
  const records = redactions.map(({ table, field, why }) => [table, field, why])
  return csv(opening ? [['table', 'field', 'why'], ...records] : records, opening)
}

function csv(records: readonly (readonly string[])[], opening: boolean): string {
  return records.length === 0 ? '' : stringify(records as string[][], { bom: opening, escape_formulas: true })
}

/** The day by which all of the row is gone; empty while nobody can say. */
function lastDay(row: AccessRow): string {
  const days = row.explained.fields.filter((field) => field.data !== null).map((field) => field.until)
  return days.length === 0 || days.includes(null) ? '' : (days as string[]).reduce((last, day) => (day > last ? day : last))
}
