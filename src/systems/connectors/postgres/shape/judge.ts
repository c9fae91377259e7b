import type { System, Table } from '../../../../policy/model/index.ts'
import type { ShapeFinding } from '../../../index.ts'
import type { Column, KnownTable } from './catalogue.ts'
import { mentionsOf, refName } from './mentions.ts'
import { nearest } from './nearest.ts'
import type { Raw, Relation } from './read-catalogue.ts'

type Say = (severity: ShapeFinding['severity'], code: string, column: string | null, detail: string, near?: string | null) => void

/** What is wrong or noteworthy about one mapped table. Names only: nothing of what stands in the rows. */
export function judge(known: KnownTable, place: Relation, system: System, raw: Raw): ShapeFinding[] {
  const findings: ShapeFinding[] = []
  const say: Say = (severity, code, column, detail, near = null) => {
    findings.push({ severity, code, table: known.mapped.name, column, nearest: near, detail })
  }
  columns(known, system, raw, say)
  privileges(known, place, raw, say)
  key(known, say)
  links(known.mapped, system, say)
  dates(known, say)
  unmentioned(known, say)
  references(known, say)
  triggers(known, say)
  replacements(known, say)
  return findings
}

function columns(known: KnownTable, system: System, raw: Raw, say: Say): void {
  const own = known.columns
  const said = new Set<string>()
  for (const { table, ref } of mentionsOf(known.mapped)) {
    if (table !== known.mapped.name) continue // judged with the table that it is in
    if (own.has(ref.column) || said.has(ref.column)) continue
    said.add(ref.column)
    say('error', 'systems.unknown-column', ref.column, `${known.relation} has no column ${ref.column}`, nearest(ref.column, own.keys()))
  }
  for (const { table, ref } of mentionsOf(known.mapped)) {
    if (table === known.mapped.name || system.tables.get(table) === undefined) continue
    const target = system.tables.get(table)!
    const there = raw.relations.find((one) => one.name === target.relationName && (target.schema === null || one.schema === target.schema))
    const names = there === undefined ? [] : raw.attributes.filter((one) => one.relation === there.oid).map((one) => one.name)
    if (names.length === 0 || names.includes(ref.column) || said.has(`${table}.${ref.column}`)) continue
    said.add(`${table}.${ref.column}`)
    say('error', 'systems.unknown-column', `${table}.${ref.column}`, `${target.relationName} has no column ${ref.column}`, nearest(ref.column, names))
  }
  for (const { ref, table } of mentionsOf(known.mapped)) {
    const column = table === known.mapped.name ? own.get(ref.column) : undefined
    if (column === undefined || ref.path.length === 0 || isDocument(column)) continue
    say('error', 'systems.no-document', refName(ref), `${ref.column} is ${column.type}: a path leads into JSON or an array only`)
  }
}

function privileges(known: KnownTable, place: Relation, raw: Raw, say: Say): void {
  if (!place.readable) say('error', 'systems.missing-privilege', null, `the role may not read ${known.schema}.${known.relation}: GRANT SELECT on it and USAGE on its schema`)
  else {
    for (const one of raw.attributes) {
      if (one.relation === known.oid && !one.readable) say('error', 'systems.missing-privilege', one.name, `the role may not read ${known.relation}.${one.name}`)
    }
  }
  if (place.hidden) say('error', 'systems.not-seen-in-full', null, `row-level security hides rows of ${known.schema}.${known.relation} from the role: give it BYPASSRLS`)
}

const noKey: ReadonlySet<string> = new Set(['json', 'xml', 'point', 'polygon'])

function key(known: KnownTable, say: Say): void {
  for (const name of known.mapped.key) {
    const column = known.columns.get(name)
    if (column !== undefined && (column.category === 'A' || noKey.has(column.base))) say('error', 'systems.key-type', name, `${column.type} cannot be part of a key`)
  }
  if (known.shape.keyIsUnique) return
  const why = known.kind === 'view' || known.kind === 'foreign' ? `the key of a ${known.kind} cannot be proved unique` : 'no unique index over columns that are never NULL'
  say('warning', 'systems.key-not-unique', null, `${why}: rows can be read, and are never changed`)
}

