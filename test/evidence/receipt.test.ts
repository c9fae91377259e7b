import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReceipt, receiptFor, record, seal, type Receipt } from '../../src/evidence/index.ts'
import { inTransaction, type Database } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { entry, ledgerOf, now, others, secrets } from './ledger.ts'

let database: Database
let ids: string[]
let mine: string
const publicKey = secrets.signing.publicKey
const folder = mkdtempSync(join(tmpdir(), 'lofte-receipt-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  database = await freshDatabase()
  ids = await ledgerOf(database, [1, 13])
  mine = (await inTransaction(database.db, (tx) => record(tx, [entry(5, 'person-1'), entry(6, 'person-2'), entry(7)])))[0]!
  await seal({ db: database.db, now, secrets })
})

describe('a receipt', () => {
  it('proves entries under several seals, and shows its holder that it is about them', async () => {
    const receipt = await receiptFor(database.db, [mine, ids[0]!, ids[9]!], { publicKey, subject: 'person-1' })
    expect(receipt.entries.map((one) => one.opening?.subject)).toEqual([undefined, undefined, 'person-1'])
    const check = checkReceipt(JSON.parse(JSON.stringify(receipt)), publicKey)
    expect(check).toMatchObject({ ok: true, problems: [], keyIsTrusted: true, keys: [secrets.signing.keyId] })
    expect(check.entries.map(({ position, seal, about }) => ({ position, seal, about }))).toEqual([
      { position: 1, seal: 1, about: undefined },
      { position: 10, seal: 2, about: undefined },
      { position: 15, seal: 3, about: 'person-1' },
    ])
    expect(check.entries[2]).toMatchObject({ id: mine, kind: 'erasure.verified', actor: 'job:sweep', body: { count: 5, system: 'crm' } })
  })

  it('is whole without our key, and says that whose key it is was not checked', async () => {
    const receipt = await receiptFor(database.db, [mine], { publicKey })
    expect(checkReceipt(receipt)).toMatchObject({ ok: true, keyIsTrusted: false })
    expect(checkReceipt(receipt, others.signing.publicKey)).toMatchObject({ ok: false, keyIsTrusted: false, entries: [] })
  })

  it('opens nobody else’s entry', async () => {
    const receipt = await receiptFor(database.db, [mine], { publicKey, subject: 'person-2' })
    expect(receipt.entries[0]!.opening).toBeUndefined()
  })

  it('is refused for what is not sealed yet, and for what is not there', async () => {
    const [waiting] = await inTransaction(database.db, (tx) => record(tx, [entry()]))
    await expect(receiptFor(database.db, [mine, waiting!], { publicKey })).rejects.toMatchObject({ code: 'evidence.not-sealed', on: waiting })
    await expect(receiptFor(database.db, ['01900000-0000-7000-8000-000000000000'], { publicKey })).rejects.toMatchObject({ code: 'evidence.entry.not-found', status: 404 })
  })

  it('fails when any part of it is changed', async () => {
    const receipt = await receiptFor(database.db, [mine, ids[9]!], { publicKey, subject: 'person-1' })
    const fields: ((r: Mutable) => [object, string])[] = [
      (r) => [r.entries[0]!, 'bytes'],
      (r) => [r.entries[1]!, 'bytes'],
      (r) => [r.entries[1]!.opening!, 'salt'],
      (r) => [r.entries[1]!.opening!, 'subject'],
      (r) => [r.entries[0]!.path, '0'],
      (r) => [r.seals[0]!, 'bytes'],
      (r) => [r.seals[1]!, 'signature'],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(), (field, at) => {
        const changed = JSON.parse(JSON.stringify(receipt)) as Mutable
        const [holder, key] = field(changed) as [Record<string, string>, string]
        const text = holder[key]!
        // Not the last character: in base64url its lowest bits carry nothing.
        const i = at % (text.length - 1)
        holder[key] = text.slice(0, i) + (text[i] === 'a' ? 'b' : 'a') + text.slice(i + 1)
        expect(checkReceipt(changed, publicKey).ok).toBe(false)
      }),
    )
    for (const change of [{ position: 11 }, { seal: 1 }, { path: [] }]) {
      const changed = JSON.parse(JSON.stringify(receipt)) as Mutable
      Object.assign(changed.entries[0]!, change)
      expect(checkReceipt(changed, publicKey).ok).toBe(false)
    }
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (value) => {
        expect(checkReceipt(value).ok).toBe(false)
      }))
    const shapes = fc.record({ lofte: fc.constant('receipt/1'), entries: fc.array(fc.anything()), seals: fc.array(fc.anything()), keys: fc.array(fc.anything()) })
    fc.assert(fc.property(shapes, (value) => {
        expect(checkReceipt(value).ok).toBe(false)
      }))
  })

  it('is not given out over a ledger that was changed', async () => {
    const target = ids[3]!
    const { rows } = await database.pool.query<{ bytes: Buffer }>('select bytes from evidence.entry where id = $1', [target])
    await database.pool.query(`update evidence.entry set bytes = bytes || '\\x20'::bytea where id = $1`, [target])
    await expect(receiptFor(database.db, [target], { publicKey })).rejects.toMatchObject({ code: 'evidence.not-whole' })
    await database.pool.query('update evidence.entry set bytes = $2 where id = $1', [target, rows[0]!.bytes])
    await expect(receiptFor(database.db, [target], { publicKey })).resolves.toBeDefined()
  })
})

describe('lofte evidence check-receipt, in a process without a database', () => {
  const script = `import { run } from ${JSON.stringify(new URL('../../src/cli/evidence.ts', import.meta.url).href)}
    const io = { json: false, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }
    process.exitCode = await run(process.argv.slice(1), io, () => { throw new Error('no database here') })`
  const check = (...argv: string[]) => spawnSync(process.execPath, ['--input-type=module', '-e', script, 'check-receipt', ...argv], { encoding: 'utf8', env: { PATH: '' } })

  it('says what is proven, and 1 when it is not', async () => {
    const receipt = await receiptFor(database.db, [mine], { publicKey, subject: 'person-1' })
    const file = join(folder, 'receipt.json')
    writeFileSync(file, JSON.stringify(receipt))
    const good = check(file)
    expect(good.stderr).toBe('')
    expect(good.status).toBe(0)
    expect(good.stdout).toContain('erasure.verified')
    expect(good.stdout).toContain(secrets.signing.keyId)

    const json = check(file, '--key', receipt.keys[0]!.publicKey, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, keyIsTrusted: true, entries: [{ position: 15 }] })

    const text = JSON.stringify(receipt)
    writeFileSync(file, text.replace(receipt.entries[0]!.path[0]!, 'f'.repeat(64)))
    const bad = check(file)
    expect(bad.status).toBe(1)
    expect(bad.stdout + bad.stderr).toContain('is not under seal')
    writeFileSync(file, '{ not json')
    expect(check(file).status).toBe(1)
    expect(check(join(folder, 'nowhere.json')).status).toBe(2)
    expect(check().status).toBe(2)
  })
})

type Mutable = { -readonly [K in keyof Receipt]: { -readonly [L in keyof Receipt[K]]: Receipt[K][L] extends object ? { -readonly [M in keyof Receipt[K][L]]: Receipt[K][L][M] } : Receipt[K][L] } }
