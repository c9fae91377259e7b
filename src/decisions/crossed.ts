import { crossingsOf, hasCrossings, type Indexed } from '../people/index.ts'
import { companyAmong, type CompanyOf } from './company.ts'
import { blocks } from './decide-rows.ts'
import { recordsAmong, type RecordsOf } from './records.ts'
import type { Work } from '../work/index.ts'

/** What bears on the rows from outside a person's own: who else's rows refer to them, which records they are part of, and who else has them. */
export async function crossedAmong(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[], decided: boolean): Promise<{ crossed: (row: Indexed) => boolean; records: RecordsOf; company: CompanyOf }> {
  return { ...(await referredAmong(work, rows)), ...(await recordsAmong(work, rows)), company: await companyAmong(work, rows, decided) }
}

/** Which of the rows are referred to by rows of other people. Asked in bulk, and hardly ever there. */
async function referredAmong(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[]): Promise<{ crossed: (row: Indexed) => boolean }> {
  const found = new Set<string>()
  if (!(await hasCrossings(work.db))) return { crossed: () => false }
  for (let i = 0; i < rows.length; i += 5000) {
    for (const { ref, by } of await crossingsOf(work.db, rows.slice(i, i + 5000))) {
      // What the systems file lets go of holds nobody: it is set to NULL in the plan.
      if (blocks(work.policy.systems.get(by.system)?.tables.get(by.table), ref)) found.add(`${ref.system}\0${ref.table}\0${ref.key}`)
    }
  }
  return { crossed: (row) => found.size > 0 && found.has(`${row.system}\0${row.table}\0${row.key}`) }
}
