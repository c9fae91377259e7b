import type { Day, Period } from '../law/index.ts'
import type { Text } from '../text/index.ts'
import type { RulePath } from './path.ts'
import type { Retention } from './retention.ts'
import type { When } from './when.ts'

/** Art 6(1)(a)–(f), in the statute's words. */
export type Ground = 'consent' | 'contract' | 'legal-obligation' | 'vital-interests' | 'public-task' | 'legitimate-interest'

/** The written balancing test of Art 6(1)(f): interest, necessity, outcome, and the day it was decided. */
export interface Balancing {
  readonly interest: Text | null
  readonly necessity: Text | null
  readonly outcome: Text | null
  readonly decided: Day | null
  readonly review: Day | null
}

/** How a consent is asked for and taken back; what a policy says here is judged by the checks (Art 7). */
export interface ConsentTerms {
  readonly givenBy: string | null // choice | form | visit | use | terms | submit | giving-data …
  readonly withdrawnBy: readonly string[] // link | page | email | letter | browser …
  readonly requiredFor: string | null // what is refused without it (Art 7(4))
  readonly expires: Period | null
  readonly detriment: Text | null
  /** What else is accepted by the same act: `terms`, `notice`, `service` (Art 7(2)). Empty: the consent stands alone. */
  readonly bundledWith: readonly string[]
}

/** One ground of a purpose; with several each says when it is the one. */
export interface GroundTerms {
  readonly at: RulePath
  readonly ground: Ground
  /** null: always. */
  readonly when: When | null
  readonly party: string | null
  readonly law: string | null
  readonly balancing: Balancing | null
  readonly consent: ConsentTerms | null
}

/** Why those whose data came from others are not told (Art 14(5)). */
export interface NotTold {
  readonly at: RulePath
  readonly exception: 'already-known' | 'impossible' | 'disproportionate' | 'by-law' | 'secrecy'
  readonly because: Text | null
  /** Where the information stands for everybody instead (Art 14(5)(b)). */
  readonly published: string | null
}

/** Somebody else takes over on a day: from then on it is theirs. */
export interface HandOver {
  readonly at: RulePath
  readonly to: string // a declared recipient
  readonly on: Day
  readonly toldAhead: Period | null
}

/** A decision by machine alone with effects for the person (Art 22): how it works, what it leads to, what permits it. */
export interface AutomatedDecision {
  readonly at: RulePath
  readonly logic: Text | null
  readonly consequences: Text | null
  readonly permittedBy: 'contract' | 'law' | 'explicit-consent' | null
  readonly law: string | null
  /** Whom to turn to for a human's decision: a role. */
  readonly human: string | null
}

export type Channel = 'email' | 'sms' | 'post' | 'phone' | 'app' | 'web'
export type ChannelGround = 'consent' | 'existing-customer' | 'objection'

/** Art 9(2) or 10 condition for a data class within a purpose. */
export interface Condition {
  readonly data: string
  readonly condition: string // explicit-consent | employment-law | vital-interests | … (Art 9(2)(a)–(j)), official-authority | law (Art 10)
  readonly law: string | null
}

export interface Purpose {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly why: Text | null
  /** What sort of purpose it is, where the law asks: `service`, `security`, `analytics`, `improvement`, `recruitment`, `accounting` … */
  readonly kind: string | null
  readonly owner: string | null
  /** Controllers whose purpose it is; never empty in a compiled policy (default: the only controller). */
  readonly controllers: readonly string[]
  readonly people: readonly string[]
  readonly data: readonly string[]
  /** `processor`: done for somebody else, who says what for and how long. */
  readonly role: 'controller' | 'processor'
  /** For whom, where it is done for somebody else. */
  readonly for: Text | null
  /** Whom and where it is for; null: everybody that it names. */
  readonly when: When | null
  /** Every ground, in the order written; empty where nothing was said. */
  readonly grounds: readonly GroundTerms[]
  /** The first ground, which is the only one in most policies. null: nothing was said, a finding. For marketing by channel the channel's ground stands in. */
  readonly ground: Ground | null
  /** The party to the contract, where the ground is one: `person`, `guardian`, or the relation's organisation (a finding). */
  readonly party: string | null
  readonly law: string | null
  readonly balancing: Balancing | null
  readonly consent: ConsentTerms | null
  readonly conditions: readonly Condition[]
  readonly marketing: boolean
  readonly profiling: boolean
  readonly channels: ReadonlyMap<Channel, ChannelGround>
  readonly keep: Retention
  /** Whether an erasure request is an objection that is upheld at once, or decided by a human (decide.md 7). */
  readonly objection: 'uphold' | 'decide'
  readonly sources: readonly Text[]
  /** Those of the sources that anybody can read (Art 14(2)(f)). */
  readonly publicSources: readonly Text[]
  /** When people are told of data that came from others: `first-contact`, `collection`, or a period (Art 14(3)). */
  readonly told: string | null
  readonly notTold: NotTold | null
  readonly handOver: HandOver | null
  readonly automated: AutomatedDecision | null
  /** What protects people in research, statistics and archives (Art 89(1)): `pseudonymised`, `aggregated`, `ethics-review` … */
  readonly safeguards: readonly string[]
  readonly recipients: readonly string[]
  /** Only aggregates leave this purpose. */
  readonly aggregate: boolean
  readonly onlyFor: boolean
  readonly mandatory: ReadonlyMap<string, Text>
}

/** Whether any of a purpose's grounds is one of these, whatever its condition. */
export function restsOn({ grounds }: Pick<Purpose, 'grounds'>, ...among: readonly Ground[]): boolean {
  return grounds.some(({ ground }) => among.includes(ground))
}
