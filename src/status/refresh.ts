import type { Day } from '../policy/law/index.ts'
import type { RulePath } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import type { GaugeName, PolicyPromise } from '../policy/promises/index.ts'
import type { Work } from '../work/index.ts'
import { controls, runsAs } from './controls.ts'
import { nothingFound, nothingMeasured, sum, widest } from './figures.ts'
import type { Figures, Measured, Running } from './figures.ts'
import { gauges } from './gauges/index.ts'
import { renewPublicFigures } from './public/renew-figures.ts'
import { observations, seenBy } from './scope.ts'
import { firstDayOf, statusOf, windowOf } from './status-of.ts'
import { auditFigures, writeCurrent } from './store-current.ts'
import type { Refreshed } from './store-current.ts'
import { runsSince } from './store-runs.ts'
import type { RunSummary } from './store-runs.ts'
import { dayOf, zoneOf } from './today.ts'

/** Measures every promise anew: after a control has run, and at the end of each audit. Statuses are read from what it keeps. */
export async function refresh(work: Work): Promise<void> {
  const { db, policy } = work
  const window = windowOf(work.now, dayOf(work))
  const since = firstDayOf(window)
  const promises = promisesOf(policy).filter((promise) => promise.later === null)
  const runs = await runsSince(db, since, window.today, zoneOf(policy))
  const audits = await auditFigures(db, policy.hash, since)
  const observed = await observations(db, policy)
  const measured = await measure(work, promises, since, window.today)
  const rows = promises.map((promise): Refreshed => {
    const audited = audits.get(promise.id)
    const seen = seenBy(policy, promise, observed)
    const figures: Figures = {
      scope: seen?.scope ?? null,
      observed: seen?.observed ?? null,
      running: runningOf(promise, runs),
      audit: audited === undefined ? null : { at: audited.at, audits: audited.audits, failing: audited.failing, firstFailing: audited.firstFailing },
      found: audited === undefined ? nothingFound : { subjects: audited.subjects, violations: audited.violations, risks: audited.risks, lawful: audited.lawful, sampled: audited.sampled },
      measured: mergedOf(promise, measured),
    }
    return { promiseId: promise.id, figures, state: statusOf(figures, window).state }
  })
  await writeCurrent(db, policy.hash, work.now.toString(), rows)
  await renewPublicFigures(db, window.today, rows)
}

async function measure(work: Work, promises: readonly PolicyPromise[], since: Day, today: Day): Promise<ReadonlyMap<GaugeName, ReadonlyMap<RulePath, Measured>>> {
  const measured = new Map<GaugeName, ReadonlyMap<RulePath, Measured>>()
  for (const name of new Set(promises.flatMap((promise) => promise.shownBy))) {
    const at = promises.filter((promise) => promise.shownBy.includes(name)).map((promise) => promise.at)
    measured.set(name, await gauges[name]({ db: work.db, policy: work.policy, since }, at, today))
  }
  return measured
}

function mergedOf(promise: PolicyPromise, measured: ReadonlyMap<GaugeName, ReadonlyMap<RulePath, Measured>>): Measured {
  return promise.shownBy.reduce<Measured>((all, name) => {
    const one = measured.get(name)?.get(promise.at) ?? nothingMeasured
    return {
      subjects: Math.max(all.subjects, one.subjects), done: sum(all.done, one.done), risks: widest(all.risks, one.risks), missed: all.missed ?? one.missed,
      unseen: all.unseen === true || one.unseen === true,
    }
  }, nothingMeasured)
}

/** Of several keepers the one that is worst off. */
function runningOf(promise: PolicyPromise, runs: ReadonlyMap<string, RunSummary>): Running {
  const all = promise.keptBy.map((name): Running => {
    const run = runs.get(runsAs(name))
    return {
      everyHours: controls[name].everyHours, last: run?.last ?? null, lastOutcome: run?.lastOutcome ?? null,
      expected: run?.expected ?? 0, done: run?.done ?? 0, missedSince: run?.missedSince ?? null,
    }
  })
  const timed = all.filter((one) => one.everyHours !== null)
  return timed.toSorted((a, b) => (a.last === null ? -1 : b.last === null ? 1 : a.last < b.last ? -1 : a.last > b.last ? 1 : 0))[0] ?? all[0] ?? { everyHours: null, last: null, lastOutcome: null, expected: 0, done: 0, missedSince: null }
}
