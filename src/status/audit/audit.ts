import { record, unsealedAge } from '../../evidence/index.ts'
import { inTransaction, log, newId } from '../../platform/index.ts'
import { addDays } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Policy, RulePath, System } from '../../policy/model/index.ts'
import { promisesOf } from '../../policy/promises/index.ts'
import type { GaugeName, PolicyPromise } from '../../policy/promises/index.ts'
import { hashFor } from '../../systems/index.ts'
import type { Session } from '../../systems/index.ts'
import { actorCode } from '../../work/index.ts'
import type { Action, Work } from '../../work/index.ts'
import { leastLooked, sum, total } from '../figures.ts'
import type { Found } from '../figures.ts'
import { refresh } from '../refresh.ts'
import { scopeIn } from '../scope.ts'
import { windowDays } from '../status-of.ts'
import { countRemoved, followViolations, insertAudit, removedSince, sampledBefore } from '../store-audit.ts'
import type { FindingRow, RemovedRow } from '../store-audit.ts'
import { dayOf } from '../today.ts'
import { searchForSome } from './access.ts'
import { Tallies, Tally } from './candidate.ts'
import { judging } from './judge.ts'
import { lookInto } from './look.ts'
import type { Removed } from './look.ts'
import { Again, nightsFor, room } from './nights.ts'
import type { Turn } from './nights.ts'
import { searches } from './searches.ts'
import type { Inquiry } from './searches.ts'
import { walk } from './walk.ts'

export interface AuditInput {
  /** Opens a system for observing: the audit changes nothing anywhere. */
  readonly open: (system: System) => Promise<Session>
  /** So many rows a night; a test asks for fewer. */
  readonly most?: { readonly candidates: number; readonly held: number }
}

export interface Audited {
  readonly promises: number
  readonly deviations: readonly string[]
  readonly lookedAt: number
  /** Systems that could not be looked into. */
  readonly failed: readonly string[]
  /** For how long the oldest entry of the ledger has been without a seal: what could still be lost unseen. */
  readonly unsealedSeconds: number
}

/** What was said to be gone is looked for again for so many days, so many rows a night. */
const removedDays = 30
const mostRemoved = 5000

/**
 * The nightly search for violations, apart from whoever does the work: everybody is decided anew from the index, and what
 * ought to be gone is asked for in the systems themselves. What it writes names promises, codes and counts, and nobody.
 */
export const audit: Action<AuditInput, Audited> = async (work, by, input) => {
  const startedAt = work.clock.now().toString()
  const today = dayOf(work)
  const promises = promisesOf(work.policy).filter((promise) => promise.later === null)
  const tallies = new Tallies()
  const before = await sampledBefore(work.db, work.policy.hash)
  const again = new Again()
  const judged = judging(work.policy, addDays(today, -1), tallies, before, input.most)
  const lookedAt = await walk(work, judged)
  const failed = await lookInto(
    { policy: work.policy, tallies, open: input.open, signal: work.signal, again },
    { candidates: judged.candidates, held: [...judged.held.values()].flat(), removed: await removedRows(work, promises, today, tallies, before.again['removed']) },
  )
  const answers = promises.some((promise) => promise.shownBy.includes('access-complete'))
    ? await searchForSome({ db: work.db, policy: work.policy, hash: hashFor(work), today, open: input.open, signal: work.signal, before: before.again['access'] ?? [], again })
    : new Tally()
  for (const [rule, count] of judged.left) tallies.of(rule).risk('not-all-looked-into', count)
  const found = await search({ db: work.db, policy: work.policy, today, since: addDays(today, -windowDays), tallies, answers }, promises)
  const findings = promises.map((promise) => findingOf(work.policy, promise, found, failed))
  const deviations = findings.filter((finding) => total(finding.violations) > 0).map((finding) => finding.promiseId)
  const finishedAt = work.clock.now().toString()
  const unsealed = await unsealedAge(work.db, work.clock.now())
  await inTransaction(work.db, async (tx) => {
    const body = { promises: promises.length, deviations: deviations.length, rows: lookedAt, unseen: failed.length, unsealed: unsealed.count, policy: work.policy.hash }
    const [entryId] = await record(tx, [{ kind: 'status.audited', actor: actorCode(by), at: finishedAt, body }])
    await insertAudit(tx, { id: newId(), policyHash: work.policy.hash, day: today, startedAt, finishedAt, promises: promises.length, deviations: deviations.length, lookedAt, failed, entryId: entryId ?? newId(), candidateRows: judged.asked.candidates, heldRows: Object.fromEntries(judged.asked.held), again: again.all }, findings)
    await followViolations(tx, finishedAt, findings)
  })
  log.info('status.audited', { count: promises.length, failed: deviations.length, rows: lookedAt })
  await refresh({ ...work, now: work.clock.now() })
  return { promises: promises.length, deviations, lookedAt, failed, unsealedSeconds: unsealed.seconds }
}

