import {
  createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign, verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Config } from './config.ts'
import { problem } from '../problems/index.ts'
import { readOrMakeSecret } from './secret-file.ts'

type Bytes = string | Uint8Array

export interface Signing {
  /** The first 16 hexadecimal digits of the public key's SHA-256: names the key in a seal. */
  readonly keyId: string
  readonly publicKey: KeyObject
  /** This key and, after a change of the secret, those before it: what they signed still stands. Newest first. */
  readonly publicKeys: readonly KeyObject[]
  readonly publicPem: string
  sign(bytes: Uint8Array): Buffer
  verify(bytes: Uint8Array, signature: Uint8Array): boolean
}

export interface Secrets {
  /** The version that new hashes and ciphertexts are made with; from 1. */
  readonly keyVersion: number
  /** HMAC-SHA256 under a key of its own for the purpose: 32 bytes. */
  hmac(purpose: string, keyVersion?: number): (text: Bytes) => Buffer
  /** The same, 16 bytes: for indexes. */
  keyedHash(purpose: string, keyVersion?: number): (text: Bytes) => Buffer
  /** AES-256-GCM. What is sealed for one place (`associated`: table, row, field) opens in no other. */
  encrypt(purpose: string, plain: Bytes, associated: string): Buffer
  decrypt(purpose: string, sealed: Uint8Array, associated: string): Buffer
  /** A key for one person, wrapped under the master key; destroying the wrapped form destroys all it encrypted. */
  newKey(associated: string): { readonly key: Buffer; readonly wrapped: Buffer }
  unwrapKey(wrapped: Uint8Array, associated: string): Buffer
  /** The same key, wrapped under the newest secret. */
  wrapKey(key: Uint8Array, associated: string): Buffer
  readonly signing: Signing
}

/** The installation's keys, all derived by HKDF from one secret: nothing but the secret has to be kept safe. */
export function openSecrets(config: Pick<Config, 'secret' | 'previousSecrets'>): Secrets {
  const current = config.secret.kind === 'given' ? config.secret.value.reveal() : readOrMakeSecret(config.secret.file)
  return secretsFrom([...config.previousSecrets.map((secret) => secret.reveal()), current])
}

/** Oldest first: the position is the key version. */
export function secretsFrom(roots: readonly string[]): Secrets {
  const keyVersion = roots.length
  const derived = new Map<string, Buffer>()

  const key = (use: string, version: number): Buffer => {
    const root = roots[version - 1]
    if (root === undefined) {
      throw problem('secrets.unknown-version', {
        attempted: `A value was made with version ${version} of the secret; ${keyVersion} known.`,
        next: 'Give the older secrets in LOFTE_SECRET_PREVIOUS, oldest first, separated by commas.',
      })
    }
    const name = `${version}:${use}`
    let found = derived.get(name)
    if (found === undefined) {
      found = Buffer.from(hkdfSync('sha256', root, 'lofte', use, 32))
      derived.set(name, found)
    }
    return found
  }

  const hmac = (purpose: string, version = keyVersion) => {
    const secret = key(`hmac ${purpose}`, version)
    return (text: Bytes) => createHmac('sha256', secret).update(text).digest()
  }

  return {
    keyVersion,
    hmac,
    keyedHash(purpose, version = keyVersion) {
      const whole = hmac(`index ${purpose}`, version)
      return (text) => whole(text).subarray(0, 16)
    },
    encrypt(purpose, plain, associated) {
      const version = Buffer.of(keyVersion)
      return Buffer.concat([version, seal(key(`encrypt ${purpose}`, keyVersion), plain, associated)])
    },
    decrypt(purpose, sealed, associated) {
      return unseal(key(`encrypt ${purpose}`, sealed[0] ?? 0), sealed.subarray(1), associated)
    },
    newKey(associated) {
      const made = randomBytes(32)
      return { key: made, wrapped: this.encrypt('wrap', made, associated) }
    },
    wrapKey(key, associated) {
      return this.encrypt('wrap', key, associated)
    },
    unwrapKey(wrapped, associated) {
      return this.decrypt('wrap', wrapped, associated)
    },
    signing: signingFrom(roots.map((_, at) => key('sign ed25519', keyVersion - at))),
  }
}

/** AES-256-GCM under the given key (a person's): 12 bytes nonce, 16 bytes tag, ciphertext. */
export function seal(key: Uint8Array, plain: Bytes, associated: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated))
  const body = Buffer.concat([typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

export function unseal(key: Uint8Array, sealed: Uint8Array, associated: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(associated)).setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  } catch {
    throw problem('secrets.cannot-open', {
      attempted: 'An encrypted value does not open: it was altered, moved, or made with another secret.',
      next: 'Check that LOFTE_SECRET is the one this database was written with.',
    })
  }
}

// PKCS #8 around a raw Ed25519 seed (RFC 8410); node:crypto takes no bare seed.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Newest first: the first one signs. */
function signingFrom(seeds: readonly Buffer[]): Signing {
  const keys = seeds.map((seed) => createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' }))
  const privateKey = keys[0]!
  const publicKey = createPublicKey(privateKey)
  const der = publicKey.export({ format: 'der', type: 'spki' })
  return {
    keyId: createHash('sha256').update(der).digest('hex').slice(0, 16),
    publicKey,
    publicKeys: keys.map((key) => createPublicKey(key)),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }),
    sign: (bytes) => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
  }
}
