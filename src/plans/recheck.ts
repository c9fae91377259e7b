import { LARGE, decideNow } from '../decisions/index.ts'
import { countsOf, hasNamed, namedIn, nobody, unsureOf, type PersonId } from '../people/index.ts'
import { inTransaction } from '../platform/index.ts'
import { refText, rowKey, type Going, type Sighting, type Step } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { columnName, fieldsToEmpty } from './fields-to-empty.ts'
import type { Item, Plan } from './plan.ts'
import { doneAmong } from './store-journal.ts'
import { knownAsSeen, marksOf, peopleOfRows, sharersOf, stillDecided, tiesStillDecided } from './store-recheck.ts'
import { allLinks, tableRanks } from './table-ranks.ts'

/** What the answer rested on, so that it can be seen whether anything came after it. */
export interface Answer {
  readonly may: ReadonlySet<string>
  readonly marks: Marks
}

/** The changes that were known of when the answer was made, and decided. */
export type Marks = ReadonlySet<number>

/**
 * Decides again under lock. A decision is a pure function of what the index knows: where every row that was just looked at is
 * in it exactly as seen, and the persons' facts have not changed (or were decided anew just now), the answer is the same,
 * and need not be made a second time. Where anything differs the rows of everybody concerned are left as they are, to be
 * observed and planned anew: that costs a day at most, and guessing would cost a person's data.
 */
export async function recheck(work: Work, plan: Plan, items: ReadonlyMap<string, Item>, fresh: readonly Sighting[], steps: readonly Step[]): Promise<Answer> {
  const asked = steps.map((step) => items.get(step.id)!)
  const system = asked[0]!.system
  const known = await knownAsSeen(work.db, system, fresh)
  const differing = fresh.filter((_, i) => !known.has(i))
  // Somebody who was written into a row since is a change of that row too.
  const touchedRows = new Set(differing.flatMap((seen) => [seen.ref, { table: seen.ref.table, key: rowKey(seen.ref.key) }, ...seen.belongsTo]).map(refText))
  const touchedPeople = differing.length === 0 ? new Set<string>() : await peopleOfRows(work.db, system, differing.flatMap((seen) => [seen.ref, ...seen.belongsTo]))
  const unsure = await unsureOf(work.db, peopleOf(asked).filter((id) => id !== nobody) as PersonId[])
  const { marks, left } = await decideChangedAmong(work, asked)
  const decided = await decidedAsPlanned(work, plan, asked, steps)
  const unmentioned = new Set(fresh.flatMap((seen) => (seen.unmentioned ? [refText(seen.ref)] : [])))
  const looks = new Map(fresh.map((seen) => [refText(seen.ref), seen.fingerprint]))
  const may = (item: Item): boolean =>
    looks.get(refText(item)) === item.fingerprint && !touchedRows.has(refText(item)) && !touchedPeople.has(item.personId) && !unsure.has(item.personId as PersonId) && !left.has(item.personId)
  const going = new Set(asked.filter((item) => !follows(item) && decided.has(item.n) && may(item)).map((item) => item.n))
  const followed = asked.filter(follows)
  const done = await doneAmong(work.db, plan.id, followed.flatMap((item) => (item.follows === null ? [] : [item.follows])))
  for (const item of followed) {
    // A row emptied earlier follows nothing: that nothing refers to it is asked in the system itself.
    const leads = item.follows === null ? item.because === 'emptied' && !unmentioned.has(refText(item)) : going.has(item.follows) || done.has(item.follows)
    if (leads && may(item)) going.add(item.n)
  }
  return { may: new Set(steps.filter((step) => going.has(items.get(step.id)!.n)).map((step) => step.id)), marks }
}

/**
 * Whether the answer holds when the intent is committed: a hold, a merge, a consent that was acknowledged before that moment is
 * heeded. What comes later comes after the act was begun.
 */
export async function stillHolds(work: Work, plan: Plan, items: ReadonlyMap<string, Item>, steps: readonly Step[], marks: Marks): Promise<boolean> {
  const asked = steps.map((step) => items.get(step.id)!)
  if ((await decideChangedAmong(work, asked, marks)).undecided) return false
  const decided = await decidedAsPlanned(work, plan, asked, steps)
  return asked.every((item) => follows(item) || decided.has(item.n))
}

