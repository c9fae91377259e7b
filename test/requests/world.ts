import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { decideChanged } from '../../src/decisions/index.ts'
import { observe } from '../../src/people/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy, System } from '../../src/policy/model/index.ts'
import { openRequest, type CaseRight, type Reach, type RequestCase, type RequestScope } from '../../src/requests/index.ts'
import { openHash, type Session } from '../../src/systems/index.ts'
import { postgres } from '../../src/systems/connectors/postgres/index.ts'
import type { Actor, Work } from '../../src/work/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'

const winlas = 'examples/winlas'

/** A second system beside WinLas's register: a portal that knows people by their address, with a column that nobody has described. */
const portal = `
portal:
  connector: postgres
  url: \${PORTAL_URL}
  schema: portal
  country: SE
  tables:
    account:
      key: id
      relation: customer-contact
      person: { email: email }
      data: { email: email, display_name: name, last_seen: last-sign-in }
      activity: last_seen
      purposes: [portal]
`

const portalSchema = `
create schema portal;
create table portal.account (id uuid primary key, email text not null unique, display_name text, last_seen timestamptz, remarks text);
create index on portal.account (lower(email));
`

/** Ragna is who asks. Otto was signed up by her; Hedda has nothing to do with either. Nobody here exists. */
const people = `
insert into crm.organisation values (1, 'Blå Kvarnen AB', '559999-0002', '2019-01-01', '2019-01-01', '2028-01-01');
insert into crm.event values (1, 'Grundkurs', '2027-01-20', '2027-01-21'), (2, 'Kunddag', '2026-11-20', '2026-11-21');
insert into crm.contact values
  (1, 1, 'Ragna Ormtunga', 'inköpare', 'Ragna.Ormtunga@kund1.example', '070-174 06 10', '2021-05-04 08:00Z', '2026-11-01 09:00Z', true, 'web'),
  (2, 1, 'Otto Ekvika', null, 'otto.ekvika@kund1.example', '070-174 06 11', '2022-05-04 08:00Z', '2026-10-01 09:00Z', false, 'web'),
  (3, 1, 'Hedda Stenspira', 'controller', 'hedda.stenspira@kund1.example', null, '2022-05-04 08:00Z', '2026-10-11 09:00Z', false, 'web');
insert into crm.ticket values
  (1, 1, 'ragna.ormtunga@kund1.example', 'Kan inte logga in, fråga otto.ekvika@kund1.example eller 070-174 06 11', '2026-10-01 08:00Z', null, '2026-10-02 08:00Z'),
  (2, 1, 'ragna.ormtunga@kund1.example', '=HYPERLINK("x")', '2026-10-05 08:00Z', '2026-10-06 08:00Z', '2026-10-05 09:00Z'),
  (3, 2, 'otto.ekvika@kund1.example', 'Fel saldo', '2026-10-05 08:00Z', null, '2026-10-05 09:00Z');
insert into crm.enquiry values
  (1, 'Ragna Ormtunga', 'ragna.ormtunga@kund1.example', '070-174 06 10', 'Vad kostar det?', '2026-09-01 08:00Z', '2026-09-02 08:00Z'),
  (2, 'Hedda Stenspira', 'hedda.stenspira@kund1.example', null, 'Hej', '2026-09-01 08:00Z', '2026-09-02 08:00Z');
insert into crm.registration (id, event_id, contact_id, name, email, mobile, organisation, diet, identity_number, registered_at) values
  (1, 1, 1, 'Ragna Ormtunga', 'ragna.ormtunga@kund1.example', '070-174 06 10', 'Blå Kvarnen', 'nötallergi', null, '2026-10-10 08:00Z'),
  (2, 1, 1, 'Otto Ekvika', 'otto.ekvika@kund1.example', '070-174 06 11', 'Blå Kvarnen', 'laktosfri', null, '2026-10-10 08:00Z'),
  (3, 1, 3, 'Hedda Stenspira', 'hedda.stenspira@kund1.example', null, 'Blå Kvarnen', null, null, '2026-10-10 08:00Z');
insert into crm.invoice values
  ('A', 1, 1, 1, 'Ragna Ormtunga', 'Kvarnvägen 1', '2026-10-11', 4900),
  ('A', 2, 3, 3, 'Hedda Stenspira', 'Kvarnvägen 2', '2026-10-11', 4900);
insert into crm.mailing_consent values (1, 1, 'news', '2023-01-10', null), (2, 3, 'news', '2023-01-10', null);
`

