import type { Controller, Policy, Site } from '../../policy/model/index.ts'
import { say, sayList, sayLabels } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'
import { capital, dataList, peopleLabels } from '../phrase.ts'

/** Art 13(1)(a)–(b): who decides, how to reach them, and where responsibility differs by address. */
export function who(policy: Policy, lang: Lang): Block[] {
  const controllers = [...policy.controllers.values()]
  const first = controllers[0]
  if (first === undefined) return []
  return [
    { kind: 'text', text: controllers.length === 1 ? say('notice.who-one', { name: first.title })[lang] : say('notice.who-several', { names: sayList(controllers.map((one) => one.title), lang) })[lang] },
    ...controllers.map((controller): Block => ({ kind: 'facts', rows: factsOf(controller, lang) })),
    ...byAddress(policy, lang),
  ]
}

function factsOf(controller: Controller, lang: Lang): [string, string][] {
  const rows: [string, string | null][] = [
    [say('notice.controller')[lang], controller.title],
    [say('notice.registration')[lang], controller.registration],
    [say('notice.address')[lang], controller.address],
    [say('notice.contact')[lang], controller.contact],
    [say('notice.officer')[lang], controller.officer],
    [say('notice.representative')[lang], controller.representative],
  ]
  return rows.flatMap(([term, value]) => (value === null ? [] : [[term, value] as [string, string]]))
}

/** Address, whose data, which data, and who answers for it; left out where it is the same everywhere. */
function byAddress(policy: Policy, lang: Lang): Block[] {
  const answers = new Set(policy.sites.map((site) => `${site.role} ${site.controller ?? ''} ${site.for ?? ''}`))
  if (answers.size < 2 && !policy.sites.some((site) => site.role !== 'controller')) return []
  return [
    { kind: 'heading', text: say('notice.by-address')[lang] },
    {
      kind: 'table',
      head: [say('notice.site')[lang], say('notice.about-whom')[lang], say('notice.data')[lang], say('notice.responsible')[lang]],
      rows: policy.sites.map((site) => [site.host, capital(sayLabels(peopleLabels(policy, site.people, lang), lang, 'or')), capital(dataAt(policy, site, lang)), capital(roleOf(policy, site, lang))]),
      for: policy.sites.map((site) => (site.people.length === 0 ? null : site.people)),
    },
  ]
}

function dataAt(policy: Policy, site: Site, lang: Lang): string {
  if (site.data.length > 0) return dataList(policy, site.data, lang)
  if (site.role === 'processor') return say('notice.data-by', { controller: otherOf(policy, site, lang) })[lang]
  return say('notice.data-here')[lang]
}

function roleOf(policy: Policy, site: Site, lang: Lang): string {
  const own = (site.controller === null ? undefined : policy.controllers.get(site.controller)?.title) ?? [...policy.controllers.values()][0]?.title ?? ''
  const controller = otherOf(policy, site, lang)
  if (site.role === 'processor') return say('notice.role-processor', { controller: capital(controller) })[lang]
  if (site.role === 'joint') return say('notice.role-joint', { own, controller })[lang]
  return say('notice.role-controller', { controller: own })[lang]
}

/** The other one where responsibility is shared or another's: a controller, a relation, or a customer without a name. */
function otherOf(policy: Policy, site: Site, lang: Lang): string {
  if (site.for === null) return say('notice.the-customer')[lang]
  return policy.controllers.get(site.for)?.title ?? policy.recipients.get(site.for)?.label[lang] ?? policy.people.get(site.for)?.label[lang] ?? say('notice.the-customer')[lang]
}
