import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Whom an entry is about, without saying it: HMAC over the subject's id under a salt of the entry's own. Two
 * entries about one person look unrelated, and once the salt is gone nobody can link them again, us included.
 */
export const SALT_BYTES = 32

export interface Opening {
  /** base64url */
  readonly salt: string
  readonly subject: string
}

export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES)
}

/** As many salts, from one call to the system: a call for each would cost more than the rest of recording. */
export function newSalts(count: number): Buffer[] {
  const bytes = randomBytes(SALT_BYTES * count)
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES))
}

export function commit(salt: Uint8Array, subject: string): string {
  return createHmac('sha256', salt).update('lofte subject 1\n').update(subject, 'utf8').digest('base64url')
}

export function opens(opening: Opening, commitment: string): boolean {
  const made = Buffer.from(commit(Buffer.from(opening.salt, 'base64url'), opening.subject))
  const given = Buffer.from(commitment)
  return made.length === given.length && timingSafeEqual(made, given)
}
