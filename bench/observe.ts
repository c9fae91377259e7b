import { createHash } from 'node:crypto'
import type pg from 'pg'
import { decideChanged } from '../src/decisions/index.ts'
import { observe } from '../src/people/index.ts'
import { copyIn, copyOutBatches, fixedClock, personal, secretsFrom, type CopyRow, type Database } from '../src/platform/index.ts'
import { loadPolicy } from '../src/policy/language/index.ts'
import { hashFor } from '../src/systems/index.ts'
import { postgres } from '../src/systems/connectors/postgres/index.ts'
import type { Work } from '../src/work/index.ts'

export interface ObserveFigure {
  readonly name: string
  readonly ours: number
  readonly baseline: number
  readonly aim: number
  readonly unit: string
}

const policyText = `
lofte: 1
controllers:
  bench: { name: Bench, country: SE, contact: privacy@bench.example, fiscal-year: 01-01..12-31 }
effective: 2026-12-01
languages: [en]
authority: IMY
people:
  customer: { en: customer }
data:
  name: {}
  email: { identifies: person }
  mobile: {}
  last-sign-in: { collected: automatically }
  invoice-address: {}
purposes:
  support:
    label: { en: Support }
    owner: support-lead
    people: [customer]
    data: [name, email, mobile, last-sign-in]
    ground: contract
    keep: { for: 2 years, after: last-activity, then: erase }
  invoicing:
    label: { en: Invoicing }
    owner: economy
    people: [customer]
    data: [name, invoice-address]
    ground: legal-obligation
    keep: { law: se-bookkeeping }
`

const systemsText = `
shop:
  connector: postgres
  url: \${SHOP_URL}
  schema: shop
  country: SE
  tables:
    contact:
      key: id
      relation: customer
      person: { email: email }
      data: { full_name: name, email: email, mobile: mobile, last_login: last-sign-in }
      activity: last_login
    invoice:
      key: id
      relation: customer
      data: { recipient: name, address: invoice-address }
      belongs-to: { contact: contact_id }
      purposes: [invoicing]
      record: true
      booked: booked_on
`

/**
 * Observe, decide and store a foreign database with two invoices for each of `people`, half of them one person's, against COPY of
 * the same rows out of the source and into the index's own tables, indexes built after. Then once more with one row in a hundred
 * changed.
 */
export async function benchObserve(on: { foreign: Database; ours: Database; people: number; rounds?: number; say?: (line: string) => void }): Promise<readonly ObserveFigure[]> {
  await fill(on.foreign.pool, on.people)
  const { work, open, close } = prepare(on)
  const first: number[] = []
  const copies: number[] = []
  let next = 0
  let memory = 0
  // Only while ours runs: what the hand-written loops hold is not counted as ours.
  let running = false
  const watch = setInterval(() => {
    if (running) memory = Math.max(memory, process.memoryUsage.rss() / 1_048_576)
  }, 100)
  try {
    for (let round = 0; round < (on.rounds ?? 1); round++) {
      await emptyIndex(on.ours.pool)
      running = true
      const began = performance.now()
      const seen = await observe(work(), { kind: 'job', name: 'bench' }, { open })
      on.say?.(`observed ${seen.systems[0]?.rows ?? 0} rows in ${Math.round(performance.now() - began)} ms`)
      const { rows } = await decideChanged(work())
      first.push(performance.now() - began)
      on.say?.(`and decided ${rows}: ${Math.round(first.at(-1)!)} ms`)
      if (rows !== on.people * 3) throw new Error(`decided ${rows} of ${on.people * 3} rows`)
      running = false
      copies.push(await byHand(on))
      on.say?.(`by hand: ${Math.round(copies.at(-1)!)} ms`)
    }
    await change(on.foreign.pool, on.people)
    running = true
    const began = performance.now()
    const seen = await observe(work(), { kind: 'job', name: 'bench' }, { open })
    on.say?.(`observed the changes in ${Math.round(performance.now() - began)} ms: ${seen.changed} people`)
    await decideChanged(work())
    next = performance.now() - began
    on.say?.(`and decided: ${Math.round(next)} ms`)
  } finally {
    clearInterval(watch)
    await close()
  }
  const [ours, baseline] = [middle(first), middle(copies)]
  return [
    { name: `observe, decide and store ${on.people} people, first time`, ours, baseline, aim: 4, unit: 'ms' },
    { name: 'next observation, 1 % changed, against the first', ours: next, baseline: ours, aim: 0.1, unit: 'ms' },
    { name: 'memory of the process', ours: memory, baseline: 300, aim: 1, unit: 'MB' },
  ]
}

function prepare(on: { foreign: Database; ours: Database }) {
  const loaded = loadPolicy({ policy: { file: 'policy.yaml', text: policyText }, systems: { file: 'systems.yaml', text: systemsText } })
  const policy = loaded.policy
  if (policy === null) throw new Error(loaded.findings.map((finding) => finding.message.en).join('\n'))
  const secrets = secretsFrom(['a secret for the bench only, not for anything that has to be kept'])
  const hash = hashFor({ secrets, policy })
  const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
  const stop = new AbortController()
  const work = (): Work => ({ db: on.ours.db, pool: on.ours.pool, policy, now, clock: fixedClock(now), secrets, signal: stop.signal })
  const open = (system: Parameters<Parameters<typeof observe>[2]['open']>[0]) =>
    postgres.open({ system, settings: new Map([['url', personal(on.foreign.url)]]), as: 'observe', hash, signal: stop.signal })
  return { work, open, close: async () => stop.abort() }
}

