import { randomBytes } from 'node:crypto'
import type { ColumnRef, Field } from '../../../../policy/model/index.ts'
import type { Step } from '../../../index.ts'
import { literal, quoteColumn, whole } from '../quote.ts'
import { plainFields } from '../named/removals.ts'
import type { KnownTable } from '../shape/catalogue.ts'

/** What becomes of one column of a row that stays: the expression, and how to see afterwards that it was done. */
export interface Emptied {
  readonly column: string
  readonly set: string
  /** A template whose token is different for each row, or null. */
  readonly template: string | null
  readonly done: string
}

/** No column of the row itself is left to empty. */
export const nothingToEmpty = 'nothing-to-empty'

/** The columns of one step, or the code of why they cannot be emptied. */
export function emptiedColumns(table: KnownTable, step: Step, firstToken: number): Emptied[] | string {
  const wanted = new Map<string, ColumnRef[]>()
  for (const ref of [...plainFields(table, step), ...linkColumns(table, step)]) {
    if (ref.via !== null) return 'column-of-another-row'
    wanted.set(ref.column, [...(wanted.get(ref.column) ?? []), ref])
  }
  const emptied: Emptied[] = []
  for (const [column, refs] of wanted) {
    const shape = table.columns.get(column)
    if (shape === undefined) return 'shape-changed'
    // A generated column follows the columns that it is made of.
    if (shape.generated) continue
    if (table.mapped.key.includes(column)) return 'key-column'
    const made = emptiedColumn(table, column, refs, firstToken + emptied.filter((one) => one.template !== null).length)
    if (typeof made === 'string') return made
    emptied.push(made)
  }
  return emptied.length === 0 ? nothingToEmpty : emptied
}

function linkColumns(table: KnownTable, step: Step): ColumnRef[] {
  if (step.link === undefined) return []
  const link = table.mapped.belongsTo.find((one) => isNamed(step, one))
  return (link?.columns ?? []).map((column) => ({ column, path: [], via: null }))
}

/** A step names a link by its place in the systems file, or by its columns. */
export function isNamed(step: Step, link: { readonly at: string; readonly columns: readonly string[] }): boolean {
  return step.link === link.at || step.link === link.columns.join(',')
}

function emptiedColumn(table: KnownTable, column: string, refs: readonly ColumnRef[], token: number): Emptied | string {
  const shape = table.columns.get(column)!
  const t = quoteColumn('t', column)
  const whole_ = refs.some((ref) => ref.path.length === 0)
  if (!whole_) return shape.category === 'A' ? withoutElements(t, column, refs) : withoutPaths(t, column, refs, shape.base)
  const template = fieldOf(table, { column, path: [], via: null })?.replacement ?? null
  if (template === null) {
    if (shape.nullable) return { column, set: 'NULL', template: null, done: `${t} IS NULL` }
    if (shape.category === 'A') return { column, set: `'{}'`, template: null, done: `cardinality(${t}) = 0` }
    return 'no-replacement'
  }
  const value = template.includes('{token}') ? `k.r${token}` : literal(template)
  // No cast for texts: an explicit one to varchar(10) would cut in silence, an assignment refuses.
  const set = shape.category === 'S' ? value : `${value}::${shape.type}`
  const done = template.includes('{token}') ? `${t}::text ~ ${literal(`^${pattern(template)}\\s*$`)}` : `${t} = ${literal(template)}::${shape.type}`
  return { column, set, template: template.includes('{token}') ? template : null, done }
}

export function fieldOf(table: KnownTable, ref: ColumnRef): Field | undefined {
  return table.mapped.fields.find((field) => field.ref.column === ref.column && field.ref.via === ref.via && field.ref.path.join('\n') === ref.path.join('\n'))
}

/**
 * Keys and elements of a document that are somebody else's: taken out, the rest of the value stays. An element that is mapped by
 * its place leaves null there: the next one would move up, and be taken by the next clearing.
 */
