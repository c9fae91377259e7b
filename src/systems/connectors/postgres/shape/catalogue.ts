import type { Table } from '../../../../policy/model/index.ts'
import type { ColumnShape, Shape, TableShape } from '../../../index.ts'

/** A column as PostgreSQL declares it; `type` is written as a cast takes it (`numeric(12,2)`, `crm.status`). */
export interface Column extends ColumnShape {
  readonly number: number
  readonly type: string
  /** The type without modifiers and domains: `text`, `timestamptz`, `int8`, `jsonb`, `_text`, an enum's own name. */
  readonly base: string
  /** pg_type.typcategory of the base type: `S` text, `N` number, `D` date, `B` boolean, `A` array, `E` enum, `U` other. */
  readonly category: string
  readonly identity: boolean
}

/** A mapped table with everything that SQL on it needs, read once per session. */
export interface KnownTable {
  readonly mapped: Table
  readonly oid: string
  /** `"schema"."table"`, quoted: what SQL writes. */
  readonly sql: string
  readonly schema: string
  readonly relation: string
  readonly kind: TableShape['kind']
  readonly columns: ReadonlyMap<string, Column>
  /** Types of the key's columns, in the key's order: `$1::bigint[]`. */
  readonly keyTypes: readonly string[]
  /** The key shows who somebody is: it leaves the connector sealed only (`Hash.sealKey`). */
  readonly keySealed: boolean
  /** Leaf partitions, or the table itself: what has rows of its own, with its size in pages. */
  readonly heaps: readonly { readonly oid: string; readonly sql: string; readonly pages: number }[]
  readonly rows: number
  /** Foreign keys of tables that the policy does not know which point here. */
  readonly unmappedReferrers: readonly Referrer[]
  /** Columns that nothing in the systems file mentions. */
  readonly unmentioned: readonly Column[]
  readonly indexes: readonly Index[]
  readonly shape: TableShape
}

export interface Referrer {
  /** `"schema"."table"`, quoted. */
  readonly sql: string
  readonly columns: readonly string[]
  /** The referenced columns here. */
  readonly references: readonly string[]
}

export interface Index {
  readonly name: string
  readonly unique: boolean
  /** Only part of the rows, or not ready: not to be relied on. */
  readonly partial: boolean
  /** What it is over, as PostgreSQL writes it: a column's name, or an expression such as `lower(email)`. */
  readonly parts: readonly string[]
}

/** What the session knows of the database: by the name in the systems file. */
export interface Catalogue {
  readonly shape: Shape
  /** Those that can be observed; what is wrong with the others stands in the shape's findings. */
  readonly tables: ReadonlyMap<string, KnownTable>
  /** Read-only copy of another server: nothing is changed or read back here. */
  readonly replica: boolean
}
