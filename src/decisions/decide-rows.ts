import { decideLocation, decidePerson, emptyFold, foldLocation, nextAction, type Decision, type LocationFacts, type NextAction, type PersonFacts, type Standing } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy, Table } from '../policy/model/index.ts'
import { refText, type Ref } from '../systems/index.ts'
import type { Indexed, PersonId } from '../people/index.ts'
import type { RecordsOf } from './records.ts'
import type { Company, CompanyOf } from './company.ts'
import { shapeOf, type ShapeTerms } from './shape.ts'

/** A decision as it is stored: whose, on what, of which shape, and its days. */
export interface Decided {
  readonly personId: PersonId
  readonly system: string
  readonly table: string
  readonly key: string
  readonly shape: ShapeTerms
  readonly until: Day | null
  readonly changesOn: Day | null
  readonly dueOn: Day | null
}

/** What a person's rows are decided from, besides the rows. */
export interface Around {
  readonly policy: Policy
  readonly facts: PersonFacts
  readonly at: Day
  /** What others have to do with the row; not given: who shares it needs all of it, until everybody has been decided. */
  readonly company?: CompanyOf
  /** Rows of other persons refer to it. */
  readonly crossed?: (row: Indexed) => boolean
  /** The accounting records that the row is part of; not given: what is part of any stays. */
  readonly records?: RecordsOf
  /** Told each decision with its fields, which are not stored. */
  readonly detail?: (row: Indexed, decision: Decision, action: NextAction | null) => void
}

/** Decides one person's rows, all in memory: what the rows show together, then each, referring rows before the ones they refer to. */
export function decideRows(around: Around, rows: readonly Indexed[]): readonly Decided[] {
  const { policy, facts, at } = around
  const fold = emptyFold()
  const linked = rows.map((row) => withRecords(around, row, factsOfRow(row, true)))
  for (const location of linked) foldLocation(policy, fold, location)
  const standing = decidePerson(policy, facts, at, fold)
  if (!rows.some((row) => row.links.length > 0)) return rows.map((row, i) => decideOne(around, standing, row, linked[i]!, false))
  return decideTogether(around, standing, rows, linked)
}

export function factsOfRow(row: Indexed, linked: boolean): LocationFacts {
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates, sharedWith: 0, referencedByKept: 0,
    unmentioned: row.unmentioned, linked, named: row.named,
  }
}

export function withRecords(around: Pick<Around, 'records'>, row: Indexed, location: LocationFacts): LocationFacts {
  const records = around.records?.(row)
  return records === undefined ? location : { ...location, records }
}

/** The same row in other company. Never changed in place: decide remembers by object. */
function among(location: LocationFacts, company: Company, referencedByKept: number): LocationFacts {
  return company.sharedWith === 0 && company.namesStanding === undefined && company.heldForOthers === undefined && location.referencedByKept === referencedByKept ? location : { ...location, ...company, referencedByKept }
}

function companyOf(around: Pick<Around, 'company'>, row: Indexed): Company {
  return around.company?.(row) ?? (row.shared ? unknown : alone)
}

const unknown: Company = { sharedWith: 1 }
const alone: Company = { sharedWith: 0 }

/** A row on which nothing but itself has a bearing, or whose referring rows are known already: `heldOn` tells whether some stay on a day. */
export function decideOne(around: Around, standing: Standing, row: Indexed, location: LocationFacts, heldOn: ((day: Day) => boolean) | false): Decided {
  const { policy, at } = around
  const company = companyOf(around, row)
  const pinned = row.pinned || around.crossed?.(row) === true
  const free = among(location, company, pinned ? 1 : 0)
  let action = nextAction(policy, standing, free, at)
  let now = free
  if (heldOn !== false && !pinned) {
    if (action !== null && heldOn(action.on)) action = nextAction(policy, standing, among(location, company, 1), at)
    if (heldOn(at)) now = among(location, company, 1)
  }
  const decision = decideLocation(policy, standing, now, at)
  around.detail?.(row, decision, action)
  return stored(policy, row, decision, action)
}

/** What the person's own reasons say, whoever else has the row: others who share it ask for this. Of a row that goes in part the rest stands. */
function ownStanding({ fields, stays }: Decision): Pick<ShapeTerms, 'stands' | 'stays'> {
  return fields.length === 0 ? { stands: true, stays: null } : { stands: stays.length > 0, stays }
}

