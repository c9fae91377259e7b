import type { Policy } from '../policy/model/index.ts'
import { inside } from '../policy/promises/index.ts'
import { sayLabels } from '../policy/text/index.ts'
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
  return sayLabels(labels.flatMap((label) => (label === undefined ? [] : [inside(label)[lang]])), lang)
}

export function dataList(policy: Policy, names: readonly string[], lang: Lang): string {
  return sayLabels(names.map((name) => policy.data.get(name)?.label[lang] ?? name), lang)
}
