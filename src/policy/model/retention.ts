import type { Day, Period } from '../law/index.ts'
import type { Text } from '../text/index.ts'
import type { RulePath } from './path.ts'

/**
 * The event a retention counts from. Canonical names; what a systems file calls `booked` or `activity` is the same
 * anchor under a shorter word (see `anchorNamed`). An organisation may name its own events too.
 */
export type Anchor = string

/** Counted per person, relation and controller over all systems, or per matter (a booking, an event, a case): decide.md 3. */
export type CountedPer = 'relation' | 'matter'

const synonyms: Readonly<Record<string, Anchor>> = {
  activity: 'last-activity',
  'last-sign-in': 'last-activity',
  booked: 'booking',
  created: 'creation',
  registered: 'creation',
  'first-used': 'first-use',
  started: 'relation-start',
  ended: 'relation-end',
  'end-of-relation': 'relation-end',
  rejected: 'rejection',
  reviewed: 'review-done',
  issued: 'issue',
  paid: 'payment',
  born: 'birth',
  'end-of-session': 'session-end',
}

const perRelation: ReadonlySet<Anchor> = new Set(['last-activity', 'relation-start', 'relation-end', 'birth'])

/** Anchors that the language knows; others are an organisation's own events, declared under `events:`. */
export const knownAnchors: readonly Anchor[] = [
  'last-activity', 'relation-start', 'relation-end', 'creation', 'first-use', 'agreement-end', 'event-end', 'process-end',
  'rejection', 'review-done', 'booking', 'issue', 'payment', 'purpose-end', 'last-contact', 'delivery',
  'birth', 'session-end',
]

export function anchorNamed(word: string): Anchor {
  return synonyms[word] ?? word
}

export function countedPer(anchor: Anchor): CountedPer {
  return perRelation.has(anchor) ? 'relation' : 'matter'
}

/** Whether the anchor is something that has happened (a future date makes it unusable) or an end that may lie ahead. */
export function mayLieAhead(anchor: Anchor): boolean {
  return anchor === 'event-end' || anchor === 'agreement-end' || anchor === 'process-end' || anchor === 'relation-end' || anchor === 'purpose-end'
}

/** What is done when a purpose no longer stands. Strictest first: erase, anonymise, restrict (decide.md 4). */
export type Then =
  | { readonly action: 'erase' }
  | { readonly action: 'anonymise' }
  | { readonly action: 'restrict'; readonly for: Period | null; readonly then: Then | null }
  | { readonly action: 'review'; readonly owner: string | null }
  | { readonly action: 'archive' }

/** When a purpose ends. `vague` is what a policy says without a period or a start: it parses, and is a finding. */
export type EndRule =
  | { readonly kind: 'after'; readonly period: Period; readonly anchor: Anchor; readonly or: readonly Anchor[]; readonly roundUp: 'calendar-year' | 'fiscal-year' | null; readonly onlyAtLeast: boolean
    /** The shorter end of a range such as 6 to 12 months; `period` is the longer, which nothing outlasts. */
    readonly from?: Period
    /** What is done in most cases; the exceptions are holds with a reason. */
    readonly normally?: true }
  | { readonly kind: 'until'; readonly event: Anchor }
  | { readonly kind: 'while-relation' }
  | { readonly kind: 'law'; readonly law: string }
  | { readonly kind: 'first-of'; readonly rules: readonly EndRule[] }
  | { readonly kind: 'last-of'; readonly rules: readonly EndRule[] }
  | { readonly kind: 'criterion'; readonly text: Text; readonly review: Day | null }
  | { readonly kind: 'for-ever'; readonly law: string | null }
  /** As long as the one for whom it is done says. */
  | { readonly kind: 'instruction' }
  | { readonly kind: 'no-start'; readonly period: Period }
  | { readonly kind: 'vague'; readonly text: string }

/** A retention with those inside it that stand in for it: for some data, for some people. */
export interface RuleFor {
  readonly keep: Retention
  readonly data: string | null
  readonly people: string | null
}

export function* rulesWithin(keep: Retention, data: string | null = null, people: string | null = null): Iterable<RuleFor> {
  yield { keep, data, people }
  for (const [name, one] of keep.perData) yield* rulesWithin(one, name, people)
  for (const [name, one] of keep.perPeople ?? []) yield* rulesWithin(one, data, name)
}

export interface Retention {
  readonly at: RulePath
  /** null: nothing was said, which is a finding. */
  readonly end: EndRule | null
  readonly atMost: EndRule | null
  readonly atLeast: EndRule | null
  readonly then: Then
  readonly remind: Period | null
  /** A reminder without a time: `in good time`. A finding. */
  readonly remindInWords: string | null
  readonly renewable: boolean
  readonly unreachable: 'erase' | 'review'
  /** A person looks at it before anything goes, at least this often: `retention.reviewed`. */
  readonly review: { readonly every: Period; readonly owner: string } | null
  /** A rule for some of the purpose's data only: `per-field`. */
  readonly perData: ReadonlyMap<string, Retention>
  /** The series of the schedule that says how long. */
  readonly series?: string
  /** A decision to dispose of public records stands behind the end: without one they are kept (arkivlagen 10 §). */
  readonly disposal?: true
  /** A rule of their own for some of the people. */
  readonly perPeople?: ReadonlyMap<string, Retention>
  /** Rules written beside the one in `end` without saying which of them holds: a finding. Absent where there are none. */
  readonly beside?: readonly EndRule[]
}
