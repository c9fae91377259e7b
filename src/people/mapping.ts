import { createHash } from 'node:crypto'
import type { System, Table } from '../policy/model/index.ts'

/** A table's mapping in short: observed under another one, its rows say something else, and are read from the start. */
export function mappingDigest(table: Table): string {
  const { at: _, ...meaning } = table
  return createHash('sha256').update(JSON.stringify(meaning, plain)).digest('hex').slice(0, 32)
}

function plain(key: string, value: unknown): unknown {
  // Where a rule stands in the file changes with every edit above it, and means nothing to a row.
  if (key === 'at') return undefined
  if (value instanceof Map) return [...value]
  if (value instanceof Set) return [...value]
  return value
}

/** Whose index a table's people are in: each controller's own, and apart from it what we hold as processor (decide.md 8). */
export function realmOf(system: System, table: Table): string {
  return table.role === 'processor' ? `processor:${system.for ?? table.controller}` : table.controller
}
