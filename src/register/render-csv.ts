import { stringify } from 'csv-stringify/sync'
import { headingOf } from './headings.ts'
import type { Register } from './register.ts'

/**
 * A line for each processing, all controllers in one table. Spreadsheet programs open it as it is: a mark says UTF-8, the
 * delimiter is the one of the language's own settings, lines within a cell stay there, and no value is run as a formula.
 */
export function renderCsv(registers: readonly Register[]): string {
  const [first] = registers
  if (first === undefined) return ''
  const records = registers.flatMap(({ entries, columns }) => entries.map((entry) => columns.map((column) => (entry.cells.get(column) ?? []).join('\n'))))
  return stringify([first.columns.map((column) => headingOf(column, first.lang)), ...records], { bom: true, delimiter: first.lang === 'en' ? ',' : ';', escape_formulas: true, record_delimiter: '\r\n', quoted_match: /\n/ })
}
