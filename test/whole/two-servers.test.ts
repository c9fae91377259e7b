import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startJobs, systemClock } from '../../src/platform/index.ts'
import { smtpServer } from '../messages/mail-server.ts'
import { foreignSql, policyText, systemsText } from '../plans/world.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { openFolder } from '../setup/folder.ts'
import { dataDirectory, freePort, insides, lofte, serve, type Settings } from './program.ts'

// Two servers on one database, both with jobs: what is due is observed, swept, reminded and sealed by whichever comes by, once.
const text = policyText()
  .replace('languages:', 'authority: IMY\nrecipients: none\nlanguages:')
  .replace('\ndata:', '\n  subscriber: { sv: prenumerant, en: subscriber }\ndata:')
  .replace('\n  invoicing:', `
  portal:
    label: { sv: din profil, en: your profile, "no": profilen din }
    people: [subscriber]
    data: [name, email]
    ground: legitimate-interest
    balancing: { interest: { sv: stöd, en: support }, necessity: { sv: ja, en: needed }, outcome: { sv: våra, en: ours }, decided: 2026-01-01 }
    keep: { for: 2 years, after: last-activity, remind: 30 days, renewable: true, then: erase }
  invoicing:`)
const systems = `${systemsText}    subscriber:
      key: id
      relation: subscriber
      person: { email: email }
      data: { name: name, email: email }
      activity: seen
      purposes: [portal]
`
/** Twelve whose two years end within the month: each gets one letter. */
const subscribers = `
create table subscriber (id int primary key, name text, email text, seen date);
insert into subscriber select i, 'Someone', 's' || i || '@example.example', date '2024-12-10' from generate_series(1, 12) i;
`
const secret = 'only-for-these-tests-and-nothing-else'
const policy = join(openFolder('lofte-two-'), 'policy')

describe('two servers on one database', () => {
  it('do each item once, and send each mail once', async () => {
    mkdirSync(policy)
    writeFileSync(join(policy, 'policy.yaml'), text)
    writeFileSync(join(policy, 'systems.yaml'), systems)
    const [ours, crm, smtp] = [await freshDatabase(), await foreignDatabase([foreignSql(300, 20) + subscribers]), await smtpServer()]
    const settings: Settings = { DATABASE_URL: ours.url, CRM_URL: crm.url, SMTP_URL: smtp.url, LOFTE_PUBLIC_URL: 'https://winlas.example', MAIL_FROM: 'no-reply@winlas.example', LOFTE_CLOCK: '2026-11-22T03:00:00Z' }
    const [first, second]: [Settings, Settings] = [await own(settings), await own(settings)]
    const servers = await Promise.all([serve([policy], first), serve([policy], second)])
    try {
      for (const server of servers) expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
      const jobs = await startJobs(ours, systemClock())
      // What the clock would do, more often than it would: every job several times, so that both servers take some.
      const tick = async (name: string): Promise<void> => {
        await Promise.all([1, 2, 3].map(() => jobs.enqueue(ours.db, name, {})))
        await settled(ours.pool, name)
      }
      // The look after the start first: a job that finds another observing leaves it to that one, and is done before it.
      await expect.poll(async () => (await ours.pool.query<{ state: string }>(`select distinct state from jobs.job where name = 'first-round'`)).rows, { timeout: 300_000, interval: 200 }).toEqual([{ state: 'completed' }])
      await tick('observe')
      await tick('remind')
      await tick('deliver')
      // The first sweep of a policy waits for approval: the job makes the plan, a human says yes, the job carries out what is left.
      await tick('sweep')
      const held = JSON.parse((await lofte(['sweep', policy, '--json'], first)).out) as { plan: string; approval: string[] }
      expect(held.approval).not.toEqual([])
      await Promise.all([lofte(['sweep', policy, '--approve', held.plan, '--as', 'dpo'], first), wait(300).then(() => tick('sweep'))])
      await tick('sweep')
      await tick('seal')
      await tick('audit')
      await tick('deliver')
      await tick('seal')
      await jobs.stop()

      const count = async (text: string): Promise<number> => (await ours.pool.query<{ n: number }>(text)).rows[0]?.n ?? -1
      const items = await count(`select count(*) as n from plans.item i join plans.plan p using (plan_id) where p.begun_at is not null`)
      expect(items).toBeGreaterThan(900)
      expect(await count('select count(*) as n from plans.outcome')).toBe(items)
      expect(await count('select count(*) as n from (select i.system, i.tbl, i.key from plans.outcome o join plans.item i using (plan_id, n) group by 1, 2, 3 having count(*) > 1) twice')).toBe(0)
      expect((await ours.pool.query<{ code: string }>('select distinct code from plans.outcome order by 1')).rows.map(({ code }) => code)).toEqual(['cleared', 'removed'])
      expect((await crm.pool.query<{ n: number }>('select count(*)::int as n from contact')).rows[0]?.n).toBe(20 + 30)
      const to = smtp.arrived.map((mail) => mail.to).toSorted()
      expect(to).toEqual(Array.from({ length: 12 }, (_, n) => `s${1 + n}@example.example`).toSorted())
      const verified = await lofte(['evidence', 'verify', '--json'], first)
      expect(JSON.parse(verified.out)).toMatchObject({ ok: true, findings: [] })
    } finally {
      const ends = await Promise.all(servers.map((server) => server.stop()))
      for (const end of ends) expect([end.status, insides.test(end.err)]).toEqual([0, false])
      await smtp.stop()
    }
  }, 900_000)
})

/** Every job of the name has come to its end. */
async function settled(pool: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> }, name: string): Promise<void> {
  await expect.poll(async () => (await pool.query(`select name, state, output from jobs.job where name = $1 and state in ('created', 'active', 'retry')`, [name])).rows, { timeout: 300_000, interval: 200 }).toEqual([])
}

/** What each server has for itself: a directory and a port; the secret is the installation's. */
async function own(settings: Settings): Promise<Settings> {
  return { ...settings, ...dataDirectory(), LOFTE_SECRET: secret, PORT: String((await freePort()).port) }
}
