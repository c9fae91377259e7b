import { inTransaction, isProblem, errorCode, problem } from '../platform/index.ts'
import { hasNamed, namedIn, observe, personsOf } from '../people/index.ts'
import type { System } from '../policy/model/index.ts'
import { refText, type Hash, type Ref, type Session } from '../systems/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { actedFor, type GivenIdentifier, type RequestCase } from './case.ts'
import { findConcerned, hashedFor } from './find-concerned.ts'
import { writeFacts } from './open-request.ts'
import { insertConcerned, noteUnreached, readCase, readIdentifiers } from './store.ts'
import { forgetFound, keepFound, type FoundRow } from './store-found.ts'
import { openIdentifiers } from './vault.ts'

export interface Reach {
  readonly hash: Hash
  readonly open: (system: System, as: 'observe' | 'act') => Promise<Session>
}

/** A case with the person located in every system. The sessions stay open until it is disposed of. */
export class Located implements AsyncDisposable {
  readonly of: RequestCase
  readonly identifiers: readonly GivenIdentifier[]
  readonly sessions: ReadonlyMap<string, Session>

  constructor(of: RequestCase, identifiers: readonly GivenIdentifier[], sessions: ReadonlyMap<string, Session>) {
    this.of = of
    this.identifiers = identifiers
    this.sessions = sessions
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.sessions.values()].map((session) => session[Symbol.asyncDispose]()))
  }
}

/**
 * Looks for the person in every system before anything is done in any: what one system tells of them may be needed to find them in
 * another, and once it is erased nobody can tell. A system that does not answer makes the whole case wait (act.md, Act).
 */
export async function locate(work: Work, by: Actor, of: RequestCase, reach: Reach): Promise<Located> {
  const kept = await readIdentifiers(work.db, of.id)
  if (kept === null) throw problem('requests.closed', { attempted: 'The case is closed: what the person was found by is destroyed.', on: of.id, next: 'Open a new request.' })
  const identifiers = openIdentifiers(work.secrets, of.id, kept.wrapped, kept.sealed)
  let current = await withNewlyFound(work, of, reach.hash, identifiers)
  const sessions = new Map<string, Session>()
  const down: { system: string; code: string }[] = []
  // What connectors reach; a system whose role is a human's (`task`) has nothing to be searched by us.
  const systems = [...work.policy.systems.values()].filter((system) => system.tables.size > 0 && system.connector !== 'task')
  try {
    for (const system of systems) {
      try {
        const session = await reach.open(system, 'observe')
        sessions.set(system.name, session)
        if (await search(work, current, system, session, reach.hash, identifiers)) {
          // Written since the last pass: taken into the index first, so that it is decided on like everything else.
          await observe(work, by, { open: (one) => reach.open(one, 'observe'), systems: [system.name] })
          current = await withNewlyFound(work, current, reach.hash, identifiers)
          await search(work, current, system, session, reach.hash, identifiers)
        }
      } catch (error) {
        if (!isProblem(error) || !error.code.startsWith('systems.')) throw error
        down.push({ system: system.name, code: errorCode(error) })
      }
    }
    if (down.length + current.unreached.length > 0) await inTransaction(work.db, (tx) => noteUnreached(tx, of.id, down, work.now.toString()))
    if (down.length > 0) throw waiting(of, down, systems.length)
    return new Located(current, identifiers, sessions)
  } catch (error) {
    await new Located(current, identifiers, sessions)[Symbol.asyncDispose]()
    throw error
  }
}

function waiting(of: RequestCase, down: readonly { readonly system: string; readonly code: string }[], systems: number) {
  return problem('requests.system-unreachable', {
    attempted: `The person has to be located in every system before anything is done in any; ${down.length} of ${systems} did not answer.`,
    on: of.id,
    lines: down.map((one) => `${one.system}  ${one.code}`),
    next: `The case waits; nothing was read out and nothing was changed. Run lofte request fulfil ${of.id} again when the system is back.`,
  })
}

