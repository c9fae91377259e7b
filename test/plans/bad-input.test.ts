import { describe, expect, it } from 'vitest'
import { sweep } from '../../src/plans/index.ts'
import { copyOf } from '../awkward/copy-of.ts'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { foreignSql, job, look, opener, policyOf, role, work } from './world.ts'

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
