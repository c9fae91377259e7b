import { observe } from '../../src/people/index.ts'
import { decideChanged } from '../../src/decisions/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../../src/platform/index.ts'
import { compile } from '../../src/policy/language/index.ts'
import type { Policy, System } from '../../src/policy/model/index.ts'
import { sweep, type SweepInput, type Swept } from '../../src/plans/index.ts'
import { openHash, type Session } from '../../src/systems/index.ts'
import { postgres } from '../../src/systems/connectors/postgres/index.ts'
import type { Actor, Work } from '../../src/work/index.ts'

export const policyText = (brake = '{ share: 100%, people: 100000 }'): string => `
lofte: 1
controllers:
  winlas: { name: WinLas, country: SE, contact: dataskydd@winlas.example, fiscal-year: 01-01..12-31 }
effective: 2026-01-01
languages: [sv, en]
people:
  contact: { sv: kontakt, en: contact }
data:
  name: {}
  email: { identifies: person }
  address: {}
purposes:
  support:
    people: [contact]
    data: [name, email]
    ground: legitimate-interest
    balancing: { interest: { sv: stöd, en: support }, necessity: { sv: ja, en: needed }, outcome: { sv: våra, en: ours }, decided: 2026-01-01 }
    keep: { for: 2 years, after: last-activity, then: erase }
  invoicing:
    people: [contact]
    data: [name, address]
    ground: legal-obligation
    keep: { law: se-bookkeeping }
brake: ${brake}
`

export const systemsText = `
crm:
  connector: postgres
  url: \${CRM_URL}
  schema: public
  country: SE
  tables:
    contact:
      key: id
      relation: contact
      person: { email: email }
      data: { name: name, email: email }
      activity: seen
      purposes: [support]
    ticket:
      key: id
      relation: contact
      data: { body: name }
      belongs-to: { contact: contact_id }
      purposes: [support]
    club:
      key: id
      link: true
      belongs-to: { contact: contact_id }
    invoice:
      key: id
      relation: contact
      data: { recipient: name, address: address }
      belongs-to: { contact: { columns: contact_id } }
      purposes: [invoicing]
      record: true
      booked: booked
    visit:
      key: id
      relation: contact
      data: { note: name }
      belongs-to: { contact: { columns: contact_id, release: true } }
      purposes: [invoicing]
      created: made
`

/** \`old\` people have not been seen for years; those divisible by ten have an invoice of this year, by seven a visit. */
export const foreignSql = (old: number, recent = 5): string => `
create table contact (id int primary key, name text, email text, seen date);
create table ticket (id int primary key, contact_id int references contact on delete cascade, body text);
create table club (id int primary key, contact_id int references contact on delete set null);
create table invoice (id int primary key, contact_id int references contact, recipient text not null, address text, booked date);
create table visit (id int primary key, contact_id int references contact, note text, made date);
create index on ticket (contact_id); create index on club (contact_id); create index on invoice (contact_id); create index on visit (contact_id);
insert into contact select i, 'Someone ' || i, 'p' || i || '@example.example', case when i <= ${old} then date '2020-01-01' else date '2026-11-01' end from generate_series(1, ${old + recent}) i;
insert into ticket select i, 1 + (i - 1) / 2, 'text' from generate_series(1, ${2 * (old + recent)}) i;
insert into club select i, i from generate_series(1, ${old + recent}, 3) i;
insert into invoice select i, i, 'Someone', 'Street', date '2026-02-01' from generate_series(10, ${old + recent}, 10) i;
`

export function policyOf(text = policyText(), systems = systemsText): Policy {
  const { policy, findings } = compile({ policy: { file: 'policy.yaml', text }, systems: { file: 'systems.yaml', text: systems } })
  if (policy === null) throw new Error(JSON.stringify(findings.map((one) => [one.rule, one.line, one.message.en])))
  return policy
}

export const secrets = secretsFrom(['a secret for tests only'])

export function work(database: Database, policy: Policy, now = '2026-11-22T03:00:00Z'): Work {
  const instant = Temporal.Instant.from(now)
  return { db: database.db, pool: database.pool, now: instant, clock: fixedClock(instant), secrets, signal: new AbortController().signal, policy }
}

export function opener(url: string, as: 'observe' | 'act' = 'act'): (system: System) => Promise<Session> {
  const hash = openHash(secrets)
  return (system) => postgres.open({ system, settings: new Map([['url', personal(url)]]), as, hash, signal: new AbortController().signal })
}

export const job: Actor = { kind: 'job', name: 'sweep' }
export const role: Actor = { kind: 'role', name: 'dpo' }

export async function look(at: Work, url: string): Promise<void> {
  await observe(at, job, { open: opener(url, 'observe') })
  await decideChanged(at)
}

/** A sweep with the approval that the first one of a policy waits for. */
export async function swept(at: Work, input: SweepInput): Promise<Swept> {
  const first = await sweep(at, job, input)
  return first.held.length === 0 ? first : sweep(at, role, { ...input, approve: first.plan.id })
}

export async function counts(database: Database): Promise<Record<string, number>> {
  const all: Record<string, number> = {}
  for (const table of ['contact', 'ticket', 'club', 'invoice', 'visit']) all[table] = (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n
  return all
}
