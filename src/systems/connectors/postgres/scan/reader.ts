import type { Anchor, IdentifierKind } from '../../../../policy/model/index.ts'
import type { DateFact } from '../../../../policy/decide/index.ts'
import { keyText, placeKey } from '../../../index.ts'
import type { Hash, Ref, Sighting } from '../../../index.ts'
import { literal, quoteColumn } from '../quote.ts'
import type { Catalogue, Column, KnownTable } from '../shape/catalogue.ts'
import { columnNamed, refName } from '../shape/mentions.ts'
import { dayFact, dayItem } from './dates.ts'
import { elementOf, namedGroups } from '../named/groups.ts'
import { Items, pathArray } from './items.ts'

type Fields = readonly (string | null)[]

export interface ReaderTerms {
  readonly catalogue: Catalogue
  readonly hash: Hash
  readonly zones: ReadonlyMap<string, string>
}

/** How the rows of one table are read as sightings: the SELECT, and what becomes of each line that comes back. */
export interface Reader {
  readonly table: KnownTable
  readonly items: Items
  /** `t."a" IS NOT NULL`: a row without a whole key has no name and cannot be spoken of. */
  readonly keyed: string
  sighting(fields: Fields): Sighting
}

const noDates: ReadonlyMap<Anchor, DateFact> = new Map()
const noIdentifiers: Sighting['identifiers'] = []
const noRefs: readonly Ref[] = []

