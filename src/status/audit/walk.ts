import { countsOf, factsOf, indexedOf, locationsInOrder, locationsOf, locationsOfAll, mergeTargets, nobody, noFacts, personsOf } from '../../people/index.ts'
import type { Indexed, PersonId } from '../../people/index.ts'
import { recordsAmong } from '../../decisions/index.ts'
import { decideLocation, decidePerson, emptyFold, foldLocation } from '../../policy/decide/index.ts'
import type { Decision, LocationFacts, MatterFold, PersonFacts, Standing } from '../../policy/decide/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Work } from '../../work/index.ts'
import { judgePerson, judgeRow, judgeShared } from './judge.ts'
import type { Judging } from './judge.ts'

const chunk = 10_000
const large = 20_000

/**
 * Decides everybody anew from the index alone, as of yesterday: what stored decisions say is not asked, so that an error in
 * them, or in whoever acts on them, shows. Streamed person by person; memory does not grow with people.
 */
export async function walk(work: Work, judging: Judging): Promise<number> {
  let looked = 0
  const targets = await mergeTargets(work.db)
  let rows: Indexed[] = []
  let from = 0
  let whose: PersonId | null = null
  let streamed: PersonId | null = null
  const flush = async (): Promise<void> => {
    looked += rows.length
    await decideHeld(work, judging, rows)
    rows = []
    from = 0
  }
  for await (const batch of locationsInOrder(work.pool, null)) {
    work.signal.throwIfAborted()
    for (const text of batch) {
      const personId = text[0] as PersonId
      if (personId === streamed) continue
      if (personId !== whose) {
        if (rows.length >= chunk) await flush()
        whose = personId
        from = rows.length
      }
      rows.push(indexedOf(text))
      if (rows.length - from > large) {
        rows.length = from
        streamed = personId
        whose = null
        looked += await decideStreamed(work, judging, personId)
      }
    }
  }
  await flush()
  for (let at = 0; at < targets.length; at += 500) {
    const some = targets.slice(at, at + 500)
    const counts = await countsOf(work.db, some)
    for (const id of some) if ((counts.get(id) ?? 0) > large) looked += await decideStreamed(work, judging, id)
    const merged = [...(await locationsOfAll(work.db, some.filter((id) => (counts.get(id) ?? 0) <= large))).values()].flat()
    looked += merged.length
    await decideHeld(work, judging, merged)
  }
  looked += await decideStreamed(work, judging, nobody)
  const shared = [...judging.shared.values()]
  for (let at = 0; at < shared.length; at += 1000) {
    const some = shared.slice(at, at + 1000)
    const whose = await personsOf(work.db, some)
    for (const [n, one] of some.entries()) judgeShared(judging, one, whose[n]?.personIds ?? [])
  }
  return looked
}

/** The decision on a row; and, only where others' need is why it or a field stays, the one without them. */
function decide(work: Work, judging: Judging, standing: Standing, facts: LocationFacts): [Decision, Decision | null] {
  const decision = decideLocation(work.policy, standing, facts, judging.day)
  return [decision, facts.linked && decision.because.includes('shared') ? decideLocation(work.policy, standing, { ...facts, sharedWith: 0 }, judging.day) : null]
}

async function decideHeld(work: Work, judging: Judging, rows: readonly Indexed[]): Promise<void> {
  const people = Map.groupBy(rows, (row) => row.personId)
  const facts = await factsOf(work.db, [...people.keys()])
  const { records } = await recordsAmong(work, rows)
  for (const [personId, theirs] of people) {
    const fold = emptyFold()
    for (const row of theirs) foldLocation(work.policy, fold, factsOfRow(row, true))
    const standing = person(work, facts.get(personId) ?? noFacts, judging.day, fold)
    judgePerson(judging, standing)
    for (const row of theirs) {
      const facts = factsOfRow(row, true, records(row))
      judgeRow(judging, standing, row, ...decide(work, judging, standing, facts))
    }
  }
}

/** Somebody with very many rows, or the rows of nobody: once for what they show together, once for each. */
async function decideStreamed(work: Work, judging: Judging, personId: PersonId): Promise<number> {
  const linked = personId !== nobody
  const facts = linked ? ((await factsOf(work.db, [personId])).get(personId) ?? noFacts) : noFacts
  const fold = emptyFold()
  if (linked) for await (const batch of locationsOf(work.pool, personId)) for (const row of batch) foldLocation(work.policy, fold, factsOfRow(row, true))
  const standing = person(work, facts, judging.day, fold)
  if (linked) judgePerson(judging, standing)
  let looked = 0
  for await (const batch of locationsOf(work.pool, personId)) {
    looked += batch.length
    const { records } = await recordsAmong(work, batch)
    for (const row of batch) {
      const facts = factsOfRow(row, linked, records(row))
      judgeRow(judging, standing, row, ...decide(work, judging, standing, facts))
    }
  }
  return looked
}

function person(work: Work, facts: PersonFacts, day: Day, fold: MatterFold) {
  return decidePerson(work.policy, facts, day, fold)
}

/** A row that others share counts as theirs too: the audit accuses nobody of keeping what another still needs. */
function factsOfRow(row: Indexed, linked: boolean, records?: LocationFacts['records']): LocationFacts {
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates,
    sharedWith: row.shared ? 1 : 0, referencedByKept: row.pinned ? 1 : 0, unmentioned: row.unmentioned, linked, named: row.named, ...(records !== undefined && { records }),
  }
}
