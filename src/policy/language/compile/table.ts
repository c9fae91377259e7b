import { period } from '../../law/index.ts'
import { anchorNamed, rulePath } from '../../model/index.ts'
import type { Anchor, ColumnRef, Field, IdentifierKind, Link, System, Table } from '../../model/index.ts'
import { dateKeys } from '../definition/systems.ts'
import type { TableSaid } from '../definition/systems.ts'
import { nearest } from '../nearest.ts'
import type { Source } from '../source/source.ts'
import { parseColumn } from './column.ts'
import type { Names } from './names.ts'
import { nodeAt } from './places.ts'
import type { Around } from './around.ts'

export interface Setting {
  readonly system: Omit<System, 'tables'>
  readonly controller: string
  readonly tables: ReadonlyMap<string, TableSaid>
  readonly source: Source
  readonly names: Names
  readonly around: Around
}

/** What identifies on its own when a person gave it; a telephone is shared, lent and passed on, so it only suggests. */
const verifiedAlone: ReadonlySet<IdentifierKind> = new Set(['email', 'national-id', 'customer-number', 'username'])

export function tableOf(name: string, said: TableSaid, setting: Setting): Table {
  const { system, source, names, around } = setting
  const path = `${system.name}.tables.${name.includes('.') ? `"${name}"` : name}`
  const at = rulePath('systems', system.name, 'tables', name)
  const column = (words: string, under: string): ColumnRef => columnOf(words, `${path}.${under}`, said, setting)
  const [schema, relationName] = naming(name, said, system)

  const person = new Map([...(said.person ?? [])].map(([kind, words]) => [kind, column(words, `person.${kind}`)] as const))
  if (said.verified !== undefined) for (const kind of said.verified) names.one(kind, person, 'identifiers under person', `${path}.verified`)
  const dates = new Map<Anchor, ColumnRef>()
  for (const key of dateKeys) if (said[key] !== undefined) dates.set(anchorNamed(key), column(said[key], key))
  for (const [anchor, words] of said.dates ?? []) dates.set(anchorNamed(anchor), column(words, `dates.${anchor}`))

  if (said.key === undefined && said.link !== true) source.report('language.missing-key', nodeAt(source, path).key, `systems.${path}`, `${name} has no key.`, 'Add key: the column or columns that name one row, such as key: id.')
  const zone = around.controllers.get(setting.controller)?.zone ?? 'Europe/Stockholm'
  return {
    system: system.name, name, at, schema, relationName, controller: setting.controller, role: said.role ?? system.role,
    key: said.key ?? [], person,
    verified: new Set(said.verified ?? [...person.keys()].filter((kind) => verifiedAlone.has(kind))),
    relation: names.one(said.relation, around.people, 'declared people', `${path}.relation`),
    belongsTo: linksOf(said, path, at, setting), linkOnly: said.link ?? false, matterOnly: said.matter ?? false,
    fields: fieldsOf(said, path, setting), notPersonal: said['not-personal'] ?? new Map(),
    purposes: said.purposes === undefined ? null : names.all(said.purposes, around.purposes, 'declared purposes', `${path}.purposes`),
    channel: said.channel ?? null, record: said.record ?? false, dates, zone: said.zone ?? zone, sentinels: said.sentinels ?? [],
    since: said.since ?? null, changes: changesOf(said, system), triggers: new Set(said.triggers ?? []),
    restricted: said.restricted ?? null, consent: consentRows(said, path, at, setting),
  }
}

function naming(name: string, said: TableSaid, system: Omit<System, 'tables'>): readonly [string | null, string] {
  const dot = name.indexOf('.')
  const before = dot < 0 ? null : name.slice(0, dot)
  return [said.schema ?? before ?? system.settings.get('schema') ?? null, said.table ?? name.slice(dot + 1)]
}

function columnOf(words: string, path: string, said: TableSaid, { source, tables }: Setting): ColumnRef {
  const parsed = parseColumn(words, (first) => tables.has(first) || (said['belongs-to']?.has(first) ?? false))
  if (parsed === null) {
    source.report('language.wrong-value', nodeAt(source, path).value, `systems.${path}`, 'This is no column.', 'Write column, column->key for a value in a JSON document, or table.column over belongs-to.')
    return { column: words, path: [], via: null }
  }
  if (parsed.via !== null && said['belongs-to']?.has(parsed.via) !== true) {
    const near = nearest(parsed.via, said['belongs-to']?.keys() ?? [])
    source.report('names.unknown', nodeAt(source, path).value, `systems.${path}`, `The row does not belong to \`${parsed.via}\`.`, near === null ? `Add belongs-to: { ${parsed.via}: COLUMN }.` : `Did you mean ${near}?`)
  }
  return parsed
}

