import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/platform/index.ts'
import { observe } from '../../src/people/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { people, system, work, World, type FakeRow } from './world.ts'

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
})

const tables = [
  { name: 'address', links: ['region'] }, { name: 'region' }, { name: 'contact', links: ['address', 'contact'] },
  { name: 'invoice', links: ['contact', 'address'] }, { name: 'line', links: ['invoice', 'line'] }, { name: 'tie', links: ['contact', 'line'] },
] as const
const targets: Readonly<Record<string, readonly string[]>> = Object.fromEntries(tables.map((table) => [table.name, 'links' in table ? table.links : []]))

const ref = fc.tuple(fc.constantFrom(...tables.map((table) => table.name)), fc.integer({ min: 1, max: 3 })).map(([table, key]) => `${table}/${key}`)
const change = fc.record({
  ref,
  gone: fc.boolean(),
  ids: fc.subarray(['email:a', 'email:b', 'email:c', 'number:1', 'number:2', '?phone:1'], { maxLength: 2 }),
  links: fc.array(fc.tuple(fc.nat(10), fc.integer({ min: 1, max: 3 })), { maxLength: 3 }),
})

describe('linking, step by step', () => {
  it('ends where a naive account of it ends, whatever came in which order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }), async (steps) => {
      await empty()
      const world = new World()
      const naive = new Naive()
      for (const step of steps) {
        for (const { ref, gone, ids, links } of step) {
          const table = ref.split('/')[0]!
          const to = targets[table]!
          if (gone) world.delete(ref)
          else world.set(ref, { ids: table === 'contact' || table === 'invoice' ? ids : [], links: to.length === 0 ? [] : [...new Set(links.map(([n, key]) => `${to[n % to.length]!}/${key}`))].filter((link) => link !== ref) })
        }
        await observe(work(database, [system(tables)], '2026-11-22T03:00:00Z'), { kind: 'command' }, { open: world.open })
        expect(await people(database)).toEqual(naive.look(world.rows))
      }
    }), { numRuns: Number(process.env['RUNS'] ?? 12), ...(process.env['SEED'] !== undefined && { seed: Number(process.env['SEED']) }) })
  }, 240_000)
})

async function empty(): Promise<void> {
  const { rows } = await database.pool.query<{ t: string }>(`select string_agg('people.' || tablename, ', ') as t from pg_tables where schemaname = 'people'`)
  await database.pool.query(`truncate ${rows[0]!.t}`)
}

/** The same rules with maps and loops: identifiers claim once and for all, everything else is worked out from nothing each time. */
class Naive {
  readonly claims = new Map<string, number>()
  readonly into = new Map<number, number>()
  made = 0

  look(rows: ReadonlyMap<string, FakeRow>): { persons: string[]; nobody: string[]; shared: string[] } {
    for (const { ids } of rows.values()) {
      const verified = (ids ?? []).filter((id) => !id.startsWith('?'))
      const known = verified.flatMap((id) => (this.claims.has(id) ? [this.root(this.claims.get(id)!)] : []))
      const person = known[0] ?? (verified.length > 0 ? ++this.made : 0)
      for (const other of known) if (other !== person && this.root(other) !== this.root(person)) this.into.set(this.root(other), this.root(person))
      for (const id of verified) if (!this.claims.has(id)) this.claims.set(id, person)
    }
    const persons = new Map<string, Set<number>>()
    const kind = new Map<string, string>()
    for (const [ref, { ids }] of rows) {
      const own = (ids ?? []).find((id) => !id.startsWith('?'))
      if (own === undefined) continue
      persons.set(ref, new Set([this.root(this.claims.get(own)!)]))
      kind.set(ref, 'own')
    }
    const spread = (givers: (ref: string) => boolean, takers: (ref: string) => boolean, as: string): void => {
      for (let more = true; more; ) {
        more = false
        for (const [ref, row] of rows) {
          if (!takers(ref)) continue
          for (const link of row.links ?? []) {
            if (!givers(link)) continue
            for (const person of persons.get(link) ?? []) {
              const has = persons.get(ref) ?? new Set()
              if (has.has(person)) continue
              persons.set(ref, has.add(person))
              kind.set(ref, as)
              more = true
            }
          }
        }
      }
    }
    const is = (...kinds: (string | undefined)[]) => (ref: string) => kinds.includes(kind.get(ref))
    spread(is('own', 'down'), is(undefined, 'down'), 'down')
    const up = new Map<string, Set<number>>()
    for (const [ref, row] of rows) {
      if (!is('own', 'down')(ref)) continue
      for (const link of row.links ?? []) if (rows.has(link) && kind.get(link) === undefined) up.set(link, new Set([...(up.get(link) ?? []), ...persons.get(ref)!]))
    }
    for (const [ref, who] of up) {
      persons.set(ref, who)
      kind.set(ref, 'up')
    }
    spread(is('up', 'follow'), is(undefined, 'follow'), 'follow')
    const by = new Map<number, string[]>()
    for (const [ref, who] of persons) for (const person of who) by.set(person, [...(by.get(person) ?? []), ref])
    const order = (refs: string[]): string[] => refs.sort((a, b) => (a < b ? -1 : 1))
    return {
      persons: [...by.values()].map((refs) => order(refs).join(' ')).sort(),
      nobody: order([...rows.keys()].filter((ref) => !persons.has(ref))),
      shared: order([...persons].filter(([, who]) => who.size > 1).map(([ref]) => ref)),
    }
  }

  root(person: number): number {
    const next = this.into.get(person)
    return next === undefined ? person : this.root(next)
  }
}
