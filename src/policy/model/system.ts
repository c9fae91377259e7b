import type { Day, Period } from '../law/index.ts'
import type { RulePath } from './path.ts'
import type { Anchor } from './retention.ts'

/** `email`, `phone`, `national-id`, `customer-number`, `username`, `name-and-address`, or an organisation's own. */
export type IdentifierKind = string

/**
 * A value inside a row. `column` alone, a path in a JSON document (`profile->diet`, each step a name or an index),
 * an element of an array that has keys of its own, or a column of a row this one belongs to (`event.ends_on`).
 */
export interface ColumnRef {
  readonly column: string
  readonly path: readonly string[]
  /** The mapped table reached by `belongs-to`, or null for the row itself. */
  readonly via: string | null
}

export interface Field {
  readonly at: RulePath
  readonly ref: ColumnRef
  readonly data: string
  /** Written instead of NULL where NULL is not allowed: a template, `{token}` is a random token. */
  readonly replacement: string | null
  /** Of another person than the row's (a referee in a JSON document), whom the value at `ref` identifies. */
  readonly of: NamedBy | null
}

export interface NamedBy {
  readonly kind: IdentifierKind
  readonly ref: ColumnRef
  /** In which relation the one named stands to the controller; null: the file does not say, and what there is of them follows the row. */
  readonly relation: string | null
  /** The identifier links to the person who has it; of any other kind it only suggests. */
  readonly links: boolean
}

/** A reference from a row to the row it belongs to: by constraint or not, over one or several columns, to a key or not. */
export interface Link {
  readonly at: RulePath
  readonly to: string // mapped table in the same system
  readonly columns: readonly string[]
  readonly references: readonly string[] // columns of `to`; its key by default
  readonly when: ReadonlyMap<string, string> // polymorphic: { subject_type: Contact }
  /** The reference may be set to NULL (or its replacement) to let the row it points at go. */
  readonly release: boolean
  readonly breaksCycle: boolean
}

export interface ConsentRows {
  readonly at: RulePath
  /** The purpose for every row, or the column that names it. */
  readonly purpose: string | ColumnRef
  readonly given: ColumnRef
  readonly withdrawn: ColumnRef | null
}

export interface Table {
  readonly system: string
  /** The name in the systems file; unique in the system. */
  readonly name: string
  readonly at: RulePath
  readonly schema: string | null
  readonly relationName: string // the table's name in the database
  readonly controller: string
  readonly role: 'controller' | 'processor'
  readonly key: readonly string[]
  readonly person: ReadonlyMap<IdentifierKind, ColumnRef>
  /** Identifiers whose verified values link rows to the same person; others are suggestions. */
  readonly verified: ReadonlySet<IdentifierKind>
  readonly relation: string | null
  readonly belongsTo: readonly Link[]
  /** A table that only ties others together: its rows go with their ends (decide.md 5). */
  readonly linkOnly: boolean
  /** Rows of no person that others belong to (an event, a course): read for dates, never acted on. */
  readonly matterOnly: boolean
  readonly fields: readonly Field[]
  readonly notPersonal: ReadonlyMap<string, string>
  readonly purposes: readonly string[] | null
  readonly channel: string | null
  readonly record: boolean
  readonly dates: ReadonlyMap<Anchor, ColumnRef>
  readonly zone: string
  readonly sentinels: readonly string[]
  readonly since: Day | null
  readonly changes: { readonly by: 'xmin' } | { readonly by: 'updated-at'; readonly column: string; readonly overlap: Period } | { readonly by: 'digest' }
  readonly triggers: ReadonlySet<string>
  /** The column that tells the system itself that a row is not to be used (Art 18); null: a restriction stands in our index only. */
  readonly restricted: string | null
  /** Rows that record a choice: for which purpose, when it was given and taken back. */
  readonly consent: ConsentRows | null
}

export interface System {
  readonly name: string
  readonly at: RulePath
  readonly connector: string
  /** Settings as written: `${ENV}` is resolved only when a session opens, and never printed. */
  readonly settings: ReadonlyMap<string, string>
  readonly country: string | null
  readonly controller: string
  readonly role: 'controller' | 'processor'
  readonly for: string | null
  readonly recipient: string | null
  readonly owner: string | null
  readonly tables: ReadonlyMap<string, Table>
}
