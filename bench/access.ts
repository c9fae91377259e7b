import { Writable } from 'node:stream'
import { Pool } from 'pg'
import { decideChanged } from '../src/decisions/index.ts'
import { observe } from '../src/people/index.ts'
import { fixedClock, personal, secretsFrom, type Database } from '../src/platform/index.ts'
import type { Day } from '../src/policy/law/index.ts'
import { compile } from '../src/policy/language/index.ts'
import type { Policy, System } from '../src/policy/model/index.ts'
import { gather, locate, openRequest } from '../src/requests/index.ts'
import { openHash, type Session } from '../src/systems/index.ts'
import { postgres } from '../src/systems/connectors/postgres/index.ts'
import type { Work } from '../src/work/index.ts'

export interface AccessFigure {
  readonly name: string
  readonly ours_ms: number
  readonly baseline_ms: number
  readonly ratio: number
  /** twice the keyed SELECTs and ten milliseconds */
  readonly allowed_ms: number
}

const TABLES = 12
const ROUNDS = 15

/**
 * Access for one person over twelve tables against twelve keyed SELECTs written by hand, on the same server and rows, in turns. Ours
 * looks for the person in every table anew, reads, decides each row, explains each field and hides what is others'.
 */
export async function benchAccess(ctx: { readonly foreignUrl: string; readonly ours: Database; readonly people: number }): Promise<AccessFigure[]> {
  const foreign = new Pool({ connectionString: ctx.foreignUrl, max: 4 })
  try {
    await fill(foreign, ctx.people)
    const secrets = secretsFrom(['a secret for the bench only, not for anything that has to be kept'])
    const hash = openHash(secrets)
    const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
    const signal = new AbortController().signal
    const work: Work = { db: ctx.ours.db, pool: ctx.ours.pool, now, clock: fixedClock(now), secrets, signal, policy: policy() }
    const open = (system: System, as: 'observe' | 'act'): Promise<Session> => postgres.open({ system, settings: new Map([['url', personal(ctx.foreignUrl)]]), as, hash, signal })
    await observe(work, { kind: 'command' }, { open: (system) => open(system, 'observe') })
    await decideChanged(work)
    const crm = [...work.policy.systems.values()][0]!
    // A server keeps its sessions; a session that was just opened reads the catalogue first, whatever is asked of it.
    await using session = await open(crm, 'observe')
    await session.describe()
    const shared: Session = new Proxy(session, { get: (on, name) => (name === Symbol.asyncDispose ? () => Promise.resolve() : bound(on, name)) })
    const ours: number[] = []
    const baseline: number[] = []
    for (let round = 0; round < ROUNDS + 3; round++) {
      const email = `p${1 + ((round * 7919) % everywhere(ctx.people))}@bench.example`
      const wanted = await byHand(foreign, email)
      const a = performance.now()
      await byHand(foreign, email)
      const b = performance.now()
      const of = await openRequest(work, { kind: 'command' }, { hash, right: 'access', identifiers: [{ kind: 'email', value: personal(email) }], received: '2026-11-20' as Day, identified: { role: 'staff', how: 'bench' } })
      const c = performance.now()
      const located = await locate(work, { kind: 'command' }, of, { hash, open: () => Promise.resolve(shared) })
      const rows = await readAll(work, located, hash)
      const d = performance.now()
      if (rows !== wanted) throw new Error(`${rows} rows in the answer, ${wanted} in the database`)
      if (round < 3) continue
      baseline.push(b - a)
      ours.push(d - c)
    }
    const [ours_ms, baseline_ms] = [median(ours), median(baseline)]
    return [{ name: `access for one person, ${TABLES} tables, ${ctx.people} people`, ours_ms, baseline_ms, ratio: ours_ms / baseline_ms, allowed_ms: 2 * baseline_ms + 10 }]
  } finally {
    await foreign.end()
  }
}

async function readAll(work: Work, located: Awaited<ReturnType<typeof locate>>, hash: ReturnType<typeof openHash>): Promise<number> {
  const sink = new Writable({ write: (_, __, done) => done() })
  const gathered = await gather(work, located, hash, 'en', '2026-11-22' as Day)
  let count = 0
  for (const table of gathered.tables) {
    for await (const rows of table.rows()) {
      for (const row of rows) {
        count++
        sink.write(JSON.stringify([row.key, row.explained.no, [...row.values].map(([name, cell]) => [name, cell.value.reveal()])]))
      }
    }
  }
  return count
}

async function byHand(foreign: Pool, email: string): Promise<number> {
  let count = 0
  for (let n = 1; n <= TABLES; n++) {
    const { rows } = await foreign.query(`select * from bench.t${n} where lower(email) = $1`, [email])
    count += JSON.stringify(rows) === '[]' ? 0 : rows.length
  }
  return count
}

/** The first table has everybody; one in ten stands in all twelve, twice in every third: 2.4 rows a person in all. */
const everywhere = (people: number): number => Math.ceil(people / 10)

async function fill(foreign: Pool, people: number): Promise<void> {
  await foreign.query('drop schema if exists bench cascade; create schema bench')
  for (let n = 1; n <= TABLES; n++) {
    await foreign.query(`create table bench.t${n} (id bigint primary key, email text, name text, note text, seen timestamptz)`)
    await foreign.query(`insert into bench.t${n} select i, 'p' || (1 + (i - 1) % $1::int) || '@bench.example', 'Someone', 'text ' || i, timestamptz '2026-06-01' from generate_series(1, $2::int) i`, n === 1 ? [people, people] : [everywhere(people), everywhere(people) * (n % 3 === 0 ? 2 : 1)])
    await foreign.query(`create index on bench.t${n} (lower(email))`)
    await foreign.query(`vacuum analyze bench.t${n}`)
  }
}

function policy(): Policy {
  const tables = Array.from({ length: TABLES }, (_, i) => `    t${i + 1}: { key: id, relation: contact, person: { email: email }, data: { email: email, name: name, note: note }, activity: seen }`).join('\n')
  const { policy: made, findings } = compile({
    policy: { file: 'policy.yaml', text: `
lofte: 1
controllers: { winlas: { name: WinLas, country: SE, contact: dataskydd@winlas.example } }
effective: 2026-01-01
languages: [sv, en]
authority: IMY
automated-decisions: none
people: { contact: { sv: kontakt, en: contact } }
data: { name: {}, email: { identifies: person }, note: { label: { sv: anteckning, en: note } } }
purposes:
  support:
    people: [contact]
    data: [name, email, note]
    ground: legitimate-interest
    balancing: { interest: { sv: stöd, en: support }, necessity: { sv: ja, en: needed }, outcome: { sv: våra, en: ours }, decided: 2026-01-01 }
    keep: { for: 2 years, after: last-activity, then: erase }
` },
    systems: { file: 'systems.yaml', text: `crm:\n  connector: postgres\n  url: \${BENCH_URL}\n  schema: bench\n  country: SE\n  tables:\n${tables}\n` },
  })
  if (made === null) throw new Error(findings.map((finding) => `${finding.rule} ${finding.message.en}`).join('; '))
  return made
}

function bound(on: object, name: string | symbol): unknown {
  const value = (on as Record<string | symbol, unknown>)[name]
  return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(on) : value
}

function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN
}
