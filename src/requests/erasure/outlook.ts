import type { PersonId } from '../../people/index.ts'
import { weigh, type Weighed } from '../../plans/index.ts'
import type { FieldDecision, LocationVerdict } from '../../policy/decide/index.ts'
import type { Day } from '../../policy/law/index.ts'
import { restsOn } from '../../policy/model/index.ts'
import type { Policy, Purpose, Table } from '../../policy/model/index.ts'
import type { Work } from '../../work/index.ts'
import type { RequestCase } from '../case.ts'
import { keysFound, type HowFound } from '../store-found.ts'
import { isAbout, purposesOn, reaches, tableOf } from './asks-for.ts'
import { becauseOf } from './because.ts'

/** What becomes of one field over all rows that are decided alike. */
export interface Fate {
  readonly system: string
  readonly table: string
  readonly decision: FieldDecision
  /** What becomes of the row. */
  readonly by: LocationVerdict
  /** Why the row keeps what it keeps: `shared`, `referenced` … */
  readonly because: readonly string[]
  readonly fate: 'goes' | 'stays' | 'undecided'
  readonly rows: number
}

/**
 * Something that a human decides before there is a final answer. `subject` is how it is named to `lofte request decide`:
 * `objection:PURPOSE`, `data:SYSTEM.TABLE.FIELD`, or null for what has to be put right where it is.
 */
export interface Undecided {
  readonly code: 'objection' | 'unexplained' | 'undated' | 'unmentioned' | 'review' | 'not-indexed' | 'named-elsewhere' | 'named-in-text' | 'unverified' | 'perhaps-another'
  readonly subject: string | null
  readonly system: string | null
  readonly table: string | null
  readonly field: string | null
  readonly rows: number
  /** Where rows have to be looked at one by one: the first hundred of their keys. For who fulfils the request, not for the person. */
  readonly keys?: readonly string[]
}

export interface Outlook {
  readonly fates: readonly Fate[]
  readonly undecided: readonly Undecided[]
  /** Rows that go, are cleared or unlinked because of the request; and all there are. */
  readonly rowsGoing: number
  readonly rows: number
  /** Purposes that the request reaches and that data of the persons is held for. */
  readonly reached: readonly string[]
}

const codes: Readonly<Record<HowFound, Undecided['code']>> = { named: 'named-elsewhere', own: 'not-indexed', unverified: 'unverified', mentioned: 'named-in-text' }

const acts: ReadonlySet<string> = new Set(['delete', 'clear', 'unlink'])

/** What the request does, decided on everything that the index has of the persons. Nothing is changed by looking. */
export async function outlookOf(work: Work, of: RequestCase, ids: readonly PersonId[], at: Day): Promise<Outlook> {
  const fates = new Map<string, { -readonly [K in keyof Fate]: Fate[K] }>()
  const undecided = new Map<string, { -readonly [K in keyof Undecided]: Undecided[K] }>()
  const settled = new Set(of.settlements.map((settlement) => settlement.subject))
  const because = becauseOf(work, of)
  const found: Undecided[] = []
  const reached = new Set<string>()
  let rows = 0
  let rowsGoing = 0
  const list = (code: Undecided['code'], subject: string | null, system: string | null, table: string | null, field: string | null, count = 1): void => {
    if (subject !== null && settled.has(subject)) return
    const key = `${code} ${subject ?? ''} ${subject === null || code !== 'objection' ? `${system} ${table} ${field}` : ''}`
    const known = undecided.get(key)
    if (known === undefined) undecided.set(key, { code, subject, system: code === 'objection' ? null : system, table: code === 'objection' ? null : table, field: code === 'objection' ? null : field, rows: count })
    else known.rows += count
  }
  for (const id of ids) {
    for await (const batch of weigh(work, id, because, at)) {
      for (const weighed of batch) {
        const table = tableOf(work.policy, weighed.row)
        if (table === undefined || table.role === 'processor') continue
        rows++
        if (weighed.changed && acts.has(weighed.decision.verdict)) rowsGoing++
        look(work.policy, of, table, weighed, fates, list, settled, reached)
      }
    }
  }
  for (const { system, table, how, count, keys } of await keysFound(work.db, of.id)) {
    // What others wrote, and what nobody has verified, is for one who wants all of it gone.
    if (of.right !== 'erasure' && how !== 'own') continue
    const subject = how === 'mentioned' ? `text:${system}.${table}` : `found:${system}.${table}`
    if (!settled.has(subject)) found.push({ code: codes[how], subject, system, table, field: null, rows: count, keys })
  }
  const others = of.concerned.filter(({ standing }) => standing === 'mailbox' || standing === 'suggested')
  if (others.length > 0) list('perhaps-another', 'others', null, null, null, others.length)
  return { fates: [...fates.values()], undecided: [...undecided.values(), ...found], rows, rowsGoing, reached: [...reached] }
}

