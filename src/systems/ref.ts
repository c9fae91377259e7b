import type { Ref } from './contract.ts'

/**
 * The canonical text of a row's key. A key of one column is its value as the system writes it (`17`); the values of several
 * are joined by commas, with a backslash before a comma or backslash inside a value (`A\,B,12`). One row has one text.
 */
export function keyText(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : values.map(escaped).join(',')
}

/** The values that `keyText` joined; null when the text is not a key of that many columns. */
export function keyValues(key: string, columns: number): string[] | null {
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

/** One text for a row among all of a system, for maps and sets. */
export function refText(ref: Ref): string {
  return `${ref.table} ${ref.key}`
}

const special = /[\\,]/g

function escaped(value: string): string {
  return value.replace(special, '\\$&')
}
