import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { head } from '../../src/evidence/index.ts'
import { readSeal, signSeal } from '../../src/evidence/seal-form.ts'
import type { Database, Secrets } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { codes, empty, ledgerOf, others, secrets, verify } from './ledger.ts'

let database: Database
beforeAll(async () => void (database = await freshDatabase()))
beforeEach(() => empty(database))

const run = async (sql: string, values: unknown[] = []) => void (await database.pool.query(sql, values))

const edit = (position: number, offset: number) =>
  run('update evidence.entry set bytes = set_byte(bytes, $2 % length(bytes), get_byte(bytes, $2 % length(bytes)) # 1) where position = $1', [position, offset])
const drop = (position: number) => run('delete from evidence.entry where position = $1', [position])
const swap = (a: number, b: number) =>
  run(
    `with gone as (delete from evidence.entry where position in ($1, $2) returning *)
     insert into evidence.entry_swapped select case position when $1 then $2 else $1 end, id, bytes from gone`,
    [a, b],
  ).then(() => run('insert into evidence.entry select * from evidence.entry_swapped; truncate evidence.entry_swapped'))
/** Everything from `at` on moves up, and another entry takes the place. */
const insert = async (at: number) => {
  await run('insert into evidence.entry_swapped select position + 1, id, bytes from evidence.entry where position >= $1', [at])
  await run('delete from evidence.entry where position >= $1', [at])
  await run('insert into evidence.entry select * from evidence.entry_swapped; truncate evidence.entry_swapped')
  await run(`insert into evidence.entry values ($1, gen_random_uuid(), convert_to('{"forged":true}', 'UTF8'))`, [at])
}
const truncate = async (after: number) => {
  await run('delete from evidence.entry where position > (select coalesce(max(to_position), 0) from evidence.seal where number <= $1)', [after])
  await run('delete from evidence.leaves where seal > $1', [after])
  await run('delete from evidence.seal where number > $1', [after])
}
async function resign(number: number, by: Secrets, change: object = {}) {
  const { rows } = await database.pool.query<{ bytes: Buffer }>('select bytes from evidence.seal where number = $1', [number])
  const made = signSeal({ ...readSeal(rows[0]!.bytes)!, ...change }, (bytes) => by.signing.sign(bytes))
  await run('update evidence.seal set bytes = $2, signature = $3 where number = $1', [number, made.bytes, made.signature])
}
const swapSeals = (a: number, b: number) =>
  run('update evidence.seal s set bytes = o.bytes, signature = o.signature from evidence.seal o where (s.number, o.number) in (($1, $2), ($2, $1))', [a, b])

beforeAll(() => run('create table evidence.entry_swapped (position bigint, id uuid, bytes bytea)'))

describe('each kind of tampering is named, with its place', () => {
  beforeEach(async () => void (await ledgerOf(database, [5, 7, 4])))
  const found = async (options = {}) => (await verify(database, options)).findings.map(({ code, position, seal }) => ({ code, position, seal }))

  it('an edited entry', async () => {
    await edit(8, 30)
    expect(await found()).toEqual([{ code: 'entry.edited', position: 8, seal: 2 }])
  })
  it('a dropped entry', async () => {
    await drop(12)
    expect(await found()).toEqual([{ code: 'entry.dropped', position: 12, seal: 2 }])
  })
  it('two neighbours in the wrong order', async () => {
    await swap(2, 3)
    expect(await found()).toEqual([{ code: 'entry.moved', position: expect.toSatisfy((at) => at === 2 || at === 3), seal: 1 }])
  })
  it('two entries of different seals in the wrong order', async () => {
    await swap(2, 15)
    expect(await found()).toEqual([
      { code: 'entry.moved', position: 2, seal: 1 },
      { code: 'entry.moved', position: 15, seal: 3 },
    ])
  })
  it('an inserted entry, with all behind it pushed on', async () => {
    await insert(14)
    expect(await found()).toEqual([
      { code: 'entry.inserted', position: 14, seal: 3 },
      { code: 'entry.moved', position: 17, seal: undefined },
    ])
  })
  it('an entry added behind the end', async () => {
    await insert(17)
    expect(await found()).toEqual([{ code: 'entry.outside-seals', position: 17, seal: undefined }])
  })
  it('an entry filed under another id', async () => {
    await run('update evidence.entry set id = gen_random_uuid() where position = 6')
    expect(await found()).toEqual([{ code: 'entry.renamed', position: 6, seal: 2 }])
  })
  it('entries cut off, seals left', async () => {
    await run('delete from evidence.entry where position > 14')
    expect(await found()).toEqual([
      { code: 'entry.dropped', position: 15, seal: 3 },
      { code: 'entry.dropped', position: 16, seal: 3 },
    ])
  })
  it('entries cut off together with their seals: by a head from outside', async () => {
    const outside = await head(database.db)
    await truncate(1)
    expect(await found()).toEqual([])
    const [finding] = (await verify(database, { outside })).findings
    expect(finding).toMatchObject({ code: 'ledger.cut-off', seal: 2, position: 6, to: 16 })
  })
  it('everything gone', async () => {
    const outside = await head(database.db)
    await empty(database)
    expect(await found({ outside })).toEqual([{ code: 'ledger.cut-off', position: 1, seal: 1 }])
  })
  it('an edited seal', async () => {
    await run('update evidence.seal set signature = set_byte(signature, 3, get_byte(signature, 3) # 1) where number = 2')
    expect(await found()).toEqual([{ code: 'seal.edited', seal: 2, position: undefined }])
  })
  it('a seal whose bytes are no seal any more', async () => {
    await run(`update evidence.seal set bytes = convert_to('{}', 'UTF8') where number = 2`)
    expect((await found()).map((one) => one.code)).toEqual(['seal.unreadable', 'entry.outside-seals'])
  })
  it('a removed seal', async () => {
    await run('delete from evidence.seal where number = 2')
    expect(await found()).toEqual([
      { code: 'seal.missing', seal: 2, position: undefined },
      { code: 'entry.outside-seals', position: 6, seal: undefined },
    ])
  })
  it('the last seal removed', async () => {
    await run('delete from evidence.seal where number = 3')
    expect(await found()).toEqual([{ code: 'entry.outside-seals', position: 13, seal: undefined }])
  })
  it('seals in the wrong order', async () => {
    await swapSeals(1, 2)
    expect(await found()).toEqual([
      { code: 'seal.moved', seal: 1, position: undefined },
      { code: 'seal.moved', seal: 2, position: undefined },
    ])
  })
  it('a seal signed again with another key', async () => {
    await resign(2, others)
    expect(await found()).toEqual([{ code: 'seal.edited', seal: 2, position: undefined }])
  })
  it('a seal signed again under the name of another key', async () => {
    await resign(2, others, { key: others.signing.keyId })
    expect(await found()).toEqual([{ code: 'seal.other-key', seal: 2, position: undefined }])
  })
  it('a seal signed again with our own stolen key: the one behind it tells', async () => {
    await resign(2, secrets, { at: '2020-01-01T00:00:00Z' })
    expect(await found()).toEqual([{ code: 'seal.chain', seal: 3, position: undefined }])
  })
  it('the last seal signed again with our own stolen key: the head outside tells', async () => {
    const outside = await head(database.db)
    await resign(3, secrets, { at: '2020-01-01T00:00:00Z' })
    expect(await found()).toEqual([])
    expect(await found({ outside })).toEqual([{ code: 'ledger.rewritten', seal: 3, position: undefined }])
  })
  it('the columns of a seal', async () => {
    await run('update evidence.seal set from_position = 100, to_position = 200 where number = 3')
    expect(await found()).toEqual([{ code: 'seal.columns', seal: 3, position: undefined }])
  })
  it('the hashes kept beside a seal, and an entry with them: the seal is named when the entry cannot be', async () => {
    await run('update evidence.leaves set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where seal = 2')
    expect(await found()).toEqual([{ code: 'seal.leaves', seal: 2, position: undefined }])
    await edit(7, 30)
    expect(await found()).toEqual([{ code: 'seal.entries', seal: 2, position: 6 }])
  })
})

