import { addPeriod, earlier, later, subtractPeriod } from '../law/index.ts'
import type { Citation, Day } from '../law/index.ts'
import type { EndRule, LawHold, Purpose, RulePath, Then } from '../model/index.ts'
import { activeRequests, endOver, inScope, ownEnd } from './case.ts'
import type { Case } from './case.ts'
import { firstOf } from './end.ts'
import type { End } from './end.ts'
import { usesAge } from './applies-to.ts'
import { applies } from './applies.ts'
import { groundLaw, groundNamed, groundOf } from './ground.ts'
import type { GroundState } from './ground.ts'
import type { HoldRule, PurposeRule } from './plan.ts'
import { groundEvents, lawEnd, retentionEnd } from './rule-end.ts'

/** What is to be done once a purpose has ended. */
export type Ending = 'erase' | 'anonymise' | 'restrict' | 'review' | 'archive'

/**
 * How a purpose stands for one field and one relation. `undated` stands as far as anybody knows; `restricted` is kept and not
 * used; `unclear` is for a human; `none` has no matter to count from.
 */
export interface PurposeState {
  readonly purpose: string
  readonly relation: string | null
  readonly phase: 'stands' | 'undated' | 'restricted' | 'unclear' | 'ended' | 'none'
  readonly until: Day | null
  readonly waiting: 'reminder' | 'review' | null
  readonly ending: Ending
  readonly rule: RulePath
  readonly law: Citation | null
  readonly why: string | null
  /** Ended within a request for erasure: granted, and nothing scheduled. */
  readonly granted: boolean
  /** A decision to dispose of public records stands behind the rule. */
  readonly disposal: boolean
  readonly remindOn: Day | null
}

export function purposeState(of: Case, field: PurposeRule, relation: string | null, ceilings: readonly HoldRule[]): PurposeState {
  const rule = field.byRelation.get(relation ?? '') ?? field
  const { keep, purpose } = rule
  const asked = activeRequests(of, 'erasure').some((request) => inScope(request, rule, relation))
  const ground = groundOf(of, rule, relation)
  const end = endOf(of, rule, relation, ceilings)
  const base = { purpose: purpose.name, relation, rule: keep.at, granted: false, disposal: keep.disposal === true, remindOn: null, waiting: null, ending: 'erase', why: null, law: end.law?.law ?? lawOf(of, rule, relation) } as const
  if (ground.state === 'falls') {
    const on = end.to !== null && ground.on !== null && end.to < ground.on ? end.to : ground.on
    // A decision to dispose is on what has been kept its time, not on what loses its ground before; a series kept until a
    // withdrawal has been kept its time by it.
    const disposal = base.disposal && ((keep.end !== null && endsWithGround(keep.end)) || (end.to !== null && of.watch.reached(end.to)))
    return ended(of, rule, { ...base, disposal }, on, asked, ground.law, ground.why)
  }
  if (end.state === 'none') return { ...base, phase: 'none', until: null }
  const standing = (until: Day | null, why: string | null, waiting: PurposeState['waiting'] = null, remindOn: Day | null = null): PurposeState =>
    handedOver(of, purpose, { ...base, ...carried(ground, waiting), until, why: ground.why ?? why, remindOn })
  // Somebody outside of the ages that the purpose is for: whether it is theirs is for a human to say.
  if (usesAge(purpose.when) && applies(of, purpose.when, relation, rule.data) === 'no') return { ...base, phase: 'unclear', until: null, waiting: 'review', why: 'outside-condition' }
  if (end.state === 'undated' && (end.to === null || !of.watch.reached(end.to))) {
    return end.from === null || of.watch.reached(end.from) ? lost(of, rule, base, end, ground, asked) : standing(null, end.why)
  }
  if (end.state === 'open') return standing(null, null, end.review !== null && of.watch.reached(end.review) ? 'review' : null)
  const day = approved(of, rule, end.to as Day)
  const reminder = keep.remind === null || asked ? null : reminderOf(of, rule, day, end.since)
  if (!of.watch.reached(day)) return standing(day, null, null, reminder?.sent === null && ground.state !== 'unknown' ? reminder.due : null)
  if (reminder === null) return ended(of, rule, base, day, asked, end.law?.law ?? 'GDPR 5(1)(e)', null)
  if (reminder.over === null) return standing(null, reminder.why, reminder.waiting, reminder.sent === null && ground.state !== 'unknown' ? reminder.due : null)
  if (!of.watch.reached(reminder.over)) return standing(reminder.over, reminder.why, 'reminder')
  return ended(of, rule, base, reminder.over, asked, end.law?.law ?? 'GDPR 5(1)(e)', null)
}

