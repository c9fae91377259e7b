import type { Indexed, PersonId } from '../../people/index.ts'
import type { Decision, FieldDecision, Standing } from '../../policy/decide/index.ts'
import { addDays, addPeriod, subtractPeriod } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import { countedPer } from '../../policy/model/index.ts'
import type { Anchor, Policy } from '../../policy/model/index.ts'
import { placeOf } from '../../systems/index.ts'
import { rulesOf } from '../gauges/index.ts'
import type { Candidate, HeldRow, SharedRow, Tallies } from './candidate.ts'
import { nightsFor, room, turnOf } from './nights.ts'
import type { Before, Nights } from './nights.ts'

/** What the walk gathers: figures by rule, and the rows that their systems are to be asked about. */
export interface Judging {
  readonly policy: Policy
  /** Yesterday: what was due then has had its night. */
  readonly day: Day
  readonly tallies: Tallies
  readonly candidates: Candidate[]
  readonly held: Map<string, HeldRow[]>
  /** Rows of several people whose time is over for one of them at least, by where they are. */
  readonly shared: Map<string, SharedRow>
  /** Whose night it is, where there are more rows than a night can ask about. */
  readonly nights: { readonly candidates: Nights; readonly held: (rule: string) => Nights }
  /** Rows that ought to be gone and were not asked about, by rule. */
  readonly left: Map<string, number>
  /** Data of special categories that needs an explicit consent, as `purpose data`. */
  readonly guarded: ReadonlySet<string>
  readonly reminds: boolean
  /** How many there are to ask about, whosever night it is. */
  readonly asked: { candidates: number; readonly held: Map<string, number> }
  readonly most: { readonly candidates: number; readonly held: number }
}

/** So many rows are asked about in their systems in a night, and so many held ones for each rule; where there are more, it is said of how many. */
export const mostCandidates = 20_000
export const mostHeld = 5000
/** What has no date is nobody's fault at first; it is after so many days (decide: undated). */
const undatedDays = 90

function memo<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    let one = made.get(name)
    if (one === undefined) made.set(name, (one = make(name)))
    return one
  }
}

const nameOf = ({ system, table, key }: Indexed): string => `${system}\0${table}\0${key}`

export function judging(policy: Policy, day: Day, tallies: Tallies, before: Before, most = { candidates: mostCandidates, held: mostHeld }): Judging {
  const guarded = new Set([...policy.purposes.values()].flatMap((purpose) => purpose.conditions.filter((one) => one.condition === 'explicit-consent').map((one) => `${purpose.name} ${one.data}`)))
  const reminds = [...rulesOf(policy).values()].some(({ keep }) => keep.remind !== null)
  return { policy, day, tallies, candidates: [], held: new Map(), shared: new Map(), left: new Map(), guarded, reminds, asked: { candidates: 0, held: new Map() }, most, nights: { candidates: nightsFor(before.candidates, most.candidates, day, before.again['candidates']), held: memo((rule) => nightsFor(before.held.get(rule) ?? 0, most.held, day, before.again[`held ${rule}`])) } }
}

/** Reminders that should have been sent by the day, and were not. */
export function judgePerson(of: Judging, standing: Standing): void {
  if (!of.reminds || !mayRemind(of, standing)) return
  for (const purpose of standing.purposes) if (purpose.remindOn !== null && purpose.remindOn < of.day) of.tallies.of(purpose.rule).violation('reminder-late')
}

/** A cheap look before the exact one: only somebody whose rule could have ended by now, but for the reminder, is counted out. */
function mayRemind(of: Judging, standing: Standing): boolean {
  const reminding = remindingRules(of)
  if (reminding === 'any') return true
  for (const relation of standing.facts.relations) {
    for (const { anchor, before } of reminding) {
      const fact = anchor === 'relation-start' ? relation.started : anchor === 'relation-end' ? relation.ended : relation.events.get(anchor)
      const day = anchor === 'last-activity' ? fact?.latest : fact?.earliest
      if (day != null && day <= before) return true
    }
  }
  return false
}

interface Reminding {
  readonly anchor: Anchor
  /** Somebody whose anchor is later than this is not to be reminded yet. */
  readonly before: Day
}

const reminded = new WeakMap<Judging, readonly Reminding[] | 'any'>()

