import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRows, type Company } from '../../src/decisions/index.ts'
import { noFacts, type Indexed, type PersonId } from '../../src/people/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { after, policyOf } from '../policy/decide/spec.ts'

/** A row whose time is over goes by its own decision, one that ends next year stays: what matters here is who refers to whom. */
const keep = { end: after('event-end', { days: 1 }), perData: { later: { end: after('event-end', { years: 3 }) } } }
const policy = policyOf({
  people: ['contact'],
  purposes: { support: { people: ['contact'], data: ['name', 'later'], ground: 'legitimate-interest', keep } },
  tables: {
    thing: { relation: 'contact', data: { name: 'name' }, dates: ['event-end'], belongsTo: ['thing'] },
    loose: { relation: 'contact', data: { name: 'name' }, dates: ['event-end'], belongsTo: ['thing'], releases: ['thing'] },
    two: { relation: 'contact', data: { name: 'name', later: 'later' }, dates: ['event-end'] },
    tie: { relation: 'contact', data: {}, link: true, belongsTo: ['thing', 'two'] },
  },
})
const at = '2026-11-22' as Day

interface Made { readonly id: string; readonly goes: boolean; readonly to?: readonly string[]; readonly pinned?: boolean; readonly company?: Company }

/** `thing/1` refers to `thing/2`: decided together, what is due of each by today. */
function due(rows: readonly Made[]): Record<string, string> {
  const refOf = (id: string): { table: string; key: string } => ({ table: id.slice(0, id.indexOf('/')), key: id.slice(id.indexOf('/') + 1) })
  const indexed = rows.map(({ id, goes, to = [], pinned = false, company }): Indexed => ({
    personId: '01900000-0000-7000-8000-000000000001' as PersonId, system: 'crm', ...refOf(id), fingerprint: id, dates: id.startsWith('tie') ? new Map() : new Map([['event-end', (goes ? '2026-01-01' : '2027-06-01') as Day]]), links: to.map(refOf),
    unmentioned: false, pinned, shared: company !== undefined, named: null, since: at,
  }))
  const by = new Map(indexed.map((row, i) => [row, rows[i]!.company ?? { sharedWith: 0 }]))
  const decided = decideRows({ policy, facts: noFacts, at, company: (row) => by.get(row)! }, indexed)
  return Object.fromEntries(decided.map(({ table, key, shape, dueOn }) => [`${table}/${key}`, dueOn !== null && dueOn <= at ? (shape.dueVerb ?? '-') : '-']))
}

describe('what happens to rows together', () => {
  it('deletes rows that only refer to each other', () => {
    expect(due([{ id: 'thing/1', goes: true }, { id: 'thing/2', goes: true, to: ['thing/1'] }, { id: 'thing/3', goes: true, to: ['thing/2'] }])).toEqual({ 'thing/1': 'delete', 'thing/2': 'delete', 'thing/3': 'delete' })
  })

  it('clears what a row that stays refers to, and all that it refers to in turn', () => {
    expect(due([{ id: 'thing/1', goes: true }, { id: 'thing/2', goes: true, to: ['thing/1'] }, { id: 'thing/3', goes: false, to: ['thing/2'] }, { id: 'thing/4', goes: true, to: ['thing/2'] }]))
      .toEqual({ 'thing/1': 'clear', 'thing/2': 'clear', 'thing/3': '-', 'thing/4': 'delete' })
  })

  it('deletes what is referred to only by what lets go, and what refers to itself', () => {
    expect(due([{ id: 'thing/1', goes: true, to: ['thing/1'] }, { id: 'loose/2', goes: false, to: ['thing/1'] }])).toEqual({ 'thing/1': 'delete', 'loose/2': '-' })
  })

  it('clears what rows of an unmapped table refer to', () => {
    expect(due([{ id: 'thing/1', goes: true, pinned: true }])).toEqual({ 'thing/1': 'clear' })
  })

  it('takes a link row with one of its ends, and leaves it while both stand', () => {
    expect(due([{ id: 'thing/1', goes: true }, { id: 'two/2', goes: false }, { id: 'tie/3', goes: false, to: ['thing/1', 'two/2'] }])).toMatchObject({ 'thing/1': 'delete', 'tie/3': 'delete' })
    expect(due([{ id: 'thing/1', goes: false }, { id: 'two/2', goes: false }, { id: 'tie/3', goes: false, to: ['thing/1', 'two/2'] }])['tie/3']).toBe('-')
  })

  it('takes a link row whose end is emptied, not one whose end is emptied in part', () => {
    expect(due([{ id: 'thing/1', goes: true, pinned: true }, { id: 'tie/3', goes: false, to: ['thing/1'] }])).toEqual({ 'thing/1': 'clear', 'tie/3': 'delete' })
    expect(due([{ id: 'two/2', goes: true }, { id: 'tie/3', goes: false, to: ['two/2'] }])).toEqual({ 'two/2': 'clear', 'tie/3': '-' })
  })

  it('leaves the tie to a row that others share while their data stands in it', () => {
    expect(due([{ id: 'thing/1', goes: true, company: { sharedWith: 1 } }])).toEqual({ 'thing/1': 'unlink' })
    expect(due([{ id: 'thing/1', goes: true, company: { sharedWith: 1, neededByOthers: new Set() } }])).toEqual({ 'thing/1': 'delete' })
    expect(due([{ id: 'thing/1', goes: true, company: { sharedWith: 0, namesStanding: 1 } }])).toEqual({ 'thing/1': 'clear' })
  })

  /** Every set of rows is tried, and the largest that nothing outside needs is the answer. */
  it('is the largest set that nothing outside needs, tried against every set', () => {
    const ids = ['thing/a', 'thing/b', 'thing/c', 'thing/d', 'thing/e', 'loose/f', 'loose/g'] as const
    const made = (id: string): fc.Arbitrary<Made> => fc.record({
      id: fc.constant(id), goes: fc.integer({ min: 0, max: 2 }).map((n) => n > 0), pinned: fc.integer({ min: 0, max: 7 }).map((n) => n === 0), to: fc.uniqueArray(fc.constantFrom(...ids.slice(0, 5)), { maxLength: 2 }),
    })
    fc.assert(fc.property(fc.tuple(...ids.map(made)), (rows) => {
      const may = rows.filter((row) => row.goes && row.pinned !== true).map((row) => row.id)
      let largest: string[] = []
      for (let set = 0; set < 2 ** may.length; set++) {
        const goes = may.filter((_, index) => (set & (2 ** index)) !== 0)
        const needed = rows.some((row) => !goes.includes(row.id) && !row.id.startsWith('loose') && (row.to ?? []).some((to) => to !== row.id && goes.includes(to)))
        if (!needed && goes.length > largest.length) largest = goes
      }
      expect(Object.entries(due(rows)).filter(([, verb]) => verb === 'delete').map(([id]) => id)).toEqual(largest)
    }), { numRuns: 1000 })
  }, 120_000)
})