function endsWithGround(end: EndRule): boolean {
  if (end.kind === 'first-of') return end.rules.some(endsWithGround)
  return end.kind === 'until' && groundEvents.has(end.event)
}

/** From the day it is somebody else's, what still lies here waits for a human: that they have got it is to be seen first. */
function handedOver(of: Case, { handOver }: Purpose, state: PurposeState): PurposeState {
  if (handOver === null) return state
  if (of.watch.reached(handOver.on)) return { ...state, phase: 'unclear', until: null, waiting: 'review', why: 'handed-over', remindOn: null }
  return state.until === null || state.until > handOver.on ? { ...state, until: handOver.on } : state
}

function lawOf(of: Case, rule: PurposeRule, relation: string | null): Citation | null {
  const ground = groundNamed(of, rule, relation)
  return ground === null ? null : groundLaw[ground]
}

type Base = Omit<PurposeState, 'phase' | 'until'>

function endOf(of: Case, rule: PurposeRule, relation: string | null, ceilings: readonly HoldRule[]): End {
  const end = endOver(of, relation, rule.matterAnchors, rule.purpose.people, (source) => retentionEnd(source, rule.keep))
  if (ceilings.length === 0 || end.state === 'none') return end
  // A ceiling that cannot be dated caps nothing.
  const caps = ceilings.map(({ hold, matterAnchors }) => endOver(of, relation, matterAnchors, null, (source) => lawEnd(source, hold))).filter((cap) => cap.state === 'dated')
  return firstOf([end, ...caps])
}

/** Where no date can be relied on nothing ends by itself; one who asked for erasure gets a human's answer. */
function lost(of: Case, rule: PurposeRule, base: Base, end: End, ground: GroundState, asked: boolean): PurposeState {
  // Whom a row only names has no dates of their own there: what they object to is weighed as such.
  if (asked && (ground.state === 'stands' || (of.location?.named ?? null) === null)) return { ...base, phase: 'unclear', until: null, waiting: 'review', why: end.why }
  if (!of.linked && rule.relationAnchors.length > 0) return { ...base, phase: 'unclear', until: null, waiting: 'review', why: 'leads-to-nobody' }
  if (ground.state !== 'stands') return { ...base, ...carried(ground, null), until: null, why: ground.why }
  return { ...base, phase: 'undated', until: null, why: end.why, law: 'GDPR 5(1)(e)' }
}

function carried(ground: GroundState, waiting: PurposeState['waiting']): Pick<PurposeState, 'phase' | 'waiting'> & { law?: Citation } {
  if (ground.state === 'stands') return { phase: 'stands', waiting }
  return { phase: ground.state === 'restricted' ? 'restricted' : 'unclear', waiting: 'review', ...(ground.law !== null && { law: ground.law }) }
}

/** A choice of the person's own to be kept longer has a last day of its own. */
function approved(of: Case, rule: PurposeRule, day: Day): Day {
  let until = day
  for (const approval of of.facts.approvals) if (approval.purpose === rule.purpose.name) until = later(until, approval.until)
  return until
}

interface Reminder {
  /** The day it is to be sent. */
  readonly due: Day
  readonly sent: Day | null
  /** The day its time has passed; null while nobody can say. */
  readonly over: Day | null
  readonly waiting: 'reminder' | 'review'
  readonly why: string
}

