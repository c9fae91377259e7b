import { describe, expect, it } from 'vitest'
import { markChanged, observe, setHold, type PersonId } from '../../src/people/index.ts'
import { decideChanged } from '../../src/decisions/index.ts'
import { settleOpen, sweep, waitingSystems, type Stage } from '../../src/plans/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import type { Database } from '../../src/platform/index.ts'
import { counts, foreignSql, job, look, opener, policyOf, role, swept, work } from './world.ts'

const policy = policyOf()
const undisturbed = { contact: 8, ticket: 10, club: 2, invoice: 3, visit: 0 }

async function planned(old = 30): Promise<{ ours: Database; crm: Database; plan: string }> {
  const [ours, crm] = [await freshDatabase({ poolSize: 12 }), await foreignDatabase([foreignSql(old)])]
  const at = work(ours, policy)
  await look(at, crm.url)
  return { ours, crm, plan: (await sweep(at, job, { open: opener(crm.url) })).plan.id }
}

/** Each thing once: one outcome for each item, and one entry for each person, table and rule. */
async function once(ours: Database): Promise<{ items: number; outcomes: number; evidence: number; codes: string[] }> {
  const { rows } = await ours.pool.query<{ items: number; outcomes: number; evidence: number; codes: string[] }>(`
    select (select count(*)::int from plans.item) as items, (select count(*)::int from plans.outcome) as outcomes,
           (select count(*)::int from evidence.waiting w where convert_from(w.bytes, 'UTF8') like '%.verified"%') as evidence,
           (select array_agg(distinct code order by code) from plans.outcome) as codes`)
  return rows[0]!
}

class Killed extends Error {}

/** The plan has been taken up: before that, who comes second makes one of their own. */
async function begun(ours: Database, plan: string): Promise<void> {
  await expect.poll(async () => (await ours.pool.query('select from plans.plan where plan_id = $1 and begun_at is not null', [plan])).rowCount, { timeout: 30_000, interval: 5 }).toBe(1)
}

