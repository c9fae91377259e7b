import { record } from '../../evidence/index.ts'
import { inTransaction, problem } from '../../platform/index.ts'
import { promisesOf } from '../../policy/promises/index.ts'
import type { PolicyPromise } from '../../policy/promises/index.ts'
import { actorCode } from '../../work/index.ts'
import type { Action, Work } from '../../work/index.ts'
import { readCurrent } from '../store-current.ts'
import { insertConfirmation, turnOff, turnOn } from '../store-public.ts'

export interface MarksTurned {
  readonly turned: number
  /** Of *all*: kinds about security, breaches and access, which are turned on only by name. */
  readonly internal: readonly string[]
}

/** The policy's owner lets the public see marks: of promises by name, or of all that are not internal. */
export const turnOnMarks: Action<readonly string[] | 'all', MarksTurned> = async (work, by, which) => {
  const kept = promisesOf(work.policy).filter((promise) => promise.later === null)
  const chosen = which === 'all' ? kept.filter((promise) => !promise.internal) : which.map((id) => named(work, id))
  const internal = which === 'all' ? kept.filter((promise) => promise.internal).map((promise) => promise.id) : []
  const turned = await inTransaction(work.db, async (tx) => {
    const count = await turnOn(tx, chosen.map((promise) => promise.id), work.now.toString(), actorCode(by))
    if (count > 0) await record(tx, [{ kind: 'status.marks-on', actor: actorCode(by), at: work.now.toString(), body: { promises: count } }])
    return count
  })
  return { turned, internal }
}

/** The public no longer sees these marks. That they were turned off is evidence too. */
export const turnOffMarks: Action<readonly string[], number> = (work, by, which) =>
  inTransaction(work.db, async (tx) => {
    const count = await turnOff(tx, which)
    if (count > 0) await record(tx, [{ kind: 'status.marks-off', actor: actorCode(by), at: work.now.toString(), body: { promises: count } }])
    return count
  })

/** The owner has looked and says that it is so: the public reads *deviation* from now on, and not after five working days. */
export const confirmDeviation: Action<string, void> = async (work, by, which) => {
  const { id } = named(work, which)
  const current = (await readCurrent(work.db)).find((row) => row.promiseId === id)
  if (current === undefined || current.state !== 'deviation')
    throw problem('status.no-deviation', { attempted: 'This promise shows no deviation, so there is none to confirm.', on: id, next: 'See how it stands with lofte status POLICY.' })
  await inTransaction(work.db, async (tx) => {
    await insertConfirmation(tx, id, current.since, work.now.toString(), actorCode(by))
    await record(tx, [{ kind: 'status.deviation-confirmed', actor: actorCode(by), at: work.now.toString(), body: { promise: id } }])
  })
}

function named(work: Work, id: string): PolicyPromise {
  const promise = promisesOf(work.policy).find((one) => one.id === id)
  if (promise === undefined) throw problem('status.not-found', { attempted: 'The policy makes no promise with this id.', next: 'lofte promises POLICY lists them with their ids.' })
  if (promise.later !== null) throw problem('status.no-control', { attempted: 'Nothing keeps and measures this promise yet, so it can show no mark.', on: promise.id, next: 'Choose among those that lofte status POLICY lists.' })
  return promise
}
