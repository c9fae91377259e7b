import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decideChanged, decideDue } from '../../src/decisions/index.ts'
import { observe } from '../../src/people/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../../src/platform/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy, System } from '../../src/policy/model/index.ts'
import { promisesOf } from '../../src/policy/promises/index.ts'
import { sweep, type Swept } from '../../src/plans/index.ts'
import { audit, ran, statuses, watch, type Audited, type StandingNow } from '../../src/status/index.ts'
import { openHash, type Session } from '../../src/systems/index.ts'
import { postgres } from '../../src/systems/connectors/postgres/index.ts'
import { publishVersion } from '../../src/versions/index.ts'
import type { Actor, Work } from '../../src/work/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'

const winlas = join(import.meta.dirname, '..', '..', 'examples', 'winlas')
const read = (file: string): string => readFileSync(join(winlas, file), 'utf8')

export const job: Actor = { kind: 'job', name: 'audit' }
export const owner: Actor = { kind: 'role', name: 'owner' }
const secrets = secretsFrom(['a secret for tests only'])
export const hash = openHash(secrets, 1, { year: 2026 })

/** Nobody here exists. Kim signed in lately; Robin has not for long; both have an invoice that the law keeps. */
const people = `
insert into crm.organisation values (1, 'Blå Kvarnen AB', '559999-0002', '2019-01-01', '2019-01-01', '2028-01-01');
insert into crm.event values (1, 'Grundkurs', '2027-01-20', '2027-01-21');
insert into crm.contact values (1, 1, 'Kim Ormtunga', null, 'kim@kund1.example', '070-174 06 10', '2021-05-04 08:00Z', '2026-11-01 09:00Z', false, 'web');
insert into crm.enquiry values (1, 'Alva Ekvika', 'alva@besokare.example', null, 'Hej', '2026-09-01 08:00Z', '2026-09-02 08:00Z');
insert into crm.invoice values ('A', 1, 1, null, 'Kim Ormtunga', 'Box 1', '2026-02-11', 4900);
insert into crm.registration values (1, 1, 1, 'Kim Ormtunga', 'kim@kund1.example', '070-174 06 10', 'Blå Kvarnen', null, null, null, '2026-10-10 08:00Z');
`

export interface World {
  readonly ours: Database
  readonly crm: Database
  policy: Policy
  now: string
  readonly down: Set<string>
  work(): Work
  open(as: 'observe' | 'act'): (system: System) => Promise<Session>
  sql(statement: string): Promise<void>
  look(): Promise<void>
  sweep(): Promise<Swept>
  watch(): Promise<void>
  audit(): Promise<Audited>
  /** Everything that a night does: observe, decide, sweep, watch and audit. */
  night(): Promise<Audited>
  publish(): Promise<void>
  status(id: string): Promise<StandingNow>
  state(id: string): Promise<string>
}

export interface Change {
  readonly policy?: (text: string) => string
  readonly systems?: (text: string) => string
}

export async function world(change: Change = {}): Promise<World> {
  const ours = await freshDatabase()
  const crm = await foreignDatabase([read('schema.sql'), people])
  const signal = new AbortController().signal
  const on: World = {
    ours, crm, policy: policyOf(change), now: '2026-11-22T03:00:00Z', down: new Set(),
    work() {
      const now = Temporal.Instant.from(on.now)
      return { db: ours.db, pool: ours.pool, now, clock: fixedClock(now), secrets, signal, policy: on.policy }
    },
    open: (as) => (system) => postgres.open({ system, settings: new Map([['url', personal(on.down.has(system.name) ? 'postgresql://127.0.0.1:1/none' : crm.url)]]), as, hash, signal }),
    async sql(statement) {
      await crm.pool.query(statement)
    },
    async look() {
      await observe(on.work(), job, { open: on.open('observe') })
      await decideChanged(on.work())
      await decideDue(on.work())
    },
    sweep: () =>
      ran(on.work(), 'sweep', async () => {
        const first = await sweep(on.work(), job, { open: on.open('act') })
        return first.held.length === 0 ? first : sweep(on.work(), owner, { open: on.open('act'), approve: first.plan.id })
      }),
    watch: () => watch(on.work(), job),
    audit: () => audit(on.work(), job, { open: on.open('observe') }),
    async night() {
      await on.look()
      await on.sweep()
      await on.watch()
      return on.audit()
    },
    async publish() {
      const promises = promisesOf(on.policy).map(({ id, kind, sentence }) => ({ id, kind, sentence }))
      await publishVersion(on.work(), owner, { source: 'policy', promises, documents: { sv: { title: 'x' } }, errors: 0 })
    },
    async status(id) {
      const status = (await statuses(on.work())).get(id)
      if (status === undefined) throw new Error(`no promise ${id}; there are ${promisesOf(on.policy).map((promise) => promise.id).join(', ')}`)
      return status
    },
    state: async (id) => (await on.status(id)).state,
  }
  return on
}

export function policyOf({ policy: changed = (text) => text, systems = (text) => text }: Change = {}): Policy {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: changed(read('policy.yaml')) }, systems: { file: 'systems.yaml', text: systems(read('systems.yaml')) } })
  if (policy === null) throw new Error(findings.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`).join('; '))
  return policy
}
