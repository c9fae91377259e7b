import type { Guess } from './guess.ts'

export interface DraftColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  /** Anything may stand in it. */
  readonly free: boolean
  readonly document: boolean
  readonly guess: Guess | null
  readonly date: string | null
  readonly isDate: boolean
}

export interface DraftLink {
  readonly schema: string
  readonly to: string
  readonly columns: readonly string[]
  readonly references: readonly string[]
  readonly byName: boolean
}

export interface DraftTable {
  readonly schema: string
  readonly name: string
  readonly key: readonly string[]
  readonly links: readonly DraftLink[]
  readonly columns: readonly DraftColumn[]
  readonly triggers: readonly string[]
}

type Role = 'person' | 'link' | 'matter' | 'none'

/** The draft as YAML. What was guessed is marked so; what nobody can guess is left to a person in a comment. */
export function writeDraft(system: string, tables: readonly DraftTable[]): string {
  const names = namesOf(tables)
  const roles = rolesOf(tables, names)
  const data = new Map<string, Guess>()
  const lines: string[] = []
  const left: string[] = []
  for (const table of tables) {
    const role = roles.get(table)!
    if (role === 'none' || table.key.length === 0) {
      left.push(`#   ${table.schema}.${table.name}: ${table.key.length === 0 && role !== 'none' ? 'holds personal data but has no key: give it one' : 'nothing about people was found'}`)
      continue
    }
    lines.push(...tableLines(table, role, names, roles, data))
  }
  const variable = `${system.replaceAll('-', '_').toUpperCase()}_URL`
  return [
    '# A draft. Names, keys and references are the database\'s own; what the columns hold is guessed from their names and from',
    '# the shape of some values. Go through every line marked "guess" before it is used.',
    ...(data.size === 0 ? [] : [
      '#', '# Data that policy.yaml has to declare:', '#   data:',
      ...[...data].map(([name, one]) => `#     ${name}: {${one.kind === 'email' || one.kind === 'national-id' || one.kind === 'username' ? ' identifies: person ' : ''}}`),
    ]),
    `${system}:`, '  connector: postgres', `  url: \${${variable}}`, '  # country: SE', ...(lines.length === 0 ? ['  tables: {}'] : ['  tables:', ...lines]),
    ...(left.length === 0 ? [] : ['', '# Left out:', ...left]), '',
  ].join('\n')
}

/** A table goes by its own name, or with its schema where two have the same. */
function namesOf(tables: readonly DraftTable[]): (schema: string, name: string) => string {
  return (schema, name) => (tables.filter((one) => one.name === name).length > 1 ? `${schema}.${name}` : name)
}

function rolesOf(tables: readonly DraftTable[], names: (schema: string, name: string) => string): ReadonlyMap<DraftTable, Role> {
  const roles = new Map<DraftTable, Role>(tables.map((table) => [table, table.columns.some((one) => one.guess !== null && !['organisation', 'title', 'notes', 'message'].includes(one.guess.data)) ? 'person' : 'none']))
  const at = (link: DraftLink) => tables.find((one) => names(one.schema, one.name) === names(link.schema, link.to))
  // What belongs to a person's row is about that person, however far down.
  for (let grew = true; grew; ) {
    grew = false
    for (const table of tables) {
      if (roles.get(table) !== 'none') continue
      const toPeople = table.links.some((link) => ['person', 'link'].includes(roles.get(at(link) ?? table) ?? 'none'))
      if (!toPeople) continue
      roles.set(table, table.columns.length === 0 && table.links.length > 1 ? 'link' : 'person')
      grew = true
    }
  }
  for (const table of tables) {
    if (roles.get(table) === 'none') continue
    for (const link of table.links) {
      const target = at(link)
      if (target !== undefined && roles.get(target) === 'none') roles.set(target, 'matter')
    }
  }
  return roles
}

