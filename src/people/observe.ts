import { problem } from '../platform/index.ts'
import type { System, Table } from '../policy/model/index.ts'
import { toDay } from '../policy/law/index.ts'
import type { Cursor, Ref, Session } from '../systems/index.ts'
import { actorCode, type Action, type Work } from '../work/index.ts'
import { mappingDigest, realmOf } from './mapping.ts'
import { mergeStaged, type Merged } from './store-merge.ts'
import { knownKeys, Numbers, openStaging, stagePage, standingOf } from './store-staging.ts'
import { dropUnseen, startClaimPass } from './store-claims.ts'
import { rotateKeys } from './rotate.ts'
import { waitForObserving } from './store-observing.ts'
import { isToBeReadWhole } from './store-restore.ts'
import { tableGroups } from './table-order.ts'

export interface ObserveInput {
  readonly open: (system: System) => Promise<Session>
  /** These systems only. */
  readonly systems?: readonly string[]
  /** Every row is read, and what is not seen is gone; otherwise only what changed since last time. */
  readonly full?: boolean
  /** How long to wait for another process that observes, in milliseconds; two at once would only disturb each other. */
  readonly patience?: number
  readonly progress?: (at: ObserveProgress) => void
}

export interface ObserveProgress {
  readonly system: string
  readonly table: string | null
  readonly rows: number
  readonly step: 'reading' | 'merging' | 'done'
}

export interface Observed {
  readonly systems: readonly ObservedSystem[]
  /** null: everybody, after a first load. */
  readonly changed: number | null
}

export interface ObservedSystem {
  readonly system: string
  readonly rows: number
  readonly gone: number
  readonly changed: number | null
  /** Rows that we had acted on while they were read: looked at again. */
  readonly lookedAtAgain: number
  /**
   * Rows just read that name somebody else by what links to nobody (a telephone). They are the row's person's in the index: a request
   * of the one named finds them in the system itself, shows that field, and leaves taking it out to a human.
   */
  readonly namingOthers: number
}

/** One pass over the systems: who is there, where, since when. Nothing of a row's content comes along. */
export const observe: Action<ObserveInput, Observed> = async (work, by, input) => {
  const free = await waitForObserving(work.pool, input.patience ?? 60_000, work.signal)
  if (free === null) {
    throw problem('people.observing', { attempted: 'Another process is observing, and has not come to its end yet.', next: 'Wait until it is done, then run this again; two at once would only disturb each other.' })
  }
  try {
    await rotateKeys(work)
    const everything = input.full === true && input.systems === undefined
    if (everything) await startClaimPass(work.pool)
    const systems: ObservedSystem[] = []
    for (const system of work.policy.systems.values()) {
      if (input.systems !== undefined && !input.systems.includes(system.name)) continue
      if (tablesOf(system).length > 0) systems.push(await observeSystem(work, actorCode(by), system, input))
    }
    if (everything) await dropUnseen(work.pool, [...work.policy.systems.values()].filter((system) => tablesOf(system).length > 0).map((system) => system.name))
    const changed = systems.some((one) => one.changed === null) ? null : systems.reduce((sum, one) => sum + (one.changed ?? 0), 0)
    return { systems, changed }
  } finally {
    await free()
  }
}

/** Rows of a matter that is nobody's own (an event, a course) are read for their dates by those that belong to them. */
const tablesOf = (system: System): readonly Table[] => [...system.tables.values()].filter((table) => !table.matterOnly)

async function observeSystem(work: Work, actor: string, system: System, asked: ObserveInput): Promise<ObservedSystem> {
  const input = (await isToBeReadWhole(work.pool, system.name)) ? { ...asked, full: true } : asked
  await openStaging(work.pool, system.name)
  await using session = await input.open(system)
  const numbers = new Numbers(work.pool)
  const count = { naming: 0 }
  let rows = 0
  for (const table of referringFirst(system)) rows += await readTable(work, system, table, session, numbers, input, count)
  input.progress?.({ system: system.name, table: null, rows, step: 'merging' })
  let merged = await merge(work, actor, system)
  const again = merged.stale.length
  let { gone, changed } = merged
  // What we acted on while it was being read is looked at once more; acts go on meanwhile, so perhaps more than once.
  for (let turn = 0; merged.stale.length > 0 && turn < 10; turn++) {
    await lookAgain(work, system, session, numbers, merged.stale)
    merged = await merge(work, actor, system)
    gone += merged.gone
    changed = changed === null || merged.changed === null ? null : changed + merged.changed
  }
  input.progress?.({ system: system.name, table: null, rows, step: 'done' })
  return { system: system.name, rows, gone, changed, lookedAtAgain: again, namingOthers: count.naming }
}

