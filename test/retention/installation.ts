import { decideChanged, decideDue } from '../../src/decisions/index.ts'
import { observe } from '../../src/people/index.ts'
import type { PersonId } from '../../src/people/index.ts'
import { personal } from '../../src/platform/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy, System } from '../../src/policy/model/index.ts'
import { remind } from '../../src/retention/index.ts'
import type { RemindRun } from '../../src/retention/index.ts'
import type { Transport } from '../../src/messages/index.ts'
import { openHash } from '../../src/systems/index.ts'
import type { Session } from '../../src/systems/index.ts'
import { postgres } from '../../src/systems/connectors/postgres/index.ts'
import type { Work } from '../../src/work/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { movedClock, secrets, workOn } from '../messages/outbox.ts'

/** A customer register and a portal, both with addresses: the same person may stand in both. */
const schema = `
create schema crm;
create table crm.contact (id int primary key, full_name text, email text, last_login timestamptz);
create schema web;
create table web.account (id int primary key, number text, email text, seen timestamptz);
create table web.account_mail (id int primary key, number text, email text, seen timestamptz);
`

const balancing = `{ interest: { sv: att ge tjänsten, en: to give the service }, necessity: { sv: behövs, en: needed }, outcome: { sv: väntat, en: expected }, decided: 2026-05-04 }`

const policyText = (unreachable: string) => `
lofte: 1
controllers:
  winlas: { name: WinLas AB, country: SE, contact: dataskydd@winlas.example, fiscal-year: 01-01..12-31 }
effective: 2026-01-01
languages: [sv, en]
authority: IMY
people:
  customer-contact: { sv: kundkontakt, en: customer contact, "no": kundekontakt }
data:
  name: {}
  email: { identifies: person }
  last-sign-in: { collected: automatically }
purposes:
  portal:
    label: { sv: din användarprofil, en: your user profile, "no": brukerprofilen din }
    owner: support-lead
    people: [customer-contact]
    data: [name, email, last-sign-in]
    ground: legitimate-interest
    balancing: ${balancing}
    keep: { for: 2 years, after: last-activity, remind: 30 days, renewable: true, unreachable: ${unreachable}, then: erase }
  support:
    label: { sv: support, en: support, "no": support }
    owner: support-lead
    people: [customer-contact]
    data: [name, email]
    ground: legitimate-interest
    balancing: ${balancing}
    keep: { for: 2 years, after: last-activity, remind: 30 days, renewable: true, unreachable: ${unreachable}, then: erase }
recipients:
  hosting: { label: { sv: driften, en: the hosting, "no": driften }, kind: processor, country: SE, purposes: [portal, support], agreement: { signed: 2025-01-10, expires: 2028-01-10, points: [a, b, c, d, e, f, g, h] } }
`

const systemsText = `
crm:
  connector: postgres
  url: \${CRM_URL}
  schema: crm
  country: SE
  tables:
    contact:
      key: id
      relation: customer-contact
      person: { email: email }
      data: { full_name: name, email: email, last_login: last-sign-in }
      activity: last_login
web:
  connector: postgres
  url: \${WEB_URL}
  schema: web
  country: SE
  tables:
    account:
      key: id
      relation: customer-contact
      person: { email: email, customer-number: number }
      data: { email: email, seen: last-sign-in }
      activity: seen
    account_mail:
      key: id
      relation: customer-contact
      person: { email: email, customer-number: number }
      data: { email: email, seen: last-sign-in }
      activity: seen
`

export interface Installation {
  readonly ours: Database
  readonly foreign: Database
  readonly work: Work
  readonly clock: ReturnType<typeof movedClock>
  readonly down: Set<string>
  readonly open: (system: System) => Promise<Session>
  readonly openToAct: (system: System) => Promise<Session>
  /** A night: what is there, what is due, who is reminded, what follows. */
  readonly night: (day: string, transport: Transport, options?: { observe?: boolean; sinkCounts?: boolean }) => Promise<RemindRun>
  /** The decisions of whoever the row is about. */
  decisions(): Promise<readonly Decided[]>
  person(table: string, key: number): Promise<PersonId>
}

export interface Decided {
  readonly row: string
  readonly verdict: string
  readonly waiting: string | null
  readonly due_on: string | null
  readonly due_verb: string | null
  readonly until: string | null
}

export const job = { kind: 'job', name: 'reminders' } as const
export const publicUrl = 'https://winlas.example'

export async function installation(unreachable: 'review' | 'erase' = 'review'): Promise<Installation> {
  const ours = await freshDatabase()
  const foreign = await foreignDatabase([schema])
  const clock = movedClock('2026-11-01T03:00:00Z')
  const work = workOn(ours, clock, policyOf(unreachable))
  const down = new Set<string>()
  const openAs = (as: 'observe' | 'act') => (system: System): Promise<Session> => {
    const url = down.has(system.name) ? 'postgresql://127.0.0.1:1/none' : foreign.url
    return postgres.open({ system, settings: new Map([['url', personal(url)]]), as, hash: openHash(secrets), signal: work.signal })
  }
  const open = openAs('observe')
  return {
    ours, foreign, work, clock, down, open, openToAct: openAs('act'),
    async night(day, transport, options = {}) {
      clock.set(`${day}T03:00:00Z`)
      if (options.observe !== false) await observe(work, job, { open })
      await decideDue(work)
      const run = await remind(work, job, { open, publicUrl, transport, ...(options.sinkCounts === undefined ? {} : { sinkCounts: options.sinkCounts }) })
      await decideChanged(work)
      return run
    },
    async decisions() {
      const { rows } = await ours.pool.query<Decided>(`select tbl || '/' || key as row, verdict, waiting, due_on, due_verb, until from decisions.current order by 1`)
      return rows
    },
    async person(table, key) {
      const { rows } = await ours.pool.query<{ person_id: PersonId }>(
        'select coalesce(a.into_id, l.person_id) as person_id from people.location l left join people.alias a on a.person_id = l.person_id and a.undone_at is null where tbl = $1 and key = $2', [table, String(key)])
      return rows[0]!.person_id
    },
  }
}

function policyOf(unreachable: string): Policy {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: policyText(unreachable) }, systems: { file: 'systems.yaml', text: systemsText } })
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (policy === null || errors.length > 0) throw new Error(`the test's policy: ${errors.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`).join('; ')}`)
  return policy
}
