import { createPublicKey, verify as verifyWith, type KeyObject } from 'node:crypto'
import { canonicalBytes, readCanonical, type Json } from './canonical.ts'
import { HASH_BYTES, sha256 } from './merkle.ts'

/** What a seal says, and what its signature covers. Hashes are hex. */
export interface Seal {
  readonly number: number
  readonly from: number
  readonly to: number
  readonly count: number
  readonly root: string
  /** hash of the seal before, its signature included; zeros for the first */
  readonly previous: string
  readonly at: string
  readonly key: string
  /** present on the first seal after an acknowledged restore: numbers and positions skip what was lost */
  readonly gap?: Gap | undefined
}

/** The newest seal that was seen outside, and which this ledger no longer holds. */
export interface Gap {
  readonly number: number
  readonly to: number
  readonly hash: string
}

export interface SignedSeal {
  readonly bytes: Buffer
  readonly signature: Buffer
}

/** The newest seal in short: what is kept outside of the database. */
export interface Head {
  readonly number: number
  readonly to: number
  readonly hash: string
  readonly at: string
}

export const NO_SEAL: Head = { number: 0, to: 0, hash: '0'.repeat(2 * HASH_BYTES), at: '' }

const DOMAIN = Buffer.from('lofte seal 1\n')

export function signSeal(seal: Seal, sign: (bytes: Buffer) => Buffer): SignedSeal {
  const bytes = canonicalBytes({ ...seal, gap: seal.gap === undefined ? undefined : { ...seal.gap }, v: 1 })
  return { bytes, signature: sign(Buffer.concat([DOMAIN, bytes])) }
}

export function signedBy(seal: SignedSeal, publicKey: KeyObject): boolean {
  return seal.signature.length === 64 && verifyWith(null, Buffer.concat([DOMAIN, seal.bytes]), publicKey, seal.signature)
}

/** The signature is inside the hash: a seal signed again is another seal to the one that follows it. */
export function sealHash(seal: SignedSeal): string {
  return sha256(Buffer.concat([Buffer.from([2]), seal.bytes, seal.signature])).toString('hex')
}

export function headOf(seal: Seal, signed: SignedSeal): Head {
  return { number: seal.number, to: seal.to, hash: sealHash(signed), at: seal.at }
}

export function readSeal(bytes: Uint8Array): Seal | undefined {
  const read = readCanonical(bytes)
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
  const { number, from, to, count, root, previous, at, key, gap, v } = read as Record<string, Json>
  if (v !== 1 || !isCount(number) || !isCount(from) || !isCount(to) || !isCount(count)) return undefined
  if (!isHash(root) || !isHash(previous) || typeof at !== 'string' || typeof key !== 'string') return undefined
  if (gap !== undefined && !isGap(gap)) return undefined
  if (number < 1 || from < 1 || to < from || count !== to - from + 1) return undefined
  return { number, from, to, count, root, previous, at, key, gap }
}

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isGap(value: unknown): value is Gap {
  if (typeof value !== 'object' || value === null) return false
  const { number, to, hash } = value as Record<string, unknown>
  return isCount(number) && isCount(to) && isHash(hash)
}

/** The 32 bytes of an Ed25519 public key: short enough to print, to publish, to compare by eye. */
export function rawPublicKey(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url')
}

export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') }, format: 'jwk' })
}

/** The same id that the platform's signing key goes by. */
export function keyId(key: KeyObject): string {
  return sha256(key.export({ format: 'der', type: 'spki' })).toString('hex', 0, 8)
}
