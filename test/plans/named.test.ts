import { beforeEach, describe, expect, it } from 'vitest'
import { decideChanged } from '../../src/decisions/index.ts'
import { findPerson, setHold, setObjection, setRequest, type PersonId } from '../../src/people/index.ts'
import { sweep, type Swept } from '../../src/plans/index.ts'
import { newId, type Database } from '../../src/platform/index.ts'
import type { Day } from '../../src/policy/law/index.ts'
import { openHash } from '../../src/systems/index.ts'
import type { Work } from '../../src/work/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { job, look, opener, policyOf, role, secrets, work } from './world.ts'

const balancing = '{ interest: { sv: stöd, en: support }, necessity: { sv: ja, en: needed }, outcome: { sv: våra, en: ours }, decided: 2026-01-01 }'
const policyText = `
lofte: 1
controllers:
  winlas: { name: WinLas, country: SE, contact: dataskydd@winlas.example, fiscal-year: 01-01..12-31 }
effective: 2026-01-01
languages: [sv, en]
people:
  applicant: { sv: sökande, en: applicant }
  referee: { sv: referens, en: referee }
data:
  name: {}
  email: { identifies: person }
  diet: {}
purposes:
  recruiting:
    people: [applicant]
    data: [name, email, diet]
    ground: legitimate-interest
    balancing: ${balancing}
    keep: { for: 2 years, after: last-activity, then: erase }
  references:
    people: [referee]
    data: [name, email]
    ground: legitimate-interest
    balancing: ${balancing}
    keep: { for: 5 years, after: process-end, then: erase }
brake: { share: 100%, people: 100000 }
`
const systems = (relation: string): string => `
ats:
  connector: postgres
  url: \${ATS_URL}
  schema: public
  country: SE
  tables:
    application:
      key: id
      relation: applicant
      person: { email: email }
      data:
        name: name
        email: email
        form->diet: diet
        form->referees->*->name: { data: name, of: { email: form->referees->*->email${relation} } }
        form->referees->*->email: { data: email, of: { email: form->referees->*->email${relation} } }
      not-personal: { form->post: what was applied for }
      activity: seen
      dates: { process-end: closed }
`
const following = policyOf(policyText, systems(''))
const standing = policyOf(policyText, systems(', relation: referee'))

let ours: Database
let theirs: Database
beforeEach(async () => {
  ours = await freshDatabase({ poolSize: 12 })
  theirs = await foreignDatabase([`
    create table application (id int primary key, name text, email text, form jsonb, seen date, closed date);
    insert into application values
      (1, 'Anna', 'anna@x.example', '{"diet": "nuts", "post": "cook", "referees": [{"name": "Bo", "email": "bo@ref.example"}, {"name": "Cai", "email": "cai@ref.example"}, {"name": "who knows"}]}', '2022-01-01', '2022-03-01'),
      (2, 'Dag', 'dag@x.example', '{"diet": "fish", "post": "host", "referees": [{"name": "Bo", "email": "BO@ref.example"}]}', '2026-11-01', '2026-12-01');`])
}, 60_000)

const table = async (): Promise<readonly { id: number; name: string | null; form: unknown }[]> => (await theirs.pool.query<{ id: number; name: string | null; form: unknown }>('select id, name, form from application order by id')).rows
const outcomes = ({ outcomes }: Swept): string[] => outcomes.map((one) => `${one.verb} ${one.code}${one.why === null ? '' : ` (${one.why})`} ${one.rows}`).sort()

async function person(at: Work, email: string): Promise<PersonId> {
  const [found] = await findPerson(at, [{ controller: 'winlas', kind: 'email', hash: openHash(secrets).identifier('email', email, 'winlas')! }])
  return found!.personId
}

async function swept(at: Work, before?: () => Promise<void>): Promise<Swept> {
  const open = opener(theirs.url)
  await look(at, theirs.url)
  const first = await sweep(at, job, { open })
  await before?.()
  return first.held.length === 0 ? first : sweep(at, role, { open, approve: first.plan.id })
}

const dagsForm = { diet: 'fish', post: 'host', referees: [{ name: 'Bo', email: 'BO@ref.example' }] }

