import { authoritiesNamed, authorityOf } from '../../policy/law/index.ts'
import type { Authority } from '../../policy/law/index.ts'
import type { Controller, Policy } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block, Cell } from '../document.ts'
import { authoritiesList, hostOf } from '../outward.ts'
import { contactsOf } from '../ways.ts'

/** Art 13(2)(d), 77: to us, to the authority of each controller's country, or to the one where the reader is. */
export function complain(policy: Policy, lang: Lang): Block[] {
  const controllers = [...policy.controllers.values()]
  const contact = contactsOf(policy, lang)
  const found = [...new Set(controllers.map((controller) => supervising(policy, controller)).filter((one) => one !== null))]
  const named = authorityLine(policy, lang)
  // Names that we have no address of, such as that of a self-governing region.
  const others = controllers.flatMap((controller) => (controller.authority !== null && supervising(policy, controller) === null ? [controller.authority] : []))
  return [
    ...(contact === null ? [] : [{ kind: 'text', text: say('notice.complain-us', { contact })[lang] } as const]),
    ...found.flatMap((authority) => authorityBlocks(authority, lang)),
    ...[...new Set(others)].map((authority): Block => ({ kind: 'text', text: say('notice.complain-authority', { authority })[lang] })),
    ...(found.length + others.length > 0 || named === null ? [] : [{ kind: 'text', text: say('notice.complain-authority', { authority: named })[lang] } as const]),
    ...(named === null ? [] : ([{ kind: 'text', text: say('notice.complain-elsewhere')[lang] }, { kind: 'list', items: [authoritiesList(lang)] }] as const)),
  ]
}

function authorityBlocks(authority: Authority, lang: Lang): Block[] {
  const site = { text: '', href: authority.site }
  const rows: [string, Cell | null][] = [
    [say('notice.authority-site')[lang], { text: hostOf(site), href: authority.site }],
    [say('notice.authority-email')[lang], authority.email],
    [say('notice.authority-phone')[lang], authority.phone],
    [say('notice.authority-address')[lang], authority.address],
  ]
  return [
    { kind: 'text', text: say('notice.complain-authority', { authority: authority.name })[lang] },
    { kind: 'facts', rows: rows.flatMap(([term, cell]) => (cell === null ? [] : [[term, cell] as [string, Cell]])) },
  ]
}

/** The one that is named for the controller, where law differs within a country; else that of the country; else the one that the policy names. */
export function supervising(policy: Policy, controller: Controller): Authority | null {
  if (controller.authority !== null) return authoritiesNamed(controller.authority).find(({ former }) => former === null)?.authority ?? null
  const named = policy.authority === null ? [] : authoritiesNamed(policy.authority.name)
  return authorityOf(controller.country, controller.region, controller.public) ?? named[0]?.authority ?? null
}

export function authorityLine(policy: Policy, lang: Lang): string | null {
  const [controller] = policy.controllers.values()
  if (controller === undefined) return null
  return supervising(policy, controller)?.name[lang] ?? controller.authority ?? policy.authority?.name ?? null
}
