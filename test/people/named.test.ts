import { expect, it } from 'vitest'
import { observe } from '../../src/people/index.ts'
import { fixedClock, personal, secretsFrom } from '../../src/platform/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { awkwardSql, awkwardSystem, hash, openOn } from '../systems/postgres/awkward.ts'

it('says how many rows name somebody else, who is found there and is not made the row’s person', async () => {
  const [ours, foreign] = await Promise.all([freshDatabase(), foreignDatabase(awkwardSql)])
  const system = awkwardSystem()
  const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
  const signal = new AbortController().signal
  const policy = { systems: new Map([[system.name, system]]), controllers: new Map() } as unknown as Policy
  const work = { db: ours.db, pool: ours.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests']), signal }
  const { rows: naming } = await foreign.pool.query<{ key: string; emails: string[] }>(`
    select "Id"::text as key, array(select jsonb_path_query(profile::jsonb, 'lax $.referees[*].email') #>> '{}') as emails from "Sales"."Person" where jsonb_path_exists(profile::jsonb, 'lax $.referees[*].email') order by 1`)
  expect(naming.length).toBeGreaterThan(0)
  const seen = await observe(work, { kind: 'command' }, { open: () => openOn(foreign.url, system) })
  expect(seen.systems[0]?.namingOthers).toBe(naming.length)
  await using session = await openOn(foreign.url, system)
  const email = naming[0]!.emails[0]!
  const found: string[] = []
  for await (const refs of session.find([{ kind: 'email', value: personal(email) }])) found.push(...refs.filter((ref) => ref.table === 'person').map((ref) => ref.key))
  expect(found).toContain(naming[0]!.key)
  const [sighting] = await session.sight([{ table: 'person', key: naming[0]!.key }])
  const named = hash.identifier('email', email, system.controller)
  expect(sighting?.others?.map((one) => one.hash)).toContain(named)
  expect(sighting?.identifiers.map((one) => one.hash)).not.toContain(named)
  const { rows } = await ours.pool.query(`select from people.identifier_claim where hash = decode($1, 'hex')`, [named!.slice(named!.indexOf(':') + 1)])
  expect(rows).toEqual([])
}, 60_000)
