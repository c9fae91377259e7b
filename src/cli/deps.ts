import type { HeadSink } from '../evidence/index.ts'
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
  /** The demonstration: nobody on record exists, so a letter in the sink counts as sent. */
  readonly invented: boolean
  /** Where the ledger's heads are kept outside of the database. */
  readonly sinks: readonly HeadSink[]
  /** What an action is given, with the instant of the call. */
  work(): Work
  openSession(system: System, as: 'observe' | 'act'): Promise<Session>
  close(): Promise<void>
}

/** What the ledger's commands are given. */
export interface Ledger extends AsyncDisposable {
  now(): Temporal.Instant
  readonly database: Database
  readonly secrets: Secrets
  /** Places outside of the database that keep heads. */
  readonly sinks: readonly HeadSink[]
}

export interface ServeOptions {
  /** policy.yaml or its folder; null: the demonstration. */
  readonly policy: string | null
  readonly out: (text: string) => void
}

/** What the command table gives to every command; opened only by those that ask. */
export interface Deps {
  open(options: OpenOptions): Promise<Installation>
  openLedger(): Promise<Ledger>
  /** Progress is drawn over one line where there is a terminal; elsewhere nothing is said until the end. */
  readonly terminal: boolean
  /** A first systems.yaml for the database at this address. */
  draft?(url: string): Promise<string>
  /** Resolves when the server has stopped. */
  serve(options: ServeOptions): Promise<number>
}
