import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/evidence.ts'
import { acknowledgeRestore, checkReceipt, exportLedger, fileSink, head, mustNotBeBehind, receiptFor, record, seal, type HeadSink } from '../../src/evidence/index.ts'
import { inTransaction, secretsFrom, type Database, type Secrets } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { empty, entry, ledgerOf, memorySink, now, secrets } from './ledger.ts'

let database: Database
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'lofte-evidence-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(() => empty(database))

async function lofte(argv: readonly string[], sinks: readonly HeadSink[] = [], own: Secrets = secrets) {
  let out = ''
  let err = ''
  const io = { json: false, out: (text: string) => void (out += text), err: (text: string) => void (err += text) }
  const exit = await run(argv, io, async () => ({ database, secrets: own, sinks, now: () => now }))
  return { exit, out, err }
}

describe('lofte evidence verify', () => {
  it('says what it read, what it compared with, and what is not protected yet', async () => {
    const sink = memorySink()
    await ledgerOf(database, [5, 7], [sink])
    await inTransaction(database.db, (tx) => record(tx, [entry()]))
    const { exit, out, err } = await lofte(['verify'], [sink])
    expect([exit, err]).toEqual([0, ''])
    expect(out).toContain('Evidence up to entry 12 · 12 entries · 2 seals · sealed 2026-11-22T02:00:07Z')
    expect(out).toContain('compared with a head kept outside')
    expect(out).toContain('1 entry waits')
    expect((await lofte(['verify'])).out).toContain('compared with nothing outside')
  })

  it('ends with 1 and names the entry', async () => {
    const ids = await ledgerOf(database, [5])
    await database.pool.query(`update evidence.entry set bytes = bytes || '\\x20'::bytea where position = 4`)
    const plain = await lofte(['verify'])
    expect(plain.exit).toBe(1)
    expect(plain.err).toBe(`error  entry.edited\n   Entry 4 (${ids[3]}) is not as it was sealed: it was edited or replaced.\n`)
    const json = await lofte(['verify', '--json'])
    expect(json.exit).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, entries: 5, findings: [{ code: 'entry.edited', position: 4, id: ids[3], seal: 1 }] })
  })

  it('compares with a file of heads', async () => {
    const file = join(folder, 'heads')
    await ledgerOf(database, [5, 7], [fileSink(file)])
    expect((await lofte(['verify', '--outside', file])).exit).toBe(0)
    await empty(database)
    const cut = await lofte(['verify', '--outside', file])
    expect(cut.exit).toBe(1)
    expect(cut.err).toContain('error  ledger.cut-off')
    await acknowledgeRestore({ db: database.db, now }, { kind: 'command' }, { reason: 'emptied', sinks: [fileSink(file)] })
    await seal({ db: database.db, now, secrets }, { sinks: [fileSink(file)] })
    const declared = await lofte(['verify', '--outside', file])
    expect(declared.exit).toBe(0)
    expect(declared.out).toContain('Seal 3 declares a restore')
  })

  it('knows the keys before a change of the secret, and no others', async () => {
    const [before, after] = ['the secret of last year, long enough', 'the secret of this year, long enough']
    await inTransaction(database.db, (tx) => record(tx, [entry()]))
    await seal({ db: database.db, now, secrets: secretsFrom([before]) })
    await inTransaction(database.db, (tx) => record(tx, [entry()]))
    await seal({ db: database.db, now, secrets: secretsFrom([before, after]) })
    expect((await lofte(['verify'], [], secretsFrom([before, after]))).exit).toBe(0)
    const forgotten = await lofte(['verify'], [], secretsFrom([after]))
    expect(forgotten.err).toContain('error  seal.other-key\n   Seal 1 ')
    const key = Buffer.from(secretsFrom([before]).signing.publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64url')
    expect((await lofte(['verify', '--key', key], [], secretsFrom([after]))).exit).toBe(0)
  })

  it('reads an empty ledger', async () => {
    expect((await lofte(['verify'])).out).toContain('no entry is sealed yet')
  })

  it('ends with 2 for what cannot be understood', async () => {
    for (const argv of [[], ['prove'], ['verify', '--key', 'short'], ['verify', 'extra'], ['verify', '--wrong'], ['verify', '--outside', join(folder, 'none')]]) {
      expect((await lofte(argv)).exit).toBe(2)
    }
  })
})

