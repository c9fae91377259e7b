import type { IdentifierKind } from '../../../../policy/model/index.ts'
import type { ColumnRef, Field } from '../../../../policy/model/index.ts'
import type { Hash } from '../../../index.ts'
import { every } from '../scan/items.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { refName } from '../shape/mentions.ts'

/** The fields of a table that are of whoever one value identifies: name and address of a referee, by the address. */
export interface NamedGroup {
  /** As the systems file writes the value: `profile->referees->*->email`. */
  readonly name: string
  readonly kind: IdentifierKind
  readonly ref: ColumnRef
  readonly links: boolean
  readonly fields: readonly Field[]
}

const known = new WeakMap<KnownTable, readonly NamedGroup[]>()

export function namedGroups(table: KnownTable): readonly NamedGroup[] {
  const found = known.get(table)
  if (found !== undefined) return found
  const groups = new Map<string, NamedGroup & { fields: Field[] }>()
  for (const field of table.mapped.fields) {
    if (field.of === null) continue
    const name = refName(field.of.ref)
    const group = groups.get(name) ?? { name, kind: field.of.kind, ref: field.of.ref, links: field.of.links, fields: [] }
    group.fields.push(field)
    groups.set(name, group)
  }
  const made = [...groups.values()]
  known.set(table, made)
  return made
}

/** Whether one row may name several: elements of an array, told apart by whom they name. Otherwise it is a column, or a key of a document. */
export function namesSeveral(table: KnownTable, { ref }: Pick<NamedGroup, 'ref'>): boolean {
  return ref.via === null && (ref.path.includes(every) || (ref.path.length === 0 && table.columns.get(ref.column)?.category === 'A'))
}

/** Who is named, as a keyed hash that says nothing outside its row. Under the first secret, as all names that plans and journals bear. */
export function elementOf(hash: Hash, table: string, row: string, group: string, first: string): string {
  return hash.firstFingerprint(`place\n${table}\n${row}\n${group}\n${first}`)
}
