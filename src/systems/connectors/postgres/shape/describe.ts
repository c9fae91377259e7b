import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { System, Table } from '../../../../policy/model/index.ts'
import type { ReferenceShape, Shape, ShapeFinding, TableShape } from '../../../index.ts'
import { quoteTable } from '../quote.ts'
import type { Catalogue, Column, Index, KnownTable, Referrer } from './catalogue.ts'
import { judge } from './judge.ts'
import { mentionedColumns } from './mentions.ts'
import { nearest } from './nearest.ts'
import { readRaw } from './read-catalogue.ts'
import type { Constraint, Raw, Relation } from './read-catalogue.ts'
import { sealedKeys } from './sealed-keys.ts'
import { elsewhere, triggerEvents, triggerWrites } from './trigger-writes.ts'

/**
 * Reads what the database looks like where the policy touches it and around it (act.md, Before anything): a mapped table, its
 * partitions, and every table that refers to one, mapped or not.
 */
export async function readShape(client: ClientBase, written: System): Promise<Catalogue> {
  const system = withKeys(written)
  const places = new Map<string, Relation | null>()
  const findings: ShapeFinding[] = []
  const raw = await readRaw(client, (relations) => {
    for (const table of system.tables.values()) places.set(table.name, locate(table, system, relations, findings))
    return [...places.values()].flatMap((one) => (one === null ? [] : [one.oid]))
  })
  return build(system, raw, places, findings)
}

/** A pure link table may leave its key out: the columns that tie its ends are what names a row. */
function withKeys(system: System): System {
  const tables = [...system.tables.values()].map((table) =>
    table.key.length > 0 || !table.linkOnly ? table : { ...table, key: [...new Set(table.belongsTo.flatMap((link) => link.columns))] })
  return { ...system, tables: new Map(tables.map((table) => [table.name, table])) }
}

function locate(table: Table, system: System, relations: readonly Relation[], findings: ShapeFinding[]): Relation | null {
  const schema = table.schema ?? system.settings.get('schema') ?? null
  const named = relations.filter((one) => one.name === table.relationName && (schema === null || one.schema === schema))
  const found = named.length === 1 ? named[0]! : (named.find((one) => one.visible) ?? null)
  if (found !== null && found !== undefined) return found
  const finding = (code: string, near: string | null, detail: string) =>
    findings.push({ severity: 'error', code, table: table.name, column: null, nearest: near, detail })
  if (named.length > 1) finding('systems.ambiguous-table', null, `${named.map((one) => `${one.schema}.${one.name}`).join(' and ')}: say which schema`)
  else {
    const inSchema = relations.filter((one) => schema === null || one.schema === schema)
    const near = nearest(table.relationName, inSchema.map((one) => one.name)) ?? relations.find((one) => one.name === table.relationName)?.schema.concat('.', table.relationName) ?? null
    finding('systems.unknown-table', near, `${schema === null ? '' : `${schema}.`}${table.relationName}`)
  }
  return null
}

