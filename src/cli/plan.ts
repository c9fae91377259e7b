import { parseArgs } from 'node:util'
import { controllersDay, decideChanged, decideDue } from '../decisions/index.ts'
import { heldBack, makePlan, oldestLook, standing, type Plan, type Standing } from '../plans/index.ts'
import { problem } from '../platform/index.ts'
import { isDay, type Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'
import { placeOf, planInWords, whyOf } from './plan-in-words.ts'

const usage = 'usage: lofte plan POLICY [--at DAY] [--json]'

/** `lofte plan`: what is due and why. Nothing is changed in any system. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'>): Promise<number> {
  const { policy, at: asked, json } = understood(argv)
  await using installation = await deps.open({ policy, attach: true })
  const work = installation.work()
  await decideChanged(work)
  await decideDue(work)
  const today = controllersDay(work)
  const plan = await makePlan(work, { kind: 'command' }, { at: asked ?? today, preview: true })
  const held = await heldBack(work, plan)
  const stays = await standing(work.db, work.policy.hash, plan.dueThrough)
  if (json || io.json) io.out(`${JSON.stringify(asJson(work.policy, plan, stays, held))}\n`)
  else io.out(planInWords(work.policy, plan, today, stays, age(await oldestLook(work.db), work.now), `lofte sweep ${policy}`, held))
  return 0
}

function understood(argv: readonly string[]): { policy: string; at: Day | null; json: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { at: { type: 'string' }, json: { type: 'boolean' } } })
    const [policy, ...more] = positionals
    if (policy === undefined || more.length > 0) throw new TypeError('arguments')
    if (values.at !== undefined && !isDay(values.at)) throw new TypeError('day')
    return { policy, at: values.at ?? null, json: values.json ?? false }
  } catch {
    throw problem('usage.arguments', { attempted: 'The arguments were not understood.', next: usage })
  }
}

export function asJson(policy: Policy, plan: Plan, stays: readonly Standing[], held: readonly string[]): unknown {
  return {
    plan: plan.id, hash: plan.hash, at: plan.at, policy: plan.policyHash, preview: plan.preview, items: plan.items, people: plan.people, peopleKnown: plan.peopleKnown, approval: held,
    due: plan.totals.map((total) => ({ ...total, why: whyOf(policy, total), ...placeOf(policy, total.rule) })),
    stays: stays.map((one) => ({ ...one, ...placeOf(policy, one.rule) })),
  }
}

/** `observed 4 minutes ago` */
function age(at: string | null, now: Temporal.Instant): string {
  if (at === null) return 'never observed'
  const minutes = Math.max(0, Math.round((now.epochMilliseconds - Temporal.Instant.from(at.replace(' ', 'T')).epochMilliseconds) / 60_000))
  const [value, unit] = minutes < 120 ? [minutes, 'minute'] : minutes < 48 * 60 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day']
  return `observed ${value} ${unit}${value === 1 ? '' : 's'} ago`
}