async function removedRows(work: Work, promises: readonly PolicyPromise[], today: Day, tallies: Tallies, again: readonly Turn[] = []): Promise<readonly Removed[]> {
  const everywhere = promises.find((promise) => promise.shownBy.includes('erasures-complete'))?.at ?? null
  const since = addDays(today, -removedDays)
  const nights = nightsFor(await countRemoved(work.db, since), mostRemoved, today, again)
  const { rows, skipped } = await removedSince(work.db, since, nights, room(mostRemoved, nights))
  // A row that a person had erased and that is there again breaks a promise; one that time took may be somebody else's by now.
  const pathOf = ({ rule, asked }: Pick<RemovedRow, 'rule' | 'asked'>): string | null => (asked && everywhere !== null ? everywhere : rule)
  for (const one of [...rows.map((row) => ({ ...row, n: 0 })), ...skipped]) {
    const path = pathOf(one)
    if (path !== null) tallies.of(path).asked(one.n === 0 ? 1 : 0, Math.max(1, one.n))
  }
  return rows.flatMap((row): Removed[] => {
    const path = pathOf(row)
    return path === null ? [] : [{ system: row.system, table: row.table, key: row.key, path, turn: { count: nights.count, at: row.at }, as: row.asked && everywhere !== null ? 'violation' : 'risk' }]
  })
}

/** Each gauge's search once, for all the rules that stand under it. */
async function search(inquiry: Inquiry, promises: readonly PolicyPromise[]): Promise<ReadonlyMap<GaugeName, ReadonlyMap<RulePath, Found>>> {
  const found = new Map<GaugeName, ReadonlyMap<RulePath, Found>>()
  for (const name of new Set(promises.flatMap((promise) => promise.shownBy))) {
    const at = promises.filter((promise) => promise.shownBy.includes(name)).map((promise) => promise.at)
    found.set(name, await searches[name](inquiry, at))
  }
  return found
}

function findingOf(policy: Policy, promise: PolicyPromise, found: ReadonlyMap<GaugeName, ReadonlyMap<RulePath, Found>>, failed: readonly string[]): FindingRow {
  const all = promise.shownBy.flatMap((name) => found.get(name)?.get(promise.at) ?? [])
  const away = promise.needs.includes('observe') ? scopeIn(policy, promise).systems.filter((system) => failed.includes(system)).length : 0
  const violations = sum(...all.map((one) => one.violations))
  return {
    promiseId: promise.id, subjects: all.reduce((most, one) => Math.max(most, one.subjects), 0), violations,
    risks: sum(...all.map((one) => one.risks), away > 0 ? { 'system-unreachable': away } : {}),
    sampled: leastLooked(...all.map((one) => one.sampled)),
    lawful: total(violations) > 0 && all.every((one) => one.lawful || total(one.violations) === 0),
  }
}