function links(table: Table, system: System, say: Say): void {
  for (const link of table.belongsTo) {
    const target = system.tables.get(link.to)
    if (target === undefined) {
      say('error', 'systems.unknown-link', null, `belongs to ${link.to}, which is not mapped`, nearest(link.to, system.tables.keys()))
      continue
    }
    const references = link.references.length > 0 ? link.references : target.key
    if (references.length !== link.columns.length) say('error', 'systems.unknown-link', link.columns.join(', '), `${link.columns.length} columns refer to ${references.length} of ${link.to}`)
  }
  for (const ref of table.dates.values()) {
    if (ref.via === null) continue
    const ways = table.belongsTo.filter((link) => link.to === ref.via)
    if (ways.length === 0) say('error', 'systems.unknown-link', refName(ref), `the row does not belong to ${ref.via}`)
    else if (ways.length > 1) say('warning', 'systems.several-links', refName(ref), `the row belongs to ${ref.via} in ${ways.length} ways; the first is taken`)
  }
}

function dates(known: KnownTable, say: Say): void {
  for (const [anchor, ref] of known.mapped.dates) {
    const column = ref.via === null ? known.columns.get(ref.column) : undefined
    if (column === undefined || ref.path.length > 0 || column.category === 'D') continue
    if (column.category === 'S') say('warning', 'systems.date-in-text', ref.column, `${anchor} stands in a text column: what is not written as year-month-day counts as undated`)
    else say('error', 'systems.not-a-date', ref.column, `${anchor} is ${column.type}`)
  }
}

/** Columns in which anything may be written: left unmentioned they are an error of the systems file (decide.md 1). */
function unmentioned(known: KnownTable, say: Say): void {
  if (known.mapped.matterOnly) return
  for (const column of known.unmentioned) {
    if (isFree(column)) say('error', 'systems.free-text-unmentioned', column.name, `${column.type}: say what it holds, or under not-personal why it is about nobody`)
    else say('warning', 'systems.unmentioned', column.name, `${column.type}: taken for personal data; a row where it is not empty is never deleted`)
  }
}

function isFree(column: Column): boolean {
  const limit = /\((\d+)\)$/.exec(column.type)
  if (column.base === 'varchar' || column.base === 'bpchar') return limit === null ? column.base === 'varchar' : Number(limit[1]) > 200
  return freeTypes.has(column.base) || freeTypes.has(column.base.replace(/^_/, ''))
}

const freeTypes: ReadonlySet<string> = new Set(['text', 'citext', 'json', 'jsonb', 'xml', 'bytea', 'hstore', 'oid'])

export function isDocument(column: Column): boolean {
  return column.base === 'json' || column.base === 'jsonb' || column.category === 'A'
}

function references(known: KnownTable, say: Say): void {
  for (const one of known.shape.incoming) {
    if (!one.indexed) say('warning', 'systems.reference-not-indexed', null, `${one.from} (${one.columns.join(', ')}) has no index: each deletion here reads all of it`)
  }
  for (const one of known.unmappedReferrers) {
    const mapped = known.shape.incoming.find((reference) => reference.from === one.sql && reference.fromMapped !== null)
    if (mapped === undefined) say('note', 'systems.referred-from-unmapped', null, `${one.sql} refers here and is not mapped: a row with such a reference is never deleted`)
    else say('warning', 'systems.reference-undeclared', null, `${mapped.fromMapped} refers here by ${mapped.columns.join(', ')}, which its mapping does not say: a row with such a reference is never deleted`)
  }
}

function triggers(known: KnownTable, say: Say): void {
  for (const trigger of known.shape.triggers) {
    if (!trigger.events.some((event) => event !== 'insert')) continue
    if (!trigger.accepted) say('warning', 'systems.trigger-not-accepted', null, `${trigger.name} fires on ${trigger.events.join(' and ')}${trigger.writesTo.length === 0 ? '' : ` and writes to ${trigger.writesTo.map(place).join(', ')}`}: nothing is changed here until triggers: names it`)
    else if (known.shape.readOnlyBecause.includes('trigger-writes-elsewhere') && trigger.writesTo.length > 0) say('note', 'systems.trigger-writes', null, `${trigger.name} writes to ${trigger.writesTo.map(place).join(', ')}`)
  }
  const names = known.shape.triggers.map((one) => one.name)
  for (const name of known.mapped.triggers) {
    if (!names.includes(name)) say('error', 'systems.unknown-trigger', null, `${known.relation} has no trigger ${name}`, nearest(name, names))
  }
}

const place = (target: string): string => (target === '*' ? 'a place that cannot be read from its source' : target)

function replacements(known: KnownTable, say: Say): void {
  if (known.mapped.record || known.mapped.matterOnly) return
  for (const field of known.mapped.fields) {
    const column = field.ref.via === null && field.ref.path.length === 0 ? known.columns.get(field.ref.column) : undefined
    if (column === undefined || column.nullable || field.replacement !== null || column.generated || known.mapped.key.includes(column.name)) continue
    say('warning', 'systems.no-replacement', column.name, 'NULL is not allowed and no replacement is said: it cannot be cleared')
  }
}
