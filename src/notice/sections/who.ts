import { capital } from '../capital.ts'
import type { Controller, Policy, Site } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** Art 13(1)(a)–(b): who decides, how to reach them, and where responsibility differs by address. */
export function who(policy: Policy, lang: Lang): Block[] {
  const controllers = [...policy.controllers.values()]
  const first = controllers[0]
  if (first === undefined) return []
  const blocks: Block[] = []
  if (controllers.length === 1) blocks.push({ kind: 'text', text: say('notice.who-one', { name: first.title })[lang] })
  for (const controller of controllers) blocks.push({ kind: 'facts', rows: factsOf(controller, lang) })
  if (policy.sites.some((site) => site.role !== 'controller')) {
    blocks.push({ kind: 'heading', text: say('notice.by-address')[lang] })
    blocks.push({
      kind: 'table',
      head: [say('notice.site')[lang], say('notice.about-whom')[lang], say('notice.responsible')[lang]],
      rows: policy.sites.map((site) => [site.host, site.people.map((name) => policy.people.get(name)?.label[lang] ?? name), roleOf(policy, site, lang)]),
    })
  }
  return blocks
}

function factsOf(controller: Controller, lang: Lang): [string, string][] {
  const rows: [string, string | null][] = [
    [say('notice.controller')[lang], controller.title],
    [say('notice.registration')[lang], controller.registration],
    [say('notice.address')[lang], controller.address],
    [say('notice.contact')[lang], controller.contact],
    [say('notice.officer')[lang], controller.officer],
  ]
  return rows.flatMap(([term, value]) => (value === null ? [] : [[term, value] as [string, string]]))
}

function roleOf(policy: Policy, site: Site, lang: Lang): string {
  const other = site.for === null ? say('notice.the-customer')[lang] : (policy.controllers.get(site.for)?.title ?? policy.people.get(site.for)?.label[lang] ?? say('notice.the-customer')[lang])
  if (site.role === 'processor') return capital(say('notice.role-processor', { controller: other })[lang])
  if (site.role === 'joint') return say('notice.role-joint', { controller: other })[lang]
  return say('notice.role-controller')[lang]
}
