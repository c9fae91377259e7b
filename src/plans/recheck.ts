import { decideNow } from '../decisions/index.ts'
import type { PersonId } from '../people/index.ts'
import { inTransaction } from '../platform/index.ts'
import { refText, type Sighting, type Step } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import type { Item, Plan } from './plan.ts'
import { doneAmong } from './store-journal.ts'
import { knownAsSeen, peopleOfRows, stillDecided, toDecideAgain } from './store-recheck.ts'

/**
 * Decides again under lock. A decision is a pure function of what the index knows: where every row that was just looked at is
 * in it exactly as seen, and the persons' facts have not changed (or were decided anew just now), the answer is the same,
 * and need not be made a second time. Where anything differs the rows of everybody concerned are left as they are, to be
 * observed and planned anew: that costs a day at most, and guessing would cost a person's data.
 */
export async function recheck(work: Work, plan: Plan, items: ReadonlyMap<string, Item>, fresh: readonly Sighting[], steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const asked = steps.map((step) => items.get(step.id)!)
  const system = asked[0]!.system
  const known = await knownAsSeen(work.db, system, fresh)
  const differing = fresh.filter((_, i) => !known.has(i))
  const touchedRows = new Set(differing.flatMap((seen) => [seen.ref, ...seen.belongsTo]).map(refText))
  const touchedPeople = differing.length === 0 ? new Set<string>() : await peopleOfRows(work.db, system, differing.flatMap((seen) => [seen.ref, ...seen.belongsTo]))
  await decideChangedAmong(work, asked)
  const own = asked.filter((item) => item.shapeNo !== null)
  const decided = await stillDecided(work.db, plan.id, work.policy.hash, plan.dueThrough, own.map((item) => item.n))
  const looks = new Map(fresh.map((seen) => [refText(seen.ref), seen.fingerprint]))
  const may = (item: Item): boolean =>
    looks.get(refText(item)) === item.fingerprint && !touchedRows.has(refText(item)) && !touchedPeople.has(item.personId)
  const going = new Set(own.filter((item) => decided.has(item.n) && may(item)).map((item) => item.n))
  const followed = asked.filter((item) => item.shapeNo === null)
  const done = await doneAmong(work.db, plan.id, followed.flatMap((item) => (item.follows === null ? [] : [item.follows])))
  for (const item of followed) {
    // A row emptied earlier follows nothing: that nothing refers to it is asked in the system itself.
    const leads = item.follows === null ? item.because === 'emptied' : going.has(item.follows) || done.has(item.follows) || item.verb === 'unlink'
    if (leads && may(item)) going.add(item.n)
  }
  return new Set(steps.filter((step) => going.has(items.get(step.id)!.n)).map((step) => step.id))
}

/** A hold, an objection, a renewal since the plan: the facts are in our own database, so the answer is made now. */
async function decideChangedAmong(work: Work, items: readonly Item[]): Promise<void> {
  const again = await toDecideAgain(work.db, [...new Set(items.map((item) => item.personId))])
  if (again.length > 0) await inTransaction(work.db, (tx) => decideNow(work, tx, again as readonly PersonId[]))
}