async function fill(pool: pg.Pool, people: number): Promise<void> {
  await pool.query(`
    drop schema if exists shop cascade;
    create schema shop;
    create table shop.contact (id bigint primary key, full_name text not null, email text not null, mobile text, last_login timestamptz not null);
    create table shop.invoice (id bigint primary key, contact_id bigint not null, recipient text not null, address text not null, booked_on date not null)`)
  await pool.query(`insert into shop.contact select n, 'Name ' || n, 'person' || n || '@bench.example', null, timestamptz '2024-12-01' + (n % 700) * interval '1 day' from generate_series(1, ${people}) n`)
  await pool.query(`insert into shop.invoice select n, case when n <= ${people} then 1 + (n::bigint * 7919) % ${people} else 1 end, 'Name', 'Street ' || n, date '2020-01-01' + (n % 2400)::int from generate_series(1, ${people * 2}) n`)
  await pool.query('alter table shop.invoice add foreign key (contact_id) references shop.contact; create index on shop.invoice (contact_id)')
  await pool.query('vacuum analyze shop.contact; ').catch(() => {})
  await pool.query('vacuum analyze shop.invoice').catch(() => {})
}

async function change(pool: pg.Pool, people: number): Promise<void> {
  // Not the one with half of all invoices: what changes for somebody is decided for each of their rows, and that is another figure.
  await pool.query(`update shop.contact set last_login = last_login + interval '1 hour' * 30 where id % 100 = 0`)
  await pool.query(`update shop.invoice set booked_on = booked_on + 1 where id % 50 = 0 and id <= ${people} and contact_id <> 1`)
}

async function emptyIndex(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ t: string }>(`select string_agg(schemaname || '.' || tablename, ', ') as t from pg_tables where schemaname in ('people', 'decisions')`)
  await pool.query(`truncate ${rows[0]!.t}`)
}

/** The baseline: every row out by COPY, and into tables like the index's own; then their indexes. Persons are counted, not found. */
async function byHand(on: { foreign: Database; ours: Database }): Promise<number> {
  const { pool } = on.ours
  await pool.query(`
    drop schema if exists by_hand cascade; create schema by_hand;
    create table by_hand.person (like people.person);
    create table by_hand.identifier_claim (like people.identifier_claim);
    create table by_hand.location (like people.location)`)
  const began = performance.now()
  const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
  await copyIn(pool, 'by_hand.location', ['person_id', 'since', 'unmentioned', 'pinned', 'shared', 'via', 'loose', 'system', 'tbl', 'key', 'fingerprint', 'dates', 'links'], (async function* (): AsyncGenerator<CopyRow> {
    for await (const batch of copyOutBatches(on.foreign.pool, `select id, email, last_login::date from shop.contact`)) {
      for (const [key, , login] of batch) yield [id(Number(key)), '2026-11-22', false, false, false, 'o', false, 'shop', 'contact', key!, 'abcdefghijklmnopqrstuv', `last-activity=${login!}`, null]
    }
    for await (const batch of copyOutBatches(on.foreign.pool, `select id, contact_id, booked_on from shop.invoice`)) {
      for (const [key, contact, booked] of batch) yield [id(Number(contact)), '2026-11-22', false, false, false, 'd', false, 'shop', 'invoice', key!, 'abcdefghijklmnopqrstuv', `booking=${booked!}`, `contact\x1f${contact!}`]
    }
  })())
  await copyIn(pool, 'by_hand.identifier_claim', ['controller', 'kind', 'key_version', 'hash', 'person_id'], (async function* (): AsyncGenerator<CopyRow> {
    for await (const batch of copyOutBatches(on.foreign.pool, `select id, email from shop.contact`)) {
      for (const [key, email] of batch) yield ['bench', 'email', 1, createHash('sha256').update(email!).digest().subarray(0, 16), id(Number(key))]
    }
  })())
  await copyIn(pool, 'by_hand.person', ['person_id', 'controller', 'created_on'], (async function* (): AsyncGenerator<CopyRow> {
    for await (const batch of copyOutBatches(on.foreign.pool, `select id from shop.contact`)) for (const [key] of batch) yield [id(Number(key)), 'bench', '2026-11-22']
  })())
  await pool.query(`
    set maintenance_work_mem = '256MB';
    alter table by_hand.person add primary key (person_id);
    alter table by_hand.identifier_claim add primary key (hash, kind, controller, key_version);
    create index on by_hand.identifier_claim (person_id);
    alter table by_hand.location add primary key (person_id, system, tbl, key);
    create index on by_hand.location (key, tbl, system);
    create index on by_hand.location (system) where loose;
    analyze by_hand.location`)
  return performance.now() - began
}

const middle = (figures: readonly number[]): number => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!
