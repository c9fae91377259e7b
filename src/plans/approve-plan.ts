import { record } from '../evidence/index.ts'
import { inTransaction, problem, type Db } from '../platform/index.ts'
import { actorCode, type Action, type Work } from '../work/index.ts'
import { brakeOn, type BrakeReason } from './brake.ts'
import { instantOf } from './make-plan.ts'
import type { Plan } from './plan.ts'
import { approvalOf, findPlan, insertApproval, weekOf } from './store-plan.ts'

const week = { hours: 24 * 7 }

/** A role says yes to exactly this plan. It lapses after seven days: what was seen then is not what is due now. */
export const approvePlan: Action<{ readonly plan: string }, Plan> = (work, by, input) =>
  inTransaction(work.db, async (tx) => {
    const plan = await findPlan(tx, input.plan)
    if (plan === null) throw problem('plans.not-found', { attempted: 'No plan has this name.', next: 'Make one with lofte sweep POLICY; it names the plan that waits.' })
    if (plan.preview) throw problem('plans.preview', { attempted: 'This plan was only looked at, and is never carried out.', on: plan.id, next: 'Approve the plan that lofte sweep POLICY made.' })
    if (plan.policyHash !== work.policy.hash) throw otherPolicy(plan)
    if (plan.endedAt !== null) throw problem('plans.ended', { attempted: 'This plan has been carried out already.', on: plan.id, next: 'Run lofte sweep POLICY for what is due now.' })
    if (lapsed(plan.madeAt, work.now)) throw problem('plans.lapsed', { attempted: 'This plan is older than seven days.', on: plan.id, next: 'Run lofte sweep POLICY for a new one.' })
    // Said again by the same role, as after a crash: it stands already, and is told once.
    const standing = await approvalOf(tx, plan.id)
    if (standing?.approvedBy === actorCode(by) && (await isApproved(tx, plan, work.now))) return plan
    const at = work.now.toString()
    await insertApproval(tx, plan.id, { planHash: plan.hash, approvedBy: actorCode(by), approvedAt: at, lapsesAt: work.now.add(week).toString() })
    await record(tx, [{ kind: 'plan.approved', actor: actorCode(by), at, body: { plan: plan.id, hash: plan.hash, items: plan.items, people: plan.people, policy: plan.policyHash } }])
    return plan
  })

/** Why the plan may not be carried out yet; empty when it may. */
export async function heldBack(work: Work, plan: Plan): Promise<readonly BrakeReason[]> {
  if (await isApproved(work.db, plan, work.now)) return []
  const seen = await weekOf(work.db, work.now.subtract(week).toString(), plan.policyHash)
  return brakeOn(work.policy.brake, { people: plan.people, carriedThisWeek: seen.people, peopleKnown: plan.peopleKnown, firstOfPolicy: !seen.policyCarried })
}

async function isApproved(db: Db, plan: Plan, now: Temporal.Instant): Promise<boolean> {
  const approval = await approvalOf(db, plan.id)
  return approval !== null && approval.planHash === plan.hash && Temporal.Instant.compare(instantOf(approval.lapsesAt), now) > 0
}

function lapsed(madeAt: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instantOf(madeAt).add(week), now) <= 0
}

export function otherPolicy(plan: Plan) {
  return problem('plans.other-policy', { attempted: 'The plan was made under another version of the policy.', on: plan.id, next: 'Run lofte sweep POLICY: it makes a plan of this version.' })
}
