import type { ColumnRef } from '../../model/index.ts'

/**
 * `email`, `profile->diet` (each step a name or an index), `event.ends_on` (a column of the row this one belongs to),
 * `"Full.Name"` in quotes where the name itself holds a dot. null for what is none of these.
 */
export function parseColumn(words: string, isTable: (name: string) => boolean): ColumnRef | null {
  const [head = '', ...path] = words.split('->').map((step) => step.trim().replace(/^>/, '').trim())
  if (head === '' || path.some((step) => step === '') || words.length > 500) return null
  const quoted = /^"([^"]+)"$/.exec(head)
  if (quoted !== null) return { column: quoted[1] ?? '', path: path.map(unquoted), via: null }
  const dot = head.indexOf('.')
  if (dot < 0) return { column: head, path: path.map(unquoted), via: null }
  const via = head.slice(0, dot)
  const column = head.slice(dot + 1)
  if (via === '' || column === '') return null
  // schema.table.column: the mapped name of a table may itself hold a dot.
  const second = column.indexOf('.')
  if (second > 0 && isTable(`${via}.${column.slice(0, second)}`)) return { column: column.slice(second + 1), path: path.map(unquoted), via: `${via}.${column.slice(0, second)}` }
  return { column, path: path.map(unquoted), via }
}

const unquoted = (step: string): string => step.replace(/^(["'])(.*)\1$/, '$2')
