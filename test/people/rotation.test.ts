import { beforeEach, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { entomb, findPerson, observe, takeOnKeys } from '../../src/people/index.ts'
import { personal, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { openRequest, takeOnCaseKeys } from '../../src/requests/index.ts'
import { openIdentifiers } from '../../src/requests/vault.ts'
import { takeOnAddresses } from '../../src/retention/index.ts'
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

  it('takes on what one processor agreement keeps for several controllers, under the key of each', async () => {
    const keptFor = (secrets: readonly string[]) => {
      const work = shopWork(ours, secrets)
      const shop = work.policy.systems.get('shop')!
      const tables = [...shop.tables.values()].map((table, n) => ({ ...table, role: 'processor' as const, controller: n === 0 ? 'shop' : 'mill' }))
      return { ...work, policy: { ...work.policy, systems: new Map([['shop', { ...shop, for: 'customers', tables: new Map(tables.map((table) => [table.name, table])) }]]) } }
    }
    const people = { shop: '018f0000-0000-7000-8000-000000000001', mill: '018f0000-0000-7000-8000-000000000002' }
    const hashOf = (secrets: readonly string[], controller: string) => hashFor(keptFor(secrets)).identifier('email', 'otto@kund1.example', controller)!.slice(6)
    for (const [controller, id] of Object.entries(people)) {
      await ours.pool.query(`insert into people.person values ($1, 'processor:customers', '2026-11-22')`, [id])
      await ours.pool.query(`insert into people.identifier_claim values ('processor:customers', 'email', 1, decode($2, 'hex'), $1)`, [id, hashOf(before, controller)])
    }
    await takeOnKeys(keptFor(after))
    for (const [controller, id] of Object.entries(people)) {
      const { rows } = await ours.pool.query(`select person_id::text as id from people.identifier_claim where controller = 'processor:customers' and key_version = 2 and hash = decode($1, 'hex')`, [hashOf(after, controller)])
      expect(rows).toEqual([{ id }])
    }
    expect((await ours.pool.query(`select from people.identifier_claim where key_version = 1`)).rowCount).toBe(0)
  })

  it('recognises whoever was erased before it', async () => {
    const [person] = await whoIs(before, 'person7@shop.example')
    await ours.db.transaction().execute((tx) => entomb(tx, [person!.personId], { on: '2026-11-22' as Day, until: '2027-01-01' as Day }))
    await takeOnKeys(shopWork(ours, after))
    const { rows } = await ours.pool.query(`select encode(hash, 'hex') as hash, key_version, erased_on::text as on, good_until::text as until from people.tombstone`)
    expect(rows).toEqual([{ hash: hashFor(shopWork(ours, after)).identifier('email', 'person7@shop.example', 'shop')!.slice(6), key_version: 2, on: '2026-11-22', until: '2027-01-01' }])
  })

  it('takes on the addresses that were written to, and those that do not exist', async () => {
    const [person] = await whoIs(before, 'person7@shop.example')
    const hash = (secrets: readonly string[]) => hashFor(shopWork(ours, secrets)).identifier('email', 'person7@shop.example', 'shop')!
    await ours.pool.query(`insert into retention.bounced_address (person_id, address_hash, on_day) values ($1, $2, '2026-11-01'), ('018f0000-0000-7000-8000-000000000001', $2, '2026-11-01')`, [person!.personId, hash(before)])
    await ours.pool.query(`insert into retention.reminder values ($1, '018f0000-0000-7000-8000-00000000000a', 'shop', '2026-12-01', '2026-11-01', '2026-12-01', '018f0000-0000-7000-8000-00000000000b', $2)`, [person!.personId, hash(before)])
    for (let again = 0; again < 2; again++) await takeOnAddresses(shopWork(ours, after))
    expect((await ours.pool.query('select person_id::text as id, address_hash as hash, key_version from retention.bounced_address')).rows).toEqual([{ id: person!.personId, hash: hash(after), key_version: 2 }])
    expect((await ours.pool.query('select address_hash as hash, key_version from retention.reminder')).rows).toEqual([{ hash: hash(after), key_version: 2 }])
  })

  it('wraps the keys of open cases anew: the earlier secret alone opens nothing any more', async () => {
    const work = shopWork(ours, before)
    const of = await openRequest(work, { kind: 'command' }, { hash: hashFor(work), right: 'access', identifiers: [{ kind: 'email', value: personal('person7@shop.example') }], received: '2026-11-20' as Day, identified: null })
    await takeOnCaseKeys(shopWork(ours, after))
    const { rows: [kept] } = await ours.pool.query<{ wrapped: Buffer; n: number; kind: string; sealed: Buffer }>('select k.wrapped, i.n, i.kind, i.sealed from requests.case_key k join requests.identifier i using (case_id)')
    expect(openIdentifiers(secretsFrom(after), of.id, kept!.wrapped, [kept!]).map(({ value }) => value.reveal())).toEqual(['person7@shop.example'])
    expect(() => openIdentifiers(secretsFrom(before), of.id, kept!.wrapped, [kept!])).toThrow(expect.objectContaining({ code: 'secrets.unknown-version' }) as Error)
  })
})

it('an address that one name uses again is no department any more', async () => {
  const work = shopWork(ours, before)
  const look = () => observe(work, { kind: 'command' }, { open: openShop(work, foreign.url) })
  const mailbox = async () => (await whoIs(before, 'person7@shop.example'))[0]!.mailbox
  await foreign.pool.query(`update shop.contact set full_name = 'Kim Ormtunga' where id = 7; insert into shop.contact values (1000, 'Robin Stenspira', 'person7@shop.example', '2026-01-01'), (1001, 'Kim Ormtunga', 'person7@shop.example', '2026-01-01')`)
  await look()
  expect(await mailbox()).toBe(true)
  await foreign.pool.query(`update shop.contact set last_login = '2026-02-01' where id = 1001`)
  await look()
  expect(await mailbox()).toBe(true)
  await foreign.pool.query(`update shop.contact set email = 'robin@shop.example' where id = 1000`)
  await look()
  expect(await mailbox()).toBe(false)
  expect((await ours.pool.query('select from people.mailbox')).rowCount).toBe(0)
})
