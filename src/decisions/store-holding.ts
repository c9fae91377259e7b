import type pg from 'pg'
import type { Day } from '../policy/law/index.ts'

/**
 * Which rows of one person are held by others of theirs, and until when: as many as there are references, so it stands in a table
 * that ends with its connection, and memory stays as it is whoever it is.
 */
export class Holding implements AsyncDisposable {
  readonly #client: pg.PoolClient
  readonly #borrowed: boolean

  private constructor(client: pg.PoolClient, borrowed: boolean) {
    this.#client = client
    this.#borrowed = borrowed
  }

  /** By the caller's connection, outside any transaction of its own; else by one from the pool. */
  static async open(from: pg.Pool | pg.PoolClient): Promise<Holding> {
    const borrowed = 'release' in from
    const client = borrowed ? from : await from.connect()
    try {
      await client.query(`drop table if exists pg_temp.holding; create temp table holding (ref text collate "C" not null, until text collate "C" not null, middle boolean not null)`)
      return new Holding(client, borrowed)
    } catch (error) {
      if (!borrowed) client.release(true)
      throw error
    }
  }

  async note(refs: readonly string[], until: readonly Day[]): Promise<void> {
    if (refs.length > 0) await this.#client.query('insert into holding select ref, max(until), false from unnest($1::text[], $2::text[]) as h (ref, until) group by ref', [refs, until])
  }

  /** What is held is looked up from now on. */
  async ready(): Promise<void> {
    await this.#client.query('create index holding_ref on holding (ref, middle); analyze holding')
  }

  async noteMiddle(refs: readonly string[]): Promise<void> {
    if (refs.length > 0) await this.#client.query(`insert into holding select distinct ref, '', true from unnest($1::text[]) as h (ref)`, [refs])
  }

  /** For those among the rows that are held: the day until which, and whether a row between two others holds them. */
  async among(refs: readonly string[]): Promise<ReadonlyMap<string, { readonly until: Day | null; readonly middle: boolean }>> {
    const { rows } = await this.#client.query<{ ref: string; until: Day | null; middle: boolean }>(`
      select h.ref, max(h.until) filter (where not h.middle) as until, bool_or(h.middle) as middle
        from holding h join (select distinct ref from unnest($1::text[]) as w (ref)) w on w.ref = h.ref collate "C" group by 1`, [refs])
    return new Map(rows.map(({ ref, until, middle }) => [ref, { until, middle }]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // In a transaction that failed nothing can be dropped: the next to use the connection does it.
    const broken = await this.#client.query('drop table pg_temp.holding').then(() => false, () => true)
    if (!this.#borrowed) this.#client.release(broken)
  }
}
