import { standingOf } from '../../decisions/index.ts'
import { factsOf, locationsOfAll, noFacts, type Indexed, type PersonId } from '../../people/index.ts'
import { decideLocation, decidePerson, emptyFold, foldLocation, type PersonFacts, type Standing } from '../../policy/decide/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Table } from '../../policy/model/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { rowKey, type Hash, type Ref, type Row, type Session } from '../../systems/index.ts'
import type { Work } from '../../work/index.ts'
import { actedFor, type RequestCase } from '../case.ts'
import { hashedFor } from '../find-concerned.ts'
import { inReach, type Located } from '../locate.ts'
import { aroundRows, factsOfRow, type AroundRows } from '../row-facts.ts'
import { countFound, foundIn, type HowFound } from '../store-found.ts'
import { claimsOf, locationsIn, nameMarksOf, tablesOf } from '../store-people.ts'
import { Explainer, refName, type RowExplained } from './explain.ts'
import { knownBy, type IsKnown } from './known.ts'
import { redact, theirsBy, type Cell, type IsTheirs, type Redaction, type Tie } from './redact.ts'

/** One row as its person may see it. */
export interface AccessRow {
  readonly key: string
  readonly tie: Tie
  readonly explained: RowExplained
  readonly values: ReadonlyMap<string, Cell>
  readonly unmentioned: ReadonlyMap<string, Cell>
  readonly redactions: readonly Redaction[]
}

export interface AccessTable {
  readonly table: Table
  rows(): AsyncGenerator<readonly AccessRow[]>
}

export interface Gathered {
  readonly tables: readonly AccessTable[]
  readonly explainer: Explainer
}

export interface Reading {
  readonly of: RequestCase
  readonly sessions: ReadonlyMap<string, Session>
  readonly hash: Hash
  readonly isKnown: IsKnown
  readonly lang: Lang
  readonly at: Day
  /** Of somebody with few rows: all of them, read together while the first table is being written. */
  readonly held: ReadonlyMap<string, readonly Indexed[]> | null
  readonly around: AroundRows | null
  readonly read: ReadonlyMap<string, Promise<readonly Row[]>> | null
}

const page = 500

/** So many rows of one person are held together; of those with more a page of one table at a time. */
const fits = 1000

/** What there is to be read of the person, table by table; nothing is read before a table's rows are asked for, and a page at a time then. */
export async function gather(work: Work, located: Located, hash: Hash, lang: Lang, at: Day): Promise<Gathered> {
  const { of, identifiers, sessions } = located
  const ids = actedFor(of)
  const none = ids.length === 0
  const [claims, names, counts, foundCounts, facts] = await Promise.all([none ? [] : claimsOf(work.db, ids), none ? [] : nameMarksOf(work.db, ids), none ? new Map<string, number>() : tablesOf(work.db, ids), countFound(work.db, of.id), factsOf(work.db, ids)])
  const isTheirs = theirsBy(hash, [...claims, ...hashedFor(work.policy, hash, identifiers, of.scope)])
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const held = total > 0 && total <= fits ? await allAtOnce(work, ids, facts, at) : null
  const standings = held?.standings ?? (await oneByOne(work, ids, at))
  const explainer = new Explainer(work.policy, lang)
  const found = new Map(foundCounts.filter(({ how }) => how === 'own' || how === 'named').map((one) => [`${one.system} ${one.table}`, one.count]))
  const read = held === null ? null : readAhead(sessions, held.byTable)
  const isKnown = knownBy(hash, names, held === null ? [] : await ownValues(work, held.byTable, read))
  const reading = { isKnown, around: held === null ? null : await aroundRows(work, [...held.byTable.values()].flat()), of, sessions, hash, lang, at, read, held: held?.byTable ?? null }
  const tables: AccessTable[] = []
  for (const system of work.policy.systems.values()) {
    for (const table of system.tables.values()) {
      const name = `${system.name} ${table.name}`
      if (!inReach(system, table.name, of.scope.controller) || !(counts.has(name) || found.has(name))) continue
      tables.push({ table, rows: () => rowsOf(work, reading, table, ids, standings, isTheirs, explainer, { indexed: counts.has(name), found: found.has(name) }) })
    }
  }
  return { tables, explainer }
}

