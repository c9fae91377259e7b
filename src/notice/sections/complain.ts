import { authorityOf } from '../../policy/law/index.ts'
import type { Policy } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** Art 13(2)(d), 77: to us, and to the authority of the controller's country. */
export function complain(policy: Policy, lang: Lang): Block[] {
  const contact = [...policy.controllers.values()][0]?.contact
  const authority = authorityLine(policy, lang)
  return [
    ...(contact === null || contact === undefined ? [] : [{ kind: 'text', text: say('notice.complain-us', { contact })[lang] } as const]),
    ...(authority === null ? [] : [{ kind: 'text', text: say('notice.complain-authority', { authority })[lang] } as const]),
  ]
}

export function authorityLine(policy: Policy, lang: Lang): string | null {
  const controller = [...policy.controllers.values()][0]
  if (controller === undefined) return null
  return authorityOf(controller.country)?.name[lang] ?? policy.authority?.name ?? null
}