export function readerFor(table: KnownTable, terms: ReaderTerms): Reader {
  const { mapped } = table
  const { hash, catalogue } = terms
  const controllerZone = terms.zones.get(mapped.controller) ?? mapped.zone
  const zones = { table: mapped.zone, controller: controllerZone }
  const items = new Items(table, catalogue)

  const keySize = mapped.key.length
  for (const name of mapped.key) items.add(`${quoteColumn('t', name)}::text`)

  const identifiers = [...mapped.person].map(([kind, ref]) => {
    const { item, many } = items.text(ref)
    return { kind, at: items.add(item), many, verified: mapped.verified.has(kind) }
  })
  const others = namedGroups(table).map((group) => {
    const { item, many } = items.text(group.ref)
    return { kind: group.kind, group: group.name, links: group.links, fields: group.fields.map((field) => refName(field.ref)), at: items.add(item), many }
  })
  const dates = [...mapped.dates].map(([anchor, ref]) => {
    const { expression, column } = items.column(ref)
    return { anchor, at: items.add(ref.path.length > 0 ? `left(btrim(${items.text(ref).item}), 40)` : dayItem(expression, column, zones)) }
  })
  const links = mapped.belongsTo.flatMap((link) => {
    const target = catalogue.tables.get(link.to)
    if (target === undefined) return []
    return [{ to: link.to, sealed: target.keySealed, controller: target.mapped.controller, at: items.linkKey(link).map((item) => items.add(item)) }]
  })
  // Names tell whether several people use one address: where a row bears none, nothing is asked of them.
  const names = identifiers.length === 0 ? [] : mapped.fields.filter((field) => field.of === null && isName(field.data)).map((field) => items.add(items.text(field.ref).item))
  const consent = mapped.consent === null ? null : consentItems(mapped.consent, items, zones)
  const unmentionedAt = mapped.matterOnly ? -1 : addFlag(items, unmentionedItem(table))
  const pinnedAt = addFlag(items, pinnedItem(table))
  const { controller } = mapped

  return {
    table,
    items,
    keyed: mapped.key.map((name) => `${quoteColumn('t', name)} IS NOT NULL`).join(' AND '),
    sighting(fields) {
      let key = keyText(fields.slice(0, keySize) as string[])
      if (table.keySealed) key = hash.sealKey(controller, key)
      let canonical = `${mapped.name}\n${key}`

      let found: { kind: IdentifierKind; hash: string; verified: boolean }[] | null = null
      for (const one of identifiers) {
        const raw = fields[one.at]
        if (raw === null || raw === undefined || raw === '') continue
        if (one.many) {
          for (const value of new Set(texts(raw))) {
            const first = hash.first(one.kind, value, controller)
            if (first === null) continue
            const hashed = hash.later(first, controller)
            if ((found as { hash: string }[] | null)?.some((known) => known.hash === hashed) === true) continue
            found ??= []
            found.push({ kind: one.kind, hash: hashed, verified: one.verified })
            canonical += `\n${first}`
          }
          continue
        }
        const first = hash.first(one.kind, raw, controller)
        if (first === null) continue
        found ??= []
        found.push({ kind: one.kind, hash: hash.later(first, controller), verified: one.verified })
        canonical += `\n${first}`
      }

      let dated: Map<Anchor, DateFact> | null = null
      for (const one of dates) {
        const text = fields[one.at]
        if (text === null || text === undefined) continue
        const fact = dayFact(text)
        if (fact === null) continue
        dated ??= new Map()
        dated.set(one.anchor, fact)
        canonical += `\nd${one.anchor} ${fact}`
      }

      let belongsTo: Ref[] | null = null
      for (const link of links) {
        let to = linkKey(link.at, fields)
        if (to === null) continue
        if (link.sealed) to = hash.sealKey(link.controller, to)
        belongsTo ??= []
        belongsTo.push({ table: link.to, key: to })
        canonical += `\nb${link.to} ${to}`
      }

      let nameHash: string | null = null
      if (names.length > 0) {
        const first = hash.firstNames(names.length === 1 ? (fields[names[0]!] ?? '') : names.map((at) => fields[at] ?? '').join(' '), controller)
        if (first !== null) {
          nameHash = hash.laterNames(first)
          canonical += `\nn${first}`
        }
      }

      const unmentioned = unmentionedAt >= 0 && fields[unmentionedAt] === 't'
      const pinned = pinnedAt >= 0 && fields[pinnedAt] === 't'
      if (unmentioned) canonical += '\nu'

      const sighting: Mutable<Sighting> = {
        ref: { table: mapped.name, key }, identifiers: found ?? noIdentifiers, dates: dated ?? noDates, belongsTo: belongsTo ?? noRefs,
        nameHash, unmentioned, pinned, fingerprint: '',
      }
      if (others.length > 0) {
        const rest = others.flatMap(({ kind, group, links, fields: names, at, many }) => {
          const raw = fields[at]
          if (raw === null || raw === undefined || raw === '') return []
          return [...new Set((many ? texts(raw) : [raw]).flatMap((value) => hash.first(kind, value, controller) ?? []))].map((first) => ({ kind, group, links, names, first, hash: hash.later(first, controller) }))
        })
        sighting.others = rest.flatMap(({ kind, hash, names }) => names.map((field) => ({ kind, hash, field })))
        const own = new Set(sighting.identifiers.map((one) => one.hash))
        const named = rest.filter((one) => one.links && !own.has(one.hash)).map((one) => namedSighting(sighting, one))
        if (named.length > 0) sighting.named = named
        // Whoever has a location of their own changes nothing of the row's own person's.
        for (const one of rest) if (!one.links) canonical += `\no${one.group} ${one.first}`
      }
      if (consent !== null) {
        sighting.consent = consentOf(consent, fields)
        canonical += `\nc${JSON.stringify(sighting.consent)}`
      }
      sighting.fingerprint = hash.fingerprint(canonical)
      return sighting
    },
  }

  /** What the row says of somebody else: the row's dates are its matter's, and nothing that the row belongs to is theirs. */
  function namedSighting(row: Sighting, one: { kind: IdentifierKind; hash: string; first: string; group: string }): Sighting {
    const ref = { table: mapped.name, key: placeKey({ row: row.ref.key, field: one.group, element: elementOf(hash, mapped.name, row.ref.key, one.group, one.first) }) }
    const dates = [...row.dates].map(([anchor, fact]) => `d${anchor} ${fact}`).join('\n')
    return {
      ref, identifiers: [{ kind: one.kind, hash: one.hash, verified: true }], dates: row.dates, belongsTo: noRefs, nameHash: null, unmentioned: false, pinned: false,
      fingerprint: hash.fingerprint(`${ref.table}\n${ref.key}\n${dates}`),
    }
  }
}

