import { createCipheriv, createDecipheriv, hash as digest, timingSafeEqual } from 'node:crypto'
import { problem } from '../platform/index.ts'
import type { Secrets } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Work } from '../work/index.ts'
import type { Hash } from './contract.ts'
import { nameWords, normalise } from './normalise/index.ts'
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

const ready = new WeakMap<Secrets, WeakMap<Policy, Hash>>()

/**
 * The one hash of an installation. Whoever hashes for the index takes it here: a number is read by its controller's country, and
 * hashed with another's it would be another person's.
 */
export function hashFor({ secrets, policy }: Pick<Work, 'secrets' | 'policy'>): Hash {
  let of = ready.get(secrets)
  if (of === undefined) ready.set(secrets, (of = new WeakMap()))
  let hash = of.get(policy)
  if (hash === undefined) of.set(policy, (hash = openHash(secrets, secrets.keyVersion, { countryOf: (controller) => policy.controllers.get(controller)?.country ?? 'SE' })))
  return hash
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
  const fingerprintKeys = Array.from({ length: keyVersion }, (_, i) => secrets.hmac('index fingerprint', i + 1)('').toString('hex'))
  const fingerprintKey = fingerprintKeys[0]!

  const keysOf = (controller: string): ControllerKeys => {
    let keys = controllers.get(controller)
    if (keys === undefined) {
      keys = {
        terms: { country: options.countryOf?.(controller) ?? 'SE', year },
        index: Array.from({ length: keyVersion }, (_, i) => secrets.hmac(`index identifier ${controller}`, i + 1)('').toString('hex')),
        // Names of rows, which stand in every index, plan and journal: they stay with the first secret, whichever came later.
        sealing: secrets.hmac(`key sealing ${controller}`, 1)(''),
        marking: secrets.hmac(`key marking ${controller}`, 1)(''),
      }
      controllers.set(controller, keys)
    }
    return keys
  }

  const first: Hash['first'] = (kind, raw, controller) => {
    const keys = keysOf(controller)
    const normal = normalise(kind, raw, keys.terms)
    return normal === null ? null : `${kind}:${digest('sha256', keys.index[0]! + `${kind}:${normal}`, 'hex').slice(0, 32)}`
  }
  const later: Hash['later'] = (hash, controller, from = 1) => {
    if (from >= keyVersion) return hash
    const kind = hash.slice(0, hash.lastIndexOf(':'))
    let value = hash
    for (const key of keysOf(controller).index.slice(from)) value = `${kind}:${digest('sha256', key + value, 'hex').slice(0, 32)}`
    return value
  }
  // 21 letters hold 126 bits; the 22nd keeps the documented 16 bytes.
  const firstFingerprint: Hash['firstFingerprint'] = (canonical) => digest('sha256', fingerprintKey + canonical, 'base64url').slice(0, 22)
  const laterFingerprint: Hash['laterFingerprint'] = (fingerprint) => {
    let value = fingerprint
    // It says itself how far it has come, so that a rotation that was cut off goes over it without harm.
    for (let version = versionOf(fingerprint) + 1; version <= keyVersion; version++) value = `${version}~${digest('sha256', fingerprintKeys[version - 1]! + value, 'base64url').slice(0, 22)}`
    return value
  }

  const laterNames: Hash['laterNames'] = (marks) => {
    const from = versionOf(marks)
    if (from >= keyVersion) return marks
    const turned = marks.slice(marks.indexOf('~') + 1).split(' ').map((mark) => fingerprintKeys.slice(from).reduce((value, key) => digest('sha256', `${key}name ${value}`, 'base64url').slice(0, mark.length), mark))
    return `${keyVersion}~${turned.join(' ')}`
  }
  const letters = new Map<string, string>()
  const mark = (controller: string, part: string, length: number): string => digest('sha256', `${fingerprintKey}name of ${controller}\n${part}`, 'base64url').slice(0, length)
  const letterMark = (controller: string, letter: string): string => {
    const name = `${controller} ${letter}`
    let known = letters.get(name)
    if (known === undefined) {
      known = mark(controller, letter, 1)
      if (letters.size < 2000) letters.set(name, known)
    }
    return known
  }

  return {
    firstNames(raw, controller) {
      const name = nameWords(raw)
      if (name === null) return null
      return [...name.words.map((word) => mark(controller, word, 3)), ...new Set(name.initials.map((letter) => letterMark(controller, letter)))].join(' ')
    },
    laterNames,
    identifier(kind, raw, controller) {
      const hash = first(kind, raw, controller)
      return hash === null || keyVersion === 1 ? hash : later(hash, controller)
    },
    first,
    later,
    fingerprint: (canonical) => laterFingerprint(firstFingerprint(canonical)),
    firstFingerprint,
    laterFingerprint,
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

function versionOf(fingerprint: string): number {
  const mark = fingerprint.indexOf('~')
  return mark < 0 ? 1 : Number(fingerprint.slice(0, mark))
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
