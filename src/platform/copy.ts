import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** A Buffer becomes bytea; a boolean t or f; a Temporal value or anything else must be text already. */
export type CopyValue = string | number | bigint | boolean | null | Buffer
export type CopyRow = readonly CopyValue[]
type Rows = AsyncIterable<CopyRow> | Iterable<CopyRow>

const full = 256 * 1024
const special = /[\\\t\n\r]/

/**
 * Streams rows into a table by COPY, in one statement (all or nothing), and returns how many. Memory stays flat: the rows
 * are asked for only as fast as the server takes them. `target` is a pool, or a client whose transaction it shall be part of.
 */
export async function copyIn(target: pg.Pool | pg.PoolClient, table: string, columns: readonly string[], rows: Rows): Promise<number> {
  const statement = `COPY ${table.split('.').map(quoted).join('.')} (${columns.map(quoted).join(', ')}) FROM STDIN`
  return withClient(target, async (client) => {
    const stream = client.query(copyFrom(statement))
    const ended = finished(stream)
    ended.catch(() => {})
    let count = 0
    let text = ''
    try {
      const take = (row: CopyRow) => {
        text += lineOf(row)
        count++
      }
      const send = async () => {
        const chunk = text
        text = ''
        if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), ended])
      }
      if (Symbol.asyncIterator in rows) {
        for await (const row of rows) {
          take(row)
          if (text.length > full) await send()
        }
      } else {
        for (const row of rows) {
          take(row)
          if (text.length > full) await send()
        }
      }
      if (text !== '') stream.write(text)
      stream.end()
    } catch (error) {
      stream.destroy(error as Error)
      await ended.catch(() => {})
      throw error
    }
    await ended
    return count
  })
}

function lineOf(row: CopyRow): string {
  let line = fieldOf(row[0]!)
  for (let i = 1; i < row.length; i++) line += `\t${fieldOf(row[i]!)}`
  return `${line}\n`
}

function fieldOf(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return special.test(value) ? escaped(value) : value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return typeof value === 'object' ? `\\\\x${value.toString('hex')}` : String(value)
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => escapes[char]!)

/** The rows of a query (or of a table, `TABLE x`), as text and in the query's order, streamed by COPY. */
export async function* copyOut(target: pg.Pool | pg.PoolClient, query: string): AsyncGenerator<(string | null)[]> {
  for await (const batch of copyOutBatches(target, query)) yield* batch
}

/** The same in batches as they arrive: a third faster where the rows are taken in bulk anyway. */
export async function* copyOutBatches(target: pg.Pool | pg.PoolClient, query: string): AsyncGenerator<(string | null)[][]> {
  const { client, release } = await clientOf(target)
  let done = false
  try {
    const stream = client.query(copyTo(`COPY (${query}) TO STDOUT`, { highWaterMark: full }))
    let rest: Buffer | null = null
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const chunk: Buffer = rest === null ? piece : Buffer.concat([rest, piece])
      // A line feed inside a value is written as \n, and UTF-8 never uses its byte: the last one ends a whole row.
      const end = chunk.lastIndexOf(10)
      rest = end + 1 < chunk.length ? chunk.subarray(end + 1) : null
      if (end >= 0) yield parsed(chunk.toString('utf8', 0, end))
    }
    done = true
  } finally {
    // Left early, the server is still sending: the connection is of no more use.
    release(!done)
  }
}

function parsed(text: string): (string | null)[][] {
  const rows: (string | null)[][] = []
  for (const line of text.split('\n')) {
    const fields: (string | null)[] = line.split('\t')
    if (line.includes('\\')) for (let i = 0; i < fields.length; i++) fields[i] = unescaped(fields[i]!)
    rows.push(fields)
  }
  return rows
}

const plain: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescaped(field: string): string | null {
  if (field === '\\N') return null
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, char: string) => plain[char] ?? char) : field
}

async function withClient<T>(target: pg.Pool | pg.PoolClient, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const { client, release } = await clientOf(target)
  try {
    const result = await run(client)
    release(false)
    return result
  } catch (error) {
    release(true)
    throw error
  }
}

async function clientOf(target: pg.Pool | pg.PoolClient) {
  if ('totalCount' in target) {
    const client = await target.connect()
    return { client, release: (broken: boolean) => client.release(broken) }
  }
  return { client: target, release: () => {} }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
