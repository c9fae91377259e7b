import type { Policy, Right, RightTerms } from '../../policy/model/index.ts'
import { say, sayPeriod } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block, RightLink } from '../document.ts'

type Shown = Exclude<Right, 'complaint'> | 'no-marketing'

/** The rights that the grounds give (the matrix of Art 15–21 and 7(3)): none is left out, none is offered that does not exist. */
export function rightsOf(policy: Policy): Shown[] {
  const purposes = [...policy.purposes.values()]
  const grounds = new Set(purposes.map((purpose) => purpose.ground))
  const consent = grounds.has('consent') || purposes.some((purpose) => [...purpose.channels.values()].includes('consent') || purpose.conditions.some((c) => c.condition === 'explicit-consent'))
  return [
    'access',
    'rectification',
    'erasure',
    'restriction',
    ...(consent || grounds.has('contract') ? (['portability'] as const) : []),
    ...(grounds.has('legitimate-interest') || grounds.has('public-task') ? (['objection'] as const) : []),
    ...(purposes.some((purpose) => purpose.marketing) ? (['no-marketing'] as const) : []),
    ...(consent ? (['withdrawal'] as const) : []),
  ]
}

export function rights(policy: Policy, lang: Lang): Block[] {
  const contact = [...policy.controllers.values()][0]?.contact ?? ''
  return [
    { kind: 'text', text: say('notice.rights-intro', { contact })[lang] },
    { kind: 'facts', rows: rightsOf(policy).map((right) => [say(`notice.right-${right}`)[lang], say(`notice.right-${right}-is`)[lang]]) },
  ]
}

export function rightLinks(policy: Policy, lang: Lang): RightLink[] {
  return rightsOf(policy).map((right) => ({ right, label: say(`notice.right-${right}`)[lang], within: withinOf(policy, right, lang) }))
}

function withinOf(policy: Policy, right: Shown, lang: Lang): string | null {
  if (right === 'no-marketing' || right === 'withdrawal') return say('notice.at-once')[lang]
  const promised = policy.rights.find((terms) => terms.right === right && terms.within !== null && terms.people.length === 0)
  return promised === undefined ? say('notice.within-month')[lang] : say('notice.within', { period: spoken(promised, lang) })[lang]
}

function spoken(terms: RightTerms, lang: Lang): string {
  if (terms.within === null) return ''
  return 'workingDays' in terms.within ? sayPeriod({ workingDays: terms.within.workingDays }, lang) : sayPeriod(terms.within.period, lang)
}