function build(system: System, raw: Raw, places: ReadonlyMap<string, Relation | null>, findings: ShapeFinding[]): Catalogue {
  const byOid = new Map(raw.relations.map((one) => [one.oid, one]))
  const sqlOf = (oid: string): string => {
    const one = byOid.get(oid)
    return one === undefined ? `oid ${oid}` : quoteTable(one.schema, one.name)
  }
  const mappedNames = new Map<string, string[]>()
  for (const [name, place] of places) if (place !== null) mappedNames.set(place.oid, [...(mappedNames.get(place.oid) ?? []), name])
  const mappedOf = (oid: string): string | null => mappedNames.get(oid)?.[0] ?? null
  const sealed = sealedKeys(system)

  const references = new Map<Constraint, ReferenceShape>()
  for (const one of raw.constraints) {
    if (one.type !== 'f' || one.referenced === null) continue
    references.set(one, {
      constraint: one.name, from: sqlOf(one.relation), fromMapped: mappedOf(one.relation), columns: one.columns, to: sqlOf(one.referenced),
      references: one.references, onDelete: actions[one.onDelete] ?? 'no action', deferrable: one.deferrable, indexed: indexedFor(raw, one),
    })
  }

  const tables = new Map<string, KnownTable>()
  const shapes = new Map<string, TableShape>()
  for (const [name, place] of places) {
    const table = system.tables.get(name)!
    if (place === null) continue
    const columns = columnsOf(raw, place.oid)
    const family = familyOf(raw, place.oid)
    const incoming = [...references].filter(([one]) => family.has(one.referenced!))
    const own = raw.constraints.filter((one) => one.relation === place.oid)
    const unique = raw.indexes
      .filter((one) => one.relation === place.oid && one.unique && one.immediate && !one.partial && !one.numbers.includes(0))
      .map((one) => one.numbers.map((n) => [...columns.values()].find((column) => column.number === n)?.name ?? ''))
    const triggers = raw.triggers
      .filter((one) => family.has(one.relation))
      .map((one) => ({
        name: one.name, events: triggerEvents(one.type), accepted: table.triggers.has(one.name),
        writesTo: triggerWrites(one, (written) => resolveName(written, raw, place), raw.functions),
      }))
    const shape: TableShape = {
      name,
      // A partition that lies in another database leaves no marks of change here.
      kind: raw.relations.some((one) => one.kind === 'f' && family.has(one.oid)) ? 'foreign' : (kinds[place.kind] ?? 'foreign'),
      columns,
      keyIsUnique: keyIsUnique(table, columns, unique),
      incoming: incoming.map(([, reference]) => reference),
      outgoing: own.flatMap((one) => references.get(one) ?? []),
      triggers,
      unique,
      checks: own.filter((one) => one.type === 'c' || one.type === 'x').map((one) => one.definition),
      rowSecurity: place.rowSecurity,
      rules: raw.rules.filter((one) => family.has(one.relation)).map((one) => one.name),
      readOnlyBecause: [],
    }
    const hiddenReferrer = incoming.some(([one]) => byOid.get(one.relation)?.hidden === true)
    const readOnlyBecause = reasons(shape, place, raw, family, hiddenReferrer, (sql) => [...mappedNames.keys()].some((oid) => sqlOf(oid) === sql))
    const full: TableShape = { ...shape, readOnlyBecause }
    shapes.set(name, full)
    const mentioned = mentionedColumns(system, table)
    const known: KnownTable = {
      mapped: table, oid: place.oid, sql: sqlOf(place.oid), schema: place.schema, relation: place.name, kind: full.kind, columns,
      keyTypes: table.key.map((column) => columns.get(column)?.type ?? 'text'),
      keySealed: sealed.has(name),
      heaps: heapsOf(raw, place),
      rows: [...family].reduce((sum, oid) => sum + (byOid.get(oid)?.rows ?? 0), 0),
      unmappedReferrers: incoming.flatMap(([one]) => referrerOf(one, system, table, mappedNames.get(one.relation) ?? [], sqlOf)),
      unmentioned: [...columns.values()].filter((column) => !mentioned.has(column.name) && !column.generated),
      indexes: raw.indexes.filter((one) => one.relation === place.oid).map((one): Index => ({ name: one.name, unique: one.unique, partial: one.partial, parts: one.parts })),
      shape: full,
    }
    const judged = judge(known, place, system, raw)
    findings.push(...judged)
    if (!judged.some((one) => one.severity === 'error' && stops.has(one.code))) tables.set(name, known)
  }
  leaveOutChildren(tables, findings)
  const shape: Shape = { system: system.name, identity: raw.identity, tables: shapes, findings, hash: hashOf(raw, shapes) }
  return { shape, tables, replica: raw.replica }
}

/** A row that belongs to one that cannot be seen must not look as if it belonged to nobody: it is left out as well. */
function leaveOutChildren(tables: Map<string, KnownTable>, findings: ShapeFinding[]): void {
  for (let shrank = true; shrank; ) {
    shrank = false
    for (const [name, { mapped }] of tables) {
      const missing = mapped.belongsTo.find((link) => !tables.has(link.to))
      if (missing === undefined) continue
      tables.delete(name)
      shrank = true
      findings.push({ severity: 'error', code: 'systems.parent-not-observed', table: name, column: null, nearest: null, detail: `belongs to ${missing.to}, which cannot be observed` })
    }
  }
}

