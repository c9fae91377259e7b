import { countsOf, factsOf, locationsOf, locationsOfAll, noFacts } from '../people/index.ts'
import type { Indexed, PersonId } from '../people/index.ts'
import { decideLocation, decidePerson, emptyFold, foldLocation, nextAction } from '../policy/decide/index.ts'
import type { LocationFacts, PersonFacts, PurposeStanding, Standing } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Work } from '../work/index.ts'
import { candidatesAmong } from './candidates.ts'
import type { Candidate } from './candidates.ts'

/** How somebody stands today: each purpose of whom something is held, and where an address may be read. */
export interface Standings {
  readonly purposes: readonly PurposeStanding[]
  /** Purposes whose reminder is due. */
  readonly due: ReadonlySet<string>
  readonly candidates: readonly Candidate[]
}

/** With more rows than this somebody is streamed. */
const large = 20_000

/** Counted anew from the facts, not read from the stored decisions: somebody may have been active an hour ago. */
export async function standingsOf(work: Work, today: Day, personIds: readonly PersonId[]): Promise<Map<PersonId, Standings>> {
  const counts = await countsOf(work.db, personIds)
  const few = personIds.filter((id) => (counts.get(id) ?? 0) <= large)
  const [facts, rows] = [await factsOf(work.db, personIds), await locationsOfAll(work.db, few)]
  const standings = new Map<PersonId, Standings>()
  for (const id of personIds) {
    const theirs = rows.get(id)
    if (theirs !== undefined) standings.set(id, await standingOver(work.policy, facts.get(id) ?? noFacts, today, async function* () { yield theirs }))
    else if ((counts.get(id) ?? 0) > large) standings.set(id, await standingOver(work.policy, facts.get(id) ?? noFacts, today, () => locationsOf(work.pool, id)))
  }
  return standings
}

async function standingOver(policy: Policy, facts: PersonFacts, today: Day, rows: () => AsyncIterable<readonly Indexed[]>): Promise<Standings> {
  const fold = emptyFold()
  for await (const batch of rows()) for (const row of batch) foldLocation(policy, fold, locationFacts(row))
  const standing = decidePerson(policy, facts, today, fold)
  const held = new Set<string>()
  const due = new Set<string>()
  let candidates: readonly Candidate[] = []
  for await (const batch of rows()) {
    for (const row of batch) look(policy, standing, row, today, held, due)
    candidates = candidatesAmong(policy, today, candidates, batch)
  }
  const purposes = standing.purposes.filter((one) => held.has(one.purpose))
  for (const one of purposes) if (one.remindOn !== null && one.remindOn <= today) due.add(one.purpose)
  return { purposes, due, candidates }
}

/** Which purposes the row is held for, and of which its person is to be reminded. */
function look(policy: Policy, standing: Standing, row: Indexed, today: Day, held: Set<string>, due: Set<string>): void {
  const location = locationFacts(row)
  for (const field of decideLocation(policy, standing, location, today).fields) for (const purpose of field.purposes) held.add(purpose)
  const next = nextAction(policy, standing, location, today)
  if (next?.what === 'remind' && next.on <= today) for (const purpose of next.purposes) due.add(purpose)
}

function locationFacts(row: Indexed): LocationFacts {
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates,
    sharedWith: row.shared ? 1 : 0, referencedByKept: row.pinned ? 1 : 0, unmentioned: row.unmentioned, linked: true, named: row.named,
  }
}
