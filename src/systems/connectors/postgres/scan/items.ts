import type { ColumnRef, Link } from '../../../../policy/model/index.ts'
import { literal, quoteColumn } from '../quote.ts'
import type { Catalogue, Column, KnownTable } from '../shape/catalogue.ts'

/** A parent that a statement joins: at most one row of it for each row, whatever the reference points at. */
interface Joined {
  readonly alias: string
  readonly link: Link
  readonly target: KnownTable
}

/** Every step of an array: `referees->*->email`. */
export const every = '*'

/** The SELECT list of one statement over one table, and the parents that it needs. `t` is the table's own row. */
export class Items {
  readonly list: string[] = []
  readonly table: KnownTable
  readonly #catalogue: Catalogue
  readonly #joins: Joined[] = []

  constructor(table: KnownTable, catalogue: Catalogue) {
    this.table = table
    this.#catalogue = catalogue
  }

  /** The position of an item in the rows. */
  add(item: string): number {
    this.list.push(item)
    return this.list.length - 1
  }

  /** The column of a ref with the table it is in and how SQL writes it, joined if it is a parent's. */
  column(ref: ColumnRef): { readonly expression: string; readonly column: Column } {
    if (ref.via === null) return { expression: quoteColumn('t', ref.column), column: columnOf(this.table, ref.column) }
    const link = this.table.mapped.belongsTo.find((one) => one.to === ref.via)
    if (link === undefined) throw new RangeError(`no link to ${ref.via}`)
    const joined = this.join(link)
    return { expression: `${joined.alias}.${quoteColumn('p', ref.column).slice(2)}`, column: columnOf(joined.target, ref.column) }
  }

  /** The raw text of a value; with `many` a JSON array of texts (elements of an array, every step of a document). */
  text(ref: ColumnRef): { readonly item: string; readonly many: boolean } {
    const { expression, column } = this.column(ref)
    const document = column.base === 'jsonb' ? expression : `to_jsonb(${expression})`
    if (ref.path.includes(every)) return { item: `jsonb_path_query_array(${document}, ${literal(jsonPath(ref.path))})::text`, many: true }
    if (ref.path.length > 0) return { item: `${document} #>> ${literal(pathArray(ref.path))}`, many: false }
    if (column.category === 'A') return { item: `${document}::text`, many: true }
    return { item: `${expression}::text`, many: false }
  }

  join(link: Link): Joined {
    const known = this.#joins.find((one) => one.link === link)
    if (known !== undefined) return known
    const target = this.#catalogue.tables.get(link.to)
    if (target === undefined) throw new RangeError(`no table ${link.to}`)
    const joined = { alias: `j${this.#joins.length}`, link, target }
    this.#joins.push(joined)
    return joined
  }

  /** The key of the row that a link points at: from the link's own columns where they hold it, else looked up. */
  linkKey(link: Link): readonly string[] {
    const target = this.#catalogue.tables.get(link.to)
    if (target === undefined) return []
    const references = link.references.length > 0 ? link.references : target.mapped.key
    const direct = target.mapped.key.map((column) => {
      const at = references.indexOf(column)
      return at < 0 || references.length !== target.mapped.key.length ? null : sameText(quoteColumn('t', link.columns[at]!), columnOf(this.table, link.columns[at]!), columnOf(target, column))
    })
    const items = direct.every((one) => one !== null) ? direct : target.mapped.key.map((column) => `${this.join(link).alias}.${quoteColumn('p', column).slice(2)}::text`)
    return items.map((item) => (link.when.size === 0 ? item : `CASE WHEN ${whenOf(link)} THEN ${item} END`))
  }

