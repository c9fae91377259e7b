import type { Controller, Policy, Right } from '../policy/model/index.ts'
import { wayText } from '../policy/promises/index.ts'
import { say, sayList } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** `med e-post till …, på vår webbplats eller med brev`: the ways of a right or of taking back a yes; `full` with the addresses. */
export function waysText(policy: Policy, ways: readonly string[], lang: Lang, full: boolean): string {
  return sayList(ways.flatMap((way) => (full ? (addressed(policy, way, lang) ?? plain(way, lang)) : plain(way, lang))), lang, 'or')
}

function plain(way: string, lang: Lang): string[] {
  const said = wayText(way)
  return said === null ? [] : [said[lang]]
}

function addressed(policy: Policy, way: string, lang: Lang): string[] | null {
  const contact = contactsOf(policy, lang)
  const [address, ...others] = new Set([...policy.controllers.values()].map((controller) => controller.address))
  if (way === 'email' && contact !== null) return [say('notice.way-email-to', { contact })[lang]]
  // Several addresses stand with their controllers.
  if (way === 'letter' && address != null && others.length === 0) return [say('notice.way-letter-to', { address })[lang]]
  return null
}

/** Where the controllers are reached, each address once. */
export function contactsOf(policy: Policy, lang: Lang): string | null {
  const contacts = [...new Set([...policy.controllers.values()].flatMap((controller) => controller.contact ?? []))]
  return contacts.length === 0 ? null : sayList(contacts, lang, 'or')
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
