import type { Database, Db, Clock, Secrets } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'

/** Who caused an action: a role or a job, never a person's name. */
export type Actor =
  | { readonly kind: 'job'; readonly name: string }
  | { readonly kind: 'role'; readonly name: string }
  | { readonly kind: 'command' }
  | { readonly kind: 'person' } // the person whose data it is

export interface Work {
  readonly db: Db
  /** The same database for what Kysely cannot do: COPY in and out. */
  readonly pool: Database['pool']
  readonly policy: Policy
  readonly now: Temporal.Instant
  readonly clock: Clock
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

/** The one shape of everything that happens: command line, web and jobs call the same actions. */
export type Action<I, O> = (work: Work, by: Actor, input: I) => Promise<O>

export function actorCode(by: Actor): string {
  return by.kind === 'job' || by.kind === 'role' ? `${by.kind}:${by.name}` : by.kind
}