function linkKey(at: readonly number[], fields: Fields): string | null {
  const values = at.map((one) => fields[one])
  return values.every((value) => typeof value === 'string') ? keyText(values) : null
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function addFlag(items: Items, item: string | null): number {
  return item === null ? -1 : items.add(item)
}

/** Data that is a name, by the word the policy uses for it. */
function isName(data: string): boolean {
  return /(^|-)(name|names|namn|navn|nimi)$/.test(data) && !/(user|company|organisation|file|host|domain|event|product)-?(name|namn|navn)$/.test(data)
}

/** The texts of a JSON array, or of one value. */
function texts(json: string): string[] {
  const value = JSON.parse(json) as unknown
  return (Array.isArray(value) ? (value as unknown[]).flat(3) : [value]).flatMap((one) => (typeof one === 'string' ? [one] : typeof one === 'number' ? [String(one)] : []))
}

/** Whether anything stands in a column that nobody has said anything about, or in the rest of a document mapped in part. */
function unmentionedItem(table: KnownTable): string | null {
  const values = table.unmentioned.map((column) => unlessEmpty(quoteColumn('t', column.name), column))
  for (const [name, paths] of partlyMapped(table)) {
    const column = table.columns.get(name)!
    const document = column.base === 'jsonb' ? quoteColumn('t', name) : `${quoteColumn('t', name)}::jsonb`
    const rest = paths.reduce((expression, path) => `(${expression} #- ${literal(pathArray(path))})`, document)
    values.push(`CASE WHEN jsonb_typeof(${document}) IN ('object', 'array') THEN NULLIF(NULLIF((${rest})::text, '{}'), '[]') END`)
  }
  return values.length === 0 ? null : `num_nonnulls(${values.join(', ')}) > 0`
}

function unlessEmpty(expression: string, column: Column): string {
  if (column.category === 'S') return `NULLIF(${expression}::text, '')`
  if (column.category === 'A' || column.base === 'json' || column.base === 'jsonb') return `NULLIF(NULLIF(NULLIF(${expression}::text, '{}'), '[]'), 'null')`
  return expression
}

/** Documents of which only some paths are mapped, and which nothing else explains: with those paths, without `*` steps. */
export function partlyMapped(table: KnownTable): ReadonlyMap<string, readonly (readonly string[])[]> {
  const { mapped } = table
  const paths = new Map<string, (readonly string[])[]>()
  const whole = new Set<string>()
  const note = (column: string, path: readonly string[]) => {
    if (path.length === 0) whole.add(column)
    else paths.set(column, [...(paths.get(column) ?? []), path.slice(0, path.includes('*') ? path.indexOf('*') : path.length)])
  }
  for (const field of mapped.fields) if (field.ref.via === null) note(field.ref.column, field.ref.path)
  for (const name of mapped.notPersonal.keys()) {
    const { column, path } = columnNamed(name)
    note(column, path)
  }
  for (const [name, list] of paths) {
    const base = table.columns.get(name)?.base
    if (whole.has(name) || (base !== 'json' && base !== 'jsonb') || list.some((path) => path.length === 0)) paths.delete(name)
  }
  return paths
}

/** Whether rows refer to this one that the index does not know: it cannot go while they do. */
function pinnedItem(table: KnownTable): string | null {
  if (table.shape.readOnlyBecause.includes('referrer-not-seen')) return 'true'
  const tests = table.unmappedReferrers.map((one) => {
    const on = one.columns.map((column, i) => `${quoteColumn('u', column)} = ${quoteColumn('t', one.references[i] ?? '')}`).join(' AND ')
    return `EXISTS (SELECT FROM ${one.sql} u WHERE ${on})`
  })
  return tests.length === 0 ? null : tests.join(' OR ')
}

interface ConsentItems {
  readonly purpose: string | null
  readonly purposeAt: number
  readonly given: number
  readonly withdrawn: number
}

function consentItems(consent: NonNullable<KnownTable['mapped']['consent']>, items: Items, zones: { table: string; controller: string }): ConsentItems {
  const day = (ref: typeof consent.given): number => {
    const { expression, column } = items.column(ref)
    return items.add(ref.path.length > 0 ? `left(btrim(${items.text(ref).item}), 40)` : dayItem(expression, column, zones))
  }
  return {
    purpose: typeof consent.purpose === 'string' ? consent.purpose : null,
    purposeAt: typeof consent.purpose === 'string' ? -1 : items.add(items.text(consent.purpose).item),
    given: day(consent.given),
    withdrawn: consent.withdrawn === null ? -1 : day(consent.withdrawn),
  }
}

function consentOf(at: ConsentItems, fields: Fields): NonNullable<Sighting['consent']> | null {
  const purpose = at.purpose ?? fields[at.purposeAt] ?? null
  // A purpose is a name of the policy; anything longer is something else that somebody wrote there.
  if (purpose === null || purpose.length > 100) return null
  const fact = (position: number): DateFact | null => {
    const text = position < 0 ? null : fields[position]
    return text === null || text === undefined ? null : dayFact(text)
  }
  return { purpose, given: fact(at.given), withdrawn: fact(at.withdrawn) }
}
