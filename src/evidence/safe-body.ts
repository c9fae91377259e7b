import { looksPersonal, problem } from '../platform/index.ts'
import type { Json } from './canonical.ts'
import type { NewEntry } from './entry.ts'

const CODE = /^[a-z][a-z0-9]*(?:[.:_-][a-z0-9]+)*$/
const ACTOR = /^[a-z][a-z0-9]*(?:[.:_-][a-z0-9]+)*$/
const INSTANT = /^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const HASH_OR_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{16,128})$/
const MAX_TEXT = 200
const MAX_DEPTH = 4
const MAX_MEMBERS = 64

/** The ledger is never erased, so nothing personal may enter it: refused here, before it is written. */
export function assertSafe(entry: NewEntry): void {
  if (!CODE.test(entry.kind) || entry.kind.length > 80) refuse('kind')
  if (!ACTOR.test(entry.actor) || entry.actor.length > 120) refuse('actor')
  if (!INSTANT.test(entry.at)) refuse('at')
  if (entry.subject !== undefined && (entry.subject === '' || entry.subject.length > 512)) refuse('subject')
  if (entry.body !== undefined) check(entry.body, 'body', 0)
}

function check(value: Json | undefined, at: string, depth: number): void {
  if (value === undefined || value === null || typeof value === 'boolean') return
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(at)
    return
  }
  if (typeof value === 'string') {
    if (!isSafeText(value)) refuse(at)
    return
  }
  const members = Object.entries(value)
  if (depth >= MAX_DEPTH || members.length > MAX_MEMBERS) refuse(at)
  for (const [key, member] of members) {
    // A key that is itself unsafe is not repeated in the message.
    if (!isSafeText(key)) refuse(at)
    check(member as Json | undefined, Array.isArray(value) ? at : `${at}.${key}`, depth + 1)
  }
}

export function isSafeText(text: string): boolean {
  if (HASH_OR_ID.test(text)) return true
  return text.length <= MAX_TEXT && text.isWellFormed() && !looksPersonal(text)
}

function refuse(on: string): never {
  throw problem('evidence.unsafe-entry', {
    attempted: 'write an entry to the evidence ledger',
    on,
    next: 'An entry holds codes, names from the policy, counts and hashes; put nothing personal into it.',
  })
}
