import { loadPolicy } from '../../src/policy/language/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { System } from '../../src/policy/model/index.ts'
import { hashFor, type Session } from '../../src/systems/index.ts'
import { postgres } from '../../src/systems/connectors/postgres/index.ts'
import type { Work } from '../../src/work/index.ts'

const policyText = `
lofte: 1
controllers:
  shop: { name: Shop, country: SE, contact: privacy@shop.example, fiscal-year: 01-01..12-31 }
effective: 2026-12-01
languages: [en]
authority: IMY
people:
  customer: { en: customer }
data:
  name: {}
  email: { identifies: person }
  invoice-address: {}
purposes:
  support:
    label: { en: Support }
    owner: support-lead
    people: [customer]
    data: [name, email]
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
      data: { full_name: name, email: email }
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

/** A real database behind the real connector: contacts, and two invoices for each. */
export async function fillShop(foreign: Database, contacts: number): Promise<void> {
  await foreign.pool.query(`
    create schema shop;
    create table shop.contact (id bigint primary key, full_name text not null, email text not null, last_login timestamptz not null);
    create table shop.invoice (id bigint primary key, contact_id bigint not null references shop.contact, recipient text not null, address text not null, booked_on date not null)`)
  await foreign.pool.query(`insert into shop.contact select n, 'Name ' || n, 'person' || n || '@shop.example', timestamptz '2024-01-01' + (n % 900) * interval '1 day' from generate_series(1, $1::int) n`, [contacts])
  await foreign.pool.query(`insert into shop.invoice select n, 1 + (n * 7919) % $1::int, 'Name', 'Street ' || n, date '2015-01-01' + (n % 4000)::int from generate_series(1, 2 * $1::int) n`, [contacts])
}

export function shopWork(ours: Pick<Database, 'db' | 'pool'>, secrets: readonly string[] = ['a secret for tests only']): Work {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: policyText }, systems: { file: 'systems.yaml', text: systemsText } })
  if (policy === null) throw new Error(findings.map((finding) => finding.message.en).join('\n'))
  const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
  return { db: ours.db, pool: ours.pool, policy, now, clock: fixedClock(now), secrets: secretsFrom(secrets), signal: new AbortController().signal }
}

export function openShop(work: Work, url: string): (system: System) => Promise<Session> {
  return (system) => postgres.open({ system, settings: new Map([['url', personal(url)]]), as: 'observe', hash: hashFor(work), signal: work.signal })
}

/** What stands in the index and in the decisions, persons by the first of their rows and not by their id. */
export async function told({ pool }: Pick<Database, 'pool'>): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    with who as (select person_id, min(tbl || '/' || key) as name from people.location group by 1)
    select concat_ws(' ', 'row', w.name, l.tbl, l.key, l.dates, l.links, l.shared, l.fingerprint) as line from people.location l join who w using (person_id)
    union all select concat_ws(' ', 'decision', w.name, d.tbl, d.key, d.verdict, d.due_verb, d.due_on, d.until) from decisions.current d left join who w using (person_id)
    union all select concat_ws(' ', 'claim', w.name, c.kind, encode(c.hash, 'hex')) from people.identifier_claim c left join who w using (person_id)
    order by 1`)
  return rows.map((row) => row.line)
}
