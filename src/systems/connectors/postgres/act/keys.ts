import { listOf } from '../../../../platform/index.ts'
import { keyText, keyValues, rowKey, type Hash, type Ref } from '../../../index.ts'
import { quoteColumn } from '../quote.ts'
import type { KnownTable } from '../shape/catalogue.ts'

/** The rows of one table as parameters: an array for each column of the key. */
export interface KeySet {
  readonly table: KnownTable
  readonly refs: readonly Ref[]
  /** An array as the database reads it, for each of the key's columns in their order; `$1`, `$2`, … */
  readonly arrays: readonly string[]
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
  return { table, refs, arrays: arrays.map(listOf) }
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

/** Rows of `alias` that are not in the set, whose parameters begin after the first `after`. */
export function noneOf(set: KeySet, alias: string, after: number): string {
  const arrays = set.arrays.map((_, i) => `$${after + i + 1}::${set.table.keyTypes[i]!}[]`)
  const same = set.table.mapped.key.map((column, i) => `o.o${i + 1} = ${quoteColumn(alias, column)}`)
  return `NOT EXISTS (SELECT FROM unnest(${arrays.join(', ')}) AS o(${set.arrays.map((_, i) => `o${i + 1}`).join(', ')}) WHERE ${same.join(' AND ')})`
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