function withoutPaths(t: string, column: string, refs: readonly ColumnRef[], base: string): Emptied | string {
  if (base !== 'jsonb' && base !== 'json') return 'not-a-document'
  const paths = refs.map((ref) => ref.path).sort(longerFirst)
  if (paths.some((path) => path.filter((step) => step === every).length > 1)) return 'path-too-deep'
  const document = base === 'json' ? `${t}::jsonb` : t
  const set = paths.reduce((value, path) => (path.includes(every) ? withoutInEach(value, path) : without(value, path)), document)
  const done = paths.map((path) => (path.includes(every) ? `NOT ${existsInEach(document, path)}` : isPlace(path) ? `coalesce((${document} #> ${arrayOf(path)}) = 'null'::jsonb, true)` : `(${document} #> ${arrayOf(path)}) IS NULL`))
  return { column, set: base === 'json' ? `(${set})::json` : set, template: null, done: `coalesce(${done.join(' AND ')}, true)` }
}

const isPlace = (path: readonly string[]): boolean => /^-?\d+$/.test(path.at(-1) ?? '')

function without(value: string, path: readonly string[]): string {
  const changed = isPlace(path) ? `jsonb_set(${value}, ${arrayOf(path)}, 'null', false)` : `${value} #- ${arrayOf(path)}`
  // A document that is but a text or a number has no path, and the database says so by an error.
  return `(CASE WHEN jsonb_typeof(${value}) IN ('object', 'array') THEN ${changed} ELSE ${value} END)`
}

function existsInEach(document: string, path: readonly string[]): string {
  return `jsonb_path_exists(${document}, ${literal(jsonPath(path) + (isPlace(path) ? ' ? (@ != null)' : ''))})`
}

const every = '*'

/** `referees->*->email`: the key is taken out of each element; `referees->*`: the elements go, the empty list stays. */
function withoutInEach(value: string, path: readonly string[]): string {
  const at = path.indexOf(every)
  const list = at === 0 ? value : `(${value} #> ${arrayOf(path.slice(0, at))})`
  const rest = path.slice(at + 1)
  const emptied = rest.length === 0 ? `'[]'::jsonb` : `(SELECT coalesce(jsonb_agg(${without('e.v', rest)} ORDER BY e.at), '[]'::jsonb) FROM jsonb_array_elements(${list}) WITH ORDINALITY AS e(v, at))`
  const put = at === 0 ? emptied : `jsonb_set(${value}, ${arrayOf(path.slice(0, at))}, ${emptied})`
  return `(CASE WHEN jsonb_typeof(${list}) = 'array' THEN ${put} ELSE ${value} END)`
}

function jsonPath(path: readonly string[]): string {
  return `lax $${path.map((step) => (step === every ? '[*]' : /^\d+$/.test(step) ? `[${step}]` : `.${JSON.stringify(step)}`)).join('')}`
}

/** As in a document, the place of an element stays, as NULL. */
function withoutElements(t: string, column: string, refs: readonly ColumnRef[]): Emptied | string {
  if (refs.some((ref) => ref.path.length === 1 && ref.path[0] === every)) return { column, set: `'{}'`, template: null, done: `cardinality(${t}) = 0` }
  if (refs.some((ref) => ref.path.length !== 1 || !/^\d+$/.test(ref.path[0]!))) return 'not-an-element'
  const gone = refs.map((ref) => whole(Number(ref.path[0]) + 1)).join(', ')
  const set = `CASE WHEN ${t} IS NOT NULL THEN ARRAY(SELECT CASE WHEN e.at IN (${gone}) THEN NULL ELSE e.v END FROM unnest(${t}) WITH ORDINALITY AS e(v, at) ORDER BY e.at) END`
  return { column, set, template: null, done: `NOT EXISTS (SELECT FROM unnest(${t}) WITH ORDINALITY AS e(v, at) WHERE e.at IN (${gone}) AND e.v IS NOT NULL)` }
}

/** A key within an element is looked for while the element is still there. */
const longerFirst = (a: readonly string[], b: readonly string[]): number => b.length - a.length

const arrayOf = (path: readonly string[]): string => `ARRAY[${path.map(literal).join(', ')}]::text[]`

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
const tokenLength = 12

/** A template with a token of its own: two emptied rows never collide under UNIQUE, and nothing of the value is in it. */
export function filled(template: string): string {
  const token = Array.from(randomBytes(tokenLength), (byte) => alphabet[byte % alphabet.length]).join('')
  return template.replaceAll('{token}', token)
}

function pattern(template: string): string {
  return template
    .split('{token}')
    .map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))
    .join(`[a-z0-9]{${tokenLength}}`)
}
