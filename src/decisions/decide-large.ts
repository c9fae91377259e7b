import type pg from 'pg'
import { factsOf, locationsOf, nobody, noFacts, type Indexed, type PersonId } from '../people/index.ts'
import { decidePerson, emptyFold, foldLocation } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import { refText } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { blocks, decideOne, factsOfRow, goesOn, tableOf, withRecords, type Decided } from './decide-rows.ts'
import { writeDecided, type Shapes } from './store.ts'
import { crossedAmong } from './crossed.ts'
import { recordsAmong } from './records.ts'

/** Above this many rows a person is streamed instead of held. */
export const LARGE = 20_000
const never = '9999-99-99' as Day

/**
 * A person with a million rows, or the rows of nobody: streamed three times (what the rows show together; what each would do
 * and thereby holds; the decision), never held. Where rows refer to rows that refer to rows, the middle ones count as
 * staying: more is kept than for others, never less.
 */
export async function decideLarge(work: Work, writer: pg.PoolClient, shapes: Shapes, personId: PersonId, at: Day): Promise<number> {
  const decisions = await readLarge(work, personId, at)
  await writer.query('begin')
  try {
    await writer.query('delete from decisions.decision where person_id = $1', [personId])
    let count = 0
    for await (const { decided } of decisions()) {
      await writeDecided(writer, shapes, decided)
      count += decided.length
    }
    await writer.query('commit')
    return count
  } catch (error) {
    await writer.query('rollback')
    throw error
  }
}

/** The first two of the three readings; the answer is the third, which decides. Nothing is stored. */
export async function readLarge(work: Pick<Work, 'db' | 'pool' | 'policy'>, personId: PersonId, at: Day): Promise<() => AsyncGenerator<{ readonly rows: readonly Indexed[]; readonly decided: readonly Decided[] }>> {
  const { policy, pool } = work
  const linked = personId !== nobody
  const facts = linked ? ((await factsOf(work.db, [personId])).get(personId) ?? noFacts) : noFacts
  const fold = emptyFold()
  if (linked) for await (const batch of locationsOf(pool, personId)) for (const row of batch) foldLocation(policy, fold, factsOfRow(row, true))
  const standing = decidePerson(policy, facts, at, fold)
  const heldUntil = new Map<string, Day>()
  const middle = new Set<string>()
  for await (const batch of locationsOf(pool, personId)) {
    const parts = await recordsAmong(work, batch)
    for (const row of batch) {
      if (row.links.length === 0) continue
      const gone = goesOn({ policy, facts, at }, standing, row, withRecords(parts, row, factsOfRow(row, linked))) ?? never
      for (const link of row.links) {
        if (!blocks(tableOf(policy, row), link)) continue
        const to = `${row.system} ${refText(link)}`
        if ((heldUntil.get(to) ?? '') < gone) heldUntil.set(to, gone)
      }
    }
  }
  for await (const batch of locationsOf(pool, personId)) for (const row of batch) if (row.links.length > 0 && heldUntil.has(`${row.system} ${refText(row)}`)) for (const link of row.links) middle.add(`${row.system} ${refText(link)}`)
  return async function* () {
    for await (const batch of locationsOf(pool, personId)) {
      const around = { policy, facts, at, ...(await crossedAmong(work, batch)) }
      const decided = batch.map((row): Decided => {
        const id = `${row.system} ${refText(row)}`
        const until = middle.has(id) ? never : heldUntil.get(id)
        return decideOne(around, standing, row, withRecords(around, row, factsOfRow(row, linked)), until === undefined ? false : (day) => until > day)
      })
      yield { rows: batch, decided }
    }
  }
}
