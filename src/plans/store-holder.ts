import { randomInt } from 'node:crypto'
import type { Work } from '../work/index.ts'

/** Shows that this process lives: a lock of the database that ends with its connection, however the process ends. */
export interface Holder extends AsyncDisposable {
  readonly key: number
}

export async function holdAlive(pool: Work['pool']): Promise<Holder> {
  const client = await pool.connect()
  const ignored = (): void => {}
  client.on('error', ignored)
  const key = randomInt(1, 2 ** 47)
  await client.query('select pg_advisory_lock($1::int8)', [key])
  return {
    key,
    async [Symbol.asyncDispose]() {
      const broken = await client.query('select pg_advisory_unlock($1::int8)', [key]).then(() => false, () => true)
      client.off('error', ignored)
      client.release(broken)
    },
  }
}
