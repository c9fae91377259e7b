import type pg from 'pg'
import { factsOf, locationsNamed, locationsOf, nobody, noFacts, type Indexed, type PersonId } from '../people/index.ts'
import { decidePerson, emptyFold, foldLocation } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { refText } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { blocks, decideOne, factsOfRow, goesOn, linkRow, tableOf, withRecords, type Decided } from './decide-rows.ts'
import { writeDecided, type Shapes } from './store.ts'
import { crossedAmong } from './crossed.ts'
import { recordsAmong } from './records.ts'
import { Holding } from './store-holding.ts'

/** Above this many rows a person is streamed instead of held. */
export const LARGE = 20_000
const never = '9999-99-99' as Day

/**
 * A person with a million rows, or the rows of nobody: streamed three times (what the rows show together; what each would do
 * and thereby holds; the decision), never held. Where rows refer to rows that refer to rows, the middle ones count as
 * staying: more is kept than for others, never less.
 */
export async function decideLarge(work: Work, writer: pg.PoolClient, shapes: Shapes, personId: PersonId, at: Day): Promise<number> {
  const decisions = readLarge(work, personId, at, writer)
  // Two of the readings are done by the time the first answer is there: nobody is kept waiting for them.
  let next = await decisions.next()
  await writer.query('begin')
  try {
    await writer.query('delete from decisions.decision where person_id = $1', [personId])
    let count = 0
    for (; next.done !== true; next = await decisions.next()) {
      await writeDecided(writer, shapes, next.value.decided)
      count += next.value.decided.length
    }
    await writer.query('commit')
    return count
  } catch (error) {
    await decisions.return(undefined)
    await writer.query('rollback')
    throw error
  }
}

/** The three readings, of which the last one decides. Nothing is stored, and no more is held than a batch. */
export async function* readLarge(work: Pick<Work, 'db' | 'pool' | 'policy'>, personId: PersonId, at: Day, by: pg.PoolClient | null = null): AsyncGenerator<{ readonly rows: readonly Indexed[]; readonly decided: readonly Decided[] }> {
  const { policy, pool } = work
  const linked = personId !== nobody
  const facts = linked ? ((await factsOf(work.db, [personId])).get(personId) ?? noFacts) : noFacts
  const fold = emptyFold()
  if (linked) for await (const batch of locationsOf(pool, personId)) for (const row of batch) foldLocation(policy, fold, factsOfRow(row, true))
  const standing = decidePerson(policy, facts, at, fold)
  await using holding = await Holding.open(by ?? pool)
  for await (const batch of locationsOf(pool, personId)) {
    const some = batch.filter((row) => row.links.length > 0)
    if (some.length === 0) continue
    const parts = await recordsAmong(work, some)
    const held = new Map<string, Day>()
    for (const row of some) {
      const gone = goesOn({ policy, facts, at }, standing, row, withRecords(parts, row, factsOfRow(row, linked))) ?? never
      for (const to of blocked(policy, row)) if ((held.get(to) ?? '') < gone) held.set(to, gone)
    }
    await holding.note([...held.keys()], [...held.values()])
  }
  await holding.ready()
  for await (const batch of locationsOf(pool, personId)) {
    const some = batch.filter((row) => row.links.length > 0)
    if (some.length === 0) continue
    const held = await holding.among(some.map(nameOf))
    await holding.noteMiddle(some.filter((row) => held.get(nameOf(row))?.until != null).flatMap((row) => row.links.map((link) => `${row.system} ${refText(link)}`)))
  }
  const decide = async (rows: readonly Indexed[]): Promise<readonly Decided[]> => {
    const around = { policy, facts, at, ...(await crossedAmong(work, rows, true)) }
    const held = await holding.among(rows.map(nameOf))
    return rows.map((row): Decided => {
      const of = held.get(nameOf(row))
      const until = of?.middle === true ? never : (of?.until ?? undefined)
      return decideOne(around, standing, row, withRecords(around, row, factsOfRow(row, linked)), until === undefined ? false : (day) => until > day)
    })
  }
  for await (const batch of locationsOf(pool, personId)) {
    const decided = await decide(batch)
    yield { rows: batch, decided: linked ? await withEnds(work, personId, at, batch, decided, decide) : decided }
  }
}

/** Rows of pure link tables go with the first of their ends that goes (decide.md 5): the ends are decided beside them, wherever in the order they stand. */
async function withEnds(work: Pick<Work, 'pool' | 'policy'>, personId: PersonId, at: Day, rows: readonly Indexed[], decided: readonly Decided[], decide: (rows: readonly Indexed[]) => Promise<readonly Decided[]>): Promise<readonly Decided[]> {
  const ties = rows.filter((row) => tableOf(work.policy, row)?.linkOnly === true)
  if (ties.length === 0) return decided
  const ends = new Map<string, Decided>()
  const refs = new Map(ties.flatMap((row) => row.links.map((link) => [`${row.system} ${refText(link)}`, { system: row.system, ...link }] as const)))
  for await (const found of locationsNamed(work.pool, personId, [...refs.values()])) {
    const answers = await decide(found)
    found.forEach((row, i) => ends.set(nameOf(row), answers[i]!))
  }
  const endsOf = (row: Indexed): readonly Decided[] => row.links.flatMap((link) => ends.get(`${row.system} ${refText(link)}`) ?? [])
  return rows.map((row, i) => (tableOf(work.policy, row)?.linkOnly === true ? linkRow({ at }, row, decided[i]!, endsOf(row)) : decided[i]!))
}

function blocked(policy: Policy, row: Indexed): readonly string[] {
  return row.links.filter((link) => blocks(tableOf(policy, row), link)).map((link) => `${row.system} ${refText(link)}`)
}

const nameOf = (row: Indexed): string => `${row.system} ${refText(row)}`
