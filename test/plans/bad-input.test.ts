import { describe, expect, it } from 'vitest'
import { observe } from '../../src/people/index.ts'
import { sweep, type Swept } from '../../src/plans/index.ts'
import { foreseen, isProblem, type Database } from '../../src/platform/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { copyOf } from '../awkward/copy-of.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { counts, foreignSql, job, look, opener, policyOf, policyText, role, swept, systemsText, work } from './world.ts'

const policy = policyOf()

describe('a foreign database that is not as it was when the plan was made', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a mapped table has vanished', 'drop table visit', /^(plans\.shape-changed|systems\.)/],
    ['a column that the policy names has vanished', 'alter table ticket drop column body', /^(plans\.shape-changed|systems\.)/],
    ['somebody has put a trigger on it', 'create function quiet() returns trigger language plpgsql as $$ begin return old; end $$; create trigger nobody_accepted before delete on ticket for each row execute function quiet()', /^plans\.shape-changed$/],
  ]
  for (const [what, text, code] of cases) {
    it(`${what}: nothing is changed, and the error says so`, async () => {
      const [ours, crm] = [await freshDatabase(), await foreignDatabase([foreignSql(20)])]
      const at = work(ours, policy)
      await look(at, crm.url)
      const { plan } = await sweep(at, job, { open: opener(crm.url) })
      await crm.pool.query(text)
      const before = await copyOf(crm.pool)
      const said = await sweep(at, role, { open: opener(crm.url), approve: plan.id }).then((swept) => swept.outcomes, (error: unknown) => error)
      expect((said as { code?: string }).code).toMatch(code)
      expect((said as Error).message).not.toMatch(/Someone|@/)
      expect(await copyOf(crm.pool)).toEqual(before)
    })
  }
})

const full = `create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;`
const undisturbed = { contact: 7, ticket: 10, club: 2, invoice: 2, visit: 0 }

async function approved(of: Policy = policy, url: (crm: Database) => string = (crm) => crm.url): Promise<{ ours: Database; crm: Database; at: ReturnType<typeof work>; plan: string; again: (patience?: number) => Promise<Swept> }> {
  const [ours, crm] = [await freshDatabase({ poolSize: 12 }), await foreignDatabase([foreignSql(20)])]
  const at = work(ours, of)
  await look(at, crm.url)
  const plan = (await sweep(at, job, { open: opener(crm.url) })).plan.id
  return { ours, crm, at, plan, again: (patience = 3000) => sweep(at, role, { open: opener(url(crm)), approve: plan, patience }) }
}

const tell = ({ outcomes }: Swept) => outcomes.map(({ table, code, why, rows }) => [table, code, why, rows].join(' '))
/** Pauses are over: what waits may be tried again at once. */
const now = (ours: Database) => ours.pool.query('update plans.part set paused_until = null; update plans.slice set not_before = null')