/** `any`: some rule that reminds ends by what cannot be looked up so simply. */
function remindingRules(of: Judging): readonly Reminding[] | 'any' {
  let rules = reminded.get(of)
  if (rules !== undefined) return rules
  const made: Reminding[] = []
  for (const { keep } of rulesOf(of.policy).values()) {
    if (keep.remind === null) continue
    const { end } = keep
    if (end?.kind !== 'after' || end.roundUp !== null || keep.atMost !== null || [end.anchor, ...end.or].some((anchor) => countedPer(anchor) === 'matter')) {
      reminded.set(of, 'any')
      return 'any'
    }
    // A few days more than the calendar can differ by.
    const before = addDays(subtractPeriod(addPeriod(of.day, keep.remind), end.period), 5)
    for (const anchor of [end.anchor, ...end.or]) made.push({ anchor, before })
  }
  reminded.set(of, (rules = made))
  return rules
}

/** `alone`: of a row that others share, what would become of it if it were this person's only. */
export function judgeRow(of: Judging, _standing: Standing, row: Indexed, decision: Decision, alone: Decision | null): void {
  const said = summaryOf(of, decision)
  for (const path of said.paths) of.tallies.of(path).subjects += 1
  if (decision.verdict === 'instruction') return
  if (decision.verdict === 'undated') {
    const long = row.since <= addDays(of.day, 1 - undatedDays)
    for (const path of said.undated) {
      if (long) of.tallies.of(path).violation('undated-long')
      else of.tallies.of(path).risk('undated')
    }
  } else if (decision.waiting === 'review') for (const path of said.reviewed) of.tallies.of(path).risk('waits-for-a-person')
  if (said.record !== null && (decision.verdict === 'keep' || decision.verdict === 'undated')) sample(of, said.record, row)
  if (alone !== null) share(of, row, summaryOf(of, alone).gone)
  if (said.gone.length === 0 && said.guarded.length === 0) return
  const rules = new Set([...said.gone, ...said.guarded].flatMap((field) => field.rule ?? []))
  const turn = of.candidates.length < room(of.most.candidates, of.nights.candidates) ? turnOf(of.nights.candidates, nameOf(row)) : null
  of.asked.candidates += 1
  for (const rule of rules) of.tallies.of(rule).asked(turn === null ? 0 : 1, 1)
  if (turn !== null) {
    of.candidates.push({ turn, personId: row.personId, system: row.system, table: row.table, key: row.key, fingerprint: row.fingerprint, gone: said.gone, guarded: said.guarded })
    return
  }
  for (const field of said.gone) if (field.rule !== null) of.left.set(field.rule, (of.left.get(field.rule) ?? 0) + 1)
}

/** A tie that was to be cut, or a field that was to go: that others need the row is no end of the promise to this person. */
function share(of: Judging, row: Indexed, gone: readonly FieldDecision[]): void {
  if (gone.length === 0) return
  const at = `${row.system}\0${row.table}\0${row.key}`
  const known = of.shared.get(at)
  if (known !== undefined) known.ended.set(row.personId, gone)
  else if (of.shared.size < of.most.candidates) of.shared.set(at, { turn: { count: 1, at: 0 }, personId: row.personId, system: row.system, table: row.table, key: row.key, fingerprint: row.fingerprint, ended: new Map([[row.personId, gone]]) })
  else for (const field of gone) if (field.rule !== null) of.left.set(field.rule, (of.left.get(field.rule) ?? 0) + 1)
}

/** Overdue is what ought to be gone by all who have the row; what ought to be gone by some of them only is a risk. */
export function judgeShared(of: Judging, shared: SharedRow, everybody: readonly PersonId[]): void {
  const { ended, ...row } = shared
  const fields = new Map([...ended.values()].flat().map((field) => [field.field, field]))
  const byAll = (name: string): boolean => everybody.every((personId) => ended.get(personId)?.some((field) => field.field === name) === true)
  of.candidates.push({ ...row, gone: [...fields.values()].filter((field) => byAll(field.field)), guarded: [], tied: [...fields.values()].filter((field) => !byAll(field.field)) })
}

/** The rows of a law's records are looked for in their system: each on its night. */
function sample(of: Judging, rule: string, row: Indexed): void {
  let rows = of.held.get(rule)
  if (rows === undefined) of.held.set(rule, (rows = []))
  const nights = of.nights.held(rule)
  const turn = rows.length < room(of.most.held, nights) ? turnOf(nights, nameOf(row)) : null
  of.tallies.of(rule).asked(turn === null ? 0 : 1, 1)
  of.asked.held.set(rule, (of.asked.held.get(rule) ?? 0) + 1)
  if (turn !== null) rows.push({ system: row.system, table: row.table, key: row.key, rule, turn })
}