/** An item with no decision of its own: it goes because of another, or because nothing of anybody is left in it. */
function follows(item: Item): boolean {
  return item.shapeNo === null && item.verb !== 'unlink'
}

async function decidedAsPlanned(work: Work, plan: Plan, asked: readonly Item[], steps: readonly Step[]): Promise<ReadonlySet<number>> {
  // What was taken up under another version of the policy was approved under that one: it is planned anew.
  if (plan.policyHash !== work.policy.hash) return new Set()
  const by = { planId: plan.id, policyHash: work.policy.hash, dueThrough: plan.dueThrough }
  const linkOnly = tableRanks(work.policy).filter((table) => table.linkOnly)
  const decided = new Set(await stillDecided(work.db, { ...by, items: asked.filter((item) => item.shapeNo !== null).map((item) => item.n) }, linkOnly))
  for (const n of await tiesStillDecided(work.db, { ...by, items: asked.filter((item) => item.shapeNo === null && item.verb === 'unlink').map((item) => item.n) }, allLinks(work.policy))) decided.add(n)
  const emptying = asked.filter((item) => decided.has(item.n) && (item.verb === 'clear' || item.verb === 'anonymise'))
  if (emptying.length === 0) return decided
  // A stored decision does not say which fields: one of them may have come under a hold since they were read.
  const fields = await fieldsToEmpty(work, emptying, plan.at)
  const meant = new Map(steps.map((step) => [step.id, names(step.fields)]))
  for (const item of emptying) if (names(fields.get(item.n) ?? []) !== meant.get(String(item.n))) decided.delete(item.n)
  return decided
}

const peopleOf = (items: readonly Item[]): readonly string[] => [...new Set(items.map((item) => item.personId))]

const names = (fields: readonly Going[]): string => fields.map((ref) => `${columnName(ref)} ${ref.keeps?.join(' ') ?? ''}`).sort().join('\n')

/** Whose the items are, and who else has their rows or is named in them: a hold of theirs bears on these as well. */
async function peopleAround(work: Work, items: readonly Item[]): Promise<readonly string[]> {
  const rows = items.map((item) => ({ system: item.system, table: item.table, key: rowKey(item.key) }))
  const named = (await hasNamed(work.db)) ? (await namedIn(work.db, rows)).map((one) => one.personId) : []
  return [...new Set([...items.map((item) => item.personId), ...named, ...(await sharersOf(work.db, rows))])]
}

/**
 * A hold, an objection, a renewal since the plan: the facts are in our own database, so the answer is made now. The rows of nobody,
 * and of somebody with so many that they are streamed, are too many for that, and are left to the next plan.
 */
async function decideChangedAmong(work: Work, items: readonly Item[], decided: Marks = new Set()): Promise<{ marks: Marks; undecided: boolean; left: ReadonlySet<string> }> {
  const people = await peopleAround(work, items)
  const seen = new Set(decided)
  const left = new Set<string>()
  // Who shares a row and is decided otherwise marks the others: they are decided in the next turn, and soon nobody is left.
  for (let turn = 0; turn < 10; turn++) {
    const marks = (await marksOf(work.db, people)).filter((mark) => !seen.has(mark.n))
    if (marks.length === 0) return { marks: seen, undecided: left.size > 0, left }
    for (const { n } of marks) seen.add(n)
    const again = new Set(marks.map((mark) => mark.personId as PersonId))
    for (const id of await tooManyRows(work, [...again])) if (again.delete(id)) left.add(id)
    if (again.size > 0) await inTransaction(work.db, (tx) => decideNow(work, tx, [...again]))
  }
  return { marks: seen, undecided: true, left }
}

async function tooManyRows(work: Work, people: readonly PersonId[]): Promise<readonly PersonId[]> {
  const counts = await countsOf(work.db, people.filter((id) => id !== nobody))
  return people.filter((id) => id === nobody || (counts.get(id) ?? 0) > LARGE)
}
