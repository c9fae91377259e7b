import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { run as evidence, type OpenLedger } from '../../src/cli/evidence.ts'
import { decideChanged, decideDue, resolveRestore } from '../../src/decisions/index.ts'
import { compareWithOutside, fileSink, isReadOnly, mustNotBeBehind, seal } from '../../src/evidence/index.ts'
import { observe, restoreToResolve, returnedPersons } from '../../src/people/index.ts'
import { personal } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { answerErasure, openRequest } from '../../src/requests/index.ts'
import { hash, job, owner, world, type World } from '../status/world.ts'

const objections = { policy: (text: string) => text.replace('keep: { for: 1 year, after: last-activity, or: creation, then: erase }', 'objection: uphold\n    keep: { for: 1 year, after: last-activity, or: creation, then: erase }') }

const nameIn = (url: string): string => new URL(url).pathname.slice(1)

/** A copy of a whole database, as a backup is; the server lets go of whoever is connected, and pools come back by themselves. */
async function copy(from: string, to: string): Promise<void> {
  const client = new Client({ connectionString: inject('clusterUrl') })
  await client.connect()
  try {
    await client.query(`drop database if exists ${to} with (force)`)
    for (let turn = 0; ; turn++) {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [from])
      try {
        await client.query(`create database ${to} template ${from}`)
        return
      } catch (error) {
        // Somebody's pool was quicker.
        if ((error as { code?: string }).code !== '55006' || turn > 50) throw error
      }
    }
  } finally {
    await client.end()
  }
}

