import { problem } from '../../platform/index.ts'
import { decode } from './decode.ts'
import { most } from './sheet.ts'
import type { Sheet } from './sheet.ts'

const delimiters = [';', ',', '\t', '|'] as const

/** A CSV file, whatever program wrote it: encoding and delimiter are found out, quotes and breaks inside cells are kept. */
export function readCsv(bytes: Uint8Array): Sheet {
  const { text } = decode(bytes)
  // Excel's own first line `sep=;` settles it.
  const said = /^sep=(.)\r?\n/i.exec(text)
  const rows = said === null ? split(text, likeliest(text)) : split(text.slice(said[0].length), said[1] ?? ';')
  // What was written so that no program takes it for a formula is read back as it was meant.
  return { name: null, rows: rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))), merged: [] }
}

/** The delimiter by which most rows come out equally long, and longer than one cell. */
function likeliest(text: string): string {
  const start = text.slice(0, 200_000)
  const scored = delimiters.map((delimiter) => {
    const lengths = new Map<number, number>()
    for (const row of split(start, delimiter, 60)) lengths.set(row.length, (lengths.get(row.length) ?? 0) + 1)
    const score = Math.max(0, ...[...lengths].map(([length, rows]) => (length - 1) * rows))
    return { delimiter, score }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

function split(text: string, delimiter: string, enough = Number.POSITIVE_INFINITY): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let cells = 0
  const endCell = (): void => {
    row.push(cell.trim())
    cell = ''
    cells += 1
    if (cells > most.cells || row.length > most.columns) throw tooLarge()
  }
  const endRow = (): void => {
    endCell()
    rows.push(row)
    row = []
    if (rows.length > most.rows) throw tooLarge()
  }
  for (let at = 0; at < text.length && rows.length < enough; at++) {
    const sign = text[at] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (sign === delimiter) endCell()
    else if (sign === '\n') endRow()
    else if (sign === '\r') {
      if (text[at + 1] !== '\n') endRow()
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

function tooLarge(): Error {
  return problem('drafts.too-large', {
    attempted: 'The file holds more rows, columns or cells than a register of processing does.',
    next: `At most ${most.rows} rows, ${most.columns} columns and ${most.cells} cells are read. Save the sheet with the register alone.`,
  })
}