it('finds and places whatever is done to whatever ledger', { timeout: 120_000 }, async () => {
  const kinds = ['edit', 'drop', 'swap', 'insert', 'truncate', 'resign', 'swapSeals', 'dropSeal', 'editSeal', 'append'] as const
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 }),
      fc.constantFrom(...kinds),
      fc.nat(),
      fc.nat(),
      async (sizes, kind, x, y) => {
        await empty(database)
        await ledgerOf(database, sizes)
        expect((await verify(database)).findings).toEqual([])
        const outside = await head(database.db)
        const total = outside.to
        const a = (x % total) + 1
        const b = ((a - 1 + 1 + (y % (total - 1))) % total) + 1
        const s = (x % sizes.length) + 1
        const t = ((s - 1 + 1 + (y % (sizes.length - 1))) % sizes.length) + 1
        const places: Record<(typeof kinds)[number], () => Promise<(codes: { code: string; position?: number | undefined; seal?: number | undefined }) => boolean>> = {
          edit: async () => (await edit(a, y % 1000), (f) => f.code === 'entry.edited' && f.position === a),
          drop: async () => (await drop(a), (f) => f.code === 'entry.dropped' && f.position === a),
          swap: async () => (await swap(a, b), (f) => f.code === 'entry.moved' && (f.position === a || f.position === b || Math.abs(a - b) > 1)),
          insert: async () => (await insert(a), (f) => f.code === 'entry.inserted' && f.position === a),
          append: async () => (await insert(total + 1), (f) => f.code === 'entry.outside-seals' && f.position === total + 1),
          truncate: async () => (await truncate(s - 1), (f) => f.code === 'ledger.cut-off' && f.seal === s),
          resign: async () => (await resign(s, others), (f) => f.code === 'seal.edited' && f.seal === s),
          swapSeals: async () => (await swapSeals(s, t), (f) => f.code === 'seal.moved' && (f.seal === s || f.seal === t)),
          dropSeal: async () => (await run('delete from evidence.seal where number = $1', [s]), (f) => (s === sizes.length ? f.code === 'ledger.cut-off' : f.code === 'seal.missing') && f.seal === s),
          editSeal: async () => {
            await run('update evidence.seal set bytes = set_byte(bytes, $2 % length(bytes), get_byte(bytes, $2 % length(bytes)) # 1) where number = $1', [s, y % 1000])
            return (f) => f.code.startsWith('seal.') && f.seal === s
          },
        }
        const expected = await places[kind]()
        seen.add(kind)
        const verification = await verify(database, { outside })
        expect(verification.ok).toBe(false)
        if (!verification.findings.some(expected)) throw new Error(`${kind} at ${a}/${b}, seal ${s}/${t} of ${sizes.join()}: ${JSON.stringify(verification.findings)}`)
      },
    ),
    { numRuns: 150 },
  )
  expect(seen.size).toBe(kinds.length)
})

it('counts on beyond the findings it lists', async () => {
  await ledgerOf(database, [1500])
  await run(`update evidence.entry set bytes = bytes || '\\x20'::bytea`)
  const verification = await verify(database)
  expect(verification.findings).toHaveLength(1000)
  expect(verification.more).toBe(500)
  expect(new Set(codes(verification))).toEqual(new Set(['entry.edited']))
})
