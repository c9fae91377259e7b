import { createHash } from 'node:crypto'

/** 192 random bits need no key: what is stored leads to no link. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
