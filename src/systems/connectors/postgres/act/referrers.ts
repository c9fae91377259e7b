import type pg from 'pg'
import type { Link, Table } from '../../../../policy/model/index.ts'
import { refText, type Ref, type Step } from '../../../index.ts'
import { literal, quoteColumn, whole } from '../quote.ts'
import type { Column, KnownTable } from '../shape/catalogue.ts'
import type { ActContext } from './context.ts'
import { isNamed } from './emptied-value.ts'
import { keyAsText, keySet, noneOf, refOf, sameKey, unnested } from './keys.ts'

/** `child` refers to (or belongs to) the row of the step. */
export interface Referrer {
  readonly child: Ref
  readonly link: Link
  readonly step: string
}

export interface Referrers {
  readonly found: readonly Referrer[]
  /** Steps whose row is referred to by more rows than are looked at: it cannot go in one batch. */
  readonly tooMany: ReadonlySet<string>
}

/** Links that a reference from `table` may go over; those that run through a column of another row do not exist. */
export function linksTo(context: ActContext, to: string): { from: KnownTable; link: Link }[] {
  const links: { from: KnownTable; link: Link }[] = []
  for (const from of context.catalogue.tables.values()) for (const link of from.mapped.belongsTo) if (link.to === to) links.push({ from, link })
  return links
}

/**
 * Rows of mapped tables that refer to the locked rows, with or without a constraint: a new statement, so that what was committed before
 * the lock is seen. `beside`: without those that go in the same transaction themselves, most of all there are.
 */
export async function referrersOf(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[], beside: readonly Step[] = []): Promise<Referrers> {
  const found: Referrer[] = []
  const tooMany = new Set<string>()
  if (steps.length === 0) return { found, tooMany }
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  const most = Math.max(context.mostReferrers ?? 20_000, steps.length * 4)
  for (const { from, link } of linksTo(context, table.mapped.name)) {
    const gone = beside.filter((step) => step.ref.table === from.mapped.name)
    const others = gone.length === 0 ? null : keySet(from, gone.map((step) => step.ref), context.hash)
    const { rows } = await client.query<string[]>({
      text: `SELECT k.n::text, ${keyAsText(from, 'c')}
         FROM ${unnested(set)} ${throughRow(table, link) ? `JOIN ${table.sql} t ON ${sameKey(table)}` : ''}
         JOIN ${from.sql} c ON ${joined(table, from, link)} ${where(link)}
        ${others === null ? '' : `WHERE ${noneOf(others, 'c', set.arrays.length)}`}
        LIMIT ${whole(most + 1)}`,
      values: [...set.arrays, ...(others?.arrays ?? [])],
      rowMode: 'array',
    })
    if (rows.length > most) for (const step of steps) tooMany.add(step.id)
    else for (const [n, ...key] of rows) found.push({ child: refOf(from, key, context.hash), link, step: steps[Number(n) - 1]!.id })
  }
  return { found, tooMany }
}

const references = (table: Table, link: Link): readonly string[] => (link.references.length > 0 ? link.references : table.key)

/** A reference to other columns than the key needs the row itself. */
function throughRow(table: KnownTable, link: Link): boolean {
  return references(table.mapped, link).some((column) => !table.mapped.key.includes(column))
}

function joined(table: KnownTable, from: KnownTable, link: Link): string {
  const through = throughRow(table, link)
  return references(table.mapped, link)
    .map((column, i) => {
      const parent = through ? quoteColumn('t', column) : `k.k${table.mapped.key.indexOf(column) + 1}`
      return equal(from.columns.get(link.columns[i]!), quoteColumn('c', link.columns[i]!), table.columns.get(column), parent)
    })
    .join(' AND ')
}

/** Undeclared references hold what they like (a number as text): compared as text then, and a UUID without regard to case. */
function equal(child: Column | undefined, c: string, parent: Column | undefined, p: string): string {
  const alike = child !== undefined && parent !== undefined && (child.base === parent.base || (child.category === parent.category && /^[NS]$/.test(child.category)))
  if (alike) return `${c} = ${p}`
  return parent?.base === 'uuid' ? `lower(${c}::text) = ${p}::text` : `${c}::text = ${p}::text`
}

/** `subject_type = 'Contact'` of a polymorphic reference. */
export function where(link: Link, alias = 'c'): string {
  return [...link.when].map(([column, value]) => ` AND ${quoteColumn(alias, column)}::text = ${literal(value)}`).join('')
}

/**
 * Whether a row has come to refer to one that was just deleted, over a reference that no constraint guards: asked as late as
 * can be, right before the commit. Between this answer and the commit such a row may still come in, as it may the moment
 * after: without a constraint the database itself allows it.
 */
export async function referredToAfter(context: ActContext, client: pg.ClientBase, table: KnownTable, steps: readonly Step[]): Promise<boolean> {
  if (steps.length === 0) return false
  const set = keySet(table, steps.map((step) => step.ref), context.hash)
  for (const { from, link } of linksTo(context, table.mapped.name)) {
    if (throughRow(table, link) || isGuarded(table, from, link)) continue
    const { rowCount } = await client.query(`SELECT FROM ${unnested(set)} JOIN ${from.sql} c ON ${joined(table, from, link)} ${where(link)} LIMIT 1`, [...set.arrays])
    if (rowCount !== 0) return true
  }
  return false
}

function isGuarded(table: KnownTable, from: KnownTable, link: Link): boolean {
  return link.when.size === 0 && table.shape.incoming.some((one) => one.fromMapped === from.mapped.name && one.columns.join() === link.columns.join())
}

/**
 * Which deletions may stay in the batch: a row goes only when every row that refers to it goes in the same transaction,
 * or lets go of it there. A release stays only while what it lets go of goes. Runs until nothing more falls.
 */
export function closedSteps(steps: readonly Step[], referrers: readonly Referrer[], tooMany: ReadonlySet<string>, goes: (step: Step) => boolean): Set<string> {
  const left = new Map(steps.map((step) => [step.id, step]))
  const byRef = new Map<string, Step[]>()
  for (const step of steps) byRef.set(refText(step.ref), [...(byRef.get(refText(step.ref)) ?? []), step])
  for (let fell = true; fell; ) {
    fell = false
    const drop = (id: string): void => {
      if (left.delete(id)) fell = true
    }
    const released = new Set<string>()
    for (const { child, link, step } of referrers) {
      const parent = left.get(step)
      if (parent === undefined || !goes(parent)) continue
      const same = (byRef.get(refText(child)) ?? []).filter((one) => left.has(one.id))
      for (const one of same) if (one.verb === 'release' && isNamed(one, link)) released.add(one.id)
      const letsGo = same.some((one) => goes(one) || ((one.verb === 'release' || one.verb === 'unlink') && isNamed(one, link)))
      if (!letsGo) drop(step)
    }
    for (const step of left.values()) {
      if (step.verb === 'release' && !released.has(step.id)) drop(step.id)
      if (goes(step) && tooMany.has(step.id)) drop(step.id)
    }
  }
  return new Set(left.keys())
}
