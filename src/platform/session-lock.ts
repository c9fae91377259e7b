import type pg from 'pg'

/**
 * Takes an advisory lock for as long as one connection lives, or answers null where somebody else holds it. It belongs to the
 * connection, so that a process that dies leaves none behind; the answer gives it back.
 */
export async function takeSessionLock(pool: pg.Pool, lock: number): Promise<(() => Promise<void>) | null> {
  const client = await pool.connect()
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [lock])
  if (rows[0]?.got !== true) {
    client.release()
    return null
  }
  return async () => {
    try {
      await client.query('select pg_advisory_unlock($1)', [lock])
      client.release()
    } catch {
      client.release(true)
    }
  }
}
