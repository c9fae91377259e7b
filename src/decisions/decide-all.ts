import { controllersDay } from './today.ts'
import { everybody, factsBetween, indexedOf, locationsInOrder, markChanged, mattersReaching, mergeTargets, nobody, noFacts, reachedBy, whoseRowsName, type Indexed, type PersonId } from '../people/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'
import { decideRows, type Decided } from './decide-rows.ts'
import { crossedAmong } from './crossed.ts'
import { decideLarge, LARGE } from './decide-large.ts'
import { alone } from './alone.ts'
import { buildIndexes, dropIndexes, endPass, isEmpty, passOf, replaceBetween, Shapes, startPass } from './store.ts'
import { sharersAlone } from './store-sharing.ts'

/** Rows decided at a time: few enough that they are forgotten before the collector has to move them. */
const chunk = 2_000

export interface DecideAllInput {
  readonly progress?: (rows: number) => void
}

/**
 * Decides everybody, in the order of persons, a few thousand at a time; what is stored and how far it has come are one
 * transaction, so that a pass that dies goes on where it was. A new policy starts a pass of its own, and until it is done
 * the old decisions bear the old hash, which a sweep refuses.
 */
export function decideAll(work: Work, input: DecideAllInput = {}): Promise<number> {
  return alone(work, () => decideEverybody(work, input))
}

/** For a caller that decides alone already. */
export async function decideEverybody(work: Work, input: DecideAllInput = {}): Promise<number> {
  const { policy, pool, db } = work
  const hash = policy.hash
  const pass = await passOf(db, hash)
  if (pass === null || pass.doneAt !== null) await startPass(db, hash, controllersDay(work), work.now.toString())
  const current = (await passOf(db, hash))!
  const at = current.atDay
  const empty = current.afterId === null && (await isEmpty(db))
  if (empty) await dropIndexes(pool)
  const shapes = new Shapes()
  const writer = await pool.connect()
  let after = current.afterId ?? nobody
  let count = 0
  let writing: Promise<void> = Promise.resolve()
  try {
    let rows: Indexed[] = []
    let whose: PersonId | null = null
    let from = 0 // where the last person's rows begin
    let large: PersonId | null = null
    const flush = async (until: PersonId, complete: readonly Indexed[]): Promise<void> => {
      const decided = await decideChunk(work, at, after, until, complete)
      await writing
      // Written while the next are decided.
      writing = replaceBetween(writer, shapes, hash, after, until, decided, { empty, except: null })
      writing.catch(() => {})
      count += decided.length
      after = until
      input.progress?.(count)
    }
    const finishLarge = async (): Promise<void> => {
      await writing
      count += await decideLarge(work, writer, shapes, large!, at)
      await replaceBetween(writer, shapes, hash, after, large!, [], { empty, except: large })
      after = large!
      large = null
    }
    for await (const batch of locationsInOrder(pool, current.afterId)) {
      work.signal.throwIfAborted()
      for (const text of batch) {
        const personId = text[0] as PersonId
        if (personId === large) continue
        if (personId !== whose) {
          if (large !== null) await finishLarge()
          if (rows.length >= chunk && whose !== null) {
            await flush(whose, rows)
            rows = []
          }
          whose = personId
          from = rows.length
        }
        rows.push(indexedOf(text))
        if (rows.length - from > LARGE) {
          // Somebody with more rows than should be held: those before are written, and this one is streamed by itself.
          const before = rows.slice(0, from)
          if (before.length > 0) await flush(before.at(-1)!.personId, before)
          rows = []
          from = 0
          large = personId
          whose = null
        }
      }
    }
    if (large !== null) await finishLarge()
    await flush(everybody, rows)
    await writing
    count += await decideLarge(work, writer, shapes, nobody, at)
  } finally {
    await writing.catch(() => {})
    writer.release()
  }
  await buildIndexes(pool)
  // People who are merged, and rows whose other sharers are all done with them, are decided once more with that in view.
  const again = [...(await mergeTargets(db)), ...(await sharersAlone(db)), ...(await whoseRowsName(db)), ...(await reachedBy(db, await mattersReaching(db)))]
  for (let i = 0; i < again.length; i += 10_000) await db.transaction().execute((tx) => markChanged(tx, again.slice(i, i + 10_000)))
  await endPass(db, hash, work.now.toString())
  return count
}

async function decideChunk(work: Work, at: Day, after: PersonId, until: PersonId, rows: readonly Indexed[]): Promise<readonly Decided[]> {
  const [facts, crossed] = [await factsBetween(work.db, after, until), await crossedAmong(work, rows, false)]
  const decided: Decided[] = []
  for (let i = 0; i < rows.length; ) {
    const personId = rows[i]!.personId
    let end = i + 1
    while (end < rows.length && rows[end]!.personId === personId) end++
    for (const one of decideRows({ policy: work.policy, at, facts: facts.get(personId) ?? noFacts, ...crossed }, rows.slice(i, end))) decided.push(one)
    i = end
  }
  return decided
}
