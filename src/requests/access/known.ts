import { folded, type Hash } from '../../systems/index.ts'

/** Whether a name or an address in a row that others share is what the person's own rows say of them. */
export type IsKnown = (raw: string, controller: string) => boolean

/** By the values of their own rows, and by the marks of their names. A name of one word may be anybody's. */
export function knownBy(hash: Hash, names: readonly string[], values: readonly string[]): IsKnown {
  const said = new Set(values.flatMap((value) => folded(value) ?? []))
  const marked = names.map((marks) => new Set(partsOf(marks)))
  return (raw, controller) => {
    const text = folded(raw)
    if (text !== null && said.has(text)) return true
    const first = hash.firstNames(raw, controller)
    if (first === null) return false
    const parts = partsOf(hash.laterNames(first))
    return marked.some((name) => parts.filter((part) => part.length > 1 && name.has(part)).length >= 2 && (parts.every((part) => name.has(part)) || [...name].every((part) => parts.includes(part))))
  }
}

const partsOf = (marks: string): readonly string[] => marks.slice(marks.indexOf('~') + 1).split(' ')
