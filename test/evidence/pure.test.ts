import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { align } from '../../src/evidence/align.ts'
import { canonicalBytes, canonicalText, readCanonical, type Json } from '../../src/evidence/canonical.ts'
import { commit, newSalt, opens } from '../../src/evidence/commitment.ts'
import { entryBytes, idStandsAt, readEntry } from '../../src/evidence/entry.ts'
import { inclusionPath, leafHash, merkleRoot, rootByPath } from '../../src/evidence/merkle.ts'
import { assertSafe } from '../../src/evidence/safe-body.ts'
import { newId } from '../../src/platform/index.ts'

const sha = (...parts: Uint8Array[]) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()

describe('canonical bytes', () => {
  it('sorts keys by UTF-16 code unit, leaves out undefined and prints numbers as ECMAScript does', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, 'ö': 7, gone: undefined }
    expect(canonicalText(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
    expect(canonicalText([1e21, 1e-7, 0.1, 100, -0, true, null])).toBe('[1e+21,1e-7,0.1,100,0,true,null]')
  })

  it('refuses what has no single form', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) expect(() => canonicalText(value)).toThrow(TypeError)
    expect(() => canonicalText((() => 1) as unknown as Json)).toThrow(TypeError)
  })

  it('reads back what it wrote, whatever the order of keys it was given, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue().filter((value) => JSON.stringify(value).isWellFormed()), (value) => {
        const bytes = canonicalBytes(value as Json)
        const read = readCanonical(bytes)
        expect(canonicalBytes(read as Json).equals(bytes)).toBe(true)
        expect(readCanonical(Buffer.concat([bytes, Buffer.from(' ')]))).toBeUndefined()
      }),
    )
    expect(readCanonical(Buffer.from('{"b":1,"a":2}'))).toBeUndefined()
    expect(readCanonical(Buffer.from([0xff]))).toBeUndefined()
  })
})

describe('the tree', () => {
  /** The definition, as slow as it is short: groups of eight, level by level, one alone rises. */
  function naive(entries: readonly Buffer[]): Buffer {
    let level = entries.map((entry) => sha(Buffer.from([0]), entry))
    if (level.length === 0) return sha()
    while (level.length > 1) {
      const groups = Array.from({ length: Math.ceil(level.length / 8) }, (_, i) => level.slice(8 * i, 8 * i + 8))
      level = groups.map((group) => (group.length === 1 ? group[0]! : sha(Buffer.from([1]), ...group)))
    }
    return level[0]!
  }

  it('agrees with the definition for every size, and each path leads to the root from its own place only', () => {
    const entries = Array.from({ length: 150 }, (_, i) => Buffer.from(`entry ${i}`))
    for (let size = 0; size <= entries.length; size++) {
      const leaves = Buffer.concat(entries.slice(0, size).map(leafHash))
      const root = merkleRoot(leaves)
      expect(root.equals(naive(entries.slice(0, size)))).toBe(true)
      for (let at = 0; at < size; at += size > 80 ? 7 : 1) {
        const path = inclusionPath(leaves, at)
        expect(rootByPath(leafHash(entries[at]!), at, size, path)?.equals(root)).toBe(true)
        if (size > 1) expect(rootByPath(leafHash(entries[at]!), (at + 1) % size, size, path)?.equals(root)).not.toBe(true)
        expect(rootByPath(leafHash(Buffer.from('other')), at, size, path)?.equals(root)).toBe(false)
        expect(rootByPath(leafHash(entries[at]!), at, size, [...path, root])).toBeUndefined()
      }
    }
  })

  it('does not change the leaves it was given', () => {
    const leaves = Buffer.concat(['a', 'b', 'c'].map((text) => leafHash(Buffer.from(text))))
    const before = Buffer.from(leaves)
    merkleRoot(leaves)
    expect(leaves.equals(before)).toBe(true)
  })
})