function tableLines(table: DraftTable, role: Role, names: (schema: string, name: string) => string, roles: ReadonlyMap<DraftTable, Role>, data: Map<string, Guess>): string[] {
  const lines = [`    ${yaml(names(table.schema, table.name))}:`]
  const add = (line: string) => lines.push(`      ${line}`)
  if (names(table.schema, table.name) !== table.name || table.name.includes('.')) add(`table: ${yaml(table.name)}`)
  add(`schema: ${yaml(table.schema)}`)
  add(`key: ${list(table.key)}`)
  if (role === 'matter') {
    add('matter: true                                # guess: rows of things, not of people')
    return lines
  }
  if (role === 'link') add('link: true')
  else add('# relation: which of the people in policy.yaml')

  const identifiers = table.columns.filter((one) => one.guess?.kind != null)
  const kinds = new Map(identifiers.map((one) => [one.guess!.kind!, one.name]))
  if (kinds.size > 0) add(`person: { ${[...kinds].map(([kind, column]) => `${kind}: ${yaml(column)}`).join(', ')} }   # guess`)

  const fields = table.columns.filter((one) => one.guess !== null || (one.free && !one.isDate))
  if (fields.length > 0) {
    add('data:')
    for (const column of fields) {
      const guessed = column.guess ?? { data: 'notes', kind: null, by: 'name' as const }
      data.set(guessed.data, guessed)
      const value = column.nullable || table.key.includes(column.name) ? guessed.data : `{ data: ${guessed.data}, replace: 'erased {token}' }`
      add(`  ${columnKey(column.name)}: ${value}   # guess${column.guess === null ? `: anything may stand here${column.document ? '; map its paths as column->key' : ''}` : column.guess.by === 'values' ? ' by its values' : ''}`)
    }
  }

  const targets = new Map<string, DraftLink[]>()
  for (const link of table.links) {
    const target = [...roles.keys()].find((one) => one.schema === link.schema && one.name === link.to)
    if (target === undefined || target.key.length === 0) continue
    const name = names(link.schema, link.to)
    targets.set(name, [...(targets.get(name) ?? []), link])
  }
  if (targets.size > 0) {
    add('belongs-to:')
    for (const [name, links] of targets) add(`  ${yaml(name)}: ${links.length === 1 ? linkText(links[0]!) : `[${links.map(linkText).join(', ')}]`}${links.some((one) => one.byName) ? '   # guess: by its name, without a constraint' : ''}`)
  }

  const dates = new Map<string, string>()
  for (const column of table.columns) if (column.date !== null && column.guess === null && !dates.has(column.date)) dates.set(column.date, column.name)
  for (const [word, column] of dates) add(`${word}: ${yaml(column)}   # guess`)
  if (table.triggers.length > 0) add(`# triggers: ${list(table.triggers)}   # accept them by name once it is known what they write`)

  const rest = table.columns.filter((one) => one.guess === null && !fields.includes(one) && ![...dates.values()].includes(one.name))
  if (rest.length > 0) {
    add('# Taken for personal data until somebody says why not:')
    add('# not-personal:')
    for (const column of rest) add(`#   ${columnKey(column.name)}: ${column.type}`)
  }
  return lines
}

function linkText(link: DraftLink): string {
  if (link.columns.length === 1 && link.references.length === 0) return yaml(link.columns[0]!)
  return `{ columns: ${list(link.columns)}${link.references.length === 0 ? '' : `, references: ${list(link.references)}`} }`
}

function list(names: readonly string[]): string {
  return names.length === 1 ? yaml(names[0]!) : `[${names.map(yaml).join(', ')}]`
}

/** A column as a key under data: a dot in its name needs quotes of the language's own. */
function columnKey(name: string): string {
  return name.includes('.') ? `'"${name.replaceAll("'", "''")}"'` : yaml(name)
}

function yaml(text: string): string {
  const plainly = /^[A-Za-z_][\w-]*(?: [\w-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return plainly ? text : `'${text.replaceAll("'", "''")}'`
}
