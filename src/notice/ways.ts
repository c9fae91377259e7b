import type { Controller, Policy, Right } from '../policy/model/index.ts'
import { say, sayList } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

const known = ['page', 'letter', 'phone', 'link', 'account', 'sms', 'browser'] as const

/** `med e-post till …, på vår webbplats eller med brev`: the ways of a right or of taking back a yes. */
export function waysText(policy: Policy, ways: readonly string[], lang: Lang, full: boolean): string {
  return sayList(ways.flatMap((way) => wayText(controllerOf(policy), way, lang, full)), lang, 'or')
}

function wayText(controller: Controller | null, way: string, lang: Lang, full: boolean): string[] {
  if (way === 'email') return [full && controller?.contact != null ? say('notice.way-email-to', { contact: controller.contact })[lang] : say('notice.way-email')[lang]]
  if (way === 'letter' && full && controller?.address != null) return [say('notice.way-letter-to', { address: controller.address })[lang]]
  const named = known.find((one) => one === way)
  return named === undefined ? [] : [say(`notice.way-${named}`)[lang]]
}

/** The ways that every right of the policy has, in the policy's order; by the contact where nothing is said. */
export function sharedWays(policy: Policy): readonly string[] {
  const each = policy.rights.map((terms) => terms.by).filter((by) => by.length > 0)
  const [first, ...others] = each
  if (first === undefined) return ['email']
  return first.filter((way) => others.every((by) => by.includes(way)))
}

/** Ways that one right has besides those that all have. */
export function otherWays(policy: Policy, right: Right): readonly string[] {
  const shared = sharedWays(policy)
  return (policy.rights.find((terms) => terms.right === right)?.by ?? []).filter((way) => !shared.includes(way))
}

export function controllerOf(policy: Policy): Controller | null {
  return [...policy.controllers.values()][0] ?? null
}
