import { errorCode, log } from '../platform/index.ts'
import type { Personal } from '../platform/index.ts'
import { hashFor } from '../systems/index.ts'
import type { Hash, Session } from '../systems/index.ts'
import type { System } from '../policy/model/index.ts'
import type { PersonId } from '../people/index.ts'
import type { Work } from '../work/index.ts'
import type { Candidate } from './candidates.ts'
import { holdersOf } from './store-due.ts'

export interface Address {
  readonly value: Personal<string>
  readonly hash: string
}

/** Where to write to somebody; or that there is nowhere; or that it cannot be told today. */
export type Reach = { readonly found: Address } | { readonly none: 'no-address' | 'bounced' } | { readonly wait: 'system-down' | 'not-observed' }

/** The systems as they are opened for one run: one that does not answer is asked once. */
export class Systems implements AsyncDisposable {
  readonly down = new Set<string>()
  readonly #open: (system: System) => Promise<Session>
  readonly #sessions = new Map<string, Session>()
  readonly #work: Work

  constructor(work: Work, open: (system: System) => Promise<Session>) {
    this.#work = work
    this.#open = open
  }

  /** The values of one column of many rows, by key; null where the system did not answer. A row that is gone is missing. */
  async read(system: string, rows: readonly Candidate[]): Promise<ReadonlyMap<string, Personal<string | null>> | null> {
    const session = await this.#session(system)
    if (session === null) return null
    const values = new Map<string, Personal<string | null>>()
    try {
      const columns = new Map(rows.map((row) => [row.table, row.column]))
      for await (const batch of session.read(rows.map(({ table, key }) => ({ table, key })))) {
        for (const row of batch) {
          const value = row.values.get(columns.get(row.ref.table) ?? '')
          if (value !== undefined) values.set(`${row.ref.table} ${row.ref.key}`, value)
        }
      }
      return values
    } catch (error) {
      this.#failed(system, error)
      return null
    }
  }

  async #session(name: string): Promise<Session | null> {
    if (this.down.has(name)) return null
    const known = this.#sessions.get(name)
    const system = this.#work.policy.systems.get(name)
    if (known !== undefined || system === undefined) return known ?? null
    try {
      const session = await this.#open(system)
      this.#sessions.set(name, session)
      return session
    } catch (error) {
      this.#failed(name, error)
      return null
    }
  }

  #failed(system: string, error: unknown): void {
    this.down.add(system)
    log.warn('retention.system-down', { system, code: errorCode(error) })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions.values()) await session[Symbol.asyncDispose]()
  }
}

export interface Sought {
  readonly personId: PersonId
  readonly candidates: readonly Candidate[]
  /** Hashes of addresses that were found not to exist. */
  readonly bounced: ReadonlySet<string>
}

/**
 * Reads the addresses of many people, each system once. The plaintext lives in the customer's system: it is read when it is
 * needed. An address that the index does not know as this person's is not written to, since the row may have become another's.
 */
export async function reachOf(work: Work, systems: Systems, sought: readonly Sought[]): Promise<ReadonlyMap<PersonId, Reach>> {
  const hash = hashFor(work)
  const bySystem = new Map<string, Candidate[]>()
  for (const { candidates } of sought) {
    for (const one of candidates) {
      const rows = bySystem.get(one.system)
      if (rows === undefined) bySystem.set(one.system, [one])
      else rows.push(one)
    }
  }
  const read = new Map<string, ReadonlyMap<string, Personal<string | null>> | null>()
  for (const [system, rows] of bySystem) read.set(system, await systems.read(system, rows))
  const looked = sought.map((one) => ({ ...one, seen: one.candidates.map((row) => seeing(hash, row, read.get(row.system) ?? null)) }))
  const holders = await holdersOf(work.db, looked.flatMap(({ seen }) => seen.flatMap((one) => (typeof one === 'object' ? [{ controller: one.controller, hash: one.address.hash }] : []))))
  return new Map(looked.map(({ personId, bounced, seen }) => [personId, reach(personId, bounced, seen, holders)]))
}

type Seen = { readonly address: Address; readonly controller: string } | 'empty' | 'gone' | 'down'

function seeing(hash: Hash, row: Candidate, values: ReadonlyMap<string, Personal<string | null>> | null): Seen {
  if (values === null) return 'down'
  const value = values.get(`${row.table} ${row.key}`)
  if (value === undefined) return 'gone'
  const text = value.reveal()
  const hashed = text === null ? null : hash.identifier('email', text, row.controller)
  return text === null || hashed === null ? 'empty' : { address: { value: value as Personal<string>, hash: hashed }, controller: row.controller }
}

/** In the order of activity: an older address is written to only where a later one is known to be none, never because we cannot tell. */
function reach(personId: PersonId, bounced: ReadonlySet<string>, seen: readonly Seen[], holders: ReadonlyMap<string, PersonId>): Reach {
  let [gone, refused] = [false, false]
  for (const one of seen) {
    if (one === 'down') return { wait: 'system-down' }
    if (one === 'gone') gone = true
    else if (one !== 'empty') {
      if (holders.get(`${one.controller} ${one.address.hash}`) !== personId) return { wait: 'not-observed' }
      if (!bounced.has(one.address.hash)) return { found: one.address }
      refused = true
    }
  }
  return gone ? { wait: 'not-observed' } : { none: refused ? 'bounced' : 'no-address' }
}
