import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyText, keyValues, normalise, openHash, phoneSpellings, placeKey, placeOf, rowKey } from '../../src/systems/index.ts'
import { secretsFrom } from '../../src/platform/index.ts'

const terms = { country: 'SE', year: 2026 }

describe('normalise', () => {
  it.each([
    ['email', ' Anna.Berg@Example.EXAMPLE\u200b', 'anna.berg@example.example'],
    ['email', 'a+news@example.example', 'a+news@example.example'],
    ['email', 'info@Blåbär.example', 'info@xn--blbr-noae.example'],
    ['email', 'info@xn--blbr-noae.example', 'info@xn--blbr-noae.example'],
    ['email', 'not an address', null],
    ['email', '@example.example', null],
    ['phone', '070-174 06 05', '+46701740605'],
    ['phone', '+46 (0)70 174 06 05', '+46701740605'],
    ['phone', '0046701740605', '+46701740605'],
    ['phone', '+46070-1740605', '+46701740605'],
    ['phone', 'växeln', null],
    ['phone', '112', null],
    ['national-id', '640823-3234', '196408233234'],
    ['national-id', '19640823-3234', '196408233234'],
    ['national-id', '640823+3234', '186408233234'],
    ['national-id', '640883-3231', '196408833231'],
    ['national-id', '640823-3235', null],
    ['national-id', '641323-3234', null],
    ['username', '  AnnaB ', 'annab'],
    ['customer-number', 'K 12\t34', 'k 12 34'],
  ])('%s %j', (kind, raw, normal) => {
    expect(normalise(kind, raw, terms)).toBe(normal)
  })

  it('finds nothing usable in 10 kB, and does not fail', () => {
    for (const kind of ['email', 'phone', 'national-id', 'username', 'name-and-address']) {
      expect(normalise(kind, `${'a'.repeat(10_000)}@example.example`, terms)).toBeNull()
      expect(normalise(kind, '0'.repeat(10_000), terms)).toBeNull()
    }
  })

  it('reads a number in its controller\'s country', () => {
    expect(normalise('phone', '22 22 55 55', { ...terms, country: 'NO' })).toBe('+4722225555')
    expect(normalise('phone', '22 22 55 55', { ...terms, country: 'XX' })).toBeNull()
  })

  const kinds = fc.constantFrom('email', 'phone', 'national-id', 'username', 'customer-number', 'name-and-address')
  const raws = fc.oneof(
    fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.emailAddress(), fc.emailAddress().map((s) => ` ${s.toUpperCase()} `),
    fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map(([a, b]) => `${a}@${b}`),
    fc.string({ unit: fc.constantFrom(...'0123456789+-() '.split('')) }),
  )

  it('gives the same answer for its own answer', () => {
    fc.assert(fc.property(kinds, raws, fc.constantFrom('SE', 'NO', 'DK', 'FI', 'US'), (kind, raw, country) => {
      const once = normalise(kind, raw, { country, year: 2026 })
      if (once !== null) expect(normalise(kind, once, { country, year: 2026 })).toBe(once)
    }), { numRuns: 5000 })
  })

  it('spells a phone number only in ways that mean it', () => {
    for (const spelling of phoneSpellings('+46701740605', 'SE')) {
      if (/^[+0]/.test(spelling)) expect(normalise('phone', spelling, terms)).toBe('+46701740605')
    }
    expect(phoneSpellings('+46701740605', 'SE')).toContain('070-174 06 05')
  })
})

describe('keys', () => {
  it('come back as they were', () => {
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (values) => {
      expect(keyValues(keyText(values), values.length)).toEqual(values)
    }))
  })

  it('are never taken for a place within a row, whatever they are written with: a GS1 barcode holds our own separator', () => {
    const part = fc.string({ unit: fc.constantFrom('a', ',', '\\', '\x1b', '\x1d', '0', 'g'), maxLength: 6 })
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (values) => {
      const row = keyText(values)
      expect([placeOf(row), rowKey(row), keyValues(row, values.length)]).toEqual([null, row, values])
      expect(placeOf(placeKey({ row, field: 'form->kin->email', element: 'x' }))).toEqual({ row, field: 'form->kin->email', element: 'x' })
    }))
  })

  it('differ when their values differ', () => {
    expect(keyText(['a,b', 'c'])).not.toBe(keyText(['a', 'b,c']))
    expect(keyValues('a,b', 3)).toBeNull()
  })
})

