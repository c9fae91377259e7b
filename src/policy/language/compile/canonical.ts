/** The meaning of a compiled value as one text: names sorted, sets and maps as lists, paths left out (they follow from the names). */
export function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value instanceof Set) return `[${[...value].map(canonical).sort().join(',')}]`
  const entries: [string, unknown][] = value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value)
  const written = entries.filter(([key, one]) => key !== 'at' && one !== null).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
  return `{${written.join(',')}}`
}
