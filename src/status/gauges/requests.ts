import type { Policy, Right, RulePath } from '../../policy/model/index.ts'
import { rulePath } from '../../policy/model/index.ts'
import { nothingMeasured } from '../figures.ts'
import type { Measured } from '../figures.ts'
import { requestCounts } from '../store-gauges.ts'
import type { RequestCount } from '../store-gauges.ts'
import type { Gauge } from './gauge.ts'

const rights: readonly Right[] = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection']

/** The right that a promise about requests stands at, written in the policy or given by the law alone. */
export function rightAt(policy: Policy, at: RulePath): Right | null {
  return policy.rights.find((one) => one.at === at)?.right ?? rights.find((right) => rulePath('requests', right) === at) ?? null
}

/** How requests of each right were answered: each is an occasion of its own. */
export const requestsAnswered: Gauge = async ({ db, policy, since }, at, today) => {
  const counts = await requestCounts(db, since, today)
  return new Map(at.map((path) => [path, measuredOf(counts.find((one) => one.right === rightAt(policy, path)))]))
}

/** Erasures that were asked for; one that waits for a system is not complete yet. */
export const erasuresComplete: Gauge = async ({ db, since }, at, today) => {
  const of = (await requestCounts(db, since, today)).find((one) => one.right === 'erasure')
  return new Map(at.map((path) => [path, asked(of)]))
}

export const accessComplete: Gauge = async ({ db, since }, at, today) => {
  const of = (await requestCounts(db, since, today)).find((one) => one.right === 'access')
  return new Map(at.map((path) => [path, asked(of)]))
}

function measuredOf(of: RequestCount | undefined): Measured {
  if (of === undefined) return nothingMeasured
  return {
    subjects: of.open,
    done: of.answered === 0 ? {} : { answered: of.answered },
    risks: { ...(of.near > 0 && { near: of.near }), ...(of.waiting > 0 && { 'waits-for-a-system': of.waiting }) },
    missed: of.firstLate === null ? null : { count: of.answeredLate, of: of.answered, since: of.firstLate },
  }
}

function asked(of: RequestCount | undefined): Measured {
  if (of === undefined) return nothingMeasured
  return { subjects: 0, done: of.answered === 0 ? {} : { answered: of.answered }, risks: of.waiting > 0 ? { 'waits-for-a-system': of.waiting } : {}, missed: null }
}
