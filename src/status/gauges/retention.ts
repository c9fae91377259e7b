import { daysBetween } from '../../policy/law/index.ts'
import type { Policy, RulePath } from '../../policy/model/index.ts'
import { dueToday } from '../../retention/index.ts'
import type { Measured } from '../figures.ts'
import { carriedOut, shapeCounts } from '../store-gauges.ts'
import type { ShapeCount } from '../store-gauges.ts'
import type { Gauge } from './gauge.ts'
import { conditionAt, pathsOf, rulesOf } from './rules.ts'

/** Rows under each rule, what has gone by it, and what waits for a date or a human. */
export const retentionOverdue: Gauge = async ({ db, policy, since }, at) => {
  const [shapes, gone] = [await shapeCounts(db, policy.hash), await carriedOut(db, since)]
  const under = byRule(policy, shapes)
  return measured(at, (path) => ({ subjects: under.get(path)?.subjects ?? 0, done: ended(gone.get(path)), risks: under.get(path)?.risks ?? {}, missed: null }))
}

/** Reminders that were sent, and those that reached nobody. */
export const remindersSent: Gauge = async ({ db, policy, since }, at, today) => {
  const [shapes, figures] = [await shapeCounts(db, policy.hash), await dueToday(db, policy, today, daysBetween(since, today))]
  const under = byRule(policy, shapes)
  return measured(at, (path) => {
    const { sent = 0, renewed = 0, unreachable = 0, keptHere = 0 } = figures.get(path) ?? {}
    return { subjects: under.get(path)?.subjects ?? 0, done: counts({ sent, renewed }), risks: counts({ unreachable, 'kept-here': keptHere }), missed: null }
  })
}

/** Records that a law holds. */
export const holdsStanding: Gauge = async ({ db, policy, since }, at) => {
  const [shapes, gone] = [await shapeCounts(db, policy.hash), await carriedOut(db, since)]
  const under = byRule(policy, shapes)
  return measured(at, (path) => ({ subjects: under.get(path)?.subjects ?? 0, done: ended(gone.get(path)), risks: counts({ undated: under.get(path)?.risks['undated'] ?? 0 }), missed: null }))
}

/** Rows that serve a purpose with data of a special category. */
export const conditionsStanding: Gauge = async ({ db, policy }, at) => {
  const shapes = await shapeCounts(db, policy.hash)
  const under = byRule(policy, shapes)
  return measured(at, (path) => {
    const of = conditionAt(policy, path)
    const rule = of?.purpose.keep.perData.get(of.data)?.at ?? of?.purpose.keep.at
    return { subjects: rule === undefined ? 0 : (under.get(rule)?.subjects ?? 0), done: {}, risks: {}, missed: null }
  })
}

interface Under {
  subjects: number
  risks: Record<string, number>
}

/** A row counts under every rule of a purpose that it serves, and under the one that decided it. */
function byRule(policy: Policy, shapes: readonly ShapeCount[]): ReadonlyMap<string, Under> {
  const all = new Map<string, Under>()
  for (const shape of shapes) {
    const paths = new Set<string>(shape.purposes.flatMap((purpose) => pathsOf(policy, purpose)))
    if (shape.rule !== null) paths.add(shape.rule)
    for (const [path, { keep }] of rulesOf(policy)) if (keep.end?.kind === 'law' && shape.holds.includes(keep.end.law)) paths.add(path)
    for (const path of paths) {
      const under = all.get(path) ?? { subjects: 0, risks: {} }
      all.set(path, under)
      under.subjects += shape.count
      if (shape.verdict === 'undated') under.risks['undated'] = (under.risks['undated'] ?? 0) + shape.count
      // Where only a consent is missing, the audit asks the system whether there is anything that needs one.
      else if (path === shape.rule && shape.waiting === 'review' && !shape.because.includes('no-consent-record')) under.risks['waits-for-a-person'] = (under.risks['waits-for-a-person'] ?? 0) + shape.count
    }
  }
  return all
}

const ends: readonly string[] = ['removed', 'cleared', 'unlinked', 'restricted']

function ended(codes: Readonly<Record<string, number>> | undefined): Readonly<Record<string, number>> {
  return counts(Object.fromEntries(ends.map((code) => [code, codes?.[code] ?? 0])))
}

function counts(all: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0))
}

function measured(at: readonly RulePath[], of: (path: RulePath) => Measured): ReadonlyMap<RulePath, Measured> {
  return new Map(at.map((path) => [path, of(path)]))
}
