import { createCipheriv, createDecipheriv, hash as digest, timingSafeEqual } from 'node:crypto'
import { problem } from '../platform/index.ts'
import type { Secrets } from '../platform/index.ts'
import type { Hash } from './contract.ts'
import { normalise } from './normalise/index.ts'
import type { NormaliseTerms } from './normalise/index.ts'

export interface HashOptions {
  /** The country of a controller, for numbers written without one. Sweden where nothing is said. */
  readonly countryOf?: (controller: string) => string
  /** The year it is, for identity numbers without a century. */
  readonly year?: number
}

interface ControllerKeys {
  readonly terms: NormaliseTerms
  /** Oldest first. Keys rotate without plaintext by nesting: the second version is the hash of the first. */
  readonly index: readonly string[]
  readonly sealing: Buffer
  readonly marking: Buffer
}

/**
 * The hashes of an index, keyed per controller: the index of one controller says nothing about another's people.
 *
 * The keyed hash is SHA-256 over a key of exactly one block and the text, cut to 16 bytes. Half the state is never shown, so it
 * cannot be lengthened, and one native call costs a third of an HMAC: this runs for every row of every system.
 */
export function openHash(secrets: Secrets, keyVersion: number = secrets.keyVersion, options: HashOptions = {}): Hash {
  const year = options.year ?? new Date().getUTCFullYear()
  const controllers = new Map<string, ControllerKeys>()
  const fingerprintKey = secrets.hmac('index fingerprint', 1)('').toString('hex')

  const keysOf = (controller: string): ControllerKeys => {
    let keys = controllers.get(controller)
    if (keys === undefined) {
      keys = {
        terms: { country: options.countryOf?.(controller) ?? 'SE', year },
        index: Array.from({ length: keyVersion }, (_, i) => secrets.hmac(`index identifier ${controller}`, i + 1)('').toString('hex')),
        sealing: secrets.hmac(`key sealing ${controller}`, 1)(''),
        marking: secrets.hmac(`key marking ${controller}`, 1)(''),
      }
      controllers.set(controller, keys)
    }
    return keys
  }

  return {
    identifier(kind, raw, controller) {
      const keys = keysOf(controller)
      const normal = normalise(kind, raw, keys.terms)
      if (normal === null) return null
      let value = `${kind}:${normal}`
      for (const key of keys.index) value = `${kind}:${digest('sha256', key + value, 'hex').slice(0, 32)}`
      return value
    },
    fingerprint(canonical) {
      // 21 letters hold 126 bits; the 22nd keeps the documented 16 bytes.
      return digest('sha256', fingerprintKey + canonical, 'base64url').slice(0, 22)
    },
    sealKey(controller, key) {
      const { sealing, marking } = keysOf(controller)
      const mark = markOf(marking, key)
      const cipher = createCipheriv('aes-256-ctr', sealing, mark)
      return `~${Buffer.concat([mark, cipher.update(key, 'utf8'), cipher.final()]).toString('base64url')}`
    },
    openKey(controller, sealed) {
      if (!sealed.startsWith('~')) return sealed
      const { sealing, marking } = keysOf(controller)
      const bytes = Buffer.from(sealed.slice(1), 'base64url')
      if (bytes.length < 16) throw unreadable()
      const mark = bytes.subarray(0, 16)
      const cipher = createDecipheriv('aes-256-ctr', sealing, mark)
      const key = Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString('utf8')
      if (!timingSafeEqual(mark, markOf(marking, key))) throw unreadable()
      return key
    },
  }
}

/** The nonce is the keyed hash of the key itself (a synthetic one): the same key gives the same text, so equality still works. */
function markOf(marking: Buffer, key: string): Buffer {
  return Buffer.from(digest('sha256', marking.toString('hex') + key, 'hex').slice(0, 32), 'hex')
}

function unreadable() {
  return problem('systems.sealed-key', {
    attempted: 'A sealed key does not open: it was altered, or sealed with another secret or for another controller.',
    next: 'Check that LOFTE_SECRET is the one that the index was made with.',
  })
}