interface Summary {
  /** The rules that the row counts under. */
  readonly paths: readonly string[]
  readonly undated: readonly string[]
  readonly reviewed: readonly string[]
  readonly gone: readonly FieldDecision[]
  readonly guarded: readonly FieldDecision[]
  /** The rule of the law that keeps it whole. */
  readonly record: string | null
}

// Rows that are decided alike share the very same list of fields: what it says is worked out once.
const summaries = new WeakMap<readonly FieldDecision[], Summary>()

function summaryOf(of: Judging, decision: Decision): Summary {
  const known = summaries.get(decision.fields)
  if (known !== undefined) return known
  const { policy } = of
  const isRecord = policy.systems.get(decision.system)?.tables.get(decision.table)?.record === true
  const lawRule = isRecord ? ([...rulesOf(policy)].find(([, { keep, purpose }]) => keep.end?.kind === 'law' && decision.fields.some((field) => field.purposes.includes(purpose.name) || field.hold === (keep.end as { law: string }).law))?.[0] ?? null) : null
  const paths = new Set<string>()
  for (const field of decision.fields) {
    if (field.rule !== null) paths.add(field.rule)
    for (const purpose of field.purposes) {
      for (const path of ruleFor(policy, purpose, field.data)) paths.add(path)
      if (policy.purposes.get(purpose)?.conditions.some((one) => one.data === field.data) === true) paths.add(conditionPath(policy, purpose, field.data))
    }
  }
  if (lawRule !== null) paths.add(lawRule)
  // A row that is cleared, deleted or unlinked: what is to go from it. A restriction leaves it where it is, and shows in no system.
  const acts = decision.verdict === 'delete' || decision.verdict === 'clear'
  const made: Summary = {
    paths: [...paths],
    undated: unique(decision.fields.filter((field) => field.until === null && field.verdict !== 'unexplained').flatMap((field) => [field.rule, ...field.purposes.flatMap((purpose) => ruleFor(policy, purpose, field.data))])),
    // Data that needs a consent is asked about in the system: most rows have none of it, and nobody needs to judge an empty field.
    reviewed: unique(decision.fields.filter((field) => (field.verdict === 'review' || field.verdict === 'restrict') && !isGuarded(of, field)).map((field) => field.rule)),
    gone: acts ? decision.fields.filter((field) => (field.verdict === 'erase' || field.verdict === 'anonymise') && field.rule !== null && !ofOthers(policy, decision).has(field.field)) : [],
    guarded: decision.fields.filter((field) => field.verdict === 'review' && isGuarded(of, field)),
    record: lawRule,
  }
  summaries.set(decision.fields, made)
  return made
}

/** Fields in which a row names others: what stands there may be somebody's whose own data stands, and each of them is asked about by themselves. */
function ofOthers(policy: Policy, { system, table, key }: Decision): ReadonlySet<string> {
  if (placeOf(key) !== null) return none
  const fields = policy.systems.get(system)?.tables.get(table)?.fields ?? []
  return new Set(fields.filter((field) => field.of !== null).map(({ ref }) => [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')))
}

const none: ReadonlySet<string> = new Set()

function ruleFor(policy: Policy, purpose: string, data: string): readonly string[] {
  const keep = policy.purposes.get(purpose)?.keep
  return keep === undefined ? [] : [keep.perData.get(data)?.at ?? keep.at]
}

function isGuarded(of: Judging, field: FieldDecision): boolean {
  return field.rule !== null && of.guarded.has(`${ruleOwner(of.policy, field.rule)} ${field.data}`)
}

export function conditionPath(policy: Policy, purpose: string, data: string): string {
  return `${policy.purposes.get(purpose)?.at ?? `purposes.${purpose}`}.conditions.${data.includes('.') ? `"${data}"` : data}`
}

export function ruleOwner(policy: Policy, rule: string): string | null {
  return rulesOf(policy).get(rule)?.purpose.name ?? null
}

function unique(rules: readonly (string | null)[]): readonly string[] {
  return [...new Set(rules.filter((rule) => rule !== null))]
}

