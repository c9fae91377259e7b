import { newId, type Id, type Tx } from '../platform/index.ts'
import { canonicalText } from './canonical.ts'
import { commit, newSalts } from './commitment.ts'
import { entryText, type NewEntry } from './entry.ts'
import { assertSafe } from './safe-body.ts'
import { insertWaiting, type WaitingRow } from './store.ts'

/**
 * Writes evidence in the transaction of what it is evidence of: both happen, or neither. Entries are not chained
 * here (that would make every writer wait for the one before); `seal` gives them their places afterwards.
 * Returns their ids in the order given: keep them, they are how a receipt is asked for.
 */
export async function record(tx: Tx, entries: readonly NewEntry[]): Promise<Id<'evidence'>[]> {
  const frames = new Map<string, Frame>()
  const salts = newSalts(entries.length)
  const last = {}
  const rows = entries.map((entry, i) => {
    const frame = frameOf(entry, frames, last)
    const id = newId<'evidence'>()
    const salt = entry.subject === undefined ? null : salts[i]!
    const subject = salt === null ? null : commit(salt, entry.subject!)
    return { id, at: entry.at, bytes: Buffer.from(entryText(frame, id, subject), 'utf8'), salt } satisfies WaitingRow
  })
  await insertWaiting(tx, rows)
  return rows.map((row) => row.id)
}

/** What entries about many people have in common: looked at and written out once. */
type Frame = Parameters<typeof entryText>[0]

function frameOf(entry: NewEntry, frames: Map<string, Frame>, last: { entry?: NewEntry; frame?: Frame }): Frame {
  const body = safeBody(entry)
  // Entries that say the same mostly stand together: not even their texts are compared.
  const { entry: before, frame: same } = last
  if (same?.body === body && before?.kind === entry.kind && before.actor === entry.actor && before.at === entry.at) return same
  const name = `${entry.kind}\n${entry.actor}\n${entry.at}\n${body}`
  let frame = frames.get(name)
  if (frame === undefined) {
    frame = { actor: canonicalText(entry.actor), at: canonicalText(entry.at), kind: canonicalText(entry.kind), body }
    frames.set(name, frame)
  }
  last.entry = entry
  last.frame = frame
  return frame
}

// By the object itself, if nothing of it can change: who writes about a thousand people hands over the same body a thousand times.
const texts = new WeakMap<object, string>()

function safeBody(entry: NewEntry): string {
  const { body = {}, ...rest } = entry
  const known = texts.get(body)
  assertSafe(known === undefined ? entry : rest)
  if (known !== undefined) return known
  const text = canonicalText(body)
  if (Object.isFrozen(body) && Object.values(body).every((value) => typeof value !== 'object' || value === null)) texts.set(body, text)
  return text
}
