import type pg from 'pg'
import type { Merging } from './merging.ts'

/** A pass over all systems begins: every one will be read whole, whatever an earlier pass that was cut off has noted. */
export async function startClaimPass(pool: pg.Pool): Promise<void> {
  await pool.query('truncate people.claim_seen, people.claim_pass')
}

/**
 * The identifiers of a system of which every table was read whole, and of the rows that were looked at once more after that. At
 * the first load all are new, and none can have gone.
 */
export async function noteClaimsSeen({ client, first, system, realms, now }: Merging): Promise<void> {
  if (first) return
  const { rows } = await client.query<{ whole: boolean }>(`
    select count(*) filter (where full_pass and done) = $2 or exists (select from people.claim_pass where system = $1) as whole from people.staged_scan where system = $1`, [system, realms.size])
  if (rows[0]?.whole !== true) return
  await client.query('insert into people.claim_pass (system, started_at) values ($1, $2::timestamptz) on conflict (system) do update set started_at = excluded.started_at', [system, now])
  await client.query('insert into people.claim_seen (controller, kind, hash) select distinct controller, kind, hash from people.sighted_identifier')
}

/**
 * An address that stands nowhere any more leads to nobody: whoever gets it next is somebody else (the one who had it before
 * would otherwise be taken for them). Only where every system was read whole, and nothing was lost of what they showed.
 */
export async function dropUnseen(pool: pg.Pool, systems: readonly string[]): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local work_mem = '192MB'`)
    const { rows } = await client.query<{ whole: boolean }>('select coalesce($1::text[] <@ array_agg(system), cardinality($1::text[]) = 0) as whole from people.claim_pass', [[...systems]])
    let dropped = 0
    if (rows[0]?.whole === true && systems.length > 0) {
      await client.query('analyze people.claim_seen')
      for (const table of ['identifier_claim', 'unverified'] as const) {
        const { rowCount } = await client.query(`
          delete from people.${table} c where not exists (select from people.claim_seen s where s.hash = c.hash and s.kind = c.kind and s.controller = c.controller)`)
        dropped += rowCount ?? 0
      }
      await client.query('truncate people.claim_seen, people.claim_pass')
    }
    await client.query('commit')
    return dropped
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
