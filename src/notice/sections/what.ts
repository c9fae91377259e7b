import { capital } from '../capital.ts'
import { specialClasses } from '../../policy/model/index.ts'
import type { DataItem, Policy } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** What is given, what is recorded and what comes from others, each apart (Art 13(2)(e), 14(1)(d), 14(2)(f)). */
export function what(policy: Policy, lang: Lang): Block[] {
  const used = new Set([...policy.purposes.values()].flatMap((purpose) => purpose.data))
  const items = [...policy.data.values()].filter((item) => used.has(item.name))
  const blocks: Block[] = []
  const list = (heading: 'notice.given' | 'notice.collected' | 'notice.from-others', of: readonly DataItem[], write: (item: DataItem) => string): void => {
    if (of.length === 0) return
    blocks.push({ kind: 'heading', text: say(heading)[lang] }, { kind: 'list', items: of.map(write) })
  }
  list('notice.given', items.filter((item) => item.collected === 'given'), (item) => capital(item.label[lang]))
  list('notice.collected', items.filter((item) => item.collected === 'automatically'), (item) => capital(item.label[lang]))
  list('notice.from-others', items.filter((item) => item.collected === 'source'), (item) =>
    capital(item.source === null ? item.label[lang] : say('notice.from-source', { data: item.label, source: item.source })[lang]),
  )
  for (const item of items) {
    if (specialClasses.has(item.class) && conditionsOf(policy, item).has('explicit-consent')) blocks.push({ kind: 'text', text: capital(say('notice.special', { data: item.label })[lang]) })
    if (item.class === 'national-id' && item.because !== null) blocks.push({ kind: 'text', text: capital(say('notice.national-id', { data: item.label, because: item.because })[lang]) })
  }
  for (const purpose of policy.purposes.values()) {
    for (const [data, consequence] of purpose.mandatory) {
      const item = policy.data.get(data)
      if (item !== undefined) blocks.push({ kind: 'text', text: capital(say('notice.mandatory', { data: item.label, consequence })[lang]) })
    }
  }
  return blocks
}

function conditionsOf(policy: Policy, item: DataItem): ReadonlySet<string> {
  return new Set([...policy.purposes.values()].flatMap((purpose) => purpose.conditions.filter((condition) => condition.data === item.name).map((condition) => condition.condition)))
}
