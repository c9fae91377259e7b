import { dayAfter, later } from '../law/index.ts'
import type { Citation, Day } from '../law/index.ts'
import type { RulePath } from '../model/index.ts'
import { activeRequests } from './case.ts'
import type { Case } from './case.ts'
import type { FieldDecision, Waiting } from './decision.ts'
import type { HoldFact, RequestFact, RestrictionFact } from './facts.ts'
import type { FieldPlan } from './plan.ts'
import type { Ending, PurposeState } from './purpose-state.ts'

/** A field's decision with what the row needs to know of it. */
export interface FieldOutcome {
  readonly decision: FieldDecision
  readonly waiting: Waiting
  readonly goes: boolean
  /** It stays for a reason of this person's own: not only because nobody knows, or has answered yet. */
  readonly firm: boolean
  /** Kept only because nobody can say when it ends. */
  readonly undated: boolean
  /** It goes by a decision to dispose of public records. */
  readonly disposal: boolean
  readonly why: readonly string[]
}

/** What keeps a field although no purpose stands. */
export interface FieldHold {
  readonly name: string
  readonly until: Day | null
  readonly rule: RulePath | null
  readonly law: Citation | null
  readonly undated: string | null
  /** Past its review day it is still held, and waits for its owner. */
  readonly overdue: boolean
}

export function decideField(of: Case, plan: FieldPlan, states: readonly PurposeState[], hold: FieldHold | null): FieldOutcome {
  const made = weighed(of, plan, states, hold)
  // Kept for want of a date, or of an answer, it would be held all the same.
  return made.firm || made.goes || (hold === null && askingFor(of, plan) === undefined) ? made : { ...made, firm: true }
}

function weighed(of: Case, plan: FieldPlan, states: readonly PurposeState[], hold: FieldHold | null): FieldOutcome {
  if (plan.rules.length === 0 || states.length === 0) return unexplained(of, plan)
  const counted = states.filter((state) => state.phase !== 'none')
  // Nothing that the field's purposes count from has ever been seen: silence erases nothing.
  const active = counted.length > 0 ? counted : states.map((state) => ({ ...state, phase: 'undated', why: 'missing-date', law: 'GDPR 5(1)(e)' }) as const)
  const restriction = restrictionOn(of, plan.data)
  const usable = active.filter((state) => state.phase === 'stands' || state.phase === 'undated')
  const staying = active.filter((state) => state.phase !== 'ended')
  if (usable.length > 0) return kept(plan, usable, staying, restriction)
  if (active.some((state) => state.phase === 'restricted')) return restricted(plan, staying)
  if (hold !== null) return held(plan, hold)
  const unclear = active.find((state) => state.phase === 'unclear')
  if (unclear !== undefined) return review(plan, unclear, staying)
  return gone(of, plan, active, restriction)
}

/** A mapped field that no purpose covers is a finding, and never removed by itself. */
function unexplained(of: Case, plan: FieldPlan): FieldOutcome {
  const asked = activeRequests(of, 'erasure').some(({ scope }) => scope.purpose === undefined && (scope.data === undefined || scope.data.includes(plan.data)))
  return outcome(plan, { verdict: asked ? 'review' : 'unexplained', law: 'GDPR 5(1)(b)' }, { waiting: asked ? 'review' : null, why: ['unexplained'] })
}

function kept(plan: FieldPlan, usable: readonly PurposeState[], staying: readonly PurposeState[], restriction: RestrictionFact | null): FieldOutcome {
  const until = latestEnd(staying)
  const deciding = longest(usable)
  const firm = usable.filter((state) => state.phase === 'stands')
  const why = staying.flatMap((state) => (state.why === null ? [] : [state.why]))
  if (restriction !== null) return outcome(plan, { verdict: 'restrict', until: pauses(restriction) ? null : until, rule: deciding.rule, law: restrictionLaw(restriction) }, { firm: firm.length > 0 || pauses(restriction), why: [...why, 'restricted'] })
  const waiting = firm.length > 0 && firm.every((state) => state.waiting !== null) && usable.length === firm.length ? firmest(firm) : null
  return outcome(
    plan, { verdict: 'keep', purposes: names(usable), until, rule: deciding.rule, law: deciding.law },
    { waiting, firm: firm.length > 0, undated: firm.length === 0, why },
  )
}

/** Kept and not used, until somebody has answered. */
function restricted(plan: FieldPlan, staying: readonly PurposeState[]): FieldOutcome {
  const deciding = longest(staying.filter((state) => state.phase === 'restricted'))
  return outcome(plan, { verdict: 'restrict', until: latestEnd(staying), rule: deciding.rule, law: deciding.law }, { waiting: 'review', why: staying.flatMap((state) => (state.why === null ? [] : [state.why])) })
}

function held(plan: FieldPlan, hold: FieldHold): FieldOutcome {
  return outcome(
    plan, { verdict: 'hold', hold: hold.name, until: hold.until, rule: hold.rule, law: hold.law },
    { waiting: hold.overdue ? 'review' : null, firm: true, undated: hold.undated !== null, why: ['held', ...(hold.undated === null ? [] : [hold.undated]), ...(hold.overdue ? ['hold-past-review'] : [])] },
  )
}

function review(plan: FieldPlan, unclear: PurposeState, staying: readonly PurposeState[]): FieldOutcome {
  return outcome(plan, { verdict: 'review', until: latestEnd(staying), rule: unclear.rule, law: unclear.law }, { waiting: 'review', why: staying.flatMap((state) => (state.why === null ? [] : [state.why])) })
}