describe('somebody whom a row names', () => {
  it('goes with the row, where nothing of their own stands', async () => {
    const at = work(ours, following)
    expect(outcomes(await swept(at))).toEqual(['delete removed 1'])
    expect(await table()).toEqual([{ id: 2, name: 'Dag', form: dagsForm }])
    const { rows } = await ours.pool.query(`select from people.location where strpos(key, E'\\x1d') > 0`)
    expect(rows).toHaveLength(1)
    await decideChanged(at)
    // Cai is named nowhere any more: off the record.
    expect(await findPerson(at, [{ controller: 'winlas', kind: 'email', hash: openHash(secrets).identifier('email', 'cai@ref.example', 'winlas')! }])).toEqual([])
  }, 60_000)

  it('is left in the row that is emptied of its own person, and goes on the day of their own; then the row goes', async () => {
    const at = work(ours, standing)
    expect(outcomes(await swept(at))).toEqual(['clear cleared 1'])
    const [emptied] = await table()
    expect(emptied).toEqual({ id: 1, name: null, form: { post: 'cook', referees: [{ name: 'Bo', email: 'bo@ref.example' }, { name: 'Cai', email: 'cai@ref.example' }] } })
    // The days go on, and nothing is done twice.
    const next = work(ours, standing, '2026-11-23T03:00:00Z')
    expect((await swept(next)).plan.items).toBe(0)
    const then = work(ours, standing, '2027-03-01T03:00:00Z')
    expect(outcomes(await swept(then))).toEqual(['clear cleared 2'])
    expect((await table())[0]).toEqual({ id: 1, name: null, form: { post: 'cook', referees: [] } })
    const last = work(ours, standing, '2027-03-02T03:00:00Z')
    expect(outcomes(await swept(last))).toEqual(['delete removed 1'])
    expect(await table()).toEqual([{ id: 2, name: 'Dag', form: dagsForm }])
  }, 120_000)

  it('who asks for erasure is taken out of every row that names them, and nothing else changes', async () => {
    const at = work(ours, standing)
    await look(at, theirs.url)
    const bo = await person(at, 'bo@ref.example')
    await ours.db.transaction().execute(async (tx) => {
      await setRequest(tx, bo, newId<'fact'>(), { right: 'erasure', received: '2026-11-20' as Day, identified: true, scope: {} })
      await setObjection(tx, bo, newId<'fact'>(), { to: 'references', controller: 'winlas', on: '2026-11-20' as Day, outcome: 'upheld' })
    })
    await decideChanged(at)
    const done = await sweep(at, role, { open: opener(theirs.url), people: [bo] })
    expect(done.held).toEqual([])
    expect(outcomes(done)).toEqual(['clear cleared 2'])
    expect(await table()).toEqual([
      { id: 1, name: 'Anna', form: { diet: 'nuts', post: 'cook', referees: [{ name: 'Cai', email: 'cai@ref.example' }, { name: 'who knows' }] } },
      { id: 2, name: 'Dag', form: { ...dagsForm, referees: [] } },
    ])
  }, 60_000)

  it('is heeded up to the last moment: a hold of theirs after the plan keeps what names them', async () => {
    const at = work(ours, following)
    const done = await swept(at, async () => {
      const bo = await person(at, 'bo@ref.example')
      await ours.db.transaction().execute((tx) => setHold(tx, bo, newId<'fact'>(), { data: [], locations: [], basis: 'dispute', owner: 'legal', review: '2027-12-31' as Day }))
    })
    expect(outcomes(done)).toEqual(['delete changed 1'])
    expect((await table())[0]).toMatchObject({ id: 1, name: 'Anna' })
    // The next day what is theirs stays, and the rest goes.
    expect(outcomes(await swept(work(ours, following, '2026-11-23T03:00:00Z')))).toEqual(['clear cleared 1'])
    expect((await table())[0]).toEqual({ id: 1, name: null, form: { post: 'cook', referees: [{ name: 'Bo', email: 'bo@ref.example' }] } })
  }, 120_000)

  it('keeps the whole row where a dispute is about the row', async () => {
    const at = work(ours, following)
    await look(at, theirs.url)
    const bo = await person(at, 'bo@ref.example')
    await ours.db.transaction().execute((tx) => setHold(tx, bo, newId<'fact'>(), { data: [], locations: [{ system: 'ats', table: 'application', key: '1' }], basis: 'dispute', owner: 'legal', review: '2027-12-31' as Day }))
    const before = await table()
    expect((await swept(at)).plan.items).toBe(0)
    expect(await table()).toEqual(before)
  }, 60_000)
})