function linksOf(said: TableSaid, path: string, at: Table['at'], { source, tables, names }: Setting): readonly Link[] {
  return [...(said['belongs-to'] ?? [])].flatMap(([to, several]) => {
    const target = tables.get(to)
    if (target === undefined) {
      names.one(to, tables, 'tables of this system', `${path}.belongs-to.${to}`)
      return []
    }
    return several.map((one): Link => {
      const references = one.references ?? target.key ?? []
      if (references.length !== one.columns.length) source.report('systems.reference-width', nodeAt(source, `${path}.belongs-to.${to}`).key, `systems.${path}.belongs-to.${to}`, `The reference to ${to} has ${one.columns.length} columns and points at ${references.length}.`, `Name as many columns as the key of ${to} has: ${references.join(', ')}.`)
      return { at: rulePath(...at.split('.'), 'belongs-to', to), to, columns: one.columns, references, when: one.when, release: one.release, breaksCycle: one.breaksCycle }
    })
  })
}

/** As for the row's own person; a kind that the row's own is not found by links where it does anywhere. */
function linksPeople(said: TableSaid, kind: IdentifierKind): boolean {
  return said.verified === undefined || said.person?.has(kind) !== true ? verifiedAlone.has(kind) : said.verified.includes(kind)
}

function fieldsOf(said: TableSaid, path: string, setting: Setting): readonly Field[] {
  const { names, around, system } = setting
  return [...(said.data ?? [])].flatMap(([words, one]) => {
    const written = words.includes('.') ? `"${words}"` : words
    const at = rulePath('systems', system.name, 'tables', ...namesIn(path), 'data', words)
    const data = names.one(one.data, around.data, 'declared data', `${path}.data.${written}`)
    if (data === null) return []
    const [kind, column] = [...one.of].find(([word]) => word !== 'relation') ?? []
    const of = kind === undefined || column === undefined ? null : {
      kind, ref: columnOf(column, `${path}.data.${written}.of`, said, setting), relation: names.one(one.of.get('relation'), around.people, 'declared people', `${path}.data.${written}.of.relation`),
      links: linksPeople(said, kind),
    }
    return [{ at, ref: columnOf(words, `${path}.data.${written}`, said, setting), data, replacement: one.replace, of }]
  })
}

const namesIn = (path: string): readonly string[] => [path.slice(path.indexOf('.tables.') + '.tables.'.length).replaceAll('"', '')]

function changesOf(said: TableSaid, system: Omit<System, 'tables'>): Table['changes'] {
  if (said.changes === undefined) return { by: system.connector === 'postgres' ? 'xmin' : 'digest' }
  if (said.changes.by === 'updated-at') return { by: 'updated-at', column: said.changes.column, overlap: said.changes.overlap ?? period({ hours: 1 }) }
  return { by: said.changes.by }
}

function consentRows(said: TableSaid, path: string, at: Table['at'], setting: Setting): Table['consent'] {
  const consents = said.consents
  if (consents?.given === undefined) return null
  const { names, around, source } = setting
  const byColumn = consents['purpose-column']
  const purpose = byColumn === undefined ? names.one(consents.purpose, around.purposes, 'declared purposes', `${path}.consents.purpose`) : columnOf(byColumn, `${path}.consents.purpose-column`, said, setting)
  if (purpose === null) {
    if (consents.purpose === undefined) source.report('language.missing-key', nodeAt(source, `${path}.consents`).key, `systems.${path}.consents`, 'Nothing says which purpose the choices are for.', 'Add purpose: NAME, or purpose-column: the column that names it.')
    return null
  }
  return {
    at: rulePath(...at.split('.'), 'consents'), purpose, given: columnOf(consents.given, `${path}.consents.given`, said, setting),
    withdrawn: consents.withdrawn === undefined ? null : columnOf(consents.withdrawn, `${path}.consents.withdrawn`, said, setting),
  }
}