type List = (code: Undecided['code'], subject: string | null, system: string | null, table: string | null, field: string | null, count?: number) => void

function look(policy: Policy, of: RequestCase, table: Table, { row, decision, changed }: Weighed, fates: Map<string, { -readonly [K in keyof Fate]: Fate[K] }>, list: List, settled: ReadonlySet<string>, reached: Set<string>): void {
  const whole = of.right === 'erasure'
  for (const field of decision.fields) {
    if (!isAbout(policy, of, table, field.data)) continue
    for (const purpose of purposesOn(policy, of, table, field.data)) if (reaches(of.right, purpose)) reached.add(purpose.name)
    const subject = `data:${row.system}.${row.table}.${field.field}`
    const first = fateOf(field, decision.verdict, decision.because)
    // Due anyhow, and not what was asked for: it waits for the sweep, and is no part of this answer.
    if (first === 'goes' && !changed) continue
    // A human has decided, with grounds, that it stays.
    const fate = first === 'undecided' && settled.has(subject) ? 'stays' : first
    const key = JSON.stringify([row.system, row.table, field, fate, decision.verdict, decision.because])
    const known = fates.get(key)
    if (known === undefined) fates.set(key, { system: row.system, table: row.table, decision: field, by: decision.verdict, because: decision.because, fate, rows: 1 })
    else known.rows++
    if (fate === 'goes') continue
    for (const purpose of objectedTo(policy, of, table, field)) list('objection', `objection:${purpose.name}`, row.system, row.table, field.field)
    if (field.verdict === 'review' && !whole) continue // open for reasons of its own, which the request does not raise
    if (field.verdict === 'review') list(decision.because.includes('unexplained') && field.rule === null ? 'unexplained' : undatedIn(decision.because) ? 'undated' : 'review', subject, row.system, row.table, field.field)
    else if (fate === 'undecided' && field.law !== 'GDPR 18(1)(d)') list('review', subject, row.system, row.table, field.field)
  }
  // What nobody has described may be about the person, and no decision covers it.
  if (whole && row.unmentioned && of.scope.purpose === undefined && of.scope.data === undefined) list('unmentioned', `data:${row.system}.${row.table}.*`, row.system, row.table, null)
}

function fateOf(field: FieldDecision, verdict: string, because: readonly string[]): Fate['fate'] {
  if (field.verdict === 'erase' || field.verdict === 'anonymise') return acts.has(verdict) ? 'goes' : 'undecided'
  if (field.verdict === 'review' || field.verdict === 'unexplained') return 'undecided'
  if (field.verdict === 'restrict') return field.law === 'GDPR 18(1)(d)' && !because.includes('shared') ? 'undecided' : 'stays'
  return 'stays'
}

const undatedCodes: ReadonlySet<string> = new Set(['missing-date', 'past-date', 'future-date', 'infinite-date'])

function undatedIn(because: readonly string[]): boolean {
  return because.some((code) => undatedCodes.has(code))
}

/** A request for erasure is an objection to what rests on an interest or a public task (decide.md 7), also where something else keeps the field. */
function objectedTo(policy: Policy, of: RequestCase, table: Table, field: FieldDecision): readonly Purpose[] {
  if (of.right === 'withdrawal' || (field.verdict !== 'restrict' && field.verdict !== 'keep')) return []
  return purposesOn(policy, of, table, field.data).filter((purpose) =>
    restsOn(purpose, 'legitimate-interest', 'public-task') && purpose.objection === 'decide' && !purpose.marketing
    && (field.verdict === 'restrict' ? field.law === 'GDPR 18(1)(d)' : true))
}
