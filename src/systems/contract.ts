import type { Anchor, ColumnRef, IdentifierKind, System, Table } from '../policy/model/index.ts'
import type { DateFact } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Personal } from '../platform/index.ts'

/** A row by table and key, or what it says of somebody else (`placeKey`). `key` is the canonical text of the key's values (see ref.ts); for keys that identify a person it is sealed before it is stored. */
export interface Ref {
  readonly table: string
  readonly key: string
}

/** What a system shows of one row: who it concerns, its dates and ties, and nothing of its content. */
export interface Sighting {
  readonly ref: Ref
  /** Normalised and keyed: `kind:hex`; hashed in the connector's process as the row passes, so that no plaintext is held (`Hash`). */
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly hash: string; readonly verified: boolean }[]
  readonly dates: ReadonlyMap<Anchor, DateFact>
  /** Mapped rows in the same system that this row belongs to or refers to. */
  readonly belongsTo: readonly Ref[]
  /** The marks of the row's name (`Hash.firstNames`): whether an address is several people's is seen by them. null where no name is mapped. */
  readonly nameHash: string | null
  /** Identifiers of others than the row's own person (a referee in a JSON document), with the mapped column that they stand in. Never the row's own person. */
  readonly others?: readonly { readonly kind: IdentifierKind; readonly hash: string; readonly field: string }[]
  /** Those of the others whom their identifier links to: each what the row says of one of them, by the name of its place (`placeKey`). */
  readonly named?: readonly Sighting[]
  /** The choice that a row of a consent table records. */
  readonly consent?: { readonly purpose: string; readonly given: DateFact | null; readonly withdrawn: DateFact | null } | null
  readonly unmentioned: boolean
  /** Rows of unmapped tables refer to it (it can never be deleted while they do). */
  readonly pinned: boolean
  /** Keyed over identifiers, dates, links, unmentioned and pinned: two sightings with the same fingerprint are decided alike. 16 bytes, base64url. */
  readonly fingerprint: string
}

/** Where a scan stands; opaque to all but the connector that made it, small, JSON. */
export type Cursor = string & { readonly __cursor: true }

export interface ScanPage {
  readonly seen: readonly Sighting[]
  readonly gone: readonly Ref[]
  /** Committed with the page: a scan that dies is taken up from here. */
  readonly cursor: Cursor
  readonly done: boolean
  /** The pass goes over everything, also where it was asked for the changes only: what it has not shown when it is done, is gone. */
  readonly full?: boolean
}

/** The keys that the index holds of a table; with bounds, only those whose key is a whole number within them. Asked for where something was deleted. */
export type KnownKeys = (table: string, bounds: { readonly from: bigint; readonly below: bigint } | null) => AsyncIterable<readonly string[]>

/** What a database looks like where the policy touches it, and what refers to that (act.md, Before anything). */
export interface Shape {
  readonly system: string
  /** Cluster identity: two connections with the same identity reach the same database. */
  readonly identity: string
  readonly tables: ReadonlyMap<string, TableShape>
  readonly findings: readonly ShapeFinding[]
  /** Hash over all that act and scan rest on: a change since the plan stops the sweep. */
  readonly hash: string
}

export interface ColumnShape {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly generated: boolean
  readonly hasDefault: boolean
}

export interface ReferenceShape {
  readonly constraint: string
  readonly from: string // "schema"."table"
  readonly fromMapped: string | null
  readonly columns: readonly string[]
  readonly to: string
  readonly references: readonly string[]
  readonly onDelete: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'
  readonly deferrable: boolean
  readonly indexed: boolean
}

export interface TableShape {
  readonly name: string
  readonly kind: 'table' | 'partitioned' | 'view' | 'materialised-view' | 'foreign'
  readonly columns: ReadonlyMap<string, ColumnShape>
  readonly keyIsUnique: boolean
  readonly incoming: readonly ReferenceShape[]
  readonly outgoing: readonly ReferenceShape[]
  readonly triggers: readonly { readonly name: string; readonly events: readonly string[]; readonly accepted: boolean; readonly writesTo: readonly string[] }[]
  readonly unique: readonly (readonly string[])[]
  readonly checks: readonly string[]
  readonly rowSecurity: boolean
  readonly rules: readonly string[]
  /** Why nothing in the table may be changed; empty when it may. Codes. */
  readonly readOnlyBecause: readonly string[]
}

export interface ShapeFinding {
  readonly severity: 'error' | 'warning' | 'note'
  /** `systems.unknown-column`, `systems.trigger-not-accepted`, … */
  readonly code: string
  readonly table: string | null
  readonly column: string | null
  readonly nearest: string | null
  readonly detail: string // names only
}

/** What an identifier is looked up by. Plaintext lives only inside `Personal`. */
export interface Identifier {
  readonly kind: IdentifierKind
  readonly value: Personal<string>
}

/** A row as it is read for its person: column by column, values print as [personal]. */
export interface Row {
  readonly ref: Ref
  readonly values: ReadonlyMap<string, Personal<string | null>>
  readonly unmentioned: ReadonlyMap<string, Personal<string | null>>
}

export type Verb = 'delete' | 'clear' | 'anonymise' | 'unlink' | 'restrict' | 'release'

/** A column that goes. Of one that names several others, what is said of some of them may stay: those at the elements `keeps` (see Place). */
export interface Going extends ColumnRef {
  readonly keeps?: readonly string[]
}