describe('commitments and entries', () => {
  it('opens with its own salt and subject only, and two for one person look unrelated', () => {
    const salt = newSalt()
    const made = commit(salt, 'person 1')
    expect(opens({ salt: salt.toString('base64url'), subject: 'person 1' }, made)).toBe(true)
    expect(opens({ salt: salt.toString('base64url'), subject: 'person 2' }, made)).toBe(false)
    expect(opens({ salt: newSalt().toString('base64url'), subject: 'person 1' }, made)).toBe(false)
    expect(commit(newSalt(), 'person 1')).not.toBe(made)
  })

  it('finds its own id in its bytes, also when the body pretends to hold one', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), { maxKeys: 4 }), fc.boolean(), (body, about) => {
        const id = newId()
        const whole = { ...body, id: '00000000-0000-7000-8000-000000000000', x: '","id":"00000000-0000-7000-8000-000000000000' }
        const bytes = entryBytes({ id, at: '2026-01-01T00:00:00Z', kind: 'plan.approved', actor: 'role:dpo', subject: about ? commit(newSalt(), 'x') : null, body: whole })
        const at = idStandsAt(bytes)
        expect(bytes.toString('latin1', at, at + 36)).toBe(id)
        expect(readEntry(bytes)).toMatchObject({ id, body: whole })
      }),
    )
  })

  it('blinds equal entries: their hashes differ', () => {
    const same = { id: newId(), at: '2026-01-01T00:00:00Z', kind: 'a.b', actor: 'job:x', subject: null, body: {} }
    expect(entryBytes(same).equals(entryBytes(same))).toBe(false)
  })

  it('refuses what could be personal, wherever it stands, and does not repeat it', () => {
    const fine = { kind: 'erasure.verified', actor: 'role:support-lead', at: '2026-11-22T02:00:00Z' }
    const bodies = [{ to: 'someone@mail.example' }, { note: '19850101-1236' }, { deep: { list: ['070-174 06 05'] } }, { 'x@y.example': 1 }, { long: 'x'.repeat(201) }]
    for (const body of bodies) {
      expect(() => assertSafe({ ...fine, body })).toThrow(/evidence\.unsafe-entry/)
      try {
        assertSafe({ ...fine, body })
      } catch (error) {
        expect(JSON.stringify(error) + String(error)).not.toMatch(/mail\.example|1236|0605|06 05|y\.example/)
      }
    }
    for (const change of [{ actor: 'Some One' }, { kind: 'Erased!' }, { at: 'yesterday' }, { subject: '' }]) {
      expect(() => assertSafe({ ...fine, ...change })).toThrow(/evidence\.unsafe-entry/)
    }
    const body = { policy: 'a'.repeat(64), plan: newId(), day: '2026-11-22', path: 'purposes.support.keep', xid: 7_341_234_567, day2: '2026-11-22T02:00:00.123Z' }
    expect(() => assertSafe({ ...fine, body })).not.toThrow()
  })
})

describe('aligning what is there with what was sealed', () => {
  const leaf = (n: number) => leafHash(Buffer.from(String(n)))
  const sealed = Buffer.concat([1, 2, 3, 4, 5, 6].map(leaf))
  const found = (...ns: (number | [number, number])[]) =>
    ns.map((n, i) => ({ position: Array.isArray(n) ? n[0] : 10 + i, id: String(n), leaf: leaf(Array.isArray(n) ? n[1] : n).toString('hex') }))
  const said = (...ns: (number | [number, number])[]) => align(sealed, 10, found(...ns)).map((d) => `${d.what} ${'found' in d ? d.found.position : ''}${'sealedAt' in d ? `<${d.sealedAt}` : ''}`)

  it('names edit, drop, insertion and move', () => {
    expect(said(1, 2, 3, 4, 5, 6)).toEqual([])
    expect(said(1, 2, 99, 4, 5, 6)).toEqual(['edited 12<12'])
    expect(said([10, 1], [11, 2], [13, 4], [14, 5], [15, 6])).toEqual(['dropped <12'])
    expect(said(1, 2, 99, 3, 4, 5, 6)).toEqual(['inserted 12'])
    expect(said(1, 3, 2, 4, 5, 6)).toHaveLength(1)
    expect(said(6, 1, 2, 3, 4, 5)).toEqual(['moved 10<15'])
    expect(said()).toEqual([10, 11, 12, 13, 14, 15].map((at) => `dropped <${at}`))
  })

  it('is quick when everything was replaced', () => {
    const many = Buffer.concat(Array.from({ length: 20_000 }, (_, i) => leaf(i)))
    const replaced = Array.from({ length: 20_000 }, (_, i) => ({ position: 10 + i, id: String(i), leaf: leaf(-i - 1).toString('hex') }))
    const began = performance.now()
    expect(align(many, 10, replaced)).toHaveLength(20_000)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
