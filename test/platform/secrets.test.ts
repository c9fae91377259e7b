import { createHmac, createPublicKey, verify } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { idFrom, newId, pauses, randomToken, seal, secretsFrom, unseal } from '../../src/platform/index.ts'

const root = 'a root secret of more than 32 characters'
const secrets = secretsFrom([root])

test('a keyed hash is the same each time, and another for each purpose, text and secret', () => {
  const email = secrets.keyedHash('email')
  expect(email('a')).toHaveLength(16)
  expect(email('a')).toEqual(secretsFrom([root]).keyedHash('email')('a'))
  const all = [email('a'), email('b'), secrets.keyedHash('phone')('a'), secretsFrom([`${root}2`]).keyedHash('email')('a')]
  expect(new Set(all.map((hash) => hash.toString('hex'))).size).toBe(4)
})

test('hmac is HMAC-SHA256, so that keys can be rotated by nesting', () => {
  expect(secrets.hmac('x')('a')).toHaveLength(32)
  const key = Buffer.alloc(32)
  expect(createHmac('sha256', key).update('a').digest()).toHaveLength(secrets.hmac('x')('a').length)
})

test('what is sealed opens only in its place, with its purpose, and unaltered', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.nat(), (plain, place, at) => {
      const sealed = secrets.encrypt('name', plain, place)
      expect(new Uint8Array(secrets.decrypt('name', sealed, place))).toEqual(plain)
      expect(() => secrets.decrypt('name', sealed, `${place}.`)).toThrow('secrets.cannot-open')
      expect(() => secrets.decrypt('other', sealed, place)).toThrow('secrets.cannot-open')
      const altered = Buffer.from(sealed)
      const byte = 1 + (at % (altered.length - 1))
      altered[byte] = altered[byte]! ^ 1
      expect(() => secrets.decrypt('name', altered, place)).toThrow('secrets.cannot-open')
    }),
  )
})

test('equal texts do not look equal when sealed', () => {
  expect(secrets.encrypt('name', 'a', 'x')).not.toEqual(secrets.encrypt('name', 'a', 'x'))
})

test('a new secret is used from now on; what the older ones made is still read', () => {
  const both = secretsFrom([root, `${root} new`])
  expect(both.keyVersion).toBe(2)
  expect(both.decrypt('name', secrets.encrypt('name', 'a', 'x'), 'x').toString()).toBe('a')
  expect(both.keyedHash('email', 1)('a')).toEqual(secrets.keyedHash('email')('a'))
  expect(both.keyedHash('email')('a')).not.toEqual(secrets.keyedHash('email')('a'))
  expect(() => secrets.decrypt('name', both.encrypt('name', 'a', 'x'), 'x')).toThrow('secrets.unknown-version')
})

test("a person's key opens what it sealed, and only from its own wrapping", () => {
  const { key, wrapped } = secrets.newKey('person 1')
  const sealed = seal(key, 'ö', 'field')
  expect(unseal(secrets.unwrapKey(wrapped, 'person 1'), sealed, 'field').toString()).toBe('ö')
  expect(() => secrets.unwrapKey(wrapped, 'person 2')).toThrow('secrets.cannot-open')
})

test('a signature is checked with the public key alone, and the key is the same after a restart', () => {
  const bytes = Buffer.from('head')
  const signature = secrets.signing.sign(bytes)
  expect(verify(null, bytes, createPublicKey(secrets.signing.publicPem), signature)).toBe(true)
  expect(secretsFrom([root]).signing.verify(bytes, signature)).toBe(true)
  expect(secrets.signing.verify(Buffer.from('heae'), signature)).toBe(false)
  expect(secretsFrom([root]).signing.keyId).toBe(secrets.signing.keyId)
  expect(secretsFrom([`${root}2`]).signing.verify(bytes, signature)).toBe(false)
})

test('a keyed hash costs little more than the bare HMAC', () => {
  const key = Buffer.alloc(32, 7)
  const bare = (text: string) => createHmac('sha256', key).update(text).digest()
  const round = (hash: (text: string) => Buffer) => {
    const started = performance.now()
    for (let n = 0; n < 20_000; n++) hash(`person${n}@kund.example`)
    return performance.now() - started
  }
  const ours = secrets.keyedHash('email')
  const best = (hash: (text: string) => Buffer) => Math.min(...[1, 2, 3, 4, 5].map(() => round(hash)))
  round(bare)
  expect(best(ours)).toBeLessThan(2 * best(bare))
})

test('ids are UUIDv7, all different, in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId<'plan'>())
  expect(ids.filter((id) => idFrom(id) === null)).toEqual([])
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(Math.abs(Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(5000)
  expect(idFrom('../etc/passwd')).toBeNull()
  expect(randomToken()).toMatch(/^[\w-]{32}$/)
})

test('pauses grow to ten minutes and are never the same for all', () => {
  expect([1, 2, 3, 4].map((attempt) => pauses(attempt, () => 1))).toEqual([1000, 2000, 4000, 8000])
  expect(pauses(100, () => 1)).toBe(600_000)
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (attempt) => pauses(attempt) >= 750 && pauses(attempt) <= 600_000))
})