const accounts = `
insert into portal.account values
  ('00000000-0000-4000-8000-000000000001', 'ragna.ormtunga@kund1.example', 'Ragna Ormtunga', '2026-11-02 09:00Z', 'ring före lunch, annars hedda.stenspira@kund1.example'),
  ('00000000-0000-4000-8000-000000000003', 'hedda.stenspira@kund1.example', 'Hedda Stenspira', '2026-11-02 09:00Z', null);
`

export const ragna = 'ragna.ormtunga@kund1.example'
export const staff: Actor = { kind: 'role', name: 'privacy-lead' }
const secrets = secretsFrom(['a secret for tests only'])
export const hash = openHash(secrets, 1, { year: 2026 })

export interface World {
  readonly ours: Database
  readonly crm: Database
  readonly portal: Database
  readonly policy: Policy
  readonly reach: Reach
  /** Systems that do not answer. */
  readonly down: Set<string>
  /** Called with each session before it is used: where a test lets something happen in between. */
  meanwhile: ((system: string, as: 'observe' | 'act') => Promise<void>) | null
  work(now?: string): Work
  look(now?: string): Promise<void>
  open(right: CaseRight, email: string, more?: { scope?: RequestScope; identified?: boolean; received?: Day }): Promise<RequestCase>
  /** Every table of both systems, each row as text, in order. */
  everything(): Promise<Record<string, readonly string[]>>
}

export async function world(change: { policy?: (text: string) => string; systems?: (text: string) => string } = {}): Promise<World> {
  const ours = await freshDatabase()
  const crm = await foreignDatabase([readFileSync(join(winlas, 'schema.sql'), 'utf8'), people])
  const portalDatabase = await foreignDatabase([portalSchema, accounts])
  const policy = policyOf(change)
  const down = new Set<string>()
  const urls: Readonly<Record<string, string>> = { crm: crm.url, portal: portalDatabase.url }
  const signal = new AbortController().signal
  const world: World = {
    ours, crm, portal: portalDatabase, policy, down, meanwhile: null,
    reach: {
      hash,
      open: async (system: System, as: 'observe' | 'act'): Promise<Session> => {
        await world.meanwhile?.(system.name, as)
        const url = down.has(system.name) ? 'postgresql://127.0.0.1:1/none' : urls[system.name]!
        return postgres.open({ system, settings: new Map([['url', personal(url)]]), as, hash, signal })
      },
    },
    work(now = '2026-11-22T09:00:00Z') {
      const instant = Temporal.Instant.from(now)
      return { db: ours.db, pool: ours.pool, now: instant, clock: fixedClock(instant), secrets, signal, policy }
    },
    async look(now) {
      const work = world.work(now)
      await observe(work, staff, { open: (system) => world.reach.open(system, 'observe') })
      await decideChanged(work)
    },
    open(right, email, more = {}) {
      return openRequest(world.work(), staff, {
        hash, right, identifiers: [{ kind: 'email', value: personal(email) }], received: more.received ?? ('2026-11-20' as Day),
        identified: more.identified === false ? null : { role: 'staff', how: 'known-address' }, ...(more.scope !== undefined && { scope: more.scope }),
      })
    },
    async everything() {
      const all: Record<string, readonly string[]> = {}
      for (const database of [crm, portalDatabase]) {
        const { rows } = await database.pool.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('crm', 'portal') order by 1`)
        for (const { name } of rows) all[name] = (await database.pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)).rows.map((one) => one.row)
      }
      return all
    },
  }
  return world
}

function policyOf({ policy: changed = (text) => text, systems = (text) => text }: { policy?: (text: string) => string; systems?: (text: string) => string }): Policy {
  const text = changed(readFileSync(join(winlas, 'policy.yaml'), 'utf8'))
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text }, systems: { file: 'systems.yaml', text: systems(readFileSync(join(winlas, 'systems.yaml'), 'utf8') + portal) } })
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (policy === null || errors.length > 0) throw new Error(errors.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`).join('; '))
  return policy
}

export async function outFolder(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'lofte-answer-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** The files of a zip, read with a program that shares nothing with the one that wrote it. */
export function unzipped(file: string): ReadonlyMap<string, string> {
  const python = 'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n:z.read(n).decode("utf-8") for n in z.namelist()}))'
  return new Map(Object.entries(JSON.parse(execFileSync('python3', ['-c', python, file], { maxBuffer: 1 << 28 }).toString('utf8')) as Record<string, string>))
}
