import type { Config, Database, Secrets } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Hash, Session } from '../systems/index.ts'
import type { Work } from '../work/index.ts'

export interface OpenOptions {
  /** policy.yaml or its folder. */
  readonly policy: string
  /** A command may use the embedded database that a running server has open; the server itself may not share it. */
  readonly attach: boolean
}

/** An installation that is open: one policy on one database. */
export interface Installation extends AsyncDisposable {
  readonly config: Config
  readonly database: Database
  readonly secrets: Secrets
  readonly hash: Hash
  readonly policySource: string
  /** What an action is given, with the instant of the call. */
  work(): Work
  openSession(system: System, as: 'observe' | 'act'): Promise<Session>
  close(): Promise<void>
}
