import { claimHolders, countPersons, knownOf, ownRowsOfSome, type OwnRow, type PersonId } from '../../people/index.ts'
import { errorCode, log, type Db } from '../../platform/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { ColumnRef, Policy, System } from '../../policy/model/index.ts'
import type { Hash, Identifier, Session, Sighting } from '../../systems/index.ts'
import { Tally } from './candidate.ts'
import { nightsFor, room } from './nights.ts'
import type { Again, Turn } from './nights.ts'

export interface Searching {
  readonly db: Db
  readonly policy: Policy
  readonly hash: Hash
  readonly today: Day
  readonly open: (system: System) => Promise<Session>
  readonly signal: AbortSignal
  /** Parts in which the last audit found something, and where tonight's are noted. */
  readonly before: readonly Turn[]
  readonly again: Again
}

const mostPersons = 100
const batch = 500

/**
 * Would an answer to a request for access have everything? Some people are taken from the index, and what identifies them is read from
 * their own rows; then each system is searched by that, as if nothing were known, and every row that it shows as theirs has to be one
 * that the index locates for them. Plaintext lives for the length of a search and goes nowhere.
 */
export async function searchForSome(of: Searching): Promise<Tally> {
  const tally = new Tally()
  const all = await countPersons(of.db)
  const nights = nightsFor(all, mostPersons, of.today, of.before)
  const { persons, rows } = await ownRowsOfSome(of.db, nights, room(mostPersons, nights))
  tally.asked(persons.size, all)
  if (rows.length === 0) return tally
  const given = new Map<string, { readonly controller: string; readonly hash: string; readonly identifier: Identifier }>()
  for (const system of of.policy.systems.values()) {
    const theirs = rows.filter((row) => row.system === system.name)
    if (theirs.length > 0) await within(of, system, (session) => readIdentifiers(of, system, session, theirs, given))
  }
  // Whoever has it by the index: a row that has changed hands since names somebody else.
  const sought = await claimHolders(of.db, [...given.values()])
  const identifiers = [...given].flatMap(([name, { identifier }]) => (sought.has(name) ? [identifier] : []))
  if (identifiers.length === 0) return tally
  for (const system of of.policy.systems.values()) await within(of, system, (session) => compare(of, system, session, identifiers, sought, (person) => {
    const at = persons.get(person)
    if (at !== undefined) of.again.add('access', { count: nights.count, at })
  }, tally))
  return tally
}

/** A system that does not answer is told by the audit's other look at it. */
async function within(of: Searching, system: System, look: (session: Session) => Promise<void>): Promise<void> {
  try {
    await using session = await of.open(system)
    await look(session)
  } catch (error) {
    of.signal.throwIfAborted()
    log.warn('status.system-not-seen', { system: system.name, reason: errorCode(error) })
  }
}

async function readIdentifiers(of: Searching, system: System, session: Session, rows: readonly OwnRow[], given: Map<string, { readonly controller: string; readonly hash: string; readonly identifier: Identifier }>): Promise<void> {
  for await (const read of session.read(rows.map(({ table, key }) => ({ table, key })))) {
    for (const { ref, values } of read) {
      const table = system.tables.get(ref.table)
      if (table === undefined) continue
      for (const [kind, column] of table.person) {
        const value = values.get(columnName(column))
        const text = value?.reveal() ?? null
        const hashed = text === null || !table.verified.has(kind) ? null : of.hash.identifier(kind, text, table.controller)
        if (hashed !== null && value !== undefined) given.set(`${table.controller} ${hashed}`, { controller: table.controller, hash: hashed, identifier: { kind, value: value as Identifier['value'] } })
      }
    }
  }
}

async function compare(of: Searching, system: System, session: Session, identifiers: readonly Identifier[], sought: ReadonlyMap<string, PersonId>, found: (person: PersonId) => void, tally: Tally): Promise<void> {
  for await (const refs of session.find(identifiers)) {
    const ours = refs.filter(({ table }) => system.tables.get(table)?.role === 'controller')
    for (let at = 0; at < ours.length; at += batch) {
      const seen = (await session.sight(ours.slice(at, at + batch))).flatMap((sighting) => {
        const person = whoseIs(system, sighting, sought)
        return person === null ? [] : [{ sighting, person }]
      })
      const known = await knownOf(of.db, system.name, seen.map(({ sighting }) => sighting.ref))
      for (const [n, { sighting, person }] of seen.entries()) {
        const { personIds, fingerprint, observedOn } = known[n]!
        if (personIds.includes(person)) continue
        // Written, or written anew, since anybody looked: the next observation has it.
        const isLater = personIds.length === 0 ? !isOlder(sighting, observedOn) : fingerprint !== sighting.fingerprint
        if (isLater) tally.risk('changed-since-observed')
        else {
          tally.violation(personIds.length === 0 ? 'not-located' : 'located-for-another')
          found(person)
        }
      }
    }
  }
}

/** The row's own person, where it bears a verified identifier that was searched for. */
function whoseIs(system: System, { ref, identifiers }: Sighting, sought: ReadonlyMap<string, PersonId>): PersonId | null {
  const controller = system.tables.get(ref.table)?.controller ?? ''
  for (const { hash, verified } of identifiers) {
    const person = verified ? sought.get(`${controller} ${hash}`) : undefined
    if (person !== undefined) return person
  }
  return null
}

/** By its own dates it was there when the table was last observed: nothing excuses that nobody has it. */
function isOlder(sighting: Sighting, observedOn: string | null): boolean {
  if (observedOn === null) return false
  const written = [...sighting.dates].flatMap(([anchor, day]) => (anchor === 'creation' || anchor === 'last-activity' ? [day] : []))
  return written.length > 0 && written.every((day) => day < observedOn)
}

function columnName(ref: ColumnRef): string {
  return [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')
}
