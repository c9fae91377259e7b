const around = /^[\s\p{Z}\p{C}]+|[\s\p{Z}\p{C}]+$/gu
const between = /[\s\p{Z}\p{C}]+/gu

/** Without what cannot be seen at the ends: spaces of any width, marks of direction, zero-width joints. */
export function bare(text: string): string {
  return text.replace(around, '')
}

/** Words of plain and western letters between single spaces: nothing to fold but their case. Most names are such. */
const plain = /^[\x21-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+(?: [\x21-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+)*$/

/** Letters in one case and one spelling, single spaces. A value far longer than any name is no identifier. */
export function folded(raw: string): string | null {
  if (raw.length > 1000) return null
  if (raw.length <= 500 && plain.test(raw)) return raw.toLowerCase()
  const text = bare(raw.replace(between, ' ')).normalize('NFKC').toLowerCase().normalize('NFKC').replace(between, ' ')
  const last = bare(text)
  return last === '' || last.length > 500 ? null : last
}
