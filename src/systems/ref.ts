import type { Ref } from './contract.ts'

// Between the row, the field and the element of a place. A text key that holds it all the same is written with an escape.
const within = '\x1d'
const escape = '\x1b'

/**
 * The canonical text of a row's key. A key of one column is its value as the system writes it (`17`); the values of several
 * are joined by commas, with a backslash before a comma or backslash inside a value (`A\,B,12`). One row has one text, without the
 * separator of places: a barcode that holds it is written otherwise.
 */
export function keyText(values: readonly string[]): string {
  const text = values.length === 1 ? values[0]! : values.map(escaped).join(',')
  return text.includes(within) || text.includes(escape) ? text.replaceAll(escape, `${escape}e`).replaceAll(within, `${escape}g`) : text
}

/** The values that `keyText` joined; null when the text is not a key of that many columns. */
export function keyValues(text: string, columns: number): string[] | null {
  const key = text.includes(escape) ? text.replaceAll(`${escape}g`, within).replaceAll(`${escape}e`, escape) : text
  if (columns === 1) return [key]
  const values: string[] = []
  let value = ''
  for (let i = 0; i < key.length; i++) {
    const char = key[i]!
    if (char === '\\') {
      i++
      if (i >= key.length) return null
      value += key[i]!
    } else if (char === ',') {
      values.push(value)
      value = ''
    } else value += char
  }
  values.push(value)
  return values.length === columns ? values : null
}

/** What a row says of somebody else: the row's key, the field that identifies them, and a keyed hash of who it is in this row. */
export interface Place {
  readonly row: string
  readonly field: string
  readonly element: string
}

/** The name of a place within a row. It says which element is meant by who it names, never by position: positions move. */
export function placeKey({ row, field, element }: Place): string {
  return `${row}${within}${field}${within}${element}`
}

/** null for the key of a row. */
export function placeOf(key: string): Place | null {
  if (!key.includes(within)) return null
  const last = key.lastIndexOf(within)
  const before = key.lastIndexOf(within, last - 1)
  return before < 0 || last === key.length - 1 ? null : { row: key.slice(0, before), field: key.slice(before + 1, last), element: key.slice(last + 1) }
}

/** The key of the row that a place is in; of a row its own. */
export function rowKey(key: string): string {
  return placeOf(key)?.row ?? key
}

/** One text for a row among all of a system, for maps and sets. */
export function refText(ref: Ref): string {
  return `${ref.table} ${ref.key}`
}

const special = /[\\,]/g

function escaped(value: string): string {
  return value.replace(special, '\\$&')
}
