import { specialClasses } from '../../policy/model/index.ts'
import type { DataItem, Policy } from '../../policy/model/index.ts'
import { inside } from '../../policy/promises/index.ts'
import { say, sayLabels } from '../../policy/text/index.ts'
import type { Lang, MessageKey } from '../../policy/text/index.ts'
import { peopleOf } from '../concerns.ts'
import type { Block, Concern } from '../document.ts'
import { asSentence, capital } from '../phrase.ts'

/** What is given, what is recorded and what comes from others, each apart (Art 13(2)(e), 14(1)(d), 14(2)(f)). */
export function what(policy: Policy, lang: Lang): Block[] {
  const used = new Set([...policy.purposes.values()].flatMap((purpose) => purpose.data))
  const items = [...policy.data.values()].filter((item) => used.has(item.name))
  return [
    ...part('notice.given', items.filter((item) => item.collected === 'given')),
    ...part('notice.collected', items.filter((item) => item.collected === 'automatically')),
    ...part('notice.made', items.filter((item) => item.collected === 'made')),
    ...part('notice.from-others', items.filter((item) => item.collected === 'source')),
    ...[...specialClasses].flatMap((of) => special(policy, items.filter((item) => item.class === of), lang)),
    ...items.flatMap((item) => identity(policy, item, lang)),
    ...mustBeGiven(policy, lang),
  ]

  function part(heading: 'notice.given' | 'notice.collected' | 'notice.made' | 'notice.from-others', of: readonly DataItem[]): Block[] {
    if (of.length === 0) return []
    const whose = of.map((item) => usedBy(policy, item))
    return [
      { kind: 'heading', text: say(heading)[lang], for: whose.some((one) => one === null) ? null : whose.flatMap((one) => one ?? []) },
      { kind: 'list', items: of.map((item) => capital(item.source === null ? item.label[lang] : say('notice.from-source', { data: item.label, source: item.source })[lang])), for: whose },
    ]
  }
}

/** Whose data it is: everybody whose purposes use it. */
function usedBy(policy: Policy, item: DataItem): Concern {
  return peopleOf(policy, [...policy.purposes.values()].filter((purpose) => purpose.data.includes(item.name)).map((purpose) => purpose.name))
}

/** Why what is sensitive is sensitive (Art 9): once for all data of a class. */
function special(policy: Policy, items: readonly DataItem[], lang: Lang): Block[] {
  const [first] = items
  if (first === undefined) return []
  const whose = items.map((item) => usedBy(policy, item))
  const about = say(`notice.about-${first.class}` as MessageKey & 'notice.about-health')
  return [{ kind: 'text', text: say('notice.special', { data: sayLabels(items.map((item) => inside(item.label)[lang]), lang), about })[lang], for: whose.some((one) => one === null) ? null : [...new Set(whose.flatMap((one) => one ?? []))] }]
}

/** Why an identity number is asked for (Art 87). */
function identity(policy: Policy, item: DataItem, lang: Lang): Block[] {
  const whose = usedBy(policy, item)
  if (item.class !== 'national-id' || item.because === null) return []
  return [{ kind: 'text', text: say('notice.national-id', { data: inside(item.label), because: asSentence(item.because[lang]) })[lang], for: whose }]
}

/** What has to be given and what follows otherwise, and what is said to be free (Art 13(2)(e)). */
function mustBeGiven(policy: Policy, lang: Lang): Block[] {
  const must = [...policy.purposes.values()].flatMap((purpose) =>
    [...purpose.mandatory].flatMap(([name, consequence]): Block[] => {
      const item = policy.data.get(name)
      if (item === undefined) return []
      return [{ kind: 'text', text: say('notice.mandatory', { purpose: inside(purpose.label), data: inside(item.label), consequence: asSentence(consequence[lang]) })[lang], for: purpose.people }]
    }),
  )
  const free = [...policy.data.values()].filter((item) => item.mandatory === false)
  return [...must, ...free.map((item): Block => ({ kind: 'text', text: say('notice.voluntary', { data: inside(item.label) })[lang], for: usedBy(policy, item) }))]
}
