import { placeOf } from '../sheet/sheet.ts'
import type { Range, Sheet } from '../sheet/sheet.ts'
import { columnOf } from './columns.ts'
import type { Column } from './columns.ts'

export interface Cell { readonly words: string; readonly place: string }

export interface Heading extends Cell { readonly column: Column | null }

/** The table of a sheet: its headings, its rows, and what stands above it. */
export interface Table {
  readonly sheet: string | null
  readonly headings: readonly Heading[]
  readonly rows: readonly (readonly Cell[])[]
  readonly above: readonly (readonly Cell[])[]
}

/** How far down a table may begin. */
const searched = 40

/**
 * The rows of headings are those that say most of what a register is about; two rows count as one where the upper groups the
 * lower. A sheet with its headings down the first column is read the other way round.
 */
export function findTable(sheet: Sheet): Table | null {
  const upright = best(sheet)
  const lying = sheet.rows.length > 200 ? null : best(transposed(sheet))
  const chosen = lying !== null && lying.score > (upright?.score ?? 0) ? { ...lying, turned: true } : upright === null ? null : { ...upright, turned: false }
  if (chosen === null) return null
  const source = chosen.turned ? transposed(sheet) : sheet
  const place = (row: number, column: number): string => (chosen.turned ? placeOf(sheet, column, row) : placeOf(sheet, row, column))
  const grid = filledDown(source)
  const names = chosen.deep ? headingsOver(source, chosen.row) : (filledAcross(source)[chosen.row] ?? [])
  const first = chosen.row + (chosen.deep ? 2 : 1)
  const headings = names.map((words, column) => ({ words, place: place(chosen.row, column), column: columnOf(words) }))
  const cells = (row: readonly string[], at: number): Cell[] => row.map((words, column) => ({ words, place: place(at, column) }))
  return {
    sheet: sheet.name,
    headings,
    rows: grid.slice(first).map((row, index) => cells(row, first + index)).filter((row) => row.some((cell) => cell.words !== '')),
    above: source.rows.slice(0, chosen.row).map((row, index) => cells(row, index).filter((cell) => cell.words !== '')).filter((row) => row.length > 0),
  }
}

interface Found { readonly row: number; readonly deep: boolean; readonly score: number }

function best(sheet: Sheet): Found | null {
  const across = filledAcross(sheet)
  let found: Found | null = null
  for (let row = 0; row < Math.min(sheet.rows.length, searched); row++) {
    const single = score(across[row] ?? [])
    const grouped = groups(sheet, row) ? score(headingsOver(sheet, row)) : 0
    const one: Found = grouped > single ? { row, deep: true, score: grouped } : { row, deep: false, score: single }
    if (one.score > (found?.score ?? 0)) found = one
  }
  return found
}

/** Distinct things that a row of headings names; none where nothing says what the processing is for. */
function score(headings: readonly string[]): number {
  const named = new Set(headings.flatMap((words) => (words.length > 160 ? [] : (columnOf(words) ?? []))))
  return named.size >= 2 && (named.has('purpose') || named.has('activity')) ? named.size : 0
}

/** Whether a row groups the one below: cells merged side by side, or gaps where the lower row has headings of its own. */
function groups(sheet: Sheet, row: number): boolean {
  if (sheet.merged.some((range) => range.fromRow <= row && row <= range.toRow && range.toColumn > range.fromColumn)) return true
  const [upper, lower] = [sheet.rows[row] ?? [], sheet.rows[row + 1] ?? []]
  return upper.some((words) => words !== '') && lower.some((words, column) => words !== '' && (upper[column] ?? '') === '')
}

/** Each heading of the lower row after the group it belongs to; where the lower row is empty the upper stands alone. */
function headingsOver(sheet: Sheet, row: number): string[] {
  const upper = filledAcross(sheet)[row] ?? []
  const lower = sheet.rows[row + 1] ?? []
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const [over, under] = [upper[column] ?? '', lower[column] ?? '']
    if (under === '' || under === over) return over
    // A heading that says enough alone is not blurred by its group.
    return over === '' || columnOf(under) !== null ? under : `${over} ${under}`
  })
}

/** A merged cell's words in every cell it covers: side by side for headings … */
function filledAcross(sheet: Sheet): string[][] {
  return filled(sheet, (range) => range)
}

/** … and downwards for rows, where a department written once stands for all of its processings. */
function filledDown(sheet: Sheet): string[][] {
  return filled(sheet, (range) => ({ ...range, toColumn: range.fromColumn }))
}

function filled(sheet: Sheet, over: (range: Range) => Range): string[][] {
  const grid = sheet.rows.map((row) => [...row])
  for (const range of sheet.merged.map(over)) {
    const words = sheet.rows[range.fromRow]?.[range.fromColumn] ?? ''
    if (words === '') continue
    for (let row = range.fromRow; row <= Math.min(range.toRow, grid.length - 1); row++) {
      const line = grid[row] ?? []
      for (let column = range.fromColumn; column <= range.toColumn; column++) {
        while (line.length <= column) line.push('')
        line[column] = words
      }
    }
  }
  return grid
}

function transposed(sheet: Sheet): Sheet {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length))
  return {
    name: sheet.name,
    rows: Array.from({ length: width }, (_, column) => sheet.rows.map((row) => row[column] ?? '')),
    merged: sheet.merged.map((range) => ({ fromRow: range.fromColumn, fromColumn: range.fromRow, toRow: range.toColumn, toColumn: range.toRow })),
  }
}
