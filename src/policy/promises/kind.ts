import type { Citation } from '../law/index.ts'
import type { Policy, RulePath } from '../model/index.ts'
import { say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import type { ControlName, GaugeName } from './names.ts'
import { substanceOf } from './substance.ts'
import type { Comparison } from './verdict.ts'

/** Where in the notice a promise is read. */
export type NoticeSection = 'who' | 'what' | 'why' | 'how-long' | 'who-gets' | 'where' | 'rights' | 'cookies' | 'security' | 'complain'

/** What a system has to be able to do so that a promise can be kept there. */
export type SystemNeed = 'observe' | 'erase' | 'clear' | 'restrict' | 'verify'

/** What a promise says, as data: compared between versions, and shown beside the sentence. */
export type Terms = Readonly<Record<string, unknown>>

/** Either something keeps it and something measures it, or it is said and not marked until an area of the product brings that. */
export type Keeping =
  | { readonly keptBy: readonly [ControlName, ...ControlName[]]; readonly shownBy: readonly [GaugeName, ...GaugeName[]]; readonly later?: never }
  | { readonly later: string; readonly keptBy?: never; readonly shownBy?: never }

interface Saying<P extends Terms> {
  readonly law: readonly Citation[]
  readonly section: NoticeSection
  /** Security, breach and access kinds stay internal unless the owner turns their marks on one by one. */
  readonly internal?: boolean
  made(policy: Policy): Iterable<{ readonly at: RulePath; readonly terms: P; readonly law?: readonly Citation[] }>
  needs?(terms: P): readonly SystemNeed[]
  /** The purposes whose data it concerns; null: everything on record. */
  about?(terms: P): readonly string[] | null
  says(terms: P): Text
  /** Says what is kept or who is in charge rather than what is not done: to drop one takes nothing from anybody. */
  readonly permits?: boolean
  compare?(before: P, after: P): Comparison
}

export type Definition<P extends Terms> = Saying<P> & Keeping

/** One promise of one policy. */
export interface PolicyPromise {
  /** `retention.ends:purposes.support.keep`: stays the same as long as the rule keeps its name. */
  readonly id: string
  readonly kind: string
  readonly at: RulePath
  readonly sentence: Text
  readonly section: NoticeSection
  readonly law: readonly Citation[]
  readonly terms: Terms
  /** Empty where nothing keeps it yet: such a promise is information and never marked. */
  readonly keptBy: readonly ControlName[]
  readonly shownBy: readonly GaugeName[]
  readonly later: string | null
  readonly internal: boolean
  readonly needs: readonly SystemNeed[]
  readonly about: readonly string[] | null
}

/** A kind of promise with its terms closed over: the registry holds kinds of many sorts of terms. */
export interface PromiseKind {
  readonly name: string
  readonly section: NoticeSection
  readonly law: readonly Citation[]
  readonly keptBy: readonly ControlName[]
  readonly shownBy: readonly GaugeName[]
  readonly later: string | null
  madeBy(policy: Policy): Iterable<PolicyPromise>
  readonly permits: boolean
  /** null: the same in every word. */
  compare(before: Terms, after: Terms): Comparison | null
}

export function kind<P extends Terms>(name: string, definition: Definition<P>): PromiseKind {
  const keptBy = definition.keptBy ?? []
  const shownBy = definition.shownBy ?? []
  const later = definition.later ?? null
  return {
    name, section: definition.section, law: definition.law, keptBy, shownBy, later, permits: definition.permits ?? false,
    *madeBy(policy) {
      for (const { at, terms, law } of definition.made(policy)) {
        yield {
          id: `${name}:${at}`, kind: name, at, sentence: definition.says(terms), section: definition.section, law: law ?? definition.law, terms, keptBy, shownBy, later,
          internal: definition.internal ?? false, needs: definition.needs?.(terms) ?? [], about: definition.about?.(terms) ?? null,
        }
      }
    },
    compare(before, after) {
      if (substanceOf(before, 'with words') === substanceOf(after, 'with words')) return null
      const compared = definition.compare?.(before as P, after as P)
      if (compared !== undefined) return compared
      const same = substanceOf(before, 'without words') === substanceOf(after, 'without words')
      return same ? { verdict: 'same', why: say('diff.reworded') } : { verdict: 'other', why: say('diff.changed') }
    },
  }
}
