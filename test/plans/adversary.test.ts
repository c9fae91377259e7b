import { beforeEach, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { endFact, markChanged, mergePersons, setHold, setRenewal, undoMerge, type PersonId } from '../../src/people/index.ts'
import { sweep, type Stage, type Swept } from '../../src/plans/index.ts'
import type { Database } from '../../src/platform/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import type { Work } from '../../src/work/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { counts, foreignSql, job, look, opener, policyOf, policyText, role, systemsText, work } from './world.ts'

let ours: Database
let crm: Database
beforeEach(async () => {
  ours = await freshDatabase({ poolSize: 12 })
  crm = await foreignDatabase([foreignSql(30)])
})

const policy = policyOf()
const holdId = '01900000-0000-7000-8000-000000000001' as never
const otherId = '01900000-0000-7000-8000-000000000002' as never

async function personOf(key: string): Promise<PersonId> {
  const { rows } = await ours.pool.query<{ id: PersonId }>(`select person_id as id from people.location where tbl = 'contact' and key = $1`, [key])
  return rows[0]!.id
}

const held = (at: Work, id: PersonId, data: readonly string[], fact = holdId): Promise<void> =>
  at.db.transaction().execute((tx) => setHold(tx, id, fact, { data, locations: [], basis: 'dispute', owner: 'legal', review: '2027-06-30' as never }))

async function planned(of: Policy = policy): Promise<{ at: Work; plan: string }> {
  const at = work(ours, of)
  await look(at, crm.url)
  return { at, plan: (await sweep(at, job, { open: opener(crm.url) })).plan.id }
}

/** The sweep of the plan, with something done once when it has come to the stage. */
async function carried(at: Work, plan: string, stage: Stage, then: () => Promise<unknown>): Promise<Swept> {
  let done = false
  return sweep(at, role, {
    open: opener(crm.url), approve: plan, patience: 2000,
    stage: async (now) => {
      if (now !== stage || done) return
      done = true
      await then()
    },
  })
}

const row = async (id: number): Promise<unknown> => (await crm.pool.query('select name, email from contact where id = $1', [id])).rows[0]
const whole = (id: number): unknown => ({ name: `Someone ${id}`, email: `p${id}@example.example` })

describe('facts of ours that come while rows are held under lock', () => {
  for (const stage of ['taken', 'recovered', 'looked', 'intent'] as const satisfies readonly Stage[]) {
    it(`a hold, acknowledged at "${stage}": nothing of that person goes, everybody else's does`, async () => {
      const { at, plan } = await planned()
      const id = await personOf('2')
      const result = await carried(at, plan, stage, () => held(at, id, []))
      expect(await row(2)).toEqual(whole(2))
      expect(await counts(crm)).toEqual({ contact: 9, ticket: 12, club: 2, invoice: 3, visit: 0 })
      expect(result.outcomes.filter((one) => one.table === 'contact').map((one) => [one.code, one.rows])).toEqual(expect.arrayContaining([['removed', 26], ['changed', 1]]))
    })

    it(`a hold on one field of a row that is emptied, at "${stage}": that field stays`, async () => {
      const { at, plan } = await planned()
      const id = await personOf('10')
      await carried(at, plan, stage, () => held(at, id, ['email']))
      expect(await row(10)).toEqual(whole(10))
      expect(await row(20)).toEqual({ name: null, email: null })
    })
  }

  it('a hold that was decided by another process before the intent is seen too', async () => {
    const { at, plan } = await planned()
    const id = await personOf('2')
    await carried(at, plan, 'looked', async () => {
      await held(at, id, [])
      await decideChanged(at)
    })
    expect(await row(2)).toEqual(whole(2))
  })

  it('a hold that took the place of another after the plan: the field that is now held stays', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const id = await personOf('10')
    await held(at, id, ['name'])
    const { plan } = await sweep(at, job, { open: opener(crm.url) })
    await carried(at, plan.id, 'taken', async () => {
      await at.db.transaction().execute((tx) => endFact(tx, 'hold', id, holdId))
      await held(at, id, ['email'], otherId)
    })
    expect(await row(10)).toMatchObject({ email: 'p10@example.example' })
  })

  it('a renewal', async () => {
    const { at, plan } = await planned()
    const id = await personOf('2')
    await carried(at, plan, 'looked', () => at.db.transaction().execute((tx) => setRenewal(tx, id, holdId, { controller: 'winlas', relation: 'contact', on: '2026-11-21' as never })))
    expect(await row(2)).toEqual(whole(2))
  })
})

describe('who is who changes after the plan', () => {
  it('merged into somebody who is active: nothing of either goes', async () => {
    const { at, plan } = await planned()
    const [due, active] = [await personOf('2'), await personOf('33')]
    await carried(at, plan, 'taken', () => at.db.transaction().execute((tx) => mergePersons(tx, role, at.now, due, active)))
    expect(await row(2)).toEqual(whole(2))
    expect((await crm.pool.query('select from ticket where contact_id = 2')).rowCount).toBe(2)
  })

  it('somebody active is merged into them', async () => {
    const { at, plan } = await planned()
    const [due, active] = [await personOf('2'), await personOf('33')]
    await carried(at, plan, 'looked', () => at.db.transaction().execute((tx) => mergePersons(tx, role, at.now, active, due)))
    expect(await row(2)).toEqual(whole(2))
  })

  it('a merge is undone: what was decided for both together is not done to one', async () => {
    const at = work(ours, policy)
    await look(at, crm.url)
    const [one, other] = [await personOf('2'), await personOf('3')]
    await at.db.transaction().execute((tx) => mergePersons(tx, role, at.now, one, other))
    await held(at, one, [])
    await at.db.transaction().execute((tx) => endFact(tx, 'hold', one, holdId))
    await decideChanged(at)
    const { plan } = await sweep(at, job, { open: opener(crm.url) })
    await carried(at, plan.id, 'taken', async () => {
      await at.db.transaction().execute((tx) => undoMerge(tx, role, at.now, one))
      await held(at, one, [])
    })
    expect(await row(2)).toEqual(whole(2))
  })

  it('everybody waits to be decided anew: nobody is acted on by what was decided before', async () => {
    const { at, plan } = await planned()
    const id = await personOf('2')
    await carried(at, plan, 'taken', async () => {
      // As an observation of the whole leaves it: the fact is there, and one mark for all.
      await ours.pool.query(`insert into people.hold (person_id, fact_id, data, locations, basis, owner, review) values ($1, $2, '{}', '[]', 'dispute', 'legal', '2027-06-30')`, [id, holdId])
      await at.db.transaction().execute((tx) => markChanged(tx, 'ffffffff-ffff-ffff-ffff-ffffffffffff' as PersonId))
    })
    expect(await row(2)).toEqual(whole(2))
  })
})