function gone(of: Case, plan: FieldPlan, active: readonly PurposeState[], restriction: RestrictionFact | null): FieldOutcome {
  const granted = active.some((state) => state.granted)
  if (!granted && restriction !== null && pauses(restriction)) return outcome(plan, { verdict: 'restrict', law: restrictionLaw(restriction), rule: active[0]?.rule ?? null }, { firm: true, why: ['restricted'] })
  const asking = granted ? undefined : askingFor(of, plan)
  if (asking !== undefined) return outcome(plan, { verdict: 'hold', hold: `request:${asking.right}`, law: 'GDPR 12(3)' }, { firm: true, why: ['request-pending'] })
  const deciding = strictest(active)
  const until = active.reduce<Day | null>((day, state) => (state.until === null ? day : day === null ? state.until : later(day, state.until)), null)
  const why = active.flatMap((state) => (state.why === null ? [] : [state.why]))
  const base = { rule: deciding.rule, law: deciding.law }
  switch (deciding.ending) {
    case 'archive': return outcome(plan, { ...base, verdict: 'hold', hold: 'archive', law: 'GDPR 17(3)(d)' }, { firm: true, why: ['archive'] })
    case 'review': return outcome(plan, { ...base, verdict: 'review' }, { waiting: 'review', firm: true, why: [...why, 'human-review'] })
    case 'restrict': return outcome(plan, { ...base, verdict: 'restrict', until: deciding.until }, { firm: true, why })
    default: return outcome(plan, { ...base, verdict: deciding.ending, until }, { goes: true, disposal: active.every((state) => state.disposal), why })
  }
}

/** What somebody has asked to see, take along or have put right is not taken from them meanwhile. */
function askingFor(of: Case, plan: FieldPlan): RequestFact | undefined {
  return activeRequests(of, 'access', 'portability', 'rectification', 'restriction').find(({ scope }) => scope.data === undefined || scope.data.includes(plan.data))
}

const order: Readonly<Record<Ending, number>> = { archive: 0, review: 1, erase: 2, anonymise: 3, restrict: 4 }

/** Erase before anonymise before restrict; a human's look, and an archive's duty, come before anything that cannot be undone. */
function strictest(states: readonly PurposeState[]): PurposeState {
  let first = states[0] as PurposeState
  for (const state of states) {
    if (order[state.ending] < order[first.ending] || (state.ending === first.ending && (state.ending === 'restrict' ? endsLater(state, first) : endsLater(state, first)))) first = state
  }
  return first
}

function longest(states: readonly PurposeState[]): PurposeState {
  let last = states[0] as PurposeState
  for (const state of states) if (endsLater(state, last)) last = state
  return last
}

function endsLater(a: PurposeState, b: PurposeState): boolean {
  return b.until !== null && (a.until === null || a.until > b.until)
}

function latestEnd(states: readonly PurposeState[]): Day | null {
  return states.length === 0 ? null : longest(states).until
}

function names(states: readonly PurposeState[]): readonly string[] {
  return [...new Set(states.map((state) => state.purpose))].sort()
}

function firmest(states: readonly PurposeState[]): Waiting {
  return states.some((state) => state.waiting === 'review') ? 'review' : 'reminder'
}

/** Contested accuracy, and data the person opposes losing or needs for a claim, stay; an objection's or a request's restriction only limits the use. */
function pauses(restriction: RestrictionFact): boolean {
  return restriction.why !== 'objection' && restriction.why !== 'request'
}

function restrictionOn(of: Case, data: string): RestrictionFact | null {
  let chosen: RestrictionFact | null = null
  for (const restriction of of.facts.restrictions) {
    if (restriction.data.length > 0 && !restriction.data.includes(data)) continue
    if (of.watch.reached(restriction.since) && (chosen === null || (pauses(restriction) && !pauses(chosen)))) chosen = restriction
  }
  return chosen
}

function restrictionLaw(restriction: RestrictionFact): Citation {
  const laws: Readonly<Record<string, Citation>> = { accuracy: 'GDPR 18(1)(a)', unlawful: 'GDPR 18(1)(b)', claims: 'GDPR 18(1)(c)', objection: 'GDPR 18(1)(d)' }
  return laws[restriction.why] ?? 'GDPR 18(1)'
}

/** A matter's hold never ends silently: past its review it is late, and the data stays. */
export function matterHold(of: Case, plan: FieldPlan): FieldHold | null {
  const covers = (hold: Pick<HoldFact, 'data'>): boolean => hold.data.length === 0 || hold.data.includes(plan.data)
  const own = of.facts.holds.filter((each) => covers(each) && namesLocation(of, each))
  const all = [...own, ...(of.location?.heldForOthers ?? []).filter(covers)]
  const hold = all[0]
  return hold === undefined ? null : { name: hold.basis, until: null, rule: null, law: 'GDPR 17(3)(e)', undated: null, overdue: of.watch.reached(dayAfter(hold.review)) }
}

function namesLocation(of: Case, hold: HoldFact): boolean {
  const at = of.location
  return hold.locations.length === 0 || (at !== null && hold.locations.some(({ system, table, key }) => system === at.system && table === at.table && key === at.key))
}

function outcome(plan: FieldPlan, decided: Partial<FieldDecision> & Pick<FieldDecision, 'verdict'>, row: Partial<Omit<FieldOutcome, 'decision'>>): FieldOutcome {
  return {
    decision: { field: plan.field, data: plan.data, purposes: [], hold: null, until: null, rule: null, law: null, ...decided },
    waiting: null, goes: false, firm: false, undated: false, disposal: false, why: [], ...row,
  }
}
