import { expect, it } from 'vitest'
import { beginActing, endActing, findPerson, observe } from '../../src/people/index.ts'
import { fixedClock, newId, personal, secretsFrom } from '../../src/platform/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { placeOf } from '../../src/systems/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { awkwardSql, awkwardSystem, hash, openOn } from '../systems/postgres/awkward.ts'

it('makes whoever a row names a person of their own, with a location in that row and nothing of the row’s person', async () => {
  const [ours, foreign] = await Promise.all([freshDatabase(), foreignDatabase(awkwardSql)])
  const system = awkwardSystem()
  const signal = new AbortController().signal
  const policy = { systems: new Map([[system.name, system]]), controllers: new Map() } as unknown as Policy
  const at = (day: string) => {
    const now = Temporal.Instant.from(`${day}T03:00:00Z`)
    return { db: ours.db, pool: ours.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests']), signal }
  }
  const look = (day: string, full = false) => observe(at(day), { kind: 'command' }, { open: () => openOn(foreign.url, system), full })
  const { rows: naming } = await foreign.pool.query<{ key: string; emails: string[] }>(`
    select "Id"::text as key, array(select jsonb_path_query(profile::jsonb, 'lax $.referees[*].email') #>> '{}') as emails from "Sales"."Person" where jsonb_path_exists(profile::jsonb, 'lax $.referees[*].email') order by 1`)
  expect(naming.length).toBeGreaterThan(0)
  const seen = await look('2026-11-22')
  // What links to whom it names is no loose end.
  expect(seen.systems[0]?.namingOthers).toBe(0)
  const { key, emails: [email = ''] } = naming[0]!
  const named = hash.identifier('email', email, system.controller)!
  const places = async (): Promise<{ tbl: string; key: string; person_id: string }[]> => {
    const [found] = await findPerson({ db: ours.db }, [{ controller: system.controller, kind: 'email', hash: named }])
    return found === undefined ? [] : (await ours.pool.query<{ tbl: string; key: string; person_id: string }>('select tbl, key, person_id from people.location where person_id = $1', [found.personId])).rows
  }
  const [place] = await places()
  expect(placeOf(place!.key)).toMatchObject({ row: key, field: 'profile->referees->*->email' })
  const { rows: own } = await ours.pool.query<{ person_id: string }>(`select person_id from people.location where tbl = 'person' and key = $1`, [key])
  expect(own.map((row) => row.person_id)).not.toContain(place!.person_id)
  // Nothing that could be an address stands in the name of the place.
  expect(JSON.stringify(place)).not.toContain('@')
  await using session = await openOn(foreign.url, system)
  const found: string[] = []
  for await (const refs of session.find([{ kind: 'email', value: personal(email) }])) found.push(...refs.filter((ref) => ref.table === 'person').map((ref) => ref.key))
  expect(found).toContain(key)
  const [sighting] = await session.sight([{ table: 'person', key: place!.key }])
  expect(sighting?.identifiers.map((one) => one.hash)).toEqual([named])
  // Read for them, the row shows what it says of them and nothing else.
  for await (const [row] of session.read([{ table: 'person', key: place!.key }])) {
    const { rows: [there] } = await foreign.pool.query<{ name: string | null }>(`select profile::jsonb -> 'referees' -> 0 ->> 'name' as name from "Sales"."Person" where "Id" = $1`, [key])
    expect([...row!.values].map(([name, value]) => [name, value.reveal()])).toEqual([['profile->referees->*->name', there!.name], ['profile->referees->*->email', email]])
  }
  // Somebody moves up in the list: the place is theirs still.
  await foreign.pool.query(`update "Sales"."Person" set profile = jsonb_set(profile::jsonb, '{referees}', '[{"email": "first@other.example"}]'::jsonb || (profile::jsonb -> 'referees'))::json where "Id" = $1`, [key]).catch(() =>
    foreign.pool.query(`update "Sales"."Person" set profile = jsonb_set(profile::jsonb, '{referees}', '[{"email": "first@other.example"}]'::jsonb || (profile::jsonb -> 'referees')) where "Id" = $1`, [key]))
  await look('2026-11-23')
  expect((await places()).map((one) => one.key)).toEqual([place!.key])
  // Taken out by somebody else, it is no place any more; nor when the row goes.
  await foreign.pool.query(`update "Sales"."Person" set profile = (profile::jsonb #- '{referees,1}') where "Id" = $1`, [key])
  await look('2026-11-24')
  expect(await places()).toEqual([])
  const { rows: others } = await ours.pool.query(`select from people.location where split_part(key, E'\\x1d', 1) = $1 and strpos(key, E'\\x1d') > 0`, [key])
  expect(others.length).toBeGreaterThan(0)
}, 120_000)

it('keeps who is named in a row that is being acted on, though a pass over everything does not believe what it sees of it', async () => {
  const [ours, foreign] = await Promise.all([freshDatabase(), foreignDatabase(awkwardSql)])
  const system = awkwardSystem()
  const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
  const policy = { systems: new Map([[system.name, system]]), controllers: new Map() } as unknown as Policy
  const at = { db: ours.db, pool: ours.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(['a secret for tests']), signal: new AbortController().signal }
  const look = (full: boolean) => observe(at, { kind: 'command' }, { open: () => openOn(foreign.url, system), full })
  const places = async () => (await ours.pool.query<{ key: string }>(`select person_id, tbl, key from people.location where strpos(key, E'\\x1d') > 0 order by 1, 2, 3`)).rows
  await look(true)
  const before = await places()
  expect(before.length).toBeGreaterThan(0)
  const act = newId<'intent'>()
  await ours.db.transaction().execute((tx) => beginActing(tx, act, system.name, before.map(({ key }) => ({ table: 'person', key: placeOf(key)!.row }))))
  await look(true)
  expect(await places()).toEqual(before)
  // Somebody written in meanwhile is known once the act is settled, though nothing else of the row has changed.
  await foreign.pool.query(`update "Sales"."Person" set profile = jsonb_set(profile::jsonb, '{referees}', '[{"email": "late@other.example"}]'::jsonb || (profile::jsonb -> 'referees')) where "Id" = $1`, [placeOf(before[0]!.key)!.row])
  await look(false)
  expect(await places()).toEqual(before)
  await ours.db.transaction().execute((tx) => endActing(tx, [act]))
  await look(false)
  expect(await places()).toHaveLength(before.length + 1)
}, 120_000)
