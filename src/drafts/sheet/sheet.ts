/** A table as it stands in a file: every row as long as it was written, every cell as text. */
export interface Sheet {
  /** The name of the sheet; null where a file holds only one table. */
  readonly name: string | null
  readonly rows: readonly (readonly string[])[]
  readonly merged: readonly Range[]
}

/** Cells that are shown as one; what is written stands in the first. Counted from 0, both ends included. */
export interface Range { readonly fromRow: number; readonly fromColumn: number; readonly toRow: number; readonly toColumn: number }

/** The most that is taken from one file. A register of an organisation with ten thousand employees stays far below. */
export const most = { bytes: 20_000_000, rows: 20_000, columns: 500, cells: 400_000, sheets: 50, characters: 40_000_000 } as const

/** Where a cell is, as a spreadsheet names it: `Blad1!C4`. */
export function placeOf(sheet: Sheet, row: number, column: number): string {
  const cell = `${columnLetters(column)}${row + 1}`
  return sheet.name === null ? cell : `${sheet.name}!${cell}`
}

/** 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  const rest = column % 26
  const letter = String.fromCharCode(65 + rest)
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}

/** `C4` to its row and column; null for what names no cell. */
export function cellAt(reference: string): { readonly row: number; readonly column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (found === null) return null
  const column = (found[1] ?? '').split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(found[2]) - 1, column }
}
