import type pg from 'pg'
import type { Hash, Ref, Sighting } from '../../../index.ts'
import type { Catalogue, KnownTable } from '../shape/catalogue.ts'

/** Fresh sightings of the given rows, seen by the caller's own transaction; rows that are gone are missing from the answer. */
export type Look = (client: pg.ClientBase, refs: readonly Ref[]) => Promise<readonly Sighting[]>

/** What acting needs of an open session. */
export interface ActContext {
  /** Connections of the acting role: `row_security = off`, `TimeZone = UTC`, timeouts set. */
  readonly pool: pg.Pool
  readonly catalogue: Catalogue
  readonly hash: Hash
  readonly look: Look
  /** How long a row that somebody holds is waited for, in milliseconds. */
  readonly lockTimeout?: number
  /** Rows that refer to the batch and are looked at, at most, for each kind of reference. */
  readonly mostReferrers?: number
}

/** The table of a step; undefined when the systems file, or the database, no longer has it. */
export function tableOf(context: ActContext, name: string): KnownTable | undefined {
  return context.catalogue.tables.get(name)
}

/** A connection of the acting role. Broken while it is idle in our hands, it must not end the process: the next query says so. */
export async function connect(context: ActContext): Promise<pg.PoolClient> {
  const client = await context.pool.connect()
  client.on('error', ignored)
  return client
}

export function release(client: pg.PoolClient, broken: boolean): void {
  client.off('error', ignored)
  client.release(broken)
}

function ignored(): void {}
