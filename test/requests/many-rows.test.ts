import { expect, it } from 'vitest'
import { answerAccess } from '../../src/requests/index.ts'
import { outFolder, ragna, staff, unzipped, world } from './world.ts'

it('somebody with 50,000 rows is given all of them', async () => {
  const on = await world()
  await on.crm.pool.query(`insert into crm.ticket select 1000 + i, 1, '${ragna}', 'Hej', timestamptz '2026-10-01 08:00Z', null, timestamptz '2026-10-02 08:00Z' from generate_series(1, 50000) i`)
  await on.look()
  await using out = await outFolder()
  const of = await on.open('access', ragna)
  const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
  expect(answer).toMatchObject({ outcome: 'given', rows: 50_008 })
  const files = unzipped(answer.file)
  const tickets = [...files].find(([name]) => name.endsWith('.csv') && name.includes('ticket'))![1]
  expect(tickets.trimEnd().split('\n')).toHaveLength(1 + 50_002)
}, 300_000)
