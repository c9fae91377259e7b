import type { KeyObject } from 'node:crypto'
import { opens } from './commitment.ts'
import { readEntry, type Entry } from './entry.ts'
import { leafHash, rootByPath } from './merkle.ts'
import { keyId, publicKeyFromRaw, readSeal, signedBy, type Seal } from './seal-form.ts'

export interface ReceiptCheck {
  readonly ok: boolean
  /** what the proven entries say; an entry that failed is not among them */
  readonly entries: readonly ProvenEntry[]
  readonly problems: readonly string[]
  /** ids of the keys that signed */
  readonly keys: readonly string[]
  /** true only when the key came from the caller: a key inside the receipt shows that it is whole, not whose it is */
  readonly keyIsTrusted: boolean
}

export interface ProvenEntry extends Entry {
  readonly position: number
  readonly seal: number
  readonly sealedAt: string
  /** the subject, when the receipt opens the commitment */
  readonly about?: string
}

/** Checks a receipt with nothing but the receipt: no database, no network, no clock. */
export function checkReceipt(receipt: unknown, publicKey?: KeyObject | readonly KeyObject[]): ReceiptCheck {
  const problems: string[] = []
  const read = readReceipt(receipt)
  if (read === null) return { ok: false, entries: [], problems: ['This is not a receipt of version 1.'], keys: [], keyIsTrusted: false }
  const keys = keysOf(read, publicKey, problems)
  const seals = new Map<number, Seal>()
  const signers = new Set<string>()
  for (const one of read.seals) {
    const seal = checkSeal(one, keys, problems)
    if (seal === null) continue
    seals.set(seal.number, seal)
    signers.add(seal.key)
  }
  const entries = read.entries.map((entry) => checkEntry(entry, seals, problems)).filter((entry) => entry !== null)
  if (read.entries.length === 0) problems.push('The receipt holds no entry.')
  return { ok: problems.length === 0, entries, problems, keys: [...signers], keyIsTrusted: publicKey !== undefined && problems.length === 0 }
}

/** Seven beside the way on each level, and more levels than any count of entries needs. */
const MOST_BESIDE = 7 * 18

interface Read {
  entries: { bytes: Buffer; position: number; seal: number; path: Buffer[]; opening: { salt: string; subject: string } | null }[]
  seals: { number: number; bytes: Buffer; signature: Buffer }[]
  keys: Buffer[]
}

function keysOf(read: Read, given: KeyObject | readonly KeyObject[] | undefined, problems: string[]): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  const usable = given === undefined ? read.keys.map(keyOrNull) : [given].flat()
  for (const key of usable as (KeyObject | null)[]) {
    if (key === null) problems.push('A key in the receipt is no Ed25519 public key.')
    else keys.set(keyId(key), key)
  }
  return keys
}

function checkSeal(one: Read['seals'][number], keys: ReadonlyMap<string, KeyObject>, problems: string[]): Seal | null {
  const seal = readSeal(one.bytes)
  if (seal === undefined || seal.number !== one.number) {
    problems.push('A seal in the receipt cannot be read.')
    return null
  }
  const key = keys.get(seal.key)
  if (key === undefined) problems.push(`Seal ${seal.number} is signed with a key that is not the expected one.`)
  else if (!signedBy(one, key)) problems.push(`The signature of seal ${seal.number} does not fit.`)
  else return seal
  return null
}

function checkEntry(one: Read['entries'][number], seals: ReadonlyMap<number, Seal>, problems: string[]): ProvenEntry | null {
  const seal = seals.get(one.seal)
  const where = `Entry ${one.position}`
  if (seal === undefined) {
    problems.push(`${where} names seal ${one.seal}, which the receipt does not prove.`)
    return null
  }
  const root = rootByPath(leafHash(one.bytes), one.position - seal.from, seal.count, one.path)
  if (root?.toString('hex') !== seal.root) {
    problems.push(`${where} is not under seal ${seal.number} as it stands here.`)
    return null
  }
  const entry = readEntry(one.bytes)
  if (entry === undefined) {
    problems.push(`${where} is sealed but cannot be read by this version.`)
    return null
  }
  const proven = { ...entry, position: one.position, seal: seal.number, sealedAt: seal.at }
  if (one.opening === null) return proven
  if (entry.subject === null || !opens(one.opening, entry.subject)) {
    problems.push(`${where} is about somebody else than the receipt says.`)
    return null
  }
  return { ...proven, about: one.opening.subject }
}

/** Everything is bounded and of the right shape before anything is hashed: a receipt may come from anybody. */
function readReceipt(receipt: unknown): Read | null {
  try {
    const { lofte, entries, seals, keys } = members(receipt)
    if (lofte !== 'receipt/1') return null
    return {
      entries: list(entries, 10_000).map((entry) => {
        const { bytes, position, seal, path, opening } = members(entry)
        return {
          bytes: binary(bytes),
          position: whole(position),
          seal: whole(seal),
          path: list(path, MOST_BESIDE).map((hash) => hex(hash)),
          opening: opening === undefined ? null : openingFrom(opening),
        }
      }),
      seals: list(seals, 10_000).map((seal) => {
        const { number, bytes, signature } = members(seal)
        return { number: whole(number), bytes: binary(bytes), signature: binary(signature) }
      }),
      keys: list(keys, 100).map((key) => binary(members(key)['publicKey'])),
    }
  } catch {
    return null
  }
}

function openingFrom(value: unknown): { salt: string; subject: string } {
  const { salt, subject } = members(value)
  if (typeof salt !== 'string' || typeof subject !== 'string') throw new TypeError('opening')
  return { salt, subject }
}

function members(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('object')
  return value as Record<string, unknown>
}

function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new TypeError('list')
  return value
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw new TypeError('number')
  return value as number
}

function binary(value: unknown): Buffer {
  if (typeof value !== 'string' || !/^[\w-]*$/.test(value) || value.length > 100_000) throw new TypeError('base64url')
  return Buffer.from(value, 'base64url')
}

function hex(value: unknown): Buffer {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new TypeError('hash')
  return Buffer.from(value, 'hex')
}

function keyOrNull(raw: Buffer): KeyObject | null {
  try {
    return raw.length === 32 ? publicKeyFromRaw(raw) : null
  } catch {
    return null
  }
}