describe('a sweep that dies', () => {
  for (const stage of ['taken', 'recovered', 'looked', 'intent', 'applied', 'recorded'] as const satisfies readonly Stage[]) {
    it(`after "${stage}": the next one ends where an undisturbed one would have`, async () => {
      const { ours, crm, plan } = await planned()
      const at = work(ours, policy)
      let left = 1
      const stop = async (now: Stage): Promise<void> => {
        if (now === stage && left-- > 0) throw new Killed('killed')
      }
      await expect(sweep(at, role, { open: opener(crm.url), approve: plan, stage: stop })).rejects.toThrow('killed')
      await sweep(at, job, { open: opener(crm.url), patience: 3000 })
      expect(await counts(crm)).toEqual(undisturbed)
      const seen = await once(ours)
      expect([seen.items, seen.outcomes, seen.codes]).toEqual([100, 100, ['cleared', 'removed']])
      // 30 contacts, 30 people's tickets, 10 memberships.
      expect(seen.evidence).toBe(70)
    })
  }

  it('whose connection to the system is cut at any moment', async () => {
    const { ours, crm, plan } = await planned()
    const at = work(ours, policy)
    let cut = 0
    const stop = async (now: Stage): Promise<void> => {
      if ((now === 'looked' || now === 'intent') && cut++ < 2) await crm.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'lofte' and state like 'idle in%'`)
    }
    const result = await sweep(at, role, { open: opener(crm.url), approve: plan, stage: stop, patience: 8000 })
    expect([result.open, await counts(crm)]).toEqual([0, undisturbed])
    expect(cut).toBeGreaterThan(1)
    const seen = await once(ours)
    expect([seen.outcomes, seen.codes, seen.evidence]).toEqual([100, ['cleared', 'removed'], 70])
  })

  it('comes back late, and is refused by its fence', async () => {
    const { ours, crm, plan } = await planned()
    const at = work(ours, policy)
    let late = 0
    await sweep(at, role, {
      open: opener(crm.url), approve: plan,
      stage: async (now) => {
        // While it holds the rows, its lease has run out and another has taken the slice over.
        if (now === 'looked' && late++ === 0) await ours.pool.query('update plans.slice set fence = fence + 1, holder = null, leased_until = null')
      },
    })
    const { rows } = await ours.pool.query<{ fence: number }>('select fence from plans.intent')
    // What it was about to do under fence 1 was taken back; it took the items up again under a new one.
    expect(rows).toEqual([{ fence: 3 }])
    await sweep(at, job, { open: opener(crm.url), patience: 3000 })
    expect(await counts(crm)).toEqual(undisturbed)
  })
})

/** What the index, the decisions and the plans' memory say, without the ids that differ from world to world. */
async function known(ours: Database): Promise<unknown> {
  const { rows } = await ours.pool.query<{ what: string; rows: string[] }>(`
    select 'location' as what, array_agg(concat_ws(' ', tbl, key, via, shared, loose, dates, links, fingerprint = '') order by tbl, key, via) as rows from people.location
    union all select 'emptied', array_agg(concat_ws(' ', tbl, key, links) order by tbl, key) from people.emptied
    union all select 'kept', array_agg(concat_ws(' ', relation, anchor, earliest, latest) order by relation, anchor, earliest, latest) from people.kept_date
    union all select 'person', array[count(*)::text] from people.person
    union all select 'claim', array[count(*)::text] from people.identifier_claim
    union all select 'decided', array_agg(concat_ws(' ', d.tbl, d.key, s.verdict, s.due_verb, d.due_on) order by d.tbl, d.key, s.verdict) from decisions.decision d join decisions.shape s using (shape_no)
    union all select 'acting', array_agg(tables::text) from people.acting
    union all select 'look-again', array_agg(tbl || key) from people.look_again order by 1`)
  return rows
}

describe('whoever observes between a kill and its recovery', () => {
  const looks = { 'what changed': {}, everything: { full: true } } as const
  async function looked(at: ReturnType<typeof work>, crm: Database, how: keyof typeof looks): Promise<void> {
    await observe(at, job, { open: opener(crm.url, 'observe'), ...looks[how] })
    await decideChanged(at)
  }
  async function killedAt(stage: Stage): Promise<{ ours: Database; crm: Database; at: ReturnType<typeof work> }> {
    const { ours, crm, plan } = await planned()
    const at = work(ours, policy)
    const stop = async (now: Stage): Promise<void> => {
      if (now === stage) throw new Killed('killed')
    }
    await expect(sweep(at, role, { open: opener(crm.url), approve: plan, stage: stop })).rejects.toThrow('killed')
    return { ours, crm, at }
  }

  it('finds the same end, and leaves the same index behind', async () => {
    const { ours, crm, plan } = await planned()
    const at = work(ours, policy)
    await sweep(at, role, { open: opener(crm.url), approve: plan })
    await looked(at, crm, 'everything')
    const [wanted, told] = [await known(ours), await once(ours)]
    for (const stage of ['intent', 'applied'] as const) {
      for (const how of ['what changed', 'everything'] as const) {
        for (const settled of [false, true]) {
          const killed = await killedAt(stage)
          await looked(killed.at, killed.crm, how)
          await looked(killed.at, killed.crm, 'what changed')
          if (settled) {
            await settleOpen(killed.at, job, { open: opener(killed.crm.url) })
            expect((await killed.ours.pool.query('select from plans.intent where settled_at is null')).rowCount).toBe(0)
            await looked(killed.at, killed.crm, 'what changed')
          }
          const named = `${stage}, a look at ${how}, settled first: ${settled}`
          const result = await sweep(killed.at, job, { open: opener(killed.crm.url), patience: 3000 })
          await looked(killed.at, killed.crm, 'everything')
          expect([named, result.open, await counts(killed.crm), await known(killed.ours)]).toEqual([named, 0, undisturbed, wanted])
          const seen = await once(killed.ours)
          expect([named, seen]).toEqual([named, told])
        }
      }
    }
  }, 240_000)

  it('and sees somebody come back: what the killed one had in hand stays', async () => {
    for (const settled of [false, true]) {
      const { ours, crm, at } = await killedAt('intent')
      await crm.pool.query(`update contact set seen = '2026-11-21' where id = 2`)
      await looked(at, crm, 'what changed')
      if (settled) {
        await settleOpen(at, job, { open: opener(crm.url) })
        await looked(at, crm, 'what changed')
      }
      await sweep(at, job, { open: opener(crm.url), patience: 3000 })
      await looked(at, crm, 'what changed')
      await sweep(at, job, { open: opener(crm.url), patience: 3000 })
      expect((await crm.pool.query('select from contact where id = 2')).rowCount).toBe(1)
      expect((await crm.pool.query('select from ticket where contact_id = 2')).rowCount).toBe(2)
      expect(await counts(crm)).toMatchObject({ contact: undisturbed.contact + 1, ticket: undisturbed.ticket + 2 })
      expect((await ours.pool.query(`select from people.location where tbl = 'contact' and key = '2' and dates like '%2026-11-21%'`)).rowCount).toBe(1)
    }
  })

  it('or places a hold: what was done is read back by what was meant then', async () => {
    const { ours, crm, at } = await killedAt('applied')
    const { rows } = await ours.pool.query<{ person_id: PersonId }>(`select person_id from people.location where tbl = 'contact' and key = '10'`)
    await ours.db.transaction().execute(async (tx) => {
      await setHold(tx, rows[0]!.person_id, '01900000-0000-7000-8000-000000000001' as never, { data: [], locations: [], basis: 'dispute', owner: 'legal', review: '2027-06-30' as never })
      await markChanged(tx, [rows[0]!.person_id])
    })
    await looked(at, crm, 'what changed')
    await sweep(at, job, { open: opener(crm.url), patience: 3000 })
    expect((await once(ours)).codes).toEqual(['cleared', 'removed'])
  })

  it('or changes the table: what can be read back no longer is not taken for gone', async () => {
    const { ours, crm, at } = await killedAt('intent')
    const before = [await ours.pool.query('select tbl, key, person_id from people.location order by 1, 2, 3').then(({ rows }) => rows), await counts(crm)]
    // Of a transaction that nobody can tell the end of: the system is another cluster's copy by now.
    await ours.pool.query(`update plans.intent set identity = 'another cluster'`)
    await crm.pool.query('create function quiet() returns trigger language plpgsql as $$ begin return old; end $$; create trigger nobody_accepted before delete on ticket for each row execute function quiet()')
    await settleOpen(at, job, { open: opener(crm.url) })
    expect((await ours.pool.query(`select distinct code, why from plans.outcome`)).rows).toEqual([{ code: 'unproven', why: 'shape-changed' }])
    expect([await ours.pool.query('select tbl, key, person_id from people.location order by 1, 2, 3').then(({ rows }) => rows), await counts(crm)]).toEqual(before)
    // Looked at again, they are known as they are.
    await looked(at, crm, 'what changed')
    expect((await ours.pool.query(`select from people.location where fingerprint = ''`)).rowCount).toBe(0)
  })
})

describe('several at once', () => {
  it('two sweeps of one approved plan do each item once', async () => {
    const { ours, crm, plan } = await planned(400)
    const at = work(ours, policy)
    await Promise.all([
      sweep(at, role, { open: opener(crm.url), approve: plan, patience: 5000 }),
      begun(ours, plan).then(() => sweep(at, job, { open: opener(crm.url), patience: 5000 })),
    ])
    const { contact, ticket } = await counts(crm)
    expect([contact, ticket]).toEqual([45, 10])
    const seen = await once(ours)
    expect([seen.outcomes, seen.codes]).toEqual([seen.items, ['cleared', 'removed']])
    expect((await ours.pool.query('select plan_id, n from plans.outcome group by 1, 2 having count(*) > 1')).rowCount).toBe(0)
    expect(seen.evidence).toBe(400 + 400 + 134)
  })

  it('two that begin at the same moment carry out one plan', async () => {
    const { ours, crm, plan } = await planned(60)
    const at = work(ours, policy)
    await sweep(at, role, { open: opener(crm.url), approve: plan })
    await crm.pool.query(`insert into contact select i, 'New', 'new' || i || '@example.example', '2020-01-01' from generate_series(1001, 1100) i`)
    const later = work(ours, policy, '2026-11-23T03:00:00Z')
    await look(later, crm.url)
    const both = await Promise.all([sweep(later, job, { open: opener(crm.url), patience: 5000 }), sweep(later, job, { open: opener(crm.url), patience: 5000 })])
    expect(both.every((one) => one.open === 0)).toBe(true)
    const { rows } = await ours.pool.query<{ code: string; n: number }>(`select code, count(*)::int as n from plans.outcome o join plans.item i using (plan_id, n) where i.key::int > 1000 group by 1`)
    expect(rows).toEqual([{ code: 'removed', n: 100 }])
  })
})

describe('a system that is down', () => {
  it('makes its items wait, longer each time, and shows; then they are done', async () => {
    const { ours, crm, plan } = await planned()
    const at = work(ours, policy)
    let down = true
    const open = (system: Parameters<ReturnType<typeof opener>>[0]) => (down ? opener('postgres://nobody@127.0.0.1:1/none')(system) : opener(crm.url)(system))
    const first = await sweep(at, role, { open, approve: plan })
    expect(first.open).toBe(100)
    expect(first.waiting).toMatchObject([{ system: 'crm', items: 100, failures: 1 }])
    expect(await counts(crm)).toMatchObject({ contact: 35 })
    await ours.pool.query(`update plans.part set paused_until = null; update plans.slice set not_before = null`)
    await sweep(at, job, { open })
    const [wait] = await waitingSystems(ours.db)
    expect(wait!.failures).toBe(2)
    down = false
    await ours.pool.query(`update plans.part set paused_until = null; update plans.slice set not_before = null`)
    const done = await sweep(at, job, { open, patience: 3000 })
    expect(await counts(crm)).toEqual(undisturbed)
    expect(done.waiting).toEqual([])
    expect((await once(ours)).codes).toEqual(['cleared', 'removed'])
  })
})

describe('with nothing disturbed', () => {
  it('the same end state', async () => {
    const { ours, crm } = await planned()
    await swept(work(ours, policy), { open: opener(crm.url) })
    expect(await counts(crm)).toEqual(undisturbed)
  })
})
