import { expect, it } from 'vitest'
import { mergePersons, type PersonId } from '../../src/people/index.ts'
import { owner, world } from './world.ts'

it('finds what is past its day on a row that leads to nobody, where it counts from its own matter', async () => {
  const on = await world()
  await on.night()
  await on.sql(`insert into crm.event values (2, 'Kunddag', '2026-09-01', '2026-09-02');
    insert into crm.registration values (2, 2, null, 'Okänd', null, null, 'Blå Kvarnen', null, null, null, '2026-08-01 08:00Z')`)
  await on.look()
  await on.audit()
  expect(await on.status('retention.ends:purposes.events.keep')).toMatchObject({ state: 'deviation', because: { overdue: 1 } })
})

it('decides people who are one together, and once', async () => {
  const on = await world()
  await on.sql(`insert into crm.contact values (2, 1, 'Kim O', null, 'kim.o@kund2.example', null, '2021-05-04 08:00Z', '2023-11-01 09:00Z', false, 'web')`)
  await on.look()
  const { rows } = await on.ours.pool.query<{ person_id: PersonId }>(`select person_id from people.location where tbl = 'contact' order by key`)
  await on.ours.db.transaction().execute((tx) => mergePersons(tx, owner, Temporal.Instant.from(on.now), rows[1]!.person_id, rows[0]!.person_id))
  await on.night()
  // By itself the old profile would have ended a year ago; the person signed in this month.
  expect(await on.status('retention.ends:purposes.portal.keep')).toMatchObject({ state: 'kept', because: {}, figures: { found: { subjects: 2 } } })
})
