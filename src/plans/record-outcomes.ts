import { removeDecided } from '../decisions/index.ts'
import { record } from '../evidence/index.ts'
import { forgetChangedOf, forgetEmpty, keepDatesOf, lookAgainAt, markChanged, nobody, recordActed, takeAlong, type Acted, type DatedRow, type KeptDate, type PersonId } from '../people/index.ts'
import { emptyFold, foldLocation } from '../policy/decide/index.ts'
import type { Tx } from '../platform/index.ts'
import type { ColumnRef } from '../policy/model/index.ts'
import { placeOf, type Outcome } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { evidenceOf } from './evidence-of.ts'
import { isWhole } from './fields-to-empty.ts'
import type { Item, Plan } from './plan.ts'
import { forgetSettled, insertCarried, insertOutcomes, insertSettled, reachOf, unmentionedAmong, type Slice } from './store-journal.ts'

export interface Done {
  readonly item: Item
  readonly outcome: Outcome
  readonly fields: readonly ColumnRef[]
}

/**
 * Outcome, index and evidence in one transaction: all three, or none. What another process has written already is not written twice.
 * `late`: read back long after it was done. What a row that stays looks like by then may be somebody's later doing, and is observed.
 */
export async function recordOutcomes(work: Work, tx: Tx, plan: Plan, slice: Slice, actor: string, outcomes: readonly Done[], seen: 'at-once' | 'late' = 'at-once'): Promise<void> {
  const at = work.now.toString()
  const fresh = await insertOutcomes(tx, slice, outcomes.map(({ item, outcome }) => ({ n: item.n, outcome })), at)
  const done = outcomes.filter(({ item }) => fresh.has(item.n))
  if (done.length === 0) return
  const cleared = done.filter(({ outcome }) => outcome.code === 'cleared')
  const unmentioned = await unmentionedAmong(tx, cleared.map(({ item }) => item))
  const rests = new Set(cleared.filter((_, i) => unmentioned.has(i)).map(({ item }) => item.n))
  const whole = ({ item, fields }: Done): boolean => !rests.has(item.n) && isEmptied(work, item, fields)
  const acted = done.flatMap((one) => actedOf(one, whole, seen))
  const leaving = acted.flatMap(({ ref, result }) => (result === 'gone' || result === 'emptied' || result === 'anonymous' ? [ref] : []))
  const dated = await takeAlong(tx, leaving)
  // Somebody with very many rows is decided anew once all slices are through: each time would be a million rows for every thousand.
  const { cameOn, goesOn } = await reachOf(tx, slice)
  await recordActed(tx, plan.at, acted, goesOn)
  await lookAgainAt(tx, done.filter(isUnread).map(({ item }) => item))
  if (cameOn !== null && cameOn !== goesOn) await markChanged(tx, [cameOn])
  await record(tx, evidenceOf(plan, done, actor, at))
  const settled = done.filter(({ outcome }) => outcome.code === 'cleared' || outcome.code === 'restricted')
  await insertSettled(tx, settled.flatMap((one) => (one.outcome.after === null || one.item.shapeNo === null || whole(one) ? [] : [{ ...one.item, fingerprint: one.outcome.after, shapeNo: one.item.shapeNo }])))
  if (done.some(({ outcome }) => outcome.code === 'removed' || outcome.code === 'found-gone')) await forgetSettled(tx, slice)
  const concerned = done.filter(({ item, outcome }) => item.personId !== nobody && changes.has(outcome.code))
  const people = [...new Set(concerned.map(({ item }) => item.personId))] as PersonId[]
  await insertCarried(tx, slice, plan.policyHash, people.length, at)
  const forgotten = new Set(await forgetEmpty(tx, people))
  // Nobody has to come back for those who are off the record: all that could be decided of them is gone.
  await removeDecided(tx, [...forgotten])
  await forgetChangedOf(tx, [...forgotten])
  await keepDatesOf(tx, datesStillCounted(work, dated.filter((row) => !forgotten.has(row.personId))))
}

/** What rules count from per relation; the dates of a matter go with it. */
function datesStillCounted(work: Work, rows: readonly DatedRow[]): (KeptDate & { personId: PersonId })[] {
  return rows.flatMap((row) => {
    const fold = foldLocation(work.policy, emptyFold(), { ...row, named: placeOf(row.key)?.field ?? null, relation: null, controller: null, sharedWith: 0, referencedByKept: 0, unmentioned: false, linked: true })
    return [...fold.relations.values()].flatMap(({ controller, relation, facts }) =>
      [...facts].flatMap(([anchor, { earliest, latest }]) => [...new Set([earliest, latest])].flatMap((day) => (day === null ? [] : [{ personId: row.personId, controller, relation, anchor, day }]))))
  })
}

const changes: ReadonlySet<string> = new Set(['removed', 'cleared', 'unlinked', 'unproven', 'found-gone'])

/** Nothing of anybody is left in the row: it may go on the day that nothing refers to it any more. */
function isEmptied(work: Work, item: Item, fields: readonly ColumnRef[]): boolean {
  const table = work.policy.systems.get(item.system)?.tables.get(item.table)
  return item.verb !== 'restrict' && table !== undefined && isWhole(table, fields, placeOf(item.key)?.field ?? null)
}

/** The table refuses by now what was to be done, so that nobody could see whether it was. */
const isUnread = ({ outcome }: Done): boolean => outcome.code === 'unproven' && outcome.why === 'shape-changed'

/** What the index has to know: nothing of what was left as it is. */
function actedOf(one: Done, whole: (one: Done) => boolean, seen: 'at-once' | 'late'): Acted[] {
  const { item, outcome } = one
  const ref = { system: item.system, table: item.table, key: item.key }
  const say = (result: Acted['result'], after: string | null): Acted[] => [{ ref, result, after, personId: null }]
  switch (outcome.code) {
    case 'removed':
    case 'found-gone':
      return say('gone', null)
    case 'unproven':
      // What could not be read is not gone: it is looked at again.
      return outcome.after === null && !isUnread(one) ? say('gone', null) : say('changed', null)
    case 'cleared':
      // Taken out of a row that is somebody else's, it is gone.
      if (whole(one) && placeOf(item.key) !== null) return say('gone', null)
      if (whole(one) && item.anonymous) return say('anonymous', outcome.after)
      return whole(one) ? say('emptied', outcome.after) : say('changed', seen === 'late' ? null : outcome.after)
    case 'released':
      return item.because === 'emptied' ? say('emptied', outcome.after) : say('changed', null)
    case 'unlinked':
    case 'reappeared':
      return say('changed', null)
    default:
      return []
  }
}