/** Referring tables are read before those they refer to: then no row is read whose parent was too new to be seen. */
function referringFirst(system: System): readonly Table[] {
  const tables = tablesOf(system)
  const groups = tableGroups(tables.map((table) => table.name), refersTo(system))
  return groups.toReversed().flatMap((group) => group.map((name) => system.tables.get(name)!))
}

function refersTo(system: System): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(tablesOf(system).map((table) => [table.name, new Set(table.belongsTo.map((link) => link.to).filter((to) => system.tables.get(to)?.matterOnly === false))]))
}

async function readTable(work: Work, system: System, table: Table, session: Session, numbers: Numbers, input: ObserveInput, count: { naming: number }): Promise<number> {
  const mapping = mappingDigest(table)
  let standing = await standingOf(work.pool, system.name, table.name, mapping, input.full === true, work.clock.now().toString())
  if (standing.done) return standing.rows
  const controller = realmOf(system, table)
  // A page is written while the next is read: both databases work at once, and no more than two pages are held.
  let writing: Promise<void> | null = null
  try {
    for await (const page of session.scan(table, standing.cursor as Cursor | null, (name, bounds) => knownKeys(work.pool, system.name, name, bounds))) {
      work.signal.throwIfAborted()
      // The connector may find that only a full pass tells what is gone.
      standing = { ...standing, full: standing.full || page.full === true }
      for (const { others, named } of page.seen) if (others !== undefined && others.some((one) => named?.some((each) => each.identifiers.some(({ hash }) => hash === one.hash)) !== true)) count.naming++
      await writing
      writing = stagePage(work.pool, numbers, { system: system.name, table: table.name, controller, mapping, standing, page })
      writing.catch(() => {}) // said below, or by the next page
      standing = { ...standing, cursor: page.cursor, rows: standing.rows + page.seen.length, done: page.done }
      input.progress?.({ system: system.name, table: table.name, rows: standing.rows, step: 'reading' })
    }
  } catch (error) {
    await writing?.catch(() => {})
    throw error
  }
  await writing
  if (!standing.done) throw problem('systems.scan-ended', { attempted: 'A table stopped being read before its end.', on: `${system.name}.${table.name}`, next: 'Observe again: it goes on from the last page.' })
  return standing.rows
}

async function lookAgain(work: Work, system: System, session: Session, numbers: Numbers, stale: readonly Ref[]): Promise<void> {
  for (const table of tablesOf(system)) {
    const refs = stale.filter((ref) => ref.table === table.name)
    const mapping = mappingDigest(table)
    for (let at = 0; at < refs.length; at += 1000) {
      const asked = refs.slice(at, at + 1000)
      const standing = { ...(await standingOf(work.pool, system.name, table.name, mapping, false, work.clock.now().toString())), full: false }
      const seen = await session.sight(asked)
      const there = new Set(seen.map((sighting) => sighting.ref.key))
      const gone = asked.filter((ref) => !there.has(ref.key))
      // Not a scan: `done` stays unsaid, so that the table's cursor is left where the scan put it.
      const page = { seen, gone, cursor: (standing.cursor ?? '') as Cursor, done: false }
      await stagePage(work.pool, numbers, { system: system.name, table: table.name, controller: realmOf(system, table), mapping, standing, page })
    }
  }
}

async function merge(work: Work, actor: string, system: System): Promise<Merged> {
  const zone = [...work.policy.controllers.values()].find((controller) => controller.name === system.controller)?.zone ?? 'UTC'
  const client = await work.pool.connect()
  try {
    return await mergeStaged(client, {
      system: system.name,
      realms: new Map(tablesOf(system).map((table) => [table.name, realmOf(system, table)])),
      refersTo: refersTo(system),
      naming: new Set(tablesOf(system).filter((table) => table.fields.some((field) => field.of?.links === true)).map((table) => table.name)),
      linkOnly: new Set(tablesOf(system).filter((table) => table.linkOnly).map((table) => table.name)),
      today: toDay(work.now, zone),
      now: work.clock.now().toString(),
      actor,
      keyVersion: work.secrets.keyVersion,
    })
  } finally {
    client.release()
  }
}
