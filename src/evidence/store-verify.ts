import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { SealRow } from './store.ts'

/**
 * One snapshot on two connections: the entries stream over one while the other answers questions about seals and leaves.
 * Without a common snapshot, sealing meanwhile would look like tampering.
 */
export interface Snapshot extends AsyncDisposable {
  seals(): AsyncIterable<SealRow>
  leaves(seal: number): Promise<Buffer>
  entries(): AsyncIterable<Buffer>
  entriesBetween(from: number, to: number): Promise<{ position: number; id: string; bytes: Buffer }[]>
  waiting(): Promise<number>
}

const SEALS_AT_ONCE = 500

export async function openSnapshot(pool: pg.Pool): Promise<Snapshot> {
  const stream = await pool.connect()
  const side = await pool.connect().catch((error: unknown) => {
    stream.release()
    throw error
  })
  try {
    await stream.query('begin isolation level repeatable read read only')
    const { rows } = await stream.query<{ name: string }>('select pg_export_snapshot() as name')
    await side.query('begin isolation level repeatable read read only')
    await side.query(`set transaction snapshot '${rows[0]!.name}'`)
    return snapshotOver(stream, side)
  } catch (error) {
    stream.release(true)
    side.release(true)
    throw error
  }
}

function snapshotOver(stream: pg.PoolClient, side: pg.PoolClient): Snapshot {
  let streaming = false
  return {
    async *seals() {
      let after = -1
      for (;;) {
        const { rows } = await side.query<SealRow>(
          'select number, from_position, to_position, bytes, signature from evidence.seal where number > $1 order by number limit $2',
          [after, SEALS_AT_ONCE],
        )
        yield* rows
        if (rows.length < SEALS_AT_ONCE) return
        after = rows.at(-1)!.number
      }
    },
    async leaves(seal) {
      const { rows } = await side.query<{ hashes: Buffer }>('select hashes from evidence.leaves where seal = $1 order by part', [seal])
      return Buffer.concat(rows.map((row) => row.hashes))
    },
    async *entries() {
      const sql = 'copy (select position, id, bytes from evidence.entry order by position) to stdout (format binary)'
      streaming = true
      yield* stream.query(copyTo(sql, { highWaterMark: 512 * 1024 })) as AsyncIterable<Buffer>
      streaming = false
    },
    async entriesBetween(from, to) {
      const { rows } = await side.query<{ position: number; id: string; bytes: Buffer }>(
        'select position, id, bytes from evidence.entry where position between $1 and $2 order by position',
        [from, to],
      )
      return rows
    },
    async waiting() {
      const { rows } = await side.query<{ waiting: number }>('select count(*) as waiting from evidence.waiting')
      return rows[0]!.waiting
    },
    async [Symbol.asyncDispose]() {
      // Left in the middle of a COPY, a connection is of no more use.
      if (streaming) stream.release(true)
      else await end(stream)
      await end(side)
    },
  }
}

async function end(client: pg.PoolClient): Promise<void> {
  await client.query('rollback').then(
    () => client.release(),
    () => client.release(true),
  )
}
