import { authoritiesNamed, authorityOf } from '../../policy/law/index.ts'
import type { Authority } from '../../policy/law/index.ts'
import type { Controller, Policy } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block, Cell } from '../document.ts'
import { authoritiesList, hostOf } from '../outward.ts'

/** Art 13(2)(d), 77: to us, to the authority of each controller's country, or to the one where the reader is. */
export function complain(policy: Policy, lang: Lang): Block[] {
  const controllers = [...policy.controllers.values()]
  const contact = controllers[0]?.contact
  const found = [...new Set(controllers.map((controller) => supervising(policy, controller)).filter((one) => one !== null))]
  const named = authorityLine(policy, lang)
  return [
    ...(contact == null ? [] : [{ kind: 'text', text: say('notice.complain-us', { contact })[lang] } as const]),
    ...(found.length > 0 ? found.flatMap((authority) => authorityBlocks(authority, lang)) : named === null ? [] : [{ kind: 'text', text: say('notice.complain-authority', { authority: named })[lang] } as const]),
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

/** The authority of the country; where that is not known, the one that the policy names. */
export function supervising(policy: Policy, controller: Controller): Authority | null {
  const named = policy.authority === null ? [] : authoritiesNamed(policy.authority.name)
  return authorityOf(controller.country) ?? named[0]?.authority ?? null
}

export function authorityLine(policy: Policy, lang: Lang): string | null {
  const [controller] = policy.controllers.values()
  if (controller === undefined) return null
  return supervising(policy, controller)?.name[lang] ?? policy.authority?.name ?? null
}
