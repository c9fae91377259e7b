import { parseDocument } from 'yaml'
import { problem } from '../../platform/index.ts'
import { excess } from '../../policy/language/index.ts'

export interface FidesReference { readonly dataset: string; readonly collection: string; readonly field: string }

export interface FidesField {
  /** Names from the column inwards: `profile`, `diet`. */
  readonly path: readonly string[]
  readonly categories: readonly string[]
  readonly primaryKey: boolean
  readonly identity: string | null
  readonly references: readonly FidesReference[]
  readonly type: string | null
  readonly retention: string | null
  readonly inside: readonly FidesField[]
}

export interface FidesCollection { readonly name: string; readonly categories: readonly string[]; readonly fields: readonly FidesField[]; readonly skipped: boolean }

export interface FidesDataset {
  readonly key: string
  readonly name: string | null
  readonly categories: readonly string[]
  readonly retention: string | null
  readonly countries: readonly string[]
  readonly collections: readonly FidesCollection[]
}

/** The datasets of a Fides file. Keys that it may hold and that say nothing here are passed over; a shape that is no dataset is refused. */
export function readDatasets(text: string): readonly FidesDataset[] {
  if (excess(text, 'systems') !== null) throw unreadable('The file is larger, or nested deeper, than a dataset is.')
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false })
  if (document.errors.length > 0) throw unreadable(`The file cannot be read as YAML (line ${lineOf(text, document.errors[0]?.pos[0] ?? 0)}).`)
  const root = plain(document)
  const datasets = list(object(root)?.['dataset']).flatMap((one) => datasetOf(object(one)) ?? [])
  if (datasets.length === 0) throw unreadable('The file holds no Fides dataset: a list under `dataset`, each with a fides_key and its collections.')
  return datasets
}

/** Aliases make a small file large, and no dataset has any. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch {
    throw unreadable('The file has aliases (*name), which are not read.')
  }
}

function datasetOf(said: Said | null): FidesDataset | null {
  const key = words(said?.['fides_key']) ?? words(said?.['name'])
  if (said === null || key === null) return null
  return {
    key, name: words(said['name']), categories: strings(said['data_categories']), retention: words(said['retention']), countries: strings(said['third_country_transfers']),
    collections: list(said['collections']).flatMap((one) => collectionOf(object(one)) ?? []),
  }
}

function collectionOf(said: Said | null): FidesCollection | null {
  const name = words(said?.['name'])
  if (said === null || name === null) return null
  return { name, categories: strings(said['data_categories']), fields: fieldsOf(said['fields'], []), skipped: metaOf(said)['skip_processing'] === true }
}

function fieldsOf(said: unknown, within: readonly string[]): readonly FidesField[] {
  return list(said).flatMap((one): FidesField[] => {
    const field = object(one)
    const name = words(field?.['name'])
    if (field === null || name === null) return []
    const path = [...within, name]
    const meta = metaOf(field)
    return [{
      path, categories: strings(field['data_categories']), primaryKey: meta['primary_key'] === true, identity: words(meta['identity']),
      references: list(meta['references']).flatMap((reference) => referenceOf(object(reference)) ?? []),
      type: words(meta['data_type']), retention: words(field['retention']), inside: fieldsOf(field['fields'], path),
    }]
  })
}

/** `field: customer.id`, or deeper: the collection, then the path of the field. */
function referenceOf(said: Said | null): FidesReference | null {
  const [collection, ...field] = (words(said?.['field']) ?? '').split('.')
  return collection === undefined || collection === '' || field.length === 0 ? null : { dataset: words(said?.['dataset']) ?? '', collection, field: field.join('.') }
}

type Said = Readonly<Record<string, unknown>>

/** The name that the same part had before. */
function metaOf(said: Said): Said {
  return { ...object(said['fidesops_meta']), ...object(said['fides_meta']) }
}

function object(value: unknown): Said | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : null
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function words(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : null
}

function strings(value: unknown): readonly string[] {
  return list(value).flatMap((one) => words(one) ?? [])
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function unreadable(attempted: string): Error {
  return problem('drafts.unreadable', { attempted, next: 'Give a dataset as `fides` writes it: dataset: [{ fides_key, collections: [{ name, fields: [{ name, data_categories }] }] }].' })
}
