import type { Policy } from '../policy/model/index.ts'
import { inside } from '../policy/promises/index.ts'
import { sayList } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** Labels are written to stand inside a sentence; at the start of one, or of a cell, they take a capital. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What somebody wrote as a reason, made a sentence: it may have been written as a part of one. */
export function asSentence(words: string): string {
  const said = capital(words.trim())
  return said === '' || /[.!?…]$/.test(said) ? said : `${said}.`
}

export function peopleLabels(policy: Policy, names: readonly string[], lang: Lang): string[] {
  return names.map((name) => policy.people.get(name)?.label[lang] ?? name)
}

export function purposeList(policy: Policy, names: readonly string[], lang: Lang): string {
  const labels = names.map((name) => policy.purposes.get(name)?.label)
  return listed(labels.flatMap((label) => (label === undefined ? [] : [inside(label)[lang]])), lang)
}

export function dataList(policy: Policy, names: readonly string[], lang: Lang): string {
  return listed(names.map((name) => policy.data.get(name)?.label[lang] ?? name), lang)
}

const last = { and: { sv: ' samt ', en: ', and ', no: ' samt ' }, or: { sv: ', eller ', en: ', or ', no: ', eller ' } } as const
const inner = { and: / (och|and|og) /, or: / (eller|or) / } as const

/** Of labels that may hold an `and` themselves: then the last one is set off by more than that, so that it is seen where each begins. */
export function listed(items: readonly string[], lang: Lang, by: 'and' | 'or' = 'and'): string {
  const divided = items.length > 1 && items.some((item) => inner[by].test(item))
  return divided ? `${items.slice(0, -1).join(', ')}${last[by][lang]}${items.at(-1)}` : sayList(items, lang, by)
}