const kinds: Readonly<Record<string, TableShape['kind']>> = { r: 'table', p: 'partitioned', v: 'view', m: 'materialised-view', f: 'foreign' }
const actions: Readonly<Record<string, ReferenceShape['onDelete']>> = { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' }
/** With one of these, SQL on the table would fail: it is left out, and the others go on. */
const stops: ReadonlySet<string> = new Set(['systems.unknown-column', 'systems.missing-privilege', 'systems.not-seen-in-full', 'systems.unknown-link', 'systems.key-type'])

function columnsOf(raw: Raw, oid: string): Map<string, Column> {
  return new Map(
    raw.attributes
      .filter((one) => one.relation === oid)
      .map((one) => [one.name, {
        name: one.name, number: one.number, type: one.type, base: one.base, category: one.category, nullable: one.nullable,
        generated: one.generated, identity: one.identity, hasDefault: one.hasDefault,
      }]),
  )
}

/** The table and everything below it: partitions and inheriting tables. */
function familyOf(raw: Raw, oid: string): ReadonlySet<string> {
  const family = new Set([oid])
  for (let grew = true; grew; ) {
    grew = false
    for (const one of raw.relations) {
      if (one.parent !== null && family.has(one.parent) && !family.has(one.oid)) {
        family.add(one.oid)
        grew = true
      }
    }
  }
  return family
}

function heapsOf(raw: Raw, place: Relation): KnownTable['heaps'] {
  if (place.kind === 'v' || place.kind === 'f') return []
  const family = familyOf(raw, place.oid)
  return raw.relations
    .filter((one) => family.has(one.oid) && (one.kind === 'r' || one.kind === 'm'))
    .map((one) => ({ oid: one.oid, sql: quoteTable(one.schema, one.name), pages: one.pages }))
}

/** Provably: a unique index that is always kept, over columns of the key that are never NULL. */
function keyIsUnique(table: Table, columns: ReadonlyMap<string, Column>, unique: readonly (readonly string[])[]): boolean {
  if (table.key.length === 0 || table.key.some((name) => columns.get(name)?.nullable !== false)) return false
  return unique.some((names) => names.every((name) => table.key.includes(name)))
}

function indexedFor(raw: Raw, constraint: Constraint): boolean {
  const numbers = constraint.columns.map((name) => raw.attributes.find((one) => one.relation === constraint.relation && one.name === name)?.number ?? -1)
  return raw.indexes.some((one) => {
    if (one.relation !== constraint.relation || one.partial) return false
    const first = one.numbers.slice(0, numbers.length)
    return numbers.every((n) => first.includes(n))
  })
}

/**
 * What must be looked into before a row may go: rows of unmapped tables, and of mapped ones by a foreign key that the systems
 * file does not declare as a link (the index does not know that edge).
 */
function referrerOf(one: Constraint, system: System, table: Table, from: readonly string[], sqlOf: (oid: string) => string): Referrer[] {
  const declared = from.some((name) =>
    system.tables.get(name)!.belongsTo.some((link) =>
      link.to === table.name && link.when.size === 0 && link.columns.length === one.columns.length && link.columns.every((column) => one.columns.includes(column))))
  return declared ? [] : [{ sql: sqlOf(one.relation), columns: one.columns, references: one.references }]
}

function resolveName(written: string, raw: Raw, near: Relation): string | null {
  const parts = [...written.matchAll(/"((?:[^"]|"")+)"|([\w$]+)/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2]!.toLowerCase())
  if (parts.length === 2) {
    const found = raw.relations.find((one) => one.schema === parts[0] && one.name === parts[1])
    return found === undefined ? null : quoteTable(found.schema, found.name)
  }
  const named = raw.relations.filter((one) => one.name === parts[0])
  // Which schema an unqualified name means depends on whoever fires the trigger: taken only where nothing else can be meant.
  const candidates = named.length === 1 ? named : named.filter((one) => one.visible || one.schema === near.schema)
  const found = candidates.length === 1 ? candidates[0]! : null
  return found === null ? null : quoteTable(found.schema, found.name)
}

function reasons(shape: TableShape, place: Relation, raw: Raw, family: ReadonlySet<string>, hiddenReferrer: boolean, isMapped: (sql: string) => boolean): string[] {
  const because = new Set<string>()
  if (shape.kind === 'view' || shape.kind === 'materialised-view') because.add('view')
  if (shape.kind === 'foreign') because.add('foreign')
  if (!shape.keyIsUnique) because.add('key-not-unique')
  if (shape.rules.length > 0) because.add('rule')
  if (raw.replica) because.add('replica')
  if (place.hidden) because.add('not-seen-in-full')
  if (hiddenReferrer) because.add('referrer-not-seen')
  if (place.kind === 'r' && family.size > 1) because.add('inherited')
  for (const trigger of shape.triggers) {
    // One that fires on insertion only never fires by what we do.
    if (!trigger.events.some((event) => event !== 'insert')) continue
    if (!trigger.accepted) because.add('trigger-not-accepted')
    if (trigger.writesTo.some((target) => target === elsewhere || !isMapped(target))) because.add('trigger-writes-elsewhere')
  }
  return [...because].sort()
}

function hashOf(raw: Raw, shapes: ReadonlyMap<string, TableShape>): string {
  const hash = createHash('sha256').update(raw.identity)
  for (const [name, shape] of [...shapes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const columns = [...shape.columns.values()].map((one) => [one.name, one.type, one.nullable, one.generated, one.hasDefault])
    hash.update(JSON.stringify([
      name, shape.kind, columns, shape.keyIsUnique, shape.incoming, shape.outgoing, shape.triggers, shape.unique, shape.checks, shape.rowSecurity, shape.rules, shape.readOnlyBecause,
    ]))
  }
  // A trigger whose body changed may write somewhere else although its name did not change.
  hash.update(JSON.stringify(raw.triggers.map((one) => [one.name, one.source])))
  return hash.digest('hex')
}