describe('the keyed hash', () => {
  const one = openHash(secretsFrom(['first secret of the test']), 1, { year: 2026 })

  it('is the same for one identifier however it is written, and another for another controller', () => {
    const hash = one.identifier('email', 'anna@example.example', 'winlas')
    expect(hash).toMatch(/^email:[0-9a-f]{32}$/)
    expect(one.identifier('email', ' ANNA@example.example', 'winlas')).toBe(hash)
    expect(one.identifier('email', 'anna@example.example', 'other')).not.toBe(hash)
    expect(one.identifier('username', 'anna@example.example', 'winlas')).not.toBe(hash)
  })

  it('rotates by nesting: the new hash is made from the old one', () => {
    const both = secretsFrom(['first secret of the test', 'second secret of the test'])
    expect(openHash(both, 1).identifier('email', 'a@b.example', 'winlas')).toBe(one.identifier('email', 'a@b.example', 'winlas'))
    expect(openHash(both, 2).identifier('email', 'a@b.example', 'winlas')).not.toBe(one.identifier('email', 'a@b.example', 'winlas'))
  })

  it('seals a key that shows who somebody is, the same each time', () => {
    const sealed = one.sealKey('winlas', 'anna@example.example')
    expect(sealed).not.toContain('anna')
    expect(one.sealKey('winlas', 'anna@example.example')).toBe(sealed)
    expect(one.openKey('winlas', sealed)).toBe('anna@example.example')
    expect(() => one.openKey('other', sealed)).toThrow(/systems\.sealed-key/)
    expect(() => one.openKey('winlas', `${sealed.slice(0, -2)}xx`)).toThrow(/systems\.sealed-key/)
  })
})

describe('marks of a name', () => {
  const hash = openHash(secretsFrom(['a secret for tests only']), 1, { year: 2026 })
  const marks = (name: string): readonly string[] => hash.firstNames(name, 'winlas')?.split(' ') ?? []
  const within = (a: readonly string[], b: readonly string[]): boolean => a.every((mark) => b.includes(mark))
  const canBeOne = (a: string, b: string): boolean => within(marks(a), marks(b)) || within(marks(b), marks(a))

  it.each([
    ['Åsa Lindhög', 'ASA LINDHOG'], ['Åsa Lindhög', 'Lindhög, Åsa'], ['Åsa Lindhög', 'Å. Lindhög'], ['Åsa Lindhög', 'Åsa Maria Lindhög'], ['Åsa-Maria Lindhög', 'Åsa Maria Lindhög'],
    ['Åsa Lindhög', '  åsa\u00a0 Lindho\u0308g '], ['Søren Kvæde', 'Soren Kväde'], ['Åsa Lindhög', 'Lindhög'],
  ])('of %s and %s can be one person’s', (a, b) => expect(canBeOne(a, b)).toBe(true))

  it.each([['Åsa Lindhög', 'Bo Lindhög'], ['Åsa Lindhög', 'B. Lindhög'], ['Åsa Lindhög', 'Åsa Tallhed'], ['Åsa Lindhög', 'Kundtjänst'], ['Åsa Lindhög', 'Lindhagen']])(
    'of %s and %s are two persons’', (a, b) => expect(canBeOne(a, b)).toBe(false))

  it('are short, keyed per controller, and nothing where there is no name', () => {
    expect(marks('Åsa Lindhög').map((mark) => mark.length)).toEqual([3, 3, 1, 1])
    expect(hash.firstNames('Åsa Lindhög', 'sister')).not.toBe(hash.firstNames('Åsa Lindhög', 'winlas'))
    expect(hash.firstNames(' . – ', 'winlas')).toBeNull()
  })
})
