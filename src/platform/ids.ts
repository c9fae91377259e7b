import { randomBytes, randomFillSync } from 'node:crypto'

/** An id that cannot be taken for another kind's: `Id<'plan'>` does not fit where `Id<'request'>` is asked for. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

const pool = Buffer.allocUnsafe(4096)
let used = pool.length
let lastMs = 0
let sequence = 0

/**
 * A UUIDv7, made here and not in the database: customers bring PostgreSQL 15, which has no uuidv7(). Ids made by one process
 * sort in the order they were made, 4096 a millisecond; beyond that the clock is run ahead, never back.
 */
export function newId<Kind extends string>(): Id<Kind> {
  const ms = Date.now()
  if (ms > lastMs) {
    lastMs = ms
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMs++
    sequence = 0
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const variant = ((pool[used]! & 0x3f) | 0x80).toString(16)
  const random = pool.toString('hex', used + 1, used + 8)
  used += 8
  const middle = (0x7000 | sequence).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${variant}${random.slice(0, 2)}-${random.slice(2)}` as Id<Kind>
}

/** The id read from outside (a URL, a row), if it is one at all. */
export function idFrom<Kind extends string>(text: string): Id<Kind> | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text) ? (text as Id<Kind>) : null
}

/** 192 random bits for a public URL: an id tells when something was made, a token tells nothing. */
export const randomToken = (): string => randomBytes(24).toString('base64url')