  /** FROM with the joined parents; `heap` is the table, or one of its partitions. */
  from(heap: string): string {
    return [`${heap} t`, ...this.#joins.map((one) => this.#joinOf(one))].join(' ')
  }

  /** Rows of `t` whose joined parents changed since: their dates and keys are read through them. */
  parentChanged(changed: (alias: string, table: KnownTable) => string | null): string[] {
    return this.#joins.flatMap(({ link, target }) => {
      const condition = changed('p', target)
      if (condition === null) return []
      const columns = tuple(link.columns.map((column, i) => compare(this.table, column, target, referenceAt(link, target, i)).child))
      const references = tuple(link.columns.map((column, i) => compare(this.table, column, target, referenceAt(link, target, i)).parent))
      return [`${columns} IN (SELECT ${references} FROM ${target.sql} p WHERE ${condition})`]
    })
  }

  get joinsOthers(): readonly KnownTable[] {
    return this.#joins.map((one) => one.target)
  }

  #joinOf({ alias, link, target }: Joined): string {
    const pairs = link.columns.map((column, i) => compare(this.table, column, target, referenceAt(link, target, i)))
    const on = pairs.map((pair) => `${pair.child} = ${pair.parent.replace(/^p\./, `${alias}.`).replace(/\(p\./, `(${alias}.`)}`)
    const condition = [...on, ...(link.when.size === 0 ? [] : [whenOf(link)])].join(' AND ')
    const references = link.columns.map((_, i) => referenceAt(link, target, i))
    const unique = target.shape.unique.some((names) => names.length > 0 && names.every((name) => references.includes(name))) || (target.shape.keyIsUnique && target.mapped.key.every((name) => references.includes(name)))
    if (unique) return `LEFT JOIN ${target.sql} ${alias} ON ${condition}`
    // Several rows may share the value: one of them, always the same, so that a row is never shown twice.
    const columns = references.map((name) => quoteColumn('p', name)).join(', ')
    const order = target.mapped.key.map((name) => quoteColumn('p', name)).join(', ')
    return `LEFT JOIN (SELECT DISTINCT ON (${columns}) p.* FROM ${target.sql} p ORDER BY ${columns}, ${order}) ${alias} ON ${condition}`
  }
}

export function columnOf(table: KnownTable, name: string): Column {
  const column = table.columns.get(name)
  if (column === undefined) throw new RangeError(`${table.mapped.name} has no column ${name}`)
  return column
}

/** A path as PostgreSQL takes it: `{referees,0,email}`. */
export function pathArray(path: readonly string[]): string {
  return `{${path.map((step) => `"${step.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
}

/** The values of a JSON path with every element of its arrays: `lax $."referees"[*]."email"`. */
function jsonPath(path: readonly string[]): string {
  return `lax $${path.map((step) => (step === every ? '[*]' : /^\d+$/.test(step) ? `[${step}]` : `.${JSON.stringify(step)}`)).join('')}`
}

function whenOf(link: Link): string {
  return [...link.when].map(([column, value]) => `${quoteColumn('t', column)}::text = ${literal(value)}`).join(' AND ')
}

function referenceAt(link: Link, target: KnownTable, at: number): string {
  const name = (link.references.length > 0 ? link.references : target.mapped.key)[at]
  if (name === undefined) throw new RangeError(`a link of ${link.columns.length} columns to ${target.mapped.name}`)
  return name
}

const whole: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'oid'])

/** The child's value written as the parent's key is, so that one text means one row; null when only a join can tell. */
function sameText(expression: string, child: Column, parent: Column): string | null {
  if (child.base === parent.base) return child.base === 'numeric' ? null : `${expression}::text`
  if (whole.has(child.base) && whole.has(parent.base)) return `${expression}::text`
  if (child.category === 'S' && parent.category === 'S') return `${expression}::text`
  // A polymorphic reference is often text: what it holds for another kind of row must not fail, so nothing is cast.
  if (child.category === 'S') return parent.base === 'uuid' ? `lower(${expression}::text)` : `${expression}::text`
  return null
}

/** Two columns that can be compared whatever their types: as they are, or as text. */
function compare(table: KnownTable, child: string, target: KnownTable, parent: string): { readonly child: string; readonly parent: string } {
  const [a, b] = [columnOf(table, child), columnOf(target, parent)]
  const [x, y] = [quoteColumn('t', child), quoteColumn('p', parent)]
  const plain = a.base === b.base || (a.category === b.category && (a.category === 'N' || a.category === 'S'))
  if (plain) return { child: x, parent: y }
  return b.base === 'uuid' ? { child: `lower(${x}::text)`, parent: `(${y})::text` } : { child: `${x}::text`, parent: `(${y})::text` }
}

function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(', ')})`
}
