import type pg from 'pg'

const lock = 5_172_046_883 // next to those of migrations and observing

/** The lock belongs to a connection, so that a process that dies leaves none behind. */
export async function takeDeciding(pool: pg.Pool): Promise<(() => Promise<void>) | null> {
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