/** One thing to do to one row. Fields are the columns that go; `release` sets the named reference to NULL so that what it points at may go. */
export interface Step {
  readonly id: string
  readonly ref: Ref
  readonly verb: Verb
  readonly fields: readonly Going[]
  /** The fingerprint that the decision rested on. */
  readonly fingerprint: string
  /** Of a restriction of the whole row: the day that it is marked with, where the systems file names a column for it. */
  readonly on?: Day
  /** Steps on rows of a row that goes are ordered children first by the connector. */
  readonly link?: string
}

export type OutcomeCode =
  | 'removed' // gone, by us, read back
  | 'cleared' // the fields hold our replacements, read back
  | 'unlinked'
  | 'released'
  | 'restricted'
  | 'found-gone' // already absent before we came: never said to be removed by us
  | 'reappeared' // written again after we were done
  | 'changed' // not what was decided on: left as it is, planned anew
  | 'refused' // the database or the protocol said no; `why` says which rule
  | 'locked' // somebody held the row; tried again later
  | 'unreachable'
  | 'unproven' // gone, but whether by us cannot be shown

export interface Outcome {
  readonly id: string
  readonly code: OutcomeCode
  readonly why: string | null // a code: 'trigger-wrote-elsewhere', 'count-mismatch', 'check', 'unique', …
  readonly xid: string | null
  /** The row's fingerprint after the change; null when it is gone. */
  readonly after: string | null
}

/** Taken in the foreign transaction before its first change, so that a crash can be told from a commit. */
export interface TransactionMark {
  readonly xid: string
  readonly identity: string
}

/** What the connector asks of its caller while it holds the rows (act.md, Act 2–3). */
export interface Under {
  /** Fresh sightings of the locked rows and of the rows that belong to them; answers with the ids that may still go. */
  recheck(fresh: readonly Sighting[], steps: readonly Step[]): Promise<ReadonlySet<string>>
  /**
   * Commits the intent in our database before the first change. `stale`: what the steps rest on has changed since the recheck;
   * everything is taken back, and asked anew.
   */
  intent(mark: TransactionMark, steps: readonly Step[]): Promise<'stale' | void>
}

export type TransactionFate = 'committed' | 'aborted' | 'in-progress' | 'unknown'

export interface Session extends AsyncDisposable {
  describe(): Promise<Shape>
  /** From the start (null) or from where an earlier scan stood: pages of what is new, changed or gone. */
  scan(table: Table, cursor: Cursor | null, known?: KnownKeys): AsyncIterable<ScanPage>
  find(identifiers: readonly Identifier[]): AsyncIterable<readonly Ref[]>
  /** Rows of one table whose texts name one of the identifiers: for a human to read, whoever the row is about. Not given: the system's texts cannot be searched. */
  mention?(identifiers: readonly Identifier[], table: string, fields: readonly ColumnRef[]): AsyncIterable<readonly Ref[]>
  /** Fresh sightings of known rows: what is gone is missing from the answer. */
  sight(refs: readonly Ref[]): Promise<readonly Sighting[]>
  read(refs: readonly Ref[]): AsyncIterable<readonly Row[]>
  /** One transaction: lock, look again, intent, change, check, commit. Then read back in a new one. */
  apply(steps: readonly Step[], under: Under): Promise<readonly Outcome[]>
  /** Reads back steps whose end we did not see. With a fate other than *committed*, what is gone is *unproven*. */
  verify(steps: readonly Step[], fate?: TransactionFate): Promise<readonly Outcome[]>
  fate(mark: TransactionMark): Promise<TransactionFate>
}

export interface Hash {
  /** Normalises and hashes one identifier for the controller whose index it goes into; null when nothing usable remains. */
  identifier(kind: IdentifierKind, raw: string, controller: string): string | null
  /** 16 bytes, base64url; from the second key version on with the version in front. */
  fingerprint(canonical: string): string
  /** Under the first key only: what a fingerprint is made of, so that it can be rotated without being read anew. */
  first(kind: IdentifierKind, raw: string, controller: string): string | null
  /** A stored hash taken on to the current key, by nesting: the plaintext is not needed. `from`: the version it was made with. */
  later(hash: string, controller: string, from?: number): string
  firstFingerprint(canonical: string): string
  laterFingerprint(fingerprint: string): string
  /**
   * Marks of a name, a keyed one of 18 bits for each word and one of 6 for each first letter, between spaces: too short to find a
   * name by, and enough to see that two names are not one person's. Two names can be the same when one's marks hold the other's.
   * Under the first key, as what a fingerprint is made of.
   */
  firstNames(raw: string, controller: string): string | null
  /** Marks taken on to the current key. */
  laterNames(marks: string): string
  /** Keys that are identifiers themselves: sealed with a keyed hash in front so that equality still works. */
  sealKey(controller: string, key: string): string
  openKey(controller: string, sealed: string): string
}

export interface OpenOptions {
  readonly system: System
  /** Settings with `${ENV}` resolved; printing one prints [personal]. */
  readonly settings: ReadonlyMap<string, Personal<string>>
  readonly as: 'observe' | 'act'
  readonly hash: Hash
  /** The time zone in which a controller's days are days; a table's own zone where there is none. */
  readonly zones?: ReadonlyMap<string, string>
  readonly signal: AbortSignal
}

export interface Connector {
  readonly name: string
  open(options: OpenOptions): Promise<Session>
}