/** Somebody who was not in the index when the request came in may be there now. */
async function withNewlyFound(work: Work, of: RequestCase, hash: Hash, identifiers: readonly GivenIdentifier[]): Promise<RequestCase> {
  const found = await findConcerned(work.db, hashedFor(work.policy, hash, identifiers, of.scope))
  const known = new Map(of.concerned.map((one) => [one.personId, one]))
  const added = found.filter((one) => known.get(one.personId) === undefined || (known.get(one.personId)?.standing === 'suggested' && one.standing === 'verified'))
  if (added.length === 0) return of
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    await insertConcerned(tx, of.id, added, at)
    await writeFacts(tx, { id: of.id, right: of.right, received: of.received, scope: of.scope, identified: of.identified !== null, concerned: added })
  })
  return (await readCase(work.db, of.id)) ?? of
}

/** Rows that hold an identifier and are not in the index as the person's: new since the last pass, or naming them in another's row. */
async function search(work: Work, of: RequestCase, system: System, session: Session, hash: Hash, identifiers: readonly GivenIdentifier[]): Promise<boolean> {
  const mine = new Set(actedFor(of))
  let news = false
  await forgetFound(work.db, of.id, system.name)
  for await (const refs of session.find(identifiers)) {
    const searched = refs.filter(({ table }) => inReach(system, table, of.scope.controller))
    const asked = searched.map((ref) => ({ system: system.name, ...ref }))
    const known = await personsOf(work.db, asked)
    // In another's row that names them the index has a place of theirs.
    const named = (await hasNamed(work.db)) ? new Set((await namedIn(work.db, asked)).filter(({ personId }) => mine.has(personId)).map(({ at }) => at)) : new Set<number>()
    const unknown = known.filter(({ personIds }, i) => !named.has(i) && !personIds.some((id) => mine.has(id)))
    if (unknown.length === 0) continue
    const others = new Set(unknown.filter(({ personIds }) => personIds.length > 0).map(({ ref }) => refText(ref)))
    const judgements = await judged(system, session, hash, identifiers, unknown.map(({ ref }) => ({ table: ref.table, key: ref.key })))
    const found = judgements.map(({ ref, how }): FoundRow => ({ ref, how })).map(
      // What the index has as somebody else's is not handed to this one on the strength of a column: a human looks at it.
      (one): FoundRow => (one.how === 'own' && others.has(refText(one.ref)) ? { ...one, how: 'unverified' } : one))
    news ||= found.some((one) => one.how === 'own') || judgements.some((one) => one.links)
    await keepFound(work.db, of.id, found)
  }
  return news
}

/** What is held for somebody else answers to their instruction only (decide.md 8). */
export function inReach(system: System, table: string, controller: string | undefined): boolean {
  const mapped = system.tables.get(table)
  return mapped !== undefined && mapped.role !== 'processor' && (controller === undefined || mapped.controller === controller)
}

interface Judged extends FoundRow {
  /** It names them by what links to them: the next look makes it a place of theirs. */
  readonly links: boolean
}

/** Whether a row is the person's own, or another's that names them, or bears only what nobody has verified. */
async function judged(system: System, session: Session, hash: Hash, identifiers: readonly GivenIdentifier[], refs: readonly Ref[]): Promise<readonly Judged[]> {
  const sightings = await session.sight(refs)
  return sightings.flatMap((seen): Judged[] => {
    const controller = system.tables.get(seen.ref.table)?.controller
    if (controller === undefined) return []
    const asked = new Set(identifiers.flatMap(({ kind, value }) => hash.identifier(kind, value.reveal(), controller) ?? []))
    const ref = { system: system.name, ...seen.ref }
    const own = seen.identifiers.filter((one) => asked.has(one.hash))
    if (own.some((one) => one.verified)) return [{ ref, how: 'own', links: false }]
    if (seen.others?.some((one) => asked.has(one.hash)) === true) return [{ ref, how: 'named', links: seen.named?.some((one) => one.identifiers.some(({ hash }) => asked.has(hash))) === true }]
    return own.length > 0 ? [{ ref, how: 'unverified', links: false }] : []
  })
}

