import { countsOf, factsOf, locationsOf, locationsOfAll, noFacts, type Indexed, type PersonId } from '../people/index.ts'
import { decidePerson, emptyFold, foldLocation, type Decision, type NextAction, type PersonFacts, type Standing } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'
import { crossedAmong } from './crossed.ts'
import { decideOne, decideRows, factsOfRow, withRecords } from './decide-rows.ts'
import { LARGE } from './decide-large.ts'
import { controllersDay } from './today.ts'

export interface Explained {
  readonly row: Indexed
  readonly decision: Decision
  readonly next: NextAction | null
}

/** Which purposes stand for the person today, and what that rests on. `facts`: asked as if these were the facts (a request's what-if). */
export async function standingOf(work: Work, personId: PersonId, facts?: PersonFacts, at: Day = controllersDay(work)): Promise<Standing> {
  const fold = emptyFold()
  for await (const batch of locationsOf(work.pool, personId)) for (const row of batch) foldLocation(work.policy, fold, factsOfRow(row, true))
  return decidePerson(work.policy, facts ?? (await factsOf(work.db, [personId])).get(personId) ?? noFacts, at, fold)
}

/** Every row of the person decided with its fields, as stored decisions do not hold them: for answers, plans and looking again under lock. */
export async function* explain(work: Work, personId: PersonId, facts?: PersonFacts, at: Day = controllersDay(work)): AsyncGenerator<readonly Explained[]> {
  const of = facts ?? (await factsOf(work.db, [personId])).get(personId) ?? noFacts
  if (((await countsOf(work.db, [personId])).get(personId) ?? 0) <= LARGE) {
    const rows = (await locationsOfAll(work.db, [personId])).get(personId) ?? []
    yield await explainRows(work, rows, of, at)
    return
  }
  const standing = await standingOf(work, personId, of, at)
  for await (const batch of locationsOf(work.pool, personId)) {
    const explained: Explained[] = []
    const around = { policy: work.policy, facts: of, at, ...(await crossedAmong(work, batch, true)), detail: (row: Indexed, decision: Decision, next: NextAction | null) => void explained.push({ row, decision, next }) }
    // So many rows are not held together: what refers to a row counts as staying where the row is not a leaf.
    for (const row of batch) decideOne(around, standing, row, withRecords(around, row, factsOfRow(row, true)), row.links.length > 0 ? false : () => true)
    yield explained
  }
}

/** Rows that the caller has, fresh from the system perhaps, decided as the person's: the check under lock uses it. */
export async function explainRows(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[], facts: PersonFacts, at: Day): Promise<readonly Explained[]> {
  const explained: Explained[] = []
  decideRows({
    policy: work.policy, facts, at, ...(await crossedAmong(work, rows, true)),
    detail: (row, decision, next) => void explained.push({ row, decision, next }),
  }, rows)
  return explained
}
