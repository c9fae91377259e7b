import { keyText, keyValues, rowKey, type Hash, type Ref } from '../../../index.ts'
import { quoteColumn } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'

/** The rows of one table as parameters: an array for each column of the key. */
export interface KeySet {
  readonly table: KnownTable
  readonly refs: readonly Ref[]
  /** In the order of the key's columns; `$1`, `$2`, … */
  readonly arrays: readonly (readonly string[])[]
}

/** null for a key that cannot be one of this table's (its mapping has changed): such a row is not there. */
export function columnsOfKey(table: KnownTable, key: string, hash: Hash): string[] | null {
  const row = rowKey(key)
  const plain = table.keySealed ? hash.openKey(table.mapped.controller, row) : row
  return keyValues(plain, table.mapped.key.length)
}

export function keySet(table: KnownTable, refs: readonly Ref[], hash: Hash): KeySet {
  const arrays = table.mapped.key.map((): string[] => [])
  for (const ref of refs) {
    const values = columnsOfKey(table, ref.key, hash)
    if (values === null) throw new RangeError('a key of another shape')
    values.forEach((value, i) => arrays[i]!.push(value))
  }
  return { table, refs, arrays }
}

/** `unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS k(k1, k2, n)`; further arrays are named r1, r2, … */
export function unnested(set: KeySet, more = 0): string {
  const arrays = set.arrays.map((_, i) => `$${i + 1}::${set.table.keyTypes[i]!}[]`)
  const names = set.arrays.map((_, i) => `k${i + 1}`)
  for (let i = 0; i < more; i++) {
    arrays.push(`$${set.arrays.length + i + 1}::text[]`)
    names.push(`r${i + 1}`)
  }
  return `unnest(${arrays.join(', ')}) WITH ORDINALITY AS k(${[...names, 'n'].join(', ')})`
}

export function sameKey(table: KnownTable, alias = 't'): string {
  return table.mapped.key.map((column, i) => `${quoteColumn(alias, column)} = k.k${i + 1}`).join(' AND ')
}

/** The key's columns as text, as the canonical text of a key is made of. */
export function keyAsText(table: KnownTable, alias = 't'): string {
  return table.mapped.key.map((column) => `${quoteColumn(alias, column)}::text`).join(', ')
}

export function refOf(table: KnownTable, values: readonly string[], hash: Hash): Ref {
  const key = keyText(values)
  return { table: table.mapped.name, key: table.keySealed ? hash.sealKey(table.mapped.controller, key) : key }
}
