const around = /^[\s\p{Z}\p{C}]+|[\s\p{Z}\p{C}]+$/gu
const between = /[\s\p{Z}\p{C}]+/gu

/** Without what cannot be seen at the ends: spaces of any width, marks of direction, zero-width joints. */
export function bare(text: string): string {
  return text.replace(around, '')
}

/** Letters in one case and one spelling, single spaces. A value far longer than any name is no identifier. */
export function folded(raw: string): string | null {
  if (raw.length > 1000) return null
  const text = bare(raw.replace(between, ' ')).normalize('NFKC').toLowerCase().normalize('NFKC').replace(between, ' ')
  const last = bare(text)
  return last === '' || last.length > 500 ? null : last
}
