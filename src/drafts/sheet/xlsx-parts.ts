import { SaxesParser } from 'saxes'
import type { SaxesTagPlain } from 'saxes'
import { problem } from '../../platform/index.ts'
import { cellAt, most } from './sheet.ts'
import type { Range, Sheet } from './sheet.ts'

interface Heard {
  open?(tag: SaxesTagPlain, name: string): void
  text?(words: string, within: readonly string[]): void
  close?(name: string): void
}

/** Goes through XML once. A document type is refused: nothing in a workbook needs one, and entities are how a small file becomes a huge one. */
function through(xml: string, heard: Heard): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const within: string[] = []
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('doctype', () => {
    throw problem('drafts.unreadable', { attempted: 'The workbook holds a document type, which no spreadsheet program writes.', next: 'Open it in a spreadsheet program and save it anew, as .xlsx or .csv.' })
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const name = local(tag.name)
    within.push(name)
    if (within.length > 40) throw problem('drafts.unreadable', { attempted: 'The workbook is nested deeper than a spreadsheet is.', next: 'Open it in a spreadsheet program and save it anew, as .xlsx or .csv.' })
    heard.open?.(tag, name)
  })
  parser.on('text', (words) => heard.text?.(words, within))
  parser.on('cdata', (words) => heard.text?.(words, within))
  parser.on('closetag', (tag) => {
    within.pop()
    heard.close?.(local(tag.name))
  })
  parser.write(xml).close()
}

const attribute = (tag: SaxesTagPlain, name: string): string | undefined => tag.attributes[name] ?? Object.entries(tag.attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]

/** The sheets in their order, with the relation by which each part is found. */
export function sheetsOf(xml: string): { readonly name: string; readonly relation: string }[] {
  const sheets: { name: string; relation: string }[] = []
  through(xml, {
    open(tag, name) {
      if (name === 'sheet') sheets.push({ name: tag.attributes['name'] ?? '', relation: attribute(tag, 'id') ?? '' })
    },
  })
  return sheets
}

export function targetsOf(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  through(xml, {
    open(tag, name) {
      const [id, target] = [tag.attributes['Id'], tag.attributes['Target']]
      if (name === 'Relationship' && id !== undefined && target !== undefined) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

/** The texts that cells refer to by number. Signs that tell how to read a word aloud are no part of it. */
export function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let words = ''
  through(xml, {
    open(_, name) {
      if (name === 'si') words = ''
    },
    text(said, within) {
      if (within.at(-1) === 't' && !within.includes('rPh')) words += said
    },
    close(name) {
      if (name !== 'si') return
      strings.push(words)
      if (strings.length > most.cells) throw tooLarge()
    },
  })
  return strings
}

export function sheetCells(xml: string, strings: readonly string[]): Pick<Sheet, 'rows' | 'merged'> {
  const rows: string[][] = []
  const merged: Range[] = []
  let cells = 0
  let row = -1
  let column = -1
  let type = 'n'
  let words = ''
  through(xml, {
    open(tag, name) {
      if (name === 'row') {
        row = tag.attributes['r'] === undefined ? row + 1 : Number(tag.attributes['r']) - 1
        column = -1
      } else if (name === 'c') {
        const at = tag.attributes['r'] === undefined ? null : cellAt(tag.attributes['r'])
        row = at?.row ?? Math.max(row, 0)
        column = at?.column ?? column + 1
        type = tag.attributes['t'] ?? 'n'
        words = ''
      } else if (name === 'mergeCell') {
        const range = rangeOf(tag.attributes['ref'] ?? '')
        if (range !== null) merged.push(range)
        if (merged.length > most.rows) throw tooLarge()
      }
    },
    text(said, within) {
      const inner = within.at(-1)
      if ((inner === 'v' || inner === 't') && within.includes('c') && !within.includes('rPh')) words += said
    },
    close(name) {
      if (name !== 'c') return
      const value = type === 's' ? (strings[Number(words)] ?? '') : type === 'b' ? (words === '1' ? 'TRUE' : 'FALSE') : words
      if (value.trim() === '') return
      cells += 1
      // A row far down is as dear as all the rows above it.
      if (!(row >= 0 && row < most.rows && column >= 0 && column < most.columns) || cells > most.cells) throw tooLarge()
      while (rows.length <= row) rows.push([])
      const line = rows[row] ?? []
      while (line.length <= column) line.push('')
      line[column] = value.trim()
    },
  })
  return { rows, merged }
}

function rangeOf(reference: string): Range | null {
  const [first = '', last = first] = reference.split(':')
  const [from, to] = [cellAt(first), cellAt(last)]
  if (from === null || to === null) return null
  return { fromRow: from.row, fromColumn: from.column, toRow: Math.min(to.row, most.rows), toColumn: Math.min(to.column, most.columns) }
}

function tooLarge(): Error {
  return problem('drafts.too-large', { attempted: 'The sheet holds more rows, columns or cells than a register of processing does.', next: `At most ${most.rows} rows, ${most.columns} columns and ${most.cells} cells are read. Save the sheet with the register alone.` })
}