async function* rowsOf(
  work: Work, reading: Reading, table: Table, ids: readonly PersonId[], standings: ReadonlyMap<PersonId, Standing>, isTheirs: IsTheirs, explainer: Explainer,
  has: { readonly indexed: boolean; readonly found: boolean },
): AsyncGenerator<readonly AccessRow[]> {
  const session = reading.sessions.get(table.system)
  if (session === undefined) return
  const seen = (row: Row, tie: Tie, location: Indexed | null, around: AroundRows | null): AccessRow => {
    const standing = location === null ? undefined : (standings.get(location.personId) ?? standings.values().next().value)
    const decision = location === null || standing === undefined ? null : decideLocation(work.policy, standing, factsOfRow(location, around), reading.at)
    const shown = redact(work.policy, table, row, tie, isTheirs, reading.isKnown)
    const unmentioned = [...shown.unmentioned].filter(([, cell]) => cell.value.reveal() !== null || cell.hidden).map(([name]) => name)
    return { key: keyShown(reading.hash, table, row.ref.key, tie), tie, explained: explainer.row(table, decision, unmentioned), ...shown }
  }
  const own = reading.held?.get(`${table.system} ${table.name}`)
  if (own !== undefined) {
    const by = new Map(own.map((location) => [location.key, location]))
    const rows = await reading.read?.get(`${table.system} ${table.name}`)
    yield (rows ?? []).map((row) => seen(row, tieOf(by.get(row.ref.key)), by.get(row.ref.key) ?? null, reading.around))
  } else if (has.indexed) {
    for (let after = ''; ;) {
      work.signal.throwIfAborted()
      const locations = await locationsIn(work.db, ids, table.system, table.name, after, page)
      if (locations.length > 0) {
        const by = new Map(locations.map((location) => [location.key, location]))
        const around = await aroundRows(work, locations)
        yield (await readAll(session, locations)).map((row) => seen(row, tieOf(by.get(row.ref.key)), by.get(row.ref.key) ?? null, around))
      }
      if (locations.length < page) break
      after = locations.at(-1)!.key
    }
  }
  if (has.found) {
    for (let after = ''; ;) {
      const found = (await foundIn(work.db, reading.of.id, table.system, table.name, after, page))
      const wanted = found.filter(({ how }) => how === 'own' || how === 'named')
      const how = new Map<string, HowFound>(wanted.map((one) => [one.ref.key, one.how]))
      if (wanted.length > 0) {
        // Not in the index yet: it has no dates of its own to be decided from, and may be shared with people we have not met.
        yield (await readAll(session, wanted.map(({ ref }) => ref))).map((row) => seen(row, how.get(row.ref.key) === 'named' ? 'named' : 'shared', fresh(table, row.ref.key, ids), null))
      }
      if (found.length < page) break
      after = found.at(-1)!.ref.key
    }
  }
}

/** Each row once: one that two persons of the case share is theirs together. */
async function allAtOnce(work: Work, ids: readonly PersonId[], facts: ReadonlyMap<PersonId, PersonFacts>, at: Day): Promise<{ readonly standings: ReadonlyMap<PersonId, Standing>; readonly byTable: ReadonlyMap<string, readonly Indexed[]> }> {
  const locations = await locationsOfAll(work.db, ids)
  const standings = new Map<PersonId, Standing>()
  const rows = new Map<string, Indexed>()
  for (const id of ids) {
    const fold = emptyFold()
    for (const row of locations.get(id) ?? []) {
      foldLocation(work.policy, fold, factsOfRow(row))
      if (!rows.has(`${row.system} ${row.table} ${row.key}`)) rows.set(`${row.system} ${row.table} ${row.key}`, row)
    }
    standings.set(id, decidePerson(work.policy, facts.get(id) ?? noFacts, at, fold))
  }
  const byTable = new Map<string, Indexed[]>()
  for (const row of rows.values()) {
    const name = `${row.system} ${row.table}`
    byTable.set(name, [...(byTable.get(name) ?? []), row])
  }
  return { standings, byTable }
}

async function oneByOne(work: Work, ids: readonly PersonId[], at: Day): Promise<ReadonlyMap<PersonId, Standing>> {
  const standings = new Map<PersonId, Standing>()
  for (const id of ids) standings.set(id, await standingOf(work, id, undefined, at))
  return standings
}

function readAhead(sessions: ReadonlyMap<string, Session>, byTable: ReadonlyMap<string, readonly Indexed[]>): ReadonlyMap<string, Promise<readonly Row[]>> {
  return new Map([...byTable].flatMap(([name, rows]) => {
    const session = sessions.get(rows[0]?.system ?? '')
    if (session === undefined) return []
    const reading = readAll(session, rows)
    reading.catch(() => {}) // told when its table's turn comes
    return [[name, reading] as const]
  }))
}

/** What the person's own rows say of how to reach them: in a row that others share the same value is theirs. Asked for only where there is such a row. */
async function ownValues(work: Work, byTable: ReadonlyMap<string, readonly Indexed[]>, read: Reading['read']): Promise<readonly string[]> {
  const all = [...byTable.values()].flat()
  if (!all.some((row) => row.shared)) return []
  const values: string[] = []
  for (const [name, rows] of byTable) {
    const contact = work.policy.systems.get(rows[0]!.system)?.tables.get(rows[0]!.table)?.fields.filter((field) => field.of === null && work.policy.data.get(field.data)?.class === 'contact').map((field) => refName(field.ref)) ?? []
    const own = new Set(rows.filter((row) => !row.shared).map((row) => row.key))
    for (const row of (await read?.get(name)) ?? []) {
      if (own.has(row.ref.key)) for (const column of contact) values.push(row.values.get(column)?.reveal() ?? '')
    }
  }
  return values
}

async function readAll(session: Session, refs: readonly Ref[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const batch of session.read(refs.map(({ table, key }) => ({ table, key })))) rows.push(...batch)
  return rows
}

function fresh(table: Table, key: string, ids: readonly PersonId[]): Indexed | null {
  const personId = ids[0]
  if (personId === undefined) return null
  return { personId, system: table.system, table: table.name, key, fingerprint: '', dates: new Map(), links: [], unmentioned: false, pinned: false, shared: false, named: null, since: '' as Day }
}

function tieOf(location: Indexed | undefined): Tie {
  return location?.named != null ? 'named' : location?.shared === true ? 'shared' : 'own'
}

/** A key that is an identifier itself is sealed in the index; its own person may read it, and nobody else. */
function keyShown(hash: Hash, table: Table, of: string, tie: Tie): string {
  const key = rowKey(of)
  if (!key.startsWith('~')) return key
  return tie === 'own' ? hash.openKey(table.controller, key) : '[…]'
}
