import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveRows } from '../../../src/policy/decide/index.ts'
import type { RowReference, RowsResolved, RowWish } from '../../../src/policy/decide/index.ts'

const row = (id: string, more: Partial<RowWish> = {}): RowWish => ({ id, person: 'p', wants: 'delete', link: false, emptied: false, pinned: false, sharedOutside: false, held: null, ...more })
const stays = (id: string, more: Partial<RowWish> = {}): RowWish => row(id, { wants: 'stay', ...more })
const link = (id: string, more: Partial<RowWish> = {}): RowWish => row(id, { wants: 'stay', link: true, ...more })
const ref = (from: string, to: string, more: Partial<RowReference> = {}): RowReference => ({ from, to, release: false, nullable: false, breaksCycle: false, ...more })
const verdicts = ({ outcomes }: RowsResolved): Record<string, string> => Object.fromEntries(outcomes.map(({ id, verdict }) => [id, verdict]))

describe('what happens to rows together', () => {
  it('deletes rows that only refer to each other, children first', () => {
    const resolved = resolveRows([row('contact'), row('ticket'), row('note')], [ref('ticket', 'contact'), ref('note', 'ticket')])
    expect(verdicts(resolved)).toEqual({ contact: 'delete', ticket: 'delete', note: 'delete' })
    expect(resolved.order).toEqual(['note', 'ticket', 'contact'])
  })

  it('clears what a row that stays refers to, and all that it refers to in turn', () => {
    const resolved = resolveRows([row('organisation'), row('contact'), row('ticket'), stays('invoice')], [ref('contact', 'organisation'), ref('invoice', 'contact'), ref('ticket', 'contact')])
    expect(verdicts(resolved)).toEqual({ organisation: 'clear', contact: 'clear', ticket: 'delete', invoice: 'keep' })
    expect(resolved.outcomes.find(({ id }) => id === 'contact')?.because).toEqual(['referenced'])
  })

  it('releases a reference that may be released, before the deletion', () => {
    const reference = ref('registration', 'contact', { release: true })
    const resolved = resolveRows([row('contact'), stays('registration')], [reference])
    expect(verdicts(resolved)).toEqual({ contact: 'delete', registration: 'keep' })
    expect(resolved.releases).toEqual([reference])
  })

  it('is pinned by a nullable reference that nobody said may be released', () => {
    expect(verdicts(resolveRows([row('contact'), stays('registration')], [ref('registration', 'contact', { nullable: true })]))).toMatchObject({ contact: 'clear' })
  })

  it('is pinned by tables that the policy does not know, and by rows that nobody told us of', () => {
    expect(verdicts(resolveRows([row('contact', { pinned: true })], []))).toEqual({ contact: 'clear' })
    expect(verdicts(resolveRows([row('contact')], [ref('elsewhere', 'contact')]))).toEqual({ contact: 'clear' })
  })

  it('never clears a row that others share, whatever else keeps it', () => {
    expect(verdicts(resolveRows([row('address', { pinned: true, sharedOutside: true })], []))).toEqual({ address: 'review' })
    expect(verdicts(resolveRows([row('address', { sharedOutside: true })], [ref('elsewhere', 'address')]))).toEqual({ address: 'review' })
  })

  it('takes a link row with one of its ends, and leaves it while both stand', () => {
    const references = [ref('tie', 'contact'), ref('tie', 'list')]
    expect(verdicts(resolveRows([row('contact'), stays('list'), link('tie')], references))).toEqual({ contact: 'delete', list: 'keep', tie: 'delete' })
    expect(verdicts(resolveRows([stays('contact'), stays('list'), link('tie')], references))).toEqual({ contact: 'keep', list: 'keep', tie: 'keep' })
  })

  it('takes a link row whose end is emptied', () => {
    const references = [ref('tie', 'contact'), ref('tie', 'list'), ref('invoice', 'contact')]
    expect(verdicts(resolveRows([row('contact'), stays('list'), link('tie'), stays('invoice')], references))).toEqual({ contact: 'clear', list: 'keep', tie: 'delete', invoice: 'keep' })
  })

  it('keeps what a link row that cannot go refers to', () => {
    expect(verdicts(resolveRows([row('contact'), link('tie', { pinned: true })], [ref('tie', 'contact')]))).toEqual({ contact: 'clear', tie: 'keep' })
  })

  it('deletes a shared row when everybody whose it is goes, and not before', () => {
    const [both, one] = [[row('address', { person: 'a' }), row('address', { person: 'b' })], [row('address', { person: 'a' }), stays('address', { person: 'b' })]]
    expect(resolveRows(both, []).outcomes.map(({ verdict }) => verdict)).toEqual(['delete', 'delete'])
    expect(resolveRows(one, []).outcomes.map(({ verdict }) => verdict)).toEqual(['review', 'keep'])
  })

  it('ends the tie to a shared row by its link row, or by a reference that takes NULL, or asks a human', () => {
    const shared = [row('address', { person: 'a' }), stays('address', { person: 'b' })]
    const byLink = resolveRows([...shared, link('tie-a', { person: 'a' }), link('tie-b', { person: 'b' }), stays('customer-a', { person: 'a' })], [ref('tie-a', 'address'), ref('tie-a', 'customer-a'), ref('tie-b', 'address')])
    expect(byLink.outcomes.map(({ id, person, verdict }) => [id, person, verdict])).toEqual([['address', 'a', 'unlink'], ['address', 'b', 'keep'], ['tie-a', 'a', 'delete'], ['tie-b', 'b', 'keep'], ['customer-a', 'a', 'keep']])
    expect(byLink.order).toEqual(['tie-a'])
    const column = ref('customer-a', 'address', { nullable: true })
    const byColumn = resolveRows([...shared, stays('customer-a', { person: 'a' })], [column])
    expect(byColumn.outcomes[0]?.verdict).toBe('unlink')
    expect(byColumn.releases).toEqual([column])
    expect(resolveRows([...shared, stays('customer-a', { person: 'a' })], [ref('customer-a', 'address')]).outcomes[0]?.verdict).toBe('review')
  })

  it('never touches another person’s tie to a shared row', () => {
    const resolved = resolveRows([row('address', { person: 'a' }), stays('address', { person: 'b' }), stays('customer-b', { person: 'b' })], [ref('customer-b', 'address', { nullable: true })])
    expect(resolved.releases).toEqual([])
    expect(resolved.outcomes[0]?.verdict).toBe('review')
  })

  it('deletes an emptied row on the day the last reference to it goes', () => {
    const emptied = row('contact', { person: null, wants: 'stay', emptied: true })
    expect(verdicts(resolveRows([emptied, stays('invoice')], [ref('invoice', 'contact')]))).toMatchObject({ contact: 'keep' })
    expect(verdicts(resolveRows([emptied, row('invoice')], [ref('invoice', 'contact')]))).toEqual({ contact: 'delete', invoice: 'delete' })
  })

  it('lets a row go that only emptied rows refer to, when that reference can be set to NULL', () => {
    const rows = [row('organisation'), row('contact', { person: null, wants: 'stay', emptied: true }), stays('invoice')]
    const nullable = ref('contact', 'organisation', { nullable: true })
    expect(verdicts(resolveRows(rows, [nullable, ref('invoice', 'contact')]))).toMatchObject({ organisation: 'delete', contact: 'keep' })
    expect(resolveRows(rows, [nullable, ref('invoice', 'contact')]).releases).toEqual([nullable])
    expect(verdicts(resolveRows(rows, [ref('contact', 'organisation'), ref('invoice', 'contact')]))).toMatchObject({ organisation: 'clear' })
  })

  it('holds what belongs to a held row, and for a matter what it refers to as well', () => {
    const references = [ref('line', 'invoice'), ref('invoice', 'contact'), ref('remark', 'line')]
    const rows = (held: RowWish['held']): RowWish[] => [row('contact'), row('invoice', { held }), row('line'), row('remark')]
    expect(verdicts(resolveRows(rows('record'), references))).toEqual({ contact: 'clear', invoice: 'keep', line: 'keep', remark: 'keep' })
    expect(verdicts(resolveRows(rows('matter'), references))).toEqual({ contact: 'keep', invoice: 'keep', line: 'keep', remark: 'keep' })
    expect(verdicts(resolveRows(rows(null), references))).toEqual({ contact: 'delete', invoice: 'delete', line: 'delete', remark: 'delete' })
  })

  it('breaks a cycle at the declared reference, and says which rows stand in one that nobody declared', () => {
    const declared = ref('contact', 'case', { breaksCycle: true })
    const broken = resolveRows([row('contact'), row('case')], [declared, ref('case', 'contact')])
    expect([broken.order, broken.breaks, broken.knotted]).toEqual([['case', 'contact'], [declared], []])
    const knotted = resolveRows([row('contact'), row('case'), row('note')], [ref('contact', 'case'), ref('case', 'contact'), ref('note', 'contact')])
    expect([knotted.order, knotted.knotted]).toEqual([['note'], ['contact', 'case']])
  })

  it('is not held by a row that refers to itself', () => {
    expect(resolveRows([row('contact')], [ref('contact', 'contact')]).order).toEqual(['contact'])
  })

  it('takes time by rows and references, not by their square', () => {
    const many = 50_000
    const rows = Array.from({ length: many }, (_, i) => row(String(i)))
    const references = Array.from({ length: many - 1 }, (_, i) => ref(String(i), String(i + 1)))
    const before = performance.now()
    expect(resolveRows([...rows, stays('first')], [...references, ref('first', '0')]).order).toEqual([])
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  /** Every set of rows is tried, and the largest that nothing outside needs is the answer. */
  it('is the largest set that nothing outside needs, tried against every set', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const
    const wish = (id: string): fc.Arbitrary<RowWish> => fc.record({
      wants: fc.constantFrom<RowWish['wants']>('delete', 'delete', 'stay'), emptied: fc.integer({ min: 0, max: 5 }).map((n) => n === 0), pinned: fc.integer({ min: 0, max: 7 }).map((n) => n === 0), sharedOutside: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    }).map((more) => row(id, more))
    const reference = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), release: fc.integer({ min: 0, max: 4 }).map((n) => n === 0), nullable: fc.boolean() }).map((made) => ref(made.from, made.to, made))
    fc.assert(fc.property(fc.tuple(...ids.map(wish)), fc.array(reference, { maxLength: 12 }), (rows, references) => {
      const may = rows.filter((one) => (one.wants === 'delete' || one.emptied) && !one.pinned && !one.sharedOutside).map(({ id }) => id)
      let largest: string[] = []
      for (let set = 0; set < 2 ** may.length; set++) {
        const goes = may.filter((_, index) => (set & (2 ** index)) !== 0)
        const needed = references.some(({ from, to, release, nullable }) => {
          if (!goes.includes(to) || goes.includes(from) || release) return false
          const other = rows.find(({ id }) => id === from)
          return !(nullable && other?.sharedOutside !== true && (other?.emptied === true || other?.wants === 'delete'))
        })
        if (!needed && goes.length > largest.length) largest = goes
      }
      expect(resolveRows(rows, references).outcomes.filter(({ verdict }) => verdict === 'delete').map(({ id }) => id)).toEqual(largest)
    }), { numRuns: 1000 })
  })
})
