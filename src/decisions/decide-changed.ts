import { countsOf, everybody, factsOf, forgetChanged, forgetEmpty, locationsOfAll, lockPersons, markChanged, mergedInto, nobody, noFacts, takeChanged, type Indexed, type PersonId } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Tx } from '../platform/index.ts'
import type { Work } from '../work/index.ts'
import { alone } from './alone.ts'
import { crossedAmong } from './crossed.ts'
import { decideEverybody } from './decide-all.ts'
import { decideLarge, LARGE } from './decide-large.ts'
import { decideRows, type Decided } from './decide-rows.ts'
import { changingBy, insertDecided, passOf, removeDecided, sharePass, Shapes, startPass } from './store.ts'
import { sharedStands, sharers, standingText } from './store-sharing.ts'
import { controllersDay } from './today.ts'

const most = 2000

export interface DecidedCount {
  readonly persons: number
  readonly rows: number
}

/**
 * Everybody whose facts or rows changed is decided anew. Taken from the queue and written in one transaction: a change that
 * comes meanwhile stands in the queue again. A policy under which nobody has been decided yet starts with everybody.
 */
export function decideChanged(work: Work, input: { progress?: (rows: number) => void } = {}): Promise<DecidedCount> {
  return alone(work, () => drain(work, input))
}

async function drain(work: Work, input: { progress?: (rows: number) => void }): Promise<DecidedCount> {
  let persons = 0
  let rows = 0
  const pass = await passOf(work.db, work.policy.hash)
  const at = controllersDay(work)
  if (pass === null) await startAnew(work, at)
  if (pass === null || pass.doneAt === null) rows += await decideEverybody(work, input)
  const shapes = new Shapes()
  for (;;) {
    work.signal.throwIfAborted()
    const turn = await work.db.transaction().execute(async (tx) => {
      const taken = await takeChanged(tx, most)
      if (taken.length === 0) return null
      if (taken.includes(everybody)) {
        // Whoever else waits is among everybody.
        await forgetChanged(tx)
        await startPass(tx, work.policy.hash, at, work.now.toString())
        return { persons: 0, rows: 0, all: true, large: [] }
      }
      const into = await mergedInto(tx, taken)
      const counts = await countsOf(tx, into)
      const large = into.filter((id) => id === nobody || (counts.get(id) ?? 0) > LARGE)
      const small = into.filter((id) => !large.includes(id))
      await removeDecided(tx, taken.filter((id) => !into.includes(id))) // merged into others
      // Streamed by connections of their own: put back until that is done, so that a crash forgets nobody.
      return { persons: small.length, rows: await decideSmall(work, tx, small, at), all: false, large }
    })
    if (turn === null) return { persons, rows }
    persons += turn.persons
    rows += turn.rows
    if (turn.all) rows += await decideEverybody(work, input)
    for (const id of turn.large) rows += await decideByItself(work, shapes, id, at)
    persons += turn.large.length
    input.progress?.(rows)
  }
}

function startAnew(work: Work, at: Day): Promise<void> {
  return work.db.transaction().execute(async (tx) => {
    await forgetChanged(tx)
    await startPass(tx, work.policy.hash, at, work.now.toString())
  })
}

/** These persons at once: an action that changed their facts wants the answer now. */
export async function decideNow(work: Work, tx: Tx, personIds: readonly PersonId[]): Promise<number> {
  return decideSmall(work, tx, await mergedInto(tx, personIds), controllersDay(work))
}

/** Whose answers change by themselves by today: read by the index on the day, so that a day on which nothing changes reads nothing. */
export async function decideDue(work: Work, at: Day = controllersDay(work)): Promise<DecidedCount> {
  let after = nobody
  for (;;) {
    const ids = await changingBy(work.db, at, work.policy.hash, after, 5000)
    if (ids.length === 0) break
    await work.db.transaction().execute((tx) => markChanged(tx, ids))
    after = ids.at(-1)!
  }
  return decideChanged(work)
}

async function decideSmall(work: Work, tx: Tx, personIds: readonly PersonId[], at: Day): Promise<number> {
  if (personIds.length === 0) return 0
  await sharePass(tx, work.policy.hash)
  await lockPersons(tx, personIds)
  const before = await sharedStands(tx, personIds)
  const [facts, rows] = [await factsOf(tx, personIds), await locationsOfAll(tx, personIds)]
  const all = [...rows.values()].flat()
  const crossed = await crossedAmong({ db: tx, policy: work.policy }, all, true)
  const decided: Decided[] = []
  for (const [personId, theirs] of rows) {
    decided.push(...decideRows({ policy: work.policy, at, facts: facts.get(personId) ?? noFacts, ...crossed }, theirs))
  }
  await removeDecided(tx, personIds)
  await insertDecided(tx, decided)
  // Whether one's data stands in a shared row is what the others' decisions rest on.
  const nameOf = (one: Decided | Indexed): string => `${one.personId} ${one.system} ${one.table} ${one.key}`
  const sharing = new Set(all.filter((row) => row.shared || row.named !== null).map(nameOf))
  // Who was never decided counted as one whose data stands.
  const turned = decided.filter((one) => sharing.has(nameOf(one)) && (before.get(nameOf(one)) ?? '*') !== standingText(one.shape.stands, one.shape.stays))
  await markChanged(tx, await sharers(tx, turned))
  const without = personIds.filter((id) => !rows.has(id))
  await forgetEmpty(tx, without)
  return decided.length
}

async function decideByItself(work: Work, shapes: Shapes, personId: PersonId, at: Day): Promise<number> {
  const writer = await work.pool.connect()
  try {
    return await decideLarge(work, writer, shapes, personId, at)
  } catch (error) {
    await work.db.transaction().execute((tx) => markChanged(tx, personId))
    throw error
  } finally {
    writer.release()
  }
}
