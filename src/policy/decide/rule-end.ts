import { addPeriod, bookkeepingUntil, dayAfter, dayOf, fiscalYearEnd, later, yearOf } from '../law/index.ts'
import type { Day, FiscalYears } from '../law/index.ts'
import type { Anchor, EndRule, LawHold, Retention } from '../model/index.ts'
import { dated, firstOf, lastOf, none, open, undated } from './end.ts'
import type { End } from './end.ts'
import type { Reading } from './reading.ts'
import type { Watch } from './watch.ts'

/** Where a rule's dates are read: the person's relation, and one matter or none. */
export interface Source {
  readonly watch: Watch
  readonly fiscalYears: FiscalYears | null
  readonly holds: (law: string) => LawHold | null
  /** null: the anchor counts per matter, and there is no matter here. */
  read(anchor: Anchor): Reading | null
  /** The relation is known to have begun and not to have ended. */
  readonly ongoing: boolean
}

/** Events that are no date of a row: whether they have happened is the ground's to say. */
export const groundEvents: ReadonlySet<Anchor> = new Set(['withdrawal', 'objection'])

/** A floor is the last word: where a policy contradicts itself, the data stays longer. */
export function retentionEnd(source: Source, keep: Retention): End {
  if (keep.end === null) return undated('no-rule')
  const end = ruleEnd(source, keep.end)
  const capped = keep.atMost === null ? end : firstOf([end, ruleEnd(source, keep.atMost)])
  return keep.atLeast === null || capped.state === 'none' ? capped : lastOf([capped, ruleEnd(source, keep.atLeast)])
}

export function ruleEnd(source: Source, rule: EndRule): End {
  switch (rule.kind) {
    case 'after': return afterEnd(source, rule)
    case 'until': return untilEnd(source, rule.event)
    case 'while-relation': return whileRelation(source)
    case 'law': return lawEnd(source, source.holds(rule.law))
    case 'first-of': return firstOf(rule.rules.map((each) => ruleEnd(source, each)))
    case 'last-of': return lastOf(rule.rules.map((each) => ruleEnd(source, each)))
    case 'criterion': return rule.review === null ? open : { ...open, review: rule.review }
    case 'for-ever': case 'instruction': return open
    case 'no-start': return undated('no-start')
    case 'vague': return undated('vague-rule')
  }
}

export function lawEnd(source: Source, hold: LawHold | null): End {
  if (hold === null) return undated('unknown-law')
  const end = hold.kind === 'bookkeeping' ? bookkeepingEnd(source) : periodHoldEnd(source, hold)
  return end.state === 'dated' ? { ...end, law: hold } : end
}

function afterEnd(source: Source, rule: EndRule & { kind: 'after' }): End {
  const reading = firstKnown(source, [rule.anchor, ...rule.or])
  if (reading === null) return none
  if ('missing' in reading) return rule.anchor === 'relation-end' && source.ongoing ? open : undated('missing-date')
  if ('unusable' in reading) return undated(reading.unusable)
  const end = roundedUp(addPeriod(reading.day, rule.period), rule.roundUp, source.fiscalYears)
  if (end === null) return undated('no-fiscal-year')
  return rule.onlyAtLeast ? undated('at-least-only', end) : dated(end, reading.day)
}

/** A fallback is for a date that is missing: one that is there and cannot be right is for a human. */
function firstKnown(source: Source, anchors: readonly Anchor[]): Reading | null {
  let known: Reading | null = null
  for (const anchor of anchors) {
    const reading = source.read(anchor)
    if (reading === null) continue
    known = reading
    if (!('missing' in reading)) return reading
  }
  return known
}

function untilEnd(source: Source, event: Anchor): End {
  if (groundEvents.has(event)) return open
  const reading = source.read(event)
  if (reading === null) return none
  return 'day' in reading ? dated(reading.day, reading.day) : open
}

function whileRelation(source: Source): End {
  const reading = source.read('relation-end')
  return reading !== null && 'day' in reading ? dated(reading.day, reading.day) : open
}

function roundedUp(end: Day, to: 'calendar-year' | 'fiscal-year' | null, years: FiscalYears | null): Day | null {
  if (to === null) return end
  if (to === 'calendar-year') return dayOf(yearOf(end) + 1, 1, 1)
  return years === null ? null : dayAfter(fiscalYearEnd(end, years))
}

/** Counted from the booking day, else from the later of issue and payment; no controller has a fiscal year by default. */
function bookkeepingEnd(source: Source): End {
  const from = bookingDay(source)
  if (from === null) return none
  if ('missing' in from) return undated('missing-date')
  if ('unusable' in from) return undated(from.unusable)
  return source.fiscalYears === null ? undated('no-fiscal-year') : dated(bookkeepingUntil(from.day, source.fiscalYears), from.day)
}

function bookingDay(source: Source): Reading | null {
  const booked = source.read('booking')
  if (booked === null || !('missing' in booked)) return booked
  const [issued, paid] = [source.read('issue') ?? booked, source.read('payment') ?? booked]
  for (const each of [issued, paid]) if ('unusable' in each && each.unusable !== 'past-date') return each
  if ('day' in issued && 'day' in paid) return { day: later(issued.day, paid.day) }
  if ('day' in issued) return issued
  if ('day' in paid) return paid
  return 'unusable' in issued ? issued : paid
}

function periodHoldEnd(source: Source, hold: LawHold): End {
  if (hold.period === null) return open
  return afterEnd(source, { kind: 'after', period: hold.period, anchor: hold.anchor, or: [], roundUp: null, onlyAtLeast: false })
}
