import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acknowledgeRestore, forgetSubjects } from '../../src/evidence/index.ts'
import { openDatabase, type Database } from '../../src/platform/index.ts'
import { freshDatabase } from '../setup/database.ts'
import { ledgerOf, memorySink, now, verify } from './ledger.ts'

// The grants that the migration's comment tells an operator to run, run as they stand there.
const migration = readFileSync(new URL('../../db/migrations/0010_evidence_ledger.sql', import.meta.url), 'utf8')
const grants = [...migration.matchAll(/^--\s+(GRANT .*;)$/gm)].map((match) => match[1]!)
const role = `app_${randomBytes(6).toString('hex')}`

let owner: Database
let app: Database
beforeAll(async () => {
  owner = await freshDatabase()
  await owner.pool.query(`create role ${role} login`)
  for (const grant of grants) await owner.pool.query(grant.replace('lofte_app', role))
  app = await openDatabase({ url: owner.url.replace('//postgres@', `//${role}@`), poolSize: 3 })
})
afterAll(async () => {
  await app.close()
  await owner.pool.query(`drop owned by ${role}`)
  await owner.pool.query(`drop role ${role}`)
})

it('the server’s role can do all that the ledger needs', async () => {
  expect(grants).toHaveLength(3)
  expect((await app.pool.query('select current_user as name')).rows).toEqual([{ name: role }])
  const sink = memorySink()
  const ids = await ledgerOf(app, [3, 2], [sink])
  await forgetSubjects(app.db, ids.slice(0, 1))
  sink.heads.push({ number: 9, to: 90, hash: 'a'.repeat(64), at: now.toString() })
  expect(await acknowledgeRestore({ db: app.db, now }, { kind: 'command' }, { reason: 'tried', sinks: [sink] })).not.toBeNull()
  await ledgerOf(app, [1], [sink])
  expect(await verify(app)).toMatchObject({ ok: true, entries: 7, gaps: [{ number: 9 }] })
})

it('and cannot change or remove what is sealed', async () => {
  for (const table of ['entry', 'leaves', 'seal', 'restored_acknowledgement']) {
    for (const statement of [`delete from evidence.${table}`, `truncate evidence.${table}`, `drop table evidence.${table}`]) {
      await expect(app.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/)
    }
  }
  await expect(app.pool.query(`update evidence.entry set bytes = ''`)).rejects.toThrow(/permission denied/)
  await expect(app.pool.query(`update evidence.seal set signature = ''`)).rejects.toThrow(/permission denied/)
  await expect(app.pool.query(`update evidence.leaves set hashes = ''`)).rejects.toThrow(/permission denied/)
})
