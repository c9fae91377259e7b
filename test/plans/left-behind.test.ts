import { beforeEach, expect, it } from 'vitest'
import { mergePersons, personsOf, undoMerge } from '../../src/people/index.ts'
import { sweep, type Swept } from '../../src/plans/index.ts'
import type { Database } from '../../src/platform/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { job, look, opener, policyOf, policyText, role, swept, work } from './world.ts'

let ours: Database
let theirs: Database
beforeEach(async () => {
  ours = await freshDatabase({ poolSize: 12 })
}, 60_000)

const outcomes = ({ outcomes }: Swept): string[] => outcomes.map((one) => `${one.table} ${one.verb} ${one.code} ${one.rows}`).sort()

async function sweptOn(policy: Policy, day: string): Promise<Swept> {
  const at = work(ours, policy, `${day}T03:00:00Z`)
  await look(at, theirs.url)
  return swept(at, { open: opener(theirs.url) })
}

const tables = `
  create table contact (id int primary key, name text, email text, seen date);
  create table ticket (id int primary key, contact_id int references contact, body text);
  create table club (id int primary key, contact_id int references contact);
  create table invoice (id int primary key, contact_id int references contact, recipient text not null, address text, booked date);
  create table visit (id int primary key, contact_id int references contact, note text, made date);
  insert into contact values (1, 'Anna', 'anna@x.example', '2020-01-01'), (2, 'Bo', 'bo@x.example', '2026-11-01');
`

it('an emptied row that an unmapped table refers to is told once, and goes when that lets go of it', async () => {
  theirs = await foreignDatabase([`${tables} create table pin (contact_id int references contact); insert into pin values (1);`])
  const policy = policyOf()
  expect(outcomes(await sweptOn(policy, '2026-11-22'))).toEqual(['contact clear cleared 1'])
  for (const day of ['2026-11-23', '2026-11-24']) expect((await sweptOn(policy, day)).plan.items).toBe(0)
  await theirs.pool.query('delete from pin')
  expect(outcomes(await sweptOn(policy, '2026-11-25'))).toEqual(['contact delete removed 1'])
  expect((await theirs.pool.query('select id from contact')).rows).toEqual([{ id: 2 }])
}, 120_000)

it('what was made anonymous stays, and is nobody’s', async () => {
  theirs = await foreignDatabase([tables])
  const policy = policyOf(policyText().replace('after: last-activity, then: erase', 'after: last-activity, then: anonymise'))
  expect(outcomes(await sweptOn(policy, '2026-11-22'))).toEqual(['contact clear cleared 1'])
  for (const day of ['2026-11-23', '2026-11-24']) expect((await sweptOn(policy, day)).plan.items).toBe(0)
  expect((await theirs.pool.query(`select id, name, email from contact order by id`)).rows).toEqual([{ id: 1, name: null, email: null }, { id: 2, name: 'Bo', email: 'bo@x.example' }])
  expect((await personsOf(ours.db, [{ system: 'crm', table: 'contact', key: '1' }]))[0]?.personIds).toEqual([])
}, 120_000)

it('of a row that two share, what neither needs goes, once for each, and then the days are alike', async () => {
  theirs = await foreignDatabase([`
    create table contact (id int primary key, name text, email text, seen date);
    create table agreement (id int primary key, one_id int references contact, other_id int references contact, title text, place text, note text);
    insert into contact values (1, 'Anna', 'anna@x.example', '2025-06-01'), (2, 'Bo', 'bo@x.example', '2025-07-01');
    insert into agreement values (7, 1, 2, 'ours', 'here', 'both were there');`])
  const policy = policyOf(
    policyText().replace('  address: {}\n', '  address: {}\n  note: {}\n').replace('data: [name, email]\n', 'data: [name, email, address, note]\n').replace('after: last-activity, then: erase }', 'after: last-activity, then: erase, per-field: { note: { for: 1 year, after: last-activity, then: erase } } }'),
    `
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
    agreement:
      key: id
      relation: contact
      data: { title: name, place: address, note: note }
      belongs-to: { contact: [{ columns: one_id }, { columns: other_id }] }
      purposes: [support]
`)
  // Anna's year for notes is over, Bo's is not before July: it is only not used for her.
  expect(outcomes(await sweptOn(policy, '2026-06-15'))).toEqual(['agreement restrict restricted 1'])
  expect((await sweptOn(policy, '2026-06-16')).plan.items).toBe(0)
  expect(outcomes(await sweptOn(policy, '2026-07-02')).filter((one) => one.includes('removed'))).toEqual([])
  for (const day of ['2026-07-03', '2026-07-04']) await sweptOn(policy, day)
  expect((await theirs.pool.query('select title, place, note from agreement')).rows).toEqual([{ title: 'ours', place: 'here', note: null }])
  expect((await sweptOn(policy, '2026-07-05')).plan.items).toBe(0)
  // The rest goes with the last of them.
  for (const day of ['2027-07-02', '2027-07-03']) await sweptOn(policy, day)
  expect((await theirs.pool.query('select from agreement')).rows).toEqual([])
}, 120_000)

it('two who are parted again each have their own rows at the next look', async () => {
  theirs = await foreignDatabase([tables])
  const at = work(ours, policyOf())
  await look(at, theirs.url)
  const whose = async (): Promise<readonly (readonly string[])[]> => (await personsOf(ours.db, ['1', '2'].map((key) => ({ system: 'crm', table: 'contact', key })))).map((one) => one.personIds)
  const [[anna], [bo]] = await whose() as [[never], [never]]
  await ours.db.transaction().execute((tx) => mergePersons(tx, role, at.now, anna, bo))
  // Written while they were one, the row is placed with whom they were taken for.
  await theirs.pool.query(`update contact set seen = '2026-11-02' where id = 1`)
  const later = work(ours, policyOf(), '2026-11-23T03:00:00Z')
  await look(later, theirs.url)
  await ours.db.transaction().execute((tx) => undoMerge(tx, role, later.now, anna))
  await look(work(ours, policyOf(), '2026-11-24T03:00:00Z'), theirs.url)
  expect(await whose()).toEqual([[anna], [bo]])
  const again = await sweep(work(ours, policyOf(), '2026-11-25T03:00:00Z'), job, { open: opener(theirs.url) })
  expect(again.outcomes).toEqual([])
}, 120_000)
