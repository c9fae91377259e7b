import { deadline, promisedDay } from '../policy/law/index.ts'
import type { Day, Deadline, Within } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { CaseRight } from './case.ts'

/**
 * The deadline of a request by the law and by the policy's promise. Which relations the person has is not always known when the
 * request comes in, so a promise to some of them is taken to be made to whoever may be one: the tightest counts.
 */
export function requestDeadline(policy: Policy, right: CaseRight, received: Day, relations: ReadonlySet<string> | null, extended = false): Deadline {
  const promises = policy.rights.flatMap((terms) =>
    terms.right === right && terms.within !== null && (terms.people.length === 0 || relations === null || terms.people.some((relation) => relations.has(relation))) ? [terms.within] : [])
  const promised = promises.reduce<Within | null>((first, one) => (first === null || promisedDay(received, one, policy.calendar) < promisedDay(received, first, policy.calendar) ? one : first), null)
  // Withdrawing works at once (Art 7(3)); telling so, and answering a complaint that was made to us, get the month of the others.
  const asked = right === 'withdrawal' || right === 'complaint' ? 'objection' : right
  return deadline({ right: asked, received, calendar: policy.calendar, promised, extended })
}
