import { every } from '../scan/items.ts'

/** A value in a document, with the path that leads to it: indexes where the mapping says every. */
export interface Found {
  readonly path: readonly string[]
  readonly value: unknown
}

/**
 * Walks a path as `jsonb_path_query` does in its lax mode, which the identifiers are read by: what is no array counts as one of a
 * single element, and a key asked of an array is asked of its elements.
 */
export function walk(value: unknown, path: readonly string[], at: readonly string[] = []): Found[] {
  const [step, ...rest] = path
  if (step === undefined) return [{ path: at, value }]
  const elements = (then: readonly string[]): Found[] => (value as readonly unknown[]).flatMap((one, i) => walk(one, then, [...at, String(i)]))
  if (step === every) return Array.isArray(value) ? elements(rest) : walk(value, rest, at)
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value.length > Number(step) ? walk(value[Number(step)], rest, [...at, step]) : []) : elements(path)
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return []
  return walk((value as Record<string, unknown>)[step], rest, [...at, step])
}

/** The texts that stand at a value: itself, or the elements of a list, each with its path. */
export function textsAt({ path, value }: Found, depth = 3): { readonly path: readonly string[]; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value === 'number') return [{ path, text: String(value) }]
  return Array.isArray(value) && depth > 0 ? value.flatMap((one: unknown, i) => textsAt({ path: [...path, String(i)], value: one }, depth - 1)) : []
}

/** The path up to its last "every", and what follows within the element. */
export function parted(path: readonly string[]): { readonly element: readonly string[]; readonly within: readonly string[] } {
  const last = path.lastIndexOf(every)
  return { element: path.slice(0, last + 1), within: path.slice(last + 1) }
}
