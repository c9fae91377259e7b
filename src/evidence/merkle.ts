import { hash } from 'node:crypto'

/**
 * The tree of RFC 6962, section 2.1: a leaf is hashed behind a zero byte and a node behind a one, so that
 * neither can pass for the other. A list of leaf hashes is one buffer, 32 bytes each.
 */
export const HASH_BYTES = 32
const LEAF = 0
const NODE = 1

export function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'latin1'), 'latin1')
}

export function leafHash(entry: Uint8Array): Buffer {
  const behind = Buffer.allocUnsafe(entry.length + 1)
  behind[0] = LEAF
  behind.set(entry, 1)
  return sha256(behind)
}

/**
 * Hashes bytes[start, end) as a leaf without copying them: the byte before the entry (already consumed by the
 * caller) becomes the domain byte. Verifying a long ledger spends its time here.
 */
export function leafHashInPlace(bytes: Buffer, start: number, end: number, into: Buffer, offset: number): void {
  bytes[start - 1] = LEAF
  into.write(hash('sha256', bytes.subarray(start - 1, end), 'latin1'), offset, HASH_BYTES, 'latin1')
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const behind = Buffer.allocUnsafe(1 + 2 * HASH_BYTES)
  behind[0] = NODE
  behind.set(left, 1)
  behind.set(right, 1 + HASH_BYTES)
  return sha256(behind)
}

/** The root of a list of leaf hashes; of an empty list, the hash of nothing (RFC 6962, MTH({})). */
export function merkleRoot(leaves: Uint8Array): Buffer {
  if (leaves.length === 0) return sha256(Buffer.alloc(0))
  let level: Buffer = Buffer.from(leaves)
  while (level.length > HASH_BYTES) level = levelAbove(level, true)
  return Buffer.from(level)
}

/** The hashes beside the way from leaf `index` up to the root, lowest first. */
export function inclusionPath(leaves: Uint8Array, index: number): Buffer[] {
  const path: Buffer[] = []
  let level: Buffer = Buffer.from(leaves)
  for (let at = index; level.length > HASH_BYTES; at >>= 1) {
    const beside = (at ^ 1) * HASH_BYTES
    if (beside < level.length) path.push(Buffer.from(level.subarray(beside, beside + HASH_BYTES)))
    level = levelAbove(level, false)
  }
  return path
}

/** The root that a leaf leads to by its path; undefined when the path cannot belong to a tree of that size. */
export function rootByPath(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Buffer | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined
  let found: Buffer = Buffer.from(leaf)
  let used = 0
  for (let at = index, last = size - 1; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at === last && at % 2 === 0) continue // the odd one out rises without a sister
    const beside = path[used++]
    if (beside === undefined || beside.length !== HASH_BYTES) return undefined
    found = at % 2 === 1 ? nodeHash(beside, found) : nodeHash(found, beside)
  }
  return used === path.length ? found : undefined
}

function levelAbove(level: Buffer, inPlace: boolean): Buffer {
  const nodes = level.length / HASH_BYTES
  const above = inPlace ? level : Buffer.allocUnsafe(Math.ceil(nodes / 2) * HASH_BYTES)
  const pair = Buffer.allocUnsafe(1 + 2 * HASH_BYTES)
  pair[0] = NODE
  let written = 0
  for (let at = 0; at < level.length; at += 2 * HASH_BYTES, written += HASH_BYTES) {
    if (at + HASH_BYTES === level.length) {
      level.copy(above, written, at, at + HASH_BYTES)
      continue
    }
    level.copy(pair, 1, at, at + 2 * HASH_BYTES)
    above.write(hash('sha256', pair, 'latin1'), written, HASH_BYTES, 'latin1')
  }
  return above.subarray(0, written)
}
