import type { Controller, Policy, Right } from '../policy/model/index.ts'
import { wayText } from '../policy/promises/index.ts'
import { say, sayList } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** `med e-post till …, på vår webbplats eller med brev`: the ways of a right or of taking back a yes; `full` with the addresses. */
export function waysText(policy: Policy, ways: readonly string[], lang: Lang, full: boolean): string {
  const controller = controllerOf(policy)
  return sayList(ways.flatMap((way) => (full ? (addressed(controller, way, lang) ?? plain(way, lang)) : plain(way, lang))), lang, 'or')
}

function plain(way: string, lang: Lang): string[] {
  const said = wayText(way)
  return said === null ? [] : [said[lang]]
}

function addressed(controller: Controller | null, way: string, lang: Lang): string[] | null {
  if (way === 'email' && controller?.contact != null) return [say('notice.way-email-to', { contact: controller.contact })[lang]]
  if (way === 'letter' && controller?.address != null) return [say('notice.way-letter-to', { address: controller.address })[lang]]
  return null
}

/** The ways that most rights have; by the contact where nothing is said. */
export function usualWays(policy: Policy): readonly string[] {
  const each = Map.groupBy(policy.rights.map((terms) => terms.by).filter((by) => by.length > 0), (by) => [...by].sort().join(' '))
  const [most] = [...each.values()].sort((a, b) => b.length - a.length)
  return most?.[0] ?? ['email']
}

/** The ways of one right, where they are others than the usual. */
export function ownWays(policy: Policy, right: Right): readonly string[] {
  const by = policy.rights.find((terms) => terms.right === right)?.by ?? []
  const usual = usualWays(policy)
  return by.length === 0 || (by.length === usual.length && by.every((way) => usual.includes(way))) ? [] : by
}

export function controllerOf(policy: Policy): Controller | null {
  return [...policy.controllers.values()][0] ?? null
}