/** What is due waits for the reminder's full time, however late it was sent. */
function reminderOf(of: Case, rule: PurposeRule, day: Day, from: Day | null): Reminder {
  const { keep } = rule
  const remind = keep.remind
  if (remind === null) throw new Error('no reminder in this rule')
  const due = subtractPeriod(day, remind)
  if (!of.linked) return keep.unreachable === 'erase' ? { due, sent: day, over: day, waiting: 'reminder', why: 'unreachable' } : { due, sent: day, over: null, waiting: 'review', why: 'unreachable' }
  const facts = of.facts.reminders.filter((fact) => fact.purpose === rule.purpose.name)
  const inRound = (day: Day | null): day is Day => day !== null && (from === null || day > from) && of.watch.reached(day)
  const sent = first(facts.filter((fact) => !inRound(fact.bounced)).map((fact) => fact.sent).filter(inRound))
  const bounced = first(facts.map((fact) => fact.bounced).filter(inRound))
  if (sent !== null) return { due, sent, over: later(day, addPeriod(sent, remind)), waiting: 'reminder', why: 'reminded' }
  if (bounced === null) return { due, sent: null, over: null, waiting: 'reminder', why: 'not-reminded' }
  const over = keep.unreachable === 'erase' ? later(day, addPeriod(bounced, remind)) : null
  return { due, sent: bounced, over, waiting: keep.unreachable === 'erase' ? 'reminder' : 'review', why: 'unreachable' }
}

function first(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((first, day) => (first === null ? day : earlier(first, day)), null)
}

function ended(of: Case, rule: PurposeRule, base: Base, on: Day | null, asked: boolean, law: Citation | null, why: string | null): PurposeState {
  const state = { ...base, phase: 'ended', until: on, law, why, granted: asked } as const
  // Somebody may have signed in, renewed or said yes since the backup that we know this from.
  if (of.facts.restored === true && !asked && restsOnSilence(rule, law)) return { ...state, phase: 'unclear', until: null, waiting: 'review', why: 'restored' }
  // What is granted on request goes whatever the rule says of its scheduled end.
  if (asked) return { ...state, ending: 'erase', law: law === 'GDPR 5(1)(e)' ? 'GDPR 17(1)(a)' : law }
  if (rule.keep.review !== null) return { ...state, ending: 'review' }
  return { ...state, ...afterwards(of, rule.keep.then, on) }
}

/** On inactivity, or on a consent that is withdrawn or too old. */
function restsOnSilence(rule: PurposeRule, law: Citation | null): boolean {
  return rule.relationAnchors.includes('last-activity') || rule.keep.remind !== null || law === 'GDPR 7(3)' || law === 'GDPR 7(1)'
}

/** A restriction has a period of its own, and something that comes after it; where that is not said, a human says it. */
function afterwards(of: Case, then: Then, on: Day | null): { ending: Ending; until: Day | null } {
  if (then.action !== 'restrict') return { ending: then.action, until: on }
  if (then.for === null || on === null) return { ending: 'restrict', until: null }
  const over = addPeriod(on, then.for)
  if (!of.watch.reached(over)) return { ending: 'restrict', until: over }
  return then.then === null ? { ending: 'review', until: over } : afterwards(of, then.then, over)
}

/** How a hold by law stands for a field. */
export interface HoldState {
  readonly hold: LawHold
  readonly until: Day | null
  readonly undated: string | null
}

/** null: the hold does not cover it, or no longer. One that cannot be dated covers. */
export function lawHoldState(of: Case, { hold, matterAnchors }: HoldRule, relation: string | null): HoldState | null {
  // An accounting record is a matter of its own: the date of another record never stands in for its missing one.
  const whole = hold.kind === 'bookkeeping' || hold.data.length === 0
  const end = whole ? ownEnd(of, relation, (source) => lawEnd(source, hold)) : endOver(of, relation, matterAnchors, null, (source) => lawEnd(source, hold))
  if (end.state === 'none') return null
  if (end.to !== null && of.watch.reached(end.to)) return null
  if (end.state === 'dated') return { hold, until: end.to, undated: null }
  const lost = end.state === 'undated' && (end.from === null || of.watch.reached(end.from))
  return { hold, until: null, undated: lost ? (end.why ?? 'missing-date') : null }
}