describe('what is mended goes on from there', () => {
  it('a privilege that was taken away after the plan: refused by name, the rest done; given back, the next plan has it', async () => {
    const narrow = `narrow_${process.pid}`
    const { crm, at, ours, again } = await approved(policy, (database) => database.url.replace('postgres@', `${narrow}@`))
    await crm.pool.query(`create role ${narrow} login; grant usage on schema public to ${narrow}; grant select, update, delete on all tables in schema public to ${narrow}`)
    try {
      await crm.pool.query(`revoke delete on ticket from ${narrow}`)
      const before = await counts(crm)
      const first = await again()
      expect(tell(first).filter((one) => /ticket|contact/.test(one))).toEqual(expect.arrayContaining([expect.stringMatching(/^ticket refused privilege 40$/)]))
      expect((await counts(crm))['ticket']).toBe(before['ticket'])
      expect(tell(first).some((one) => one.startsWith('ticket removed'))).toBe(false)
      await crm.pool.query(`grant delete on ticket to ${narrow}`)
      await look(at, crm.url)
      await swept(at, { open: opener(crm.url.replace('postgres@', `${narrow}@`)), patience: 3000 })
      expect(await counts(crm)).toEqual(undisturbed)
      expect((await ours.pool.query('select from people.acting')).rowCount).toBe(0)
    } finally {
      await crm.pool.query(`drop owned by ${narrow}; drop role ${narrow}`)
    }
  })

  it('a trigger that nobody accepted: stopped before the first change; dropped, the same approval carries on', async () => {
    const { crm, again } = await approved()
    await crm.pool.query('create function quiet() returns trigger language plpgsql as $$ begin return old; end $$; create trigger nobody_accepted before delete on ticket for each row execute function quiet()')
    const before = await copyOf(crm.pool)
    await expect(again()).rejects.toMatchObject({ code: 'plans.shape-changed' })
    expect(await copyOf(crm.pool)).toEqual(before)
    await crm.pool.query('drop trigger nobody_accepted on ticket')
    await again()
    expect(await counts(crm)).toEqual(undisturbed)
  })

  it('a table that has vanished since the last look: said by name, the index keeps what it knows; back again, all is as before', async () => {
    const { ours, crm, at, again } = await approved()
    const index = async () => (await ours.pool.query<{ row: string }>(`select concat_ws(' ', person_id, tbl, key, fingerprint) as row from people.location order by 1`)).rows
    const before = await index()
    await crm.pool.query('alter table ticket rename to ticket_elsewhere')
    const error: unknown = await observe(at, job, { open: opener(crm.url, 'observe') }).then(() => null, (one: unknown) => one)
    expect([isProblem(error), (error as { code: string }).code]).toEqual([true, expect.stringMatching(/^systems\./)])
    expect(await index()).toEqual(before)
    await crm.pool.query('alter table ticket_elsewhere rename to ticket')
    await look(at, crm.url)
    await again()
    expect(await counts(crm)).toEqual(undisturbed)
  })

  it('a full disk in the foreign database: the items wait, nothing is changed; with room again they are done', async () => {
    // The very error that the server raises (SQLSTATE 53100), by a trigger that was there from the beginning and is accepted.
    const accepting = policyOf(policyText(), systemsText.replace('data: { body: name }', 'data: { body: name }\n      triggers: [full]'))
    const [ours, crm] = [await freshDatabase({ poolSize: 12 }), await foreignDatabase([`${foreignSql(20)} ${full} create table disk (is_full boolean); insert into disk values (true);
      create or replace function full_disk() returns trigger language plpgsql as $$ begin if (select is_full from disk) then raise exception 'could not extend file' using errcode = '53100'; end if; return old; end $$;
      create trigger "full" before delete on ticket for each row execute function full_disk();`])]
    const at = work(ours, accepting)
    await look(at, crm.url)
    const before = await counts(crm)
    const first = await swept(at, { open: opener(crm.url) })
    expect([first.open > 0, tell(first)]).toEqual([true, []])
    expect(await counts(crm)).toEqual(before)
    await crm.pool.query('update disk set is_full = false')
    await now(ours)
    const second = await sweep(at, job, { open: opener(crm.url), patience: 3000 })
    expect([second.open, await counts(crm)]).toEqual([0, undisturbed])
  })

  for (const [what, table] of [['before the first change', 'plans.intent'], ['after the last one', 'plans.outcome'], ['with the evidence', 'evidence.waiting']] as const) {
    it(`a full disk in our own database, ${what}: said so, nothing lost; with room again each thing is done and told once`, async () => {
      const { ours, crm, again } = await approved()
      const before = await counts(crm)
      if (table === 'evidence.waiting') await ours.pool.query(`delete from plans.approval`)
      await ours.pool.query(`${full} create trigger full_disk before insert on ${table} for each row execute function full_disk()`)
      const error: unknown = await again().then(() => null, (one: unknown) => one)
      expect(foreseen(error)).toMatchObject({ code: 'database.disk-full' })
      if (table !== 'plans.outcome') expect(await counts(crm)).toEqual(before)
      expect((await ours.pool.query('select from plans.outcome')).rowCount).toBe(0)
      await ours.pool.query(`drop trigger full_disk on ${table}`)
      const done = await again()
      expect([done.open, await counts(crm)]).toEqual([0, undisturbed])
      const { rows } = await ours.pool.query<{ code: string; n: number }>('select code, count(*)::int as n from plans.outcome group by 1 order by 1')
      expect(rows).toEqual([{ code: 'cleared', n: 2 }, { code: 'removed', n: 65 }])
    })
  }
})

it('an address of 10 kB and days at the ends of time: nobody is erased because of them, and everybody else goes', async () => {
  const long = `${'x'.repeat(10_000)}@example.example`
  const [ours, crm] = [await freshDatabase({ poolSize: 12 }), await foreignDatabase([`${foreignSql(20)}
    insert into contact values (101, 'Long', '${long}', '2026-11-01'), (102, 'Long and old', 'y${long}', '2020-01-01'),
      (103, 'First year', 'first@example.example', '0001-01-01'), (104, 'Last year', 'last@example.example', '9999-12-31'), (105, 'For ever', 'ever@example.example', 'infinity'), (106, 'Never', 'never@example.example', '-infinity')`])]
  const at = work(ours, policy)
  await look(at, crm.url)
  const result = await swept(at, { open: opener(crm.url), patience: 3000 })
  expect(result.open).toBe(0)
  const left = (await crm.pool.query<{ id: number }>('select id from contact where id > 100 order by 1')).rows.map(({ id }) => id)
  expect(left).toEqual([101, 102, 103, 104, 105, 106])
  expect((await crm.pool.query('select from contact where id <= 20')).rowCount).toBe(2)
  // What is no address leads to nobody, what is no day tells nothing: a human is asked.
  const { rows } = await ours.pool.query<{ said: string }>(`select concat_ws(' ', d.key, s.verdict, s.because[1]) as said from decisions.decision d join decisions.shape s using (shape_no) where d.tbl = 'contact' and d.key::int > 100 order by 1`)
  expect(rows.map(({ said }) => said)).toEqual(['101 review leads-to-nobody', '102 review leads-to-nobody', '103 undated past-date', '104 undated infinite-date', '105 undated infinite-date', '106 undated infinite-date'])
  expect((await ours.pool.query(`select from evidence.waiting where convert_from(bytes, 'UTF8') like '%xxxxx%'`)).rowCount).toBe(0)
})