describe('another version of the policy', () => {
  it('brings to its end what was begun, and acts on nothing that was approved under the old one', async () => {
    const { at, plan } = await planned()
    await expect(carried(at, plan, 'recovered', () => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
    const other = work(ours, policyOf(policyText('{ share: 99%, people: 99999 }')))
    await decideChanged(other)
    const result = await sweep(other, job, { open: opener(crm.url), patience: 2000 })
    expect(result.held).toContain('first-of-policy')
    expect((await counts(crm))['contact']).toBe(35)
  })
})

describe('a row that comes to be shared', () => {
  const shared = `${systemsText}    address:
      key: id
      relation: contact
      data: { street: name }
      purposes: [support]
    delivery:
      key: id
      relation: contact
      data: { note: name }
      purposes: [support]
      belongs-to: { contact: contact_id, address: address_id }
    home:
      key: id
      relation: contact
      data: { note: address }
      purposes: [invoicing]
      record: true
      belongs-to: { contact: contact_id, address: address_id }
      booked: booked
`
  const more = `create table address (id int primary key, street text);
    create table delivery (id int primary key, contact_id int references contact, address_id int references address, note text);
    create table home (id int primary key, contact_id int references contact, address_id int references address, note text, booked date);
    insert into address values (1, 'Delade gatan 3'), (2, 'Egna gatan 4');
    insert into delivery values (1, 2, 1, 'x'), (2, 33, 1, 'y'), (3, 3, 2, 'z');`

  it('is left to who remains, and the tie of who goes is gone: nothing of it is planned again', async () => {
    await crm.pool.query(more)
    const { at, plan } = await planned(policyOf(policyText(), shared))
    const result = await sweep(at, role, { open: opener(crm.url), approve: plan })
    expect(result.outcomes.filter((one) => one.code === 'refused')).toEqual([])
    expect((await crm.pool.query('select id from address order by 1')).rows).toEqual([{ id: 1 }])
    expect((await crm.pool.query('select id from delivery order by 1')).rows).toEqual([{ id: 2 }])
    const later = work(ours, at.policy, '2026-11-23T03:00:00Z')
    expect((await ours.pool.query(`select person_id from people.location where tbl = 'address'`)).rows).toHaveLength(1)
    await look(later, crm.url)
    expect((await sweep(later, job, { open: opener(crm.url) })).plan.items).toBe(0)
  })

  it('to end the tie of a row that stays is decided again too', async () => {
    // The accounting record of contact 2 stays, and points at an address that contact 33 lives at.
    await crm.pool.query(`${more} delete from delivery where id = 1; insert into home values (1, 2, 1, 'n', '2026-02-01')`)
    const { at, plan } = await planned(policyOf(policyText(), shared))
    const ties = await ours.pool.query<{ verb: string }>(`select verb from plans.item where tbl = 'home'`)
    expect(ties.rows).toEqual([{ verb: 'unlink' }])
    const id = await personOf('2')
    await carried(at, plan, 'taken', () => held(at, id, []))
    expect((await crm.pool.query('select address_id from home')).rows).toEqual([{ address_id: 1 }])
  })
})

describe('a date that goes with a row of ours', () => {
  it('is kept while somebody is on record: what is left ends when it would have', async () => {
    // The activity of a person stands in a log that goes with support; the invoice is held through 2033, and its recipient ends with it.
    const logged = systemsText.replace('      activity: seen\n', '') + `    signin:
      key: id
      relation: contact
      data: { note: name }
      purposes: [support]
      belongs-to: { contact: contact_id }
      activity: at
`
    await crm.pool.query(`create table signin (id int primary key, contact_id int references contact, note text, at date); insert into signin values (1, 10, 'in', '2020-01-01'); alter table contact add nick text`)
    const text = logged.replace('data: { name: name, email: email }', 'data: { name: name, email: email, nick: address }').replace('purposes: [support]\n', 'purposes: [support, invoicing]\n')
    const { at, plan } = await planned(policyOf(policyText(), text))
    await sweep(at, role, { open: opener(crm.url), approve: plan })
    expect((await crm.pool.query('select from signin')).rowCount).toBe(0)
    const { rows } = await ours.pool.query<{ anchor: string; latest: string }>('select anchor, latest::text as latest from people.kept_date k join people.location l using (person_id) group by 1, 2')
    expect(rows).toEqual([{ anchor: 'last-activity', latest: '2020-01-01' }])
    const why = await ours.pool.query<{ because: string[] }>(`select s.because from decisions.decision d join decisions.shape s using (shape_no) join people.location l using (person_id, system, tbl, key) where l.tbl = 'contact' and l.key = '10'`)
    expect(why.rows.flatMap((row) => row.because)).not.toContain('missing-date')
  })
})
