import type { Day, Period } from '../law/index.ts'
import type { Text } from '../text/index.ts'
import type { RulePath } from './path.ts'
import type { Retention } from './retention.ts'

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
  /** null: nothing was said, a finding. For marketing by channel the channel's ground stands in. */
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
  /** When people are told of data that came from others: `first-contact`, `collection`, or a period (Art 14(3)). */
  readonly told: string | null
  readonly recipients: readonly string[]
  /** Only aggregates leave this purpose. */
  readonly aggregate: boolean
  readonly onlyFor: boolean
  readonly mandatory: ReadonlyMap<string, Text>
}
