import { beforeEach, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { findPerson, observe, takeOnKeys } from '../../src/people/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { hashFor } from '../../src/systems/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { fillShop, openShop, shopWork } from './shop.ts'

let [ours, foreign] = [] as unknown as [Database, Database]
const [before, after] = [['a secret for tests only'], ['a secret for tests only', 'and the one that came after']]

beforeEach(async () => {
  ;[ours, foreign] = await Promise.all([freshDatabase(), foreignDatabase()])
  await fillShop(foreign, 200)
  const work = shopWork(ours, before)
  await observe(work, { kind: 'command' }, { open: openShop(work, foreign.url) })
  await decideChanged(work)
}, 60_000)

const counts = async () => (await ours.pool.query(`select (select count(*)::int from people.person) as persons, (select count(*)::int from people.location) as rows,
  (select array_agg(distinct key_version) from people.identifier_claim) as versions`)).rows[0] as unknown

const whoIs = async (secrets: readonly string[], email: string) => {
  const work = shopWork(ours, secrets)
  return findPerson(work, [{ controller: 'shop', kind: 'email', hash: hashFor(work).identifier('email', email, 'shop')! }])
}

describe('a new secret', () => {
  it('finds everybody as who they were, and makes nobody twice', async () => {
    const [was] = await whoIs(before, 'person7@shop.example')
    const work = shopWork(ours, after)
    await takeOnKeys(work)
    expect(await whoIs(after, 'person7@shop.example')).toEqual([was])
    expect(await whoIs(before, 'person7@shop.example')).toEqual([])
    await foreign.pool.query(`insert into shop.contact values (1000, 'Name', 'PERSON7@shop.example', '2026-01-01'), (1001, 'New', 'new@shop.example', '2026-01-01')`)
    await observe(work, { kind: 'command' }, { open: openShop(work, foreign.url) })
    expect(await counts()).toEqual({ persons: 201, rows: 602, versions: [2] })
  })

  it('leaves every row as it is known: a pass over everything finds nothing changed', async () => {
    const work = shopWork(ours, after)
    await observe(work, { kind: 'command' }, { open: openShop(work, foreign.url) })
    await ours.pool.query('delete from people.rotation') // as if it had died before the last word: done twice it does nothing
    expect(await observe(work, { kind: 'command' }, { open: openShop(work, foreign.url), full: true })).toMatchObject({ changed: 0 })
    expect(await counts()).toEqual({ persons: 200, rows: 600, versions: [2] })
    const { rows } = await ours.pool.query(`select count(*)::int as n from people.location where fingerprint not like '2~%'`)
    expect(rows).toEqual([{ n: 0 }])
  })

  it('takes the marks of names on too, so that one name stays one and two stay two', async () => {
    const work = shopWork(ours, after)
    await foreign.pool.query(`insert into shop.contact values (1000, 'Name 7', 'person7@shop.example', '2026-01-01')`)
    await takeOnKeys(work)
    const hash = hashFor(work)
    const { rows } = await ours.pool.query<{ name: string }>(`select distinct name_hash as name from people.location where name_hash is not null`)
    expect(rows.length).toBeGreaterThan(0)
    for (const { name } of rows) {
      expect(name).toMatch(/^2~/)
      expect(hash.laterNames(name)).toBe(name)
    }
  })

  it('goes on where it was cut off', async () => {
    const work = shopWork(ours, after)
    const hash = hashFor(work)
    const { rows } = await ours.pool.query<{ hash: string }>(`select encode(hash, 'hex') as hash from people.identifier_claim order by hash limit 50`)
    for (const row of rows) await ours.pool.query(`update people.identifier_claim set hash = decode($2, 'hex'), key_version = 2 where hash = decode($1, 'hex')`, [row.hash, hash.later(`email:${row.hash}`, 'shop').slice(6)])
    const marks = await ours.pool.query<{ key: string; fingerprint: string }>(`select key, fingerprint from people.location where tbl = 'contact' limit 50`)
    for (const row of marks.rows) await ours.pool.query(`update people.location set fingerprint = $2 where tbl = 'contact' and key = $1`, [row.key, hash.laterFingerprint(row.fingerprint)])
    await takeOnKeys(work)
    expect(await observe(work, { kind: 'command' }, { open: openShop(work, foreign.url), full: true })).toMatchObject({ changed: 0 })
    expect(await counts()).toEqual({ persons: 200, rows: 600, versions: [2] })
  })

  it('merges who was seen under the new secret before the old ones had been taken on', async () => {
    const work = shopWork(ours, after)
    const hash = hashFor(work).identifier('email', 'person9@shop.example', 'shop')!.slice(6)
    await ours.pool.query(`insert into people.person values ('018f0000-0000-7000-8000-000000000009', 'shop', '2026-11-22')`)
    await ours.pool.query(`insert into people.identifier_claim values ('shop', 'email', 2, decode($1, 'hex'), '018f0000-0000-7000-8000-000000000009')`, [hash])
    await takeOnKeys(work)
    const { rows } = await ours.pool.query(`select into_id, why from people.alias where undone_at is null`)
    expect(rows).toEqual([{ into_id: '018f0000-0000-7000-8000-000000000009', why: 'observed' }])
  })
})
