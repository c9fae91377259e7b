import type { Id, Personal } from '../platform/index.ts'
import type { RequestFact } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { IdentifierKind, Right } from '../policy/model/index.ts'
import type { PersonId } from '../people/index.ts'

export type CaseId = Id<'request'>

/** The rights that a case can be opened for. */
export type CaseRight = Right

export const caseRights: readonly CaseRight[] = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdrawal', 'complaint']

/** What ends purposes, and so is carried out by the road of every erasure. */
export const endingRights: readonly CaseRight[] = ['erasure', 'objection', 'withdrawal']

/** What a human does and a role attests. */
export const rightsByHand: readonly CaseRight[] = ['rectification', 'restriction', 'complaint']

/** Art 18(1)(a)-(d). */
export type RestrictionWhy = 'accuracy' | 'unlawful' | 'claims' | 'objection'

export const restrictionWhys: readonly RestrictionWhy[] = ['accuracy', 'unlawful', 'claims', 'objection']

/** What the person is found by; the value prints as [personal]. */
export interface GivenIdentifier {
  readonly kind: IdentifierKind
  readonly value: Personal<string>
}

/** Who is satisfied that it is the person, and how: codes such as `support` and `known-address`, never a name. */
export interface Identified {
  readonly role: string
  readonly how: string
}

export interface Concerned {
  readonly personId: PersonId
  readonly controller: string
  readonly standing: 'verified' | 'suggested' | 'mailbox' | 'chosen'
}

export type RequestScope = RequestFact['scope']

export interface Settlement {
  /** `objection:PURPOSE`, or `data:SYSTEM.TABLE.FIELD` for what no purpose explains or no date ends. */
  readonly subject: string
  readonly outcome: 'uphold' | 'reject'
  readonly role: string
  readonly on: Day
}

export interface Unreached {
  readonly system: string
  readonly code: string
  readonly since: string
  readonly tries: number
}

/** A case as it stands, put together from its rows. */
export interface RequestCase {
  readonly id: CaseId
  readonly token: string
  readonly right: CaseRight
  readonly received: Day
  /** The law's last day, the extension counted in. */
  readonly due: Day
  readonly promised: Day | null
  readonly scope: RequestScope
  readonly openedBy: string
  readonly concerned: readonly Concerned[]
  readonly identified: Identified | null
  readonly extension: { readonly due: Day } | null
  readonly refusal: { readonly on: Day; readonly law: string; readonly role: string | null } | null
  readonly settlements: readonly Settlement[]
  readonly unreached: readonly Unreached[]
  /** A role's word for what was done by hand. */
  readonly attestation: { readonly outcome: 'granted' | 'refused'; readonly role: string } | null
  readonly restriction: { readonly data: readonly string[]; readonly why: RestrictionWhy; readonly since: Day; readonly liftAnnounced: Day | null; readonly lifted: Day | null } | null
  readonly answer: { readonly outcome: string; readonly on: Day; readonly entryId: string } | null
}

export type CaseState = 'unidentified' | 'waiting-for-system' | 'open' | 'refused' | 'answered'

export function stateOf(of: RequestCase): CaseState {
  if (of.answer !== null) return 'answered'
  if (of.refusal !== null) return 'refused'
  if (of.identified === null) return 'unidentified'
  return of.unreached.length > 0 ? 'waiting-for-system' : 'open'
}

/** The day that counts: the law's, or the promise's where that is over first. */
export function countingDay(of: Pick<RequestCase, 'due' | 'promised'>): Day {
  return of.promised !== null && of.promised < of.due ? of.promised : of.due
}

/** Whom the case acts for. The others stand in it for a human. */
export function actedFor(of: RequestCase): readonly PersonId[] {
  return of.identified === null ? [] : of.concerned.filter(({ standing }) => standing === 'verified' || standing === 'chosen').map(({ personId }) => personId)
}