describe('lofte evidence export', () => {
  it('gives everything that is needed to check the seals by other means', async () => {
    await ledgerOf(database, [3, 2])
    const { exit, out } = await lofte(['export'])
    expect(exit).toBe(0)
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, string & number>)
    expect(lines.map((line) => line['type'])).toEqual(['seal', 'seal', 'entry', 'entry', 'entry', 'entry', 'entry'])
    // With nothing of ours: the second seal's root out of its two entries, its link to the first, its signature.
    const bytes = (line: number, field = 'bytes') => Buffer.from(lines[line]![field]!, 'base64url')
    const sha = (...parts: Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
    const said = JSON.parse(bytes(1).toString()) as { root: string; previous: string; from: number; count: number }
    const leaves = [5, 6].map((line) => sha(Buffer.of(0), bytes(line)))
    expect(said).toMatchObject({ from: 4, count: 2, root: sha(Buffer.of(1), ...leaves).toString('hex') })
    expect(said.previous).toBe(sha(Buffer.of(2), bytes(0), bytes(0, 'signature')).toString('hex'))
    const key = createPublicKey(secrets.signing.publicPem)
    expect(verifySignature(null, Buffer.concat([Buffer.from('lofte seal 1\n'), bytes(1)]), key, bytes(1, 'signature'))).toBe(true)
    expect(out).not.toContain('salt')
  })

  it('writes a file of its own and never over another', async () => {
    await ledgerOf(database, [3])
    const out = join(folder, 'ledger.jsonl')
    expect((await lofte(['export', '--out', out])).exit).toBe(0)
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(4)
    expect((await lofte(['export', '--out', out])).exit).toBe(2)
  })

  it('can be left half way without harm to the pool', async () => {
    await ledgerOf(database, [2000])
    for (let i = 0; i < 12; i++) {
      for await (const line of exportLedger(database)) if (line.includes('"entry"')) break
    }
    expect((await head(database.db)).to).toBe(2000)
    expect((await lofte(['verify'])).exit).toBe(0)
  })
})

it('seals 100,000 entries at once, and a receipt out of them is small', { timeout: 60_000 }, async () => {
  let ids: string[] = []
  for (let i = 0; i < 50; i++) ids = await inTransaction(database.db, (tx) => record(tx, Array.from({ length: 2000 }, (_, n) => entry(n, 'x'))))
  expect(await seal({ db: database.db, now, secrets })).toMatchObject({ seals: 1, entries: 100_000 })
  expect((await lofte(['verify'])).exit).toBe(0)
  const receipt = await receiptFor(database.db, [ids[7]!], { publicKey: secrets.signing.publicKey, subject: 'x' })
  expect(checkReceipt(receipt, secrets.signing.publicKey)).toMatchObject({ ok: true, entries: [{ position: 98_008, about: 'x' }] })
  expect(JSON.stringify(receipt).length).toBeLessThan(8000)
})

describe('lofte evidence acknowledge', () => {
  it('wants a reason, lets work go on after a restore, and declares the gap', async () => {
    const sink = memorySink()
    await ledgerOf(database, [3], [sink])
    expect((await lofte(['acknowledge'], [sink])).exit).toBe(2)
    expect((await lofte(['acknowledge', '--reason', 'a trial'], [sink])).out).toContain('nothing to acknowledge')

    await empty(database) // what a restore to the day before leaves behind
    await expect(mustNotBeBehind(database.db, [sink])).rejects.toMatchObject({ code: 'evidence.behind' })
    const done = await lofte(['acknowledge', '--reason', 'disk failed, backup of the night', '--as', 'operations'], [sink])
    expect([done.exit, done.err]).toEqual([0, ''])
    await expect(mustNotBeBehind(database.db, [sink])).resolves.toBeUndefined()
    await ledgerOf(database, [2], [sink])
    expect((await lofte(['verify'], [sink])).out).toContain('declares a restore')
  })
})
