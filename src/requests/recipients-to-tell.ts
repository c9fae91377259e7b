import type { Policy } from '../policy/model/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { recipientsFor } from './access/explain.ts'

/** Data as it stood in one table. */
export interface DataAt {
  readonly system: string
  readonly table: string
  readonly data: string
}

/** Who has been given the data, and which of it: they are told, unless that is impossible (Art 19). */
export interface ToTell {
  readonly recipient: string
  readonly label: string
  readonly data: readonly string[]
}

export function recipientsToTell(policy: Policy, lang: Lang, of: readonly DataAt[]): readonly ToTell[] {
  const told = new Map<string, { readonly label: string; readonly data: Set<string> }>()
  for (const { system, table, data } of of) {
    const mapped = policy.systems.get(system)?.tables.get(table)
    if (mapped === undefined) continue
    const purposes = [...policy.purposes.values()].filter((purpose) => purpose.data.includes(data) && (mapped.purposes === null || mapped.purposes.includes(purpose.name)))
    for (const recipient of recipientsFor(policy, mapped, data, purposes)) {
      // Who runs the system that it stands in has it changed with us.
      if (recipient.name === policy.systems.get(system)?.recipient) continue
      const known = told.get(recipient.name) ?? { label: recipient.label[lang], data: new Set<string>() }
      told.set(recipient.name, known)
      known.data.add(policy.data.get(data)?.label[lang] ?? data)
    }
  }
  return [...told].map(([recipient, { label, data }]) => ({ recipient, label, data: [...data] }))
}
