import { randomFillSync } from 'node:crypto'
import { canonicalText, readCanonical, type Json } from './canonical.ts'

/** What a caller says happened. No personal data: codes, names from the policy, counts, hashes. */
export interface NewEntry {
  /** area.outcome, such as `erasure.verified` or `plan.approved` */
  readonly kind: string
  /** the job or role that did it, never a person's name */
  readonly actor: string
  /** when it happened; an instant in ISO 8601 with Z */
  readonly at: string
  /** the id of the person or the request; kept only as a salted commitment */
  readonly subject?: string | undefined
  readonly body?: EntryBody | undefined
}

export type EntryBody = { readonly [key: string]: Json | undefined }

/** An entry as its bytes tell it. */
export interface Entry {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly actor: string
  /** commitment to the subject, base64url; null when the entry concerns nobody in particular */
  readonly subject: string | null
  readonly body: EntryBody
}

/**
 * The bytes that are hashed. A nonce blinds them: an inclusion path shows the hashes of other people's
 * entries, and without it a guess at their few possible contents could be tried against those hashes.
 */
export function entryBytes({ id, at, kind, actor, subject, body }: Entry): Buffer {
  return Buffer.from(entryText({ actor: canonicalText(actor), at: canonicalText(at), kind: canonicalText(kind), body: canonicalText(body) }, id, subject), 'utf8')
}

/** The canonical text, its members in their order, of parts that are canonical already. */
export function entryText(parts: { readonly actor: string; readonly at: string; readonly body: string; readonly kind: string }, id: string, subject: string | null): string {
  return `{"actor":${parts.actor},"at":${parts.at},"body":${parts.body},"id":${JSON.stringify(id)},"kind":${parts.kind},"nonce":"${nonce()}","subject":${JSON.stringify(subject)},"v":1}`
}

export function readEntry(bytes: Uint8Array): Entry | undefined {
  const read = readCanonical(bytes)
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
  const { id, at, kind, actor, subject, body, v } = read as Record<string, Json>
  if (v !== 1 || typeof id !== 'string' || typeof at !== 'string' || typeof kind !== 'string') return undefined
  if (typeof actor !== 'string' || (subject !== null && typeof subject !== 'string')) return undefined
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  return { id, at, kind, actor, subject, body: body as EntryBody }
}

/**
 * Where the text of the id stands in an entry's bytes. Keys are sorted, and what follows `id` (kind, nonce,
 * subject, v) can hold no quotation mark: so its last occurrence is the entry's own, whatever the body says.
 */
export function idStandsAt(bytes: Buffer, start = 0, end = bytes.length): number {
  // By hand: a native search costs more in being called than this in looking, and every entry is looked at.
  for (let at = end - ID_KEY.length - 36; at >= start; at--) {
    if (bytes[at] === 0x2c && bytes[at + 2] === 0x69 && bytes[at + 3] === 0x64 && bytes[at + 1] === 0x22 && bytes[at + 4] === 0x22 && bytes[at + 6] === 0x22) {
      return at + ID_KEY.length
    }
  }
  return -1
}

const ID_KEY = ',"id":"'

// Random bytes in bulk: one call to the system for each entry would cost more than all else in recording.
const pool = Buffer.alloc(16 * 256)
let used = pool.length
function nonce(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.toString('base64url', used - 16, used)
}