function stored(policy: Policy, row: Indexed, decision: Decision, action: NextAction | null): Decided {
  return {
    personId: row.personId, system: row.system, table: row.table, key: row.key, shape: shapeOf(policy.hash, decision, ownStanding(decision), action),
    until: decision.until, changesOn: decision.changesOn, dueOn: action?.on ?? null,
  }
}

const never = '9999-99-99' as Day // after every day

/** Who refers to whom matters: a row that stays holds what it refers to, and is asked first. */
function decideTogether(around: Around, standing: Standing, rows: readonly Indexed[], linked: readonly LocationFacts[]): readonly Decided[] {
  const { policy } = around
  const position = new Map(rows.map((row, i) => [`${row.system} ${refText(row)}`, i]))
  const children = new Map<number, number[]>()
  const parents = rows.map((row, i) => {
    const blocking: number[] = []
    const ends: number[] = []
    for (const link of row.links) {
      const parent = position.get(`${row.system} ${refText(link)}`)
      if (parent === undefined || parent === i) continue
      ends.push(parent)
      if (!blocks(tableOf(policy, row), link)) continue
      blocking.push(parent)
      const list = children.get(parent)
      if (list === undefined) children.set(parent, [i])
      else list.push(i)
    }
    return { blocking, ends }
  })
  // The day on which each row is gone if nothing but its own decision is asked: the largest set that wants to go …
  const wish: (Day | null)[] = linked.map((location, i) => goesOn(around, standing, rows[i]!, location))
  const goneOn: Day[] = wish.map((day) => day ?? never)
  // … from which falls whatever is referred to by a row that is still there on that day, and what that one refers to in turn.
  const fallen = rows.map(() => false)
  const queue = rows.map((_, i) => i)
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    if (fallen[i] || wish[i] === null || tableOf(policy, rows[i]!)?.linkOnly === true) continue
    if (!(children.get(i) ?? []).some((child) => goneOn[child]! > wish[i]!)) continue
    fallen[i] = true
    goneOn[i] = never
    queue.push(...parents[i]!.blocking)
  }
  const decided = rows.map((row, i) => {
    const below = children.get(i)
    return decideOne(around, standing, row, linked[i]!, below === undefined ? false : (day) => below.some((child) => goneOn[child]! > day))
  })
  return rows.map((row, i) => (tableOf(policy, row)?.linkOnly === true ? linkRow(around, row, decided[i]!, parents[i]!.ends.map((end) => decided[end]!)) : decided[i]!))
}

/** The day on which the row would be deleted if it stood alone; null for never, or for anything but deleting. */
export function goesOn(around: Around, standing: Standing, row: Indexed, location: LocationFacts): Day | null {
  const { policy, at } = around
  const table = tableOf(policy, row)
  if (row.pinned || around.crossed?.(row) === true) return null
  const action = nextAction(policy, standing, among(location, companyOf(around, row), 0), at)
  if (table?.linkOnly === true) return at
  return action?.what === 'delete' ? action.on : null
}

/** A row of a pure link table goes with the first of its ends that goes or is emptied (decide.md 5). */
export function linkRow(around: Pick<Around, 'at'>, row: Indexed, decided: Decided, ends: readonly Decided[]): Decided {
  let first: Decided | null = null
  for (const end of ends) {
    // Emptied in part it stands.
    if (end.dueOn === null || (end.shape.dueVerb !== 'delete' && !(end.shape.dueVerb === 'clear' && end.shape.whole))) continue
    if (first === null || end.dueOn < first.dueOn!) first = end
  }
  if (first === null || decided.shape.verdict === 'instruction' || row.pinned) return decided
  const due = first.dueOn! <= around.at
  const shape: ShapeTerms = { ...decided.shape, dueVerb: 'delete', rule: first.shape.rule, law: first.shape.law, ...(due && { verdict: 'delete' as const, stands: false, stays: [] }) }
  return { ...decided, shape, dueOn: first.dueOn, changesOn: due ? decided.changesOn : first.dueOn, until: decided.until ?? first.dueOn }
}

/** Whether the reference holds its parent: not where the systems file lets it be set to NULL, nor from a pure link row. */
export function blocks(table: Table | undefined, link: Ref): boolean {
  if (table === undefined) return true
  if (table.linkOnly) return false
  const declared = table.belongsTo.filter((one) => one.to === link.table)
  return declared.length === 0 || !declared.every((one) => one.release)
}

export function tableOf(policy: Policy, row: Indexed): Table | undefined {
  return policy.systems.get(row.system)?.tables.get(row.table)
}
