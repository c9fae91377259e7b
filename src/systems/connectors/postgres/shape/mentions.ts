import type { ColumnRef, System, Table } from '../../../../policy/model/index.ts'

/** A column of a mapped table with the mapped table it is in: what the policy names must exist. */
export interface Mention {
  readonly table: string
  readonly ref: ColumnRef
  readonly what: 'key' | 'identifier' | 'field' | 'date' | 'link' | 'not-personal' | 'changes' | 'consent' | 'restricted'
}

/** Every column that a table's mapping names, in its own rows and in those it belongs to. */
export function mentionsOf(table: Table): Mention[] {
  const all: Mention[] = []
  const add = (ref: ColumnRef, what: Mention['what']) => all.push({ table: ref.via ?? table.name, ref, what })
  const own = (column: string): ColumnRef => ({ column, path: [], via: null })
  for (const column of table.key) add(own(column), 'key')
  for (const ref of table.person.values()) add(ref, 'identifier')
  for (const field of table.fields) {
    add(field.ref, 'field')
    if (field.of !== null) add(field.of.ref, 'identifier')
  }
  for (const ref of table.dates.values()) add(ref, 'date')
  for (const link of table.belongsTo) {
    for (const column of [...link.columns, ...link.when.keys()]) add(own(column), 'link')
    for (const column of link.references) all.push({ table: link.to, ref: own(column), what: 'link' })
  }
  for (const name of table.notPersonal.keys()) add(columnNamed(name), 'not-personal')
  if (table.changes.by === 'updated-at') add(own(table.changes.column), 'changes')
  if (table.restricted !== null) add(own(table.restricted), 'restricted')
  if (table.consent !== null) {
    if (typeof table.consent.purpose !== 'string') add(table.consent.purpose, 'consent')
    add(table.consent.given, 'consent')
    if (table.consent.withdrawn !== null) add(table.consent.withdrawn, 'consent')
  }
  return all
}

/** The columns of a table that anything in the system's file names: the rest is unmentioned. */
export function mentionedColumns(system: System, table: Table): ReadonlySet<string> {
  const names = new Set<string>()
  for (const one of system.tables.values()) {
    const sameRelation = one.schema === table.schema && one.relationName === table.relationName
    for (const mention of mentionsOf(one)) {
      if (mention.table === table.name || (sameRelation && mention.table === one.name)) names.add(mention.ref.column)
    }
  }
  return names
}

/** `profile->diet` as the systems file writes it. */
export function columnNamed(name: string): ColumnRef {
  const [column, ...path] = name.split('->').map((step) => step.trim().replace(/^>\s*/, '').replace(/^(["'])(.*)\1$/, '$2'))
  return { column: column!, path, via: null }
}

/** How a column is called in reports, maps and findings: as the systems file writes it. */
export function refName(ref: ColumnRef): string {
  return [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')
}
