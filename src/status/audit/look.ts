import { errorCode, log } from '../../platform/index.ts'
import type { Policy, System } from '../../policy/model/index.ts'
import type { Ref, Session } from '../../systems/index.ts'
import type { Candidate, HeldRow, Tallies } from './candidate.ts'
import { conditionPath, ruleOwner } from './judge.ts'
import type { Again, Turn } from './nights.ts'

const batch = 500

/** Rows that ought to be gone, as their systems show them today. Systems that do not answer are named. */
export interface Looking {
  readonly policy: Policy
  readonly tallies: Tallies
  readonly open: (system: System) => Promise<Session>
  readonly signal: AbortSignal
  readonly again: Again
}

export interface Asked {
  readonly candidates: readonly Candidate[]
  readonly held: readonly HeldRow[]
  /** Rows that evidence says are gone, with what to count where one is there again. */
  readonly removed: readonly Removed[]
}

export interface Removed extends Ref {
  readonly system: string
  readonly path: string
  readonly as: 'violation' | 'risk'
  readonly turn: Turn
}

/** Asks each system once about all of its rows; answers with the systems that could not be asked. */
export async function lookInto(of: Looking, asked: Asked): Promise<readonly string[]> {
  const failed: string[] = []
  for (const system of of.policy.systems.values()) {
    const candidates = asked.candidates.filter((one) => one.system === system.name)
    const held = asked.held.filter((one) => one.system === system.name)
    const removed = asked.removed.filter((one) => one.system === system.name)
    try {
      // Opened also where nothing is to be asked: a system out of reach is a promise at risk.
      await using session = await of.open(system)
      for (let at = 0; at < candidates.length; at += batch) await lookAtCandidates(of, system, session, candidates.slice(at, at + batch))
      for (let at = 0; at < held.length; at += batch) await lookAtHeld(of, session, held.slice(at, at + batch))
      for (let at = 0; at < removed.length; at += batch) await lookAtRemoved(of, session, removed.slice(at, at + batch))
    } catch (error) {
      of.signal.throwIfAborted()
      log.warn('status.system-not-seen', { system: system.name, reason: errorCode(error) })
      failed.push(system.name)
      // Nobody could say that they are gone, and by what we know they ought to be.
      for (const one of candidates) for (const rule of new Set(one.gone.map((field) => field.rule))) if (rule !== null) of.tallies.of(rule).violation('overdue-unseen')
    }
  }
  return failed
}

/**
 * A row counts as overdue while a field that ought to be empty holds something in the system itself, and the row looks as it
 * did when it was decided on. Values are only asked whether they are there; they go nowhere.
 */
async function lookAtCandidates(of: Looking, system: System, session: Session, some: readonly Candidate[]): Promise<void> {
  const refs = some.map(({ table, key }) => ({ table, key }))
  const fresh = new Map((await session.sight(refs)).map((sighting) => [name(sighting.ref), sighting.fingerprint]))
  const there = some.filter((one) => fresh.has(name(one)))
  const changed = there.filter((one) => fresh.get(name(one)) !== one.fingerprint)
  for (const one of changed) for (const rule of new Set(one.gone.map((field) => field.rule))) if (rule !== null) of.tallies.of(rule).risk('changed-since-observed')
  const same = there.filter((one) => fresh.get(name(one)) === one.fingerprint)
  const byName = Map.groupBy(same, name)
  for await (const rows of session.read(same.map(({ table, key }) => ({ table, key })))) {
    for (const row of rows) {
      const filled = (field: string): boolean => isFilled(system, row.ref.table, field, row.values.get(field)?.reveal() ?? null)
      for (const one of byName.get(name(row.ref)) ?? []) count(of, one, filled)
    }
  }
}

function count({ policy, tallies, again }: Looking, one: Candidate, filled: (field: string) => boolean): void {
  const left = one.gone.filter((field) => filled(field.field))
  for (const rule of new Set(left.map((field) => field.rule))) if (rule !== null) tallies.of(rule).violation('overdue')
  if (left.length > 0) again.add('candidates', one.turn)
  const tied = (one.tied ?? []).filter((field) => filled(field.field))
  for (const rule of new Set(tied.map((field) => field.rule))) if (rule !== null) tallies.of(rule).risk('shared-past-end')
  for (const field of left) {
    const purpose = field.rule === null ? null : ruleOwner(policy, field.rule)
    if (purpose !== null && policy.purposes.get(purpose)?.conditions.some((condition) => condition.data === field.data) === true) tallies.of(conditionPath(policy, purpose, field.data)).violation('overdue')
  }
  for (const field of one.guarded) {
    const purpose = field.rule === null ? null : ruleOwner(policy, field.rule)
    if (purpose !== null && filled(field.field)) {
      tallies.of(conditionPath(policy, purpose, field.data)).risk('no-consent-recorded')
      tallies.of(conditionPath(policy, purpose, field.data)).subjects += 1
      if (field.rule !== null) tallies.of(field.rule).risk('no-consent-recorded')
    }
  }
}

/** Empty, or holding what we put there in its place. */
function isFilled(system: System, table: string, field: string, value: string | null): boolean {
  if (value === null || value === '') return false
  const mapped = system.tables.get(table)?.fields.find(({ ref }) => [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->') === field)
  return mapped?.replacement == null || !ours(mapped.replacement).test(value)
}

const templates = new Map<string, RegExp>()

function ours(replacement: string): RegExp {
  let made = templates.get(replacement)
  if (made === undefined) {
    const parts = replacement.split('{token}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    templates.set(replacement, (made = new RegExp(`^${parts.join('[A-Za-z0-9_-]+')}$`)))
  }
  return made
}

async function lookAtHeld(of: Looking, session: Session, some: readonly HeldRow[]): Promise<void> {
  const there = new Set((await session.sight(some.map(({ table, key }) => ({ table, key })))).map((sighting) => name(sighting.ref)))
  for (const one of some) {
    if (there.has(name(one))) continue
    of.tallies.of(one.rule).violation('held-gone')
    of.again.add(`held ${one.rule}`, one.turn)
  }
}

async function lookAtRemoved(of: Looking, session: Session, some: readonly Removed[]): Promise<void> {
  const there = new Set((await session.sight(some.map(({ table, key }) => ({ table, key })))).map((sighting) => name(sighting.ref)))
  for (const one of some) {
    if (!there.has(name(one))) continue
    of.tallies.of(one.path)[one.as]('came-back')
    of.again.add('removed', one.turn)
  }
}

function name(ref: Ref): string {
  return `${ref.table}\0${ref.key}`
}