describe('backups that are put back', () => {
  let on: World
  let ours = ''
  let crm = ''
  let folder = ''
  const sinks = () => [fileSink(join(folder, 'heads'))]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lofte-restored-'))
    on = await world(objections)
    ours = (await on.ours.pool.query<{ name: string }>('select current_database() as name')).rows[0]!.name
    crm = nameIn(on.crm.url)
    // Sol wrote a year ago: due in a few days by silence alone.
    await on.sql(`insert into crm.enquiry values (2, 'Sol Mossberg', 'sol@besokare.example', null, 'Hej', '2025-11-20 08:00Z', '2025-11-24 08:00Z')`)
    await on.night()
    await seal(on.work(), { sinks: sinks() })
    await copy(ours, `${ours}_backup`)
    await copy(crm, `${crm}_backup`)
    on.now = '2026-11-23T09:00:00Z'
    const of = await openRequest(on.work(), owner, { hash, right: 'erasure', identifiers: [{ kind: 'email', value: personal('alva@besokare.example') }], received: '2026-11-20' as Day, identified: { role: 'staff', how: 'known-address' } })
    const erased = await answerErasure(on.work(), owner, { id: of.id, reach: { hash, open: (system, as) => on.open(as)(system) }, lang: 'en', carryOut: true, out: null })
    expect(erased.outcome).toBe('erased')
    await seal(on.work(), { sinks: sinks() })
  }, 240_000)
  afterAll(async () => {
    const client = new Client({ connectionString: inject('clusterUrl') })
    await client.connect()
    for (const name of [`${ours}_backup`, `${crm}_backup`]) await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
    await rm(folder, { recursive: true, force: true })
  })

  it('of a system alone: whoever had been erased is recognised and told', async () => {
    await copy(`${crm}_backup`, crm)
    on.now = '2026-11-24T03:00:00Z'
    await observe(on.work(), job, { open: on.open('observe'), full: true })
    await decideChanged(on.work())
    expect(await returnedPersons(on.ours.db)).toMatchObject([{ erasedOn: '2026-11-23', since: '2026-11-24', tables: { 'crm.enquiry': 1 } }])
    await on.audit()
    expect(await on.status('erasure.everywhere:requests.erasure')).toMatchObject({ state: 'deviation', because: { 'person-came-back': 1 } })
  }, 240_000)

  it('of our own: read-only until acknowledged', async () => {
    await copy(`${ours}_backup`, ours)
    const standing = await compareWithOutside(on.ours.db, sinks())
    expect(standing.state).toBe('behind')
    expect(isReadOnly(standing)).toBe(true)
    await expect(mustNotBeBehind(on.ours.db, sinks())).rejects.toMatchObject({ code: 'evidence.behind' })
    on.now = '2026-11-24T09:00:00Z'
    let said = ''
    const ledger: OpenLedger = { database: on.ours, secrets: on.work().secrets, now: () => Temporal.Instant.from(on.now), sinks: sinks() }
    expect(await evidence(['acknowledge', '--reason', 'the disk failed', '--as', 'operations'], { out: (text) => void (said += text), err: () => {}, json: false }, () => Promise.resolve(ledger))).toBe(0)
    expect(said).toContain('lofte resolve POLICY')
    await mustNotBeBehind(on.ours.db, sinks())
    await seal(on.work(), { sinks: sinks() })
  }, 240_000)

  it('what rests on silence waits for a human then, and everything is read again by itself', async () => {
    expect(await restoreToResolve(on.ours.db)).toMatchObject({ unseen: ['crm'] })
    await expect(resolveRestore(on.work(), owner, { role: 'privacy-lead', grounds: 'Asked everybody who might know.' })).rejects.toMatchObject({ code: 'decisions.not-read-whole' })
    on.now = '2026-11-26T03:00:00Z'
    await on.look() // no word of a full pass here
    const { rows } = await on.ours.pool.query<{ whole: boolean }>(`select bool_and(full_at >= '2026-11-26T03:00:00Z') as whole from people.scan`)
    expect(rows[0]!.whole).toBe(true)
    expect(await restoreToResolve(on.ours.db)).toMatchObject({ unseen: [] })
    const sol = async () => (await on.ours.pool.query(`select verdict, waiting, due_on::text as due, because from decisions.current where tbl = 'enquiry' and key = '2'`)).rows[0]
    expect(await sol()).toMatchObject({ verdict: 'review', waiting: 'review', due: null, because: expect.arrayContaining(['restored']) })
    const before = (await on.crm.pool.query('select id from crm.enquiry order by id')).rows
    await on.sweep()
    expect((await on.crm.pool.query('select id from crm.enquiry order by id')).rows).toEqual(before)
    await on.watch()
    await on.audit()
    expect((await on.status('retention.ends:purposes.enquiries.keep')).state).toBe('at-risk')

    await resolveRestore(on.work(), owner, { role: 'privacy-lead', grounds: 'Asked everybody who might know.' })
    expect(await restoreToResolve(on.ours.db)).toBeNull()
    await decideDue(on.work())
    expect(await sol()).toMatchObject({ verdict: 'delete', waiting: null })
    await on.sweep()
    expect((await on.crm.pool.query(`select id from crm.enquiry where id = 2`)).rowCount).toBe(0)
    await expect(resolveRestore(on.work(), owner, { role: 'privacy-lead', grounds: 'Asked everybody who might know.' })).rejects.toMatchObject({ code: 'decisions.nothing-restored' })
    const { rows: entries } = await on.ours.pool.query<{ entry: string }>(`select convert_from(bytes, 'UTF8') as entry from evidence.waiting union all select convert_from(bytes, 'UTF8') from evidence.entry`)
    expect(entries.filter(({ entry }) => entry.includes('"restore.resolved"'))).toHaveLength(1)
  }, 240_000)

  it('a request of the person’s own waits for nobody', async () => {
    // Acknowledged anew, to look at somebody who asks while a restore waits.
    await on.ours.pool.query('delete from people.restore_resolution')
    const of = await openRequest(on.work(), owner, { hash, right: 'erasure', identifiers: [{ kind: 'email', value: personal('alva@besokare.example') }], received: '2026-11-26' as Day, identified: { role: 'staff', how: 'known-address' } })
    const erased = await answerErasure(on.work(), owner, { id: of.id, reach: { hash, open: (system, as) => on.open(as)(system) }, lang: 'en', carryOut: true, out: null })
    expect(erased.outcome).toBe('erased')
    expect((await on.crm.pool.query('select from crm.enquiry')).rowCount).toBe(0)
  }, 240_000)
})
