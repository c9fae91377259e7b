import { expect, it } from 'vitest'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { counts, foreignSql, look, opener, policyOf, swept, work } from './world.ts'

// So many rows of one person that they are streamed, and carried out in slice after slice: nothing is held back by what is only its own.
for (const rows of [8_500, 50_000]) {
  it(`somebody with ${rows} rows goes whole in one sweep: what is referred to after what refers to it`, async () => {
    const policy = policyOf()
    const [ours, crm] = [await freshDatabase({ poolSize: 12 }), await foreignDatabase([`${foreignSql(3)} insert into ticket select 100000 + i, 1, 'x' from generate_series(1, ${rows}) i`])]
    const at = work(ours, policy)
    await look(at, crm.url)
    const result = await swept(at, { open: opener(crm.url), patience: 3000 })
    expect([result.open, result.outcomes.map(({ table, code, why, rows: n }) => [table, code, why, n])]).toEqual([0, [['club', 'removed', null, 1], ['contact', 'removed', null, 3], ['ticket', 'removed', null, rows + 6]]])
    expect(await counts(crm)).toMatchObject({ contact: 5, ticket: 10 })
  }, 300_000)
}
