import { knownData } from '../../policy/language/index.ts'
import type { DataClass } from '../../policy/model/index.ts'
import { slug } from '../slug.ts'
import { categoryOf, identities, isOfSystem } from './categories.ts'
import { readDatasets } from './read-dataset.ts'
import type { FidesCollection, FidesDataset, FidesField } from './read-dataset.ts'

interface Declared { readonly class: DataClass | null }

/** Drafts a systems.yaml from Fides datasets: each dataset a system, each collection a table. What it says beside that is told of in comments. */
export function draftSystems(text: string): string {
  const datasets = readDatasets(text)
  const data = new Map<string, Declared>()
  const systems = datasets.flatMap((dataset) => systemLines(dataset, datasets, data))
  return [
    '# A draft, made from a Fides dataset. Keys, references and categories are the dataset\'s own; which people each table is about,',
    '# and which dates its rows bear, somebody who knows the store has to add. Lines marked "guess" are to be looked at.',
    ...(data.size === 0 ? [] : ['#', '# Data that policy.yaml has to declare:', '#   data:', ...[...data].map(([name, one]) => `#     ${name}: ${itemText(name, one)}`)]),
    ...systems, '',
  ].join('\n')
}

function itemText(name: string, { class: cls }: Declared): string {
  const known = knownData.get(name)
  const parts = [...(known?.identifies === 'person' ? ['identifies: person'] : []), ...(known !== undefined || cls === null || cls === 'ordinary' ? [] : [`class: ${cls}`])]
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function systemLines(dataset: FidesDataset, datasets: readonly FidesDataset[], data: Map<string, Declared>): string[] {
  const name = slug(dataset.key, 'system')
  const variable = `${name.replaceAll('-', '_').toUpperCase()}_URL`
  const about = [
    ...(dataset.name === null ? [] : [`# ${oneLine(dataset.name)}`]),
    ...(dataset.retention === null ? [] : [`# The dataset says of how long: ${oneLine(dataset.retention)}. In Löfte that stands with the purposes, in policy.yaml.`]),
    ...(dataset.countries.length === 0 ? [] : [`# The dataset says that data goes to: ${dataset.countries.map(oneLine).join(', ')}. In Löfte that stands with the recipients, in policy.yaml.`]),
  ]
  const links = linksOf(dataset, datasets)
  const left: string[] = []
  const tables = dataset.collections.flatMap((collection) => tableLines(collection, dataset, links, data, left))
  return [
    '', ...about, `${yaml(name)}:`, '  connector: postgres                           # guess: a dataset does not say what kind of store it is', `  url: \${${variable}}`, '  # country: SE',
    ...(tables.length === 0 ? ['  tables: {}'] : ['  tables:', ...tables]), ...(left.length === 0 ? [] : ['', '# Left out:', ...left.map((line) => `#   ${line}`)]),
  ]
}

interface Tie { readonly from: string; readonly column: string; readonly to: string; readonly references: string | null }
interface Ties { readonly within: readonly Tie[]; readonly beyond: readonly string[] }

/**
 * In Fides a reference may stand at either end, and its direction is the order in which rows are looked for. The end that
 * belongs to the other is the one that refers to a primary key.
 */
function linksOf(dataset: FidesDataset, datasets: readonly FidesDataset[]): Ties {
  const within: Tie[] = []
  const beyond: string[] = []
  const keyed = (collection: string, field: string): boolean => dataset.collections.find((one) => one.name === collection)?.fields.some((one) => one.primaryKey && one.path.join('.') === field) === true
  for (const collection of dataset.collections) {
    for (const field of flat(collection.fields)) {
      const own = field.path.join('.')
      for (const reference of field.references) {
        const other = reference.dataset === '' || reference.dataset === dataset.key
        if (!other || !dataset.collections.some((one) => one.name === reference.collection)) {
          beyond.push(`${collection.name}.${own} refers to ${oneLine(reference.dataset)}:${oneLine(reference.collection)}.${oneLine(reference.field)}${datasets.some((one) => one.key === reference.dataset) ? ', which is another system here' : ''}: people are found there by their identifiers`)
        } else if (own.includes('.') || reference.field.includes('.')) beyond.push(`${collection.name}.${own} refers to ${reference.collection}.${oneLine(reference.field)}: a value inside a document ties no rows`)
        else if (keyed(collection.name, own) && !keyed(reference.collection, reference.field)) within.push({ from: reference.collection, column: reference.field, to: collection.name, references: null })
        else within.push({ from: collection.name, column: own, to: reference.collection, references: keyed(reference.collection, reference.field) ? null : reference.field })
      }
    }
  }
  return { within: [...new Map(within.map((tie) => [JSON.stringify(tie), tie])).values()], beyond }
}

function tableLines(collection: FidesCollection, dataset: FidesDataset, ties: Ties, data: Map<string, Declared>, left: string[]): string[] {
  const fields = flat(collection.fields)
  const key = collection.fields.filter((field) => field.primaryKey).map((field) => field.path.join('.'))
  const mine = ties.within.filter((tie) => tie.from === collection.name)
  const inherited = [...dataset.categories, ...collection.categories].filter((category) => !isOfSystem(category))
  const personal = fields.filter((field) => field.inside.length === 0 && !field.primaryKey && !mine.some((tie) => tie.column === field.path.join('.')) && field.categories.some((category) => !isOfSystem(category)))
  const identified = collection.fields.filter((field) => field.identity !== null)
  const pointedAt = ties.within.some((tie) => tie.to === collection.name)
  const aboutPeople = personal.length > 0 || identified.length > 0 || inherited.length > 0 || mine.length > 0
  if (collection.skipped) {
    left.push(`${oneLine(collection.name)}: the dataset says that it is not to be processed`)
    return []
  }
  if (!aboutPeople && !pointedAt) {
    left.push(`${oneLine(collection.name)}: nothing about people was declared`)
    return []
  }
  const lines = [`    ${yaml(collection.name)}:`]
  const add = (line: string): void => void lines.push(`      ${line}`)
  add(key.length > 0 ? `key: ${list(key)}` : '# key: the dataset names no primary key: give the column or columns that name one row')
  if (!aboutPeople) {
    add('matter: true                                # guess: rows of things, not of people')
    return lines
  }
  add('# relation: which of the people in policy.yaml')
  if (identified.length > 0) {
    const person = new Map(identified.map((field) => [identities[field.identity ?? ''] ?? slug(field.identity ?? '', 'identifier'), field.path.join('.')]))
    add(`person: { ${[...person].map(([kind, column]) => `${yaml(kind)}: ${yaml(column)}`).join(', ')} }`)
    for (const field of identified) if (![...person.values()].includes(field.path.join('.'))) add(`# ${field.path.join('.')} identifies a person too (${oneLine(field.identity ?? '')}): a row says who it is about once for each kind`)
  }
  if (personal.length > 0 || identified.length > 0) {
    add('data:')
    for (const field of fields.filter((one) => personal.includes(one) || (identified.includes(one) && !one.primaryKey))) add(`  ${dataLine(field, data)}`)
  }
  if (inherited.length > 0) add(`# The ${collection.categories.length > 0 ? 'collection' : 'dataset'} as a whole is said to hold: ${[...new Set(inherited)].map(oneLine).join(', ')}`)
  const targets = Map.groupBy(mine, (tie) => tie.to)
  if (targets.size > 0) {
    add('belongs-to:')
    for (const [to, all] of targets) add(`  ${yaml(to)}: ${all.length === 1 ? tieText(all[0]) : `[${all.map(tieText).join(', ')}]`}`)
  }
  for (const beyond of ties.beyond.filter((one) => one.startsWith(`${collection.name}.`))) add(`# ${beyond}`)
  for (const field of fields) if (field.retention !== null) add(`# ${field.path.join('.')} is said to be kept: ${oneLine(field.retention)}`)
  const rest = fields.filter((field) => field.inside.length === 0 && !field.primaryKey && !personal.includes(field) && !identified.includes(field) && !mine.some((tie) => tie.column === field.path.join('.')))
  const ofSystem = rest.filter((field) => field.categories.length > 0 && field.path.length === 1)
  if (ofSystem.length > 0) {
    add('not-personal:')
    for (const field of ofSystem) add(`  ${columnKey(field)}: ${yaml(`${field.categories.join(', ')} in the dataset`)}`)
  }
  const unsaid = rest.filter((field) => !ofSystem.includes(field))
  if (unsaid.length > 0) add(`# Without a category in the dataset, so taken for personal data until somebody says what they hold: ${unsaid.map((field) => oneLine(field.path.join('.'))).join(', ')}`)
  return lines
}

function dataLine(field: FidesField, data: Map<string, Declared>): string {
  const own = field.categories.filter((category) => !isOfSystem(category))
  const found = own.flatMap((category) => categoryOf(category) ?? [])
  const [first, ...more] = found.length > 0 ? found : [{ data: field.identity === null ? slug(own[0]?.split('.').at(-1) ?? field.path.at(-1) ?? '', 'data') : (identities[field.identity] ?? 'identifier'), class: null }]
  if (first === undefined) return ''
  if (!data.has(first.data)) data.set(first.data, { class: first.class })
  const others = [...new Set(more.map((one) => one.data))].filter((name) => name !== first.data)
  const notes = [...(found.length === 0 ? [`guess: ${own.length === 0 ? 'it finds people' : oneLine(own.join(', '))}`] : []), ...(others.length === 0 ? [] : [`also ${others.join(', ')}`]), ...(field.type?.endsWith('[]') === true ? [`a list (${field.type})`] : [])]
  return `${columnKey(field)}: ${first.data}${notes.length === 0 ? '' : `   # ${notes.join('; ')}`}`
}

function tieText(tie: Tie | undefined): string {
  if (tie === undefined) return ''
  return tie.references === null ? yaml(tie.column) : `{ columns: ${yaml(tie.column)}, references: ${yaml(tie.references)} }`
}

function flat(fields: readonly FidesField[]): FidesField[] {
  return fields.flatMap((field) => [field, ...flat(field.inside)])
}

/** A column, or a path into the document that it holds: `profile->diet`. */
function columnKey(field: FidesField): string {
  const [column = '', ...path] = field.path
  const written = [column.includes('.') ? `"${column}"` : column, ...path].join('->')
  return yaml(written)
}

function list(names: readonly string[]): string {
  return names.length === 1 ? yaml(names[0] ?? '') : `[${names.map(yaml).join(', ')}]`
}

function yaml(text: string): string {
  const plainly = /^[A-Za-z_][\w-]*(?: [\w-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return plainly ? text : `'${text.replaceAll("'", "''").replace(/[\s\p{Cc}]+/gu, ' ')}'`
}

function oneLine(words: string): string {
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
