/**
 * Terms as one comparable text: keys in order, since a store may give them back in another; without words, what is left is
 * what a program acts on, so that a label that was mended is no change of the promise.
 */
export function substanceOf(value: unknown, words: 'with words' | 'without words'): string {
  return JSON.stringify(ordered(value, words)) ?? 'null'
}

function ordered(value: unknown, words: 'with words' | 'without words'): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => ordered(one, words))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  if (words === 'without words' && isText(entries)) return null
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one, words)]))
}

function isText(entries: readonly (readonly [string, unknown])[]): boolean {
  return entries.length === 3 && entries.every(([key, one]) => (key === 'sv' || key === 'en' || key === 'no') && typeof one === 'string')
}
