import { personal, type Personal } from '../../platform/index.ts'
import type { Policy, Table } from '../../policy/model/index.ts'
import type { Hash, Row } from '../../systems/index.ts'
import { refName } from './explain.ts'
import type { IsKnown } from './known.ts'

/** Why a value is hidden: codes, for the log of redactions. */
export type RedactionReason = 'identifies-another' | 'another-persons-field' | 'free-text-of-a-shared-row' | 'others-row' | 'names-another' | 'perhaps-anothers'

export interface Redaction {
  readonly table: string
  readonly key: string
  readonly field: string
  readonly why: RedactionReason
}

export interface Cell {
  /** null: empty, or hidden. */
  readonly value: Personal<string | null>
  readonly hidden: boolean
}

export interface Redacted {
  readonly values: ReadonlyMap<string, Cell>
  readonly unmentioned: ReadonlyMap<string, Cell>
  readonly redactions: readonly Redaction[]
}

/** How the row is the person's: theirs alone, theirs and others', or another's that names them. */
export type Tie = 'own' | 'shared' | 'named'

/** Whether an identifier as written is the person's; of the row's controller. */
export type IsTheirs = (kind: string, raw: string, controller: string) => boolean

/** What a known set of claims says: hashes, so that no identifier is kept in clear for this. */
export function theirsBy(hash: Hash, claims: Iterable<{ readonly kind: string; readonly controller: string; readonly hash: string }>): IsTheirs {
  const known = new Set<string>()
  for (const claim of claims) known.add(`${claim.controller} ${claim.kind} ${claim.hash.slice(claim.hash.lastIndexOf(':') + 1)}`)
  return (kind, raw, controller) => {
    const hashed = hash.identifier(kind, raw, controller)
    return hashed !== null && known.has(`${controller} ${kind} ${hashed.slice(hashed.lastIndexOf(':') + 1)}`)
  }
}

/**
 * What the person may see of a row (Art 15(4)): values that identify others are hidden, in a shared row also what others may have
 * written there, and of another's row all but what is about the person. Addresses and numbers of others are hidden inside texts too.
 */
export function redact(policy: Policy, table: Table, row: Row, tie: Tie, isTheirs: IsTheirs, isKnown: IsKnown): Redacted {
  const redactions: Redaction[] = []
  const ids = new Map([...table.person].map(([kind, ref]) => [refName(ref), kind]))
  const fields = new Map(table.fields.map((field) => [refName(field.ref), field]))
  const named = new Set(table.fields.filter((field) => field.of !== null && anyTheirs(isTheirs, field.of.kind, row.values.get(refName(field.of.ref))?.reveal() ?? null, table.controller)).map((field) => refName(field.ref)))
  const where = `${table.system}.${table.name}`
  const hide = (field: string, why: RedactionReason): Cell => {
    redactions.push({ table: where, key: row.ref.key, field, why })
    return { value: personal(null), hidden: true }
  }
  const cell = (name: string, value: Personal<string | null>, freeText: boolean): Cell => {
    const raw = value.reveal()
    if (raw === null || raw === '') return { value, hidden: false }
    const field = fields.get(name)
    if (field?.of !== null && field?.of !== undefined && !named.has(name)) return hide(name, 'another-persons-field')
    if (tie === 'named') return named.has(name) ? { value, hidden: false } : hide(name, 'others-row')
    const kind = ids.get(name) ?? kindOfData(policy, field?.data)
    if (kind !== null && tie === 'shared' && !isTheirs(kind, raw, table.controller)) return hide(name, 'identifies-another')
    // Whose name or address it is cannot be seen from the row: hidden, and a human may lift it.
    if (kind === null && tie === 'shared' && policy.data.get(field?.data ?? '')?.class === 'contact' && !isKnown(raw, table.controller)) return hide(name, 'perhaps-anothers')
    if (freeText && tie === 'shared') return hide(name, 'free-text-of-a-shared-row')
    if (!freeText) return { value, hidden: false }
    const masked = maskOthers(raw, (kind, found) => isTheirs(kind, found, table.controller))
    if (masked === raw) return { value, hidden: false }
    redactions.push({ table: where, key: row.ref.key, field: name, why: 'names-another' })
    return { value: personal(masked), hidden: false }
  }
  const values = new Map([...row.values].map(([name, value]) => [name, cell(name, value, freeTextClasses.has(policy.data.get(fields.get(name)?.data ?? '')?.class ?? ''))]))
  const unmentioned = new Map([...row.unmentioned].map(([name, value]) => [name, cell(name, value, true)]))
  return { values, unmentioned, redactions }
}

export const freeTextClasses: ReadonlySet<string> = new Set(['free-text', 'communication'])

const identifierKinds: ReadonlySet<string> = new Set(['email', 'phone', 'national-id'])

/** A column that holds an identifier without being what its row is found by. */
function kindOfData(policy: Policy, data: string | undefined): string | null {
  if (data === undefined) return null
  const item = policy.data.get(data)
  if (item?.class === 'national-id') return 'national-id'
  return item?.identifies === 'person' && identifierKinds.has(item.name) ? item.name : null
}

/** An array of identifiers is read as one. */
function anyTheirs(isTheirs: IsTheirs, kind: string, raw: string | null, controller: string): boolean {
  if (raw === null) return false
  if (isTheirs(kind, raw, controller)) return true
  if (!raw.startsWith('[')) return false
  try {
    const list: unknown = JSON.parse(raw)
    return Array.isArray(list) && list.some((one) => typeof one === 'string' && isTheirs(kind, one, controller))
  } catch {
    return false
  }
}

const inText: readonly (readonly [string, RegExp])[] = [
  ['email', /[^\s@<>"'(),;:[\]]+@[^\s@<>"'(),;:[\]]+\.[a-z]{2,}/gi],
  ['national-id', /(?<!\d)(?:19|20|18)?\d{6}[-+]?\d{4}(?!\d)/g],
  ['phone', /(?<![\w.])(?:\+|00|0)\s?\(?\d(?:[\s().-]{0,3}\d){6,13}(?!\w)/g],
]

/** Addresses and numbers in a text that are not the person's own. Names cannot be told from other words, so a human reads free text first. */
export function maskOthers(text: string, isTheirs: (kind: string, found: string) => boolean): string {
  let masked = text
  for (const [kind, pattern] of inText) masked = masked.replace(pattern, (found) => (isTheirs(kind, found.replace(/\.+$/, '')) ? found : '[…]'))
  return masked
}
