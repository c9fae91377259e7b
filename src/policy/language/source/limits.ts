/**
 * What a source may be at most. Judged before parsing: the parser's memory grows with nesting and size, and aliases multiply both.
 * Two thousand tables have some thirty-five thousand entries, five hundred purposes in three languages fifteen thousand:
 * these limits let them through, and hold whatever is read to a second and 200 MB.
 */
export const limits = { bytes: 1_000_000, depth: 50, aliases: 100, entries: { policy: 20_000, systems: 40_000 }, lines: 100_000 } as const

export type SourceKind = keyof typeof limits.entries

export interface Excess {
  readonly what: 'bytes' | 'depth' | 'aliases' | 'entries' | 'control'
  readonly offset: number
}

/** The first place where a source goes beyond the limits, or null. One pass, no memory of its own. */
export function excess(source: string, kind: SourceKind): Excess | null {
  if (source.length > limits.bytes || byteLength(source) > limits.bytes) return { what: 'bytes', offset: 0 }
  let flow = 0
  let aliases = 0
  let entries = 0
  let lines = 0
  let quote = ''
  let fresh = true // at a place where a token may begin
  let lineStart = true
  let column = 0
  const indents: number[] = []
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    const c = source[i] ?? ''
    if (c === '\n') {
      lineStart = true
      column = 0
      fresh = true
      lines += 1
      if (lines > limits.lines) return { what: 'entries', offset: i }
      continue
    }
    if ((code < 32 && c !== '\t' && c !== '\r') || code === 0xfffd || code === 0x7f) return { what: 'control', offset: i }
    if (quote !== '') {
      if (c === '\\' && quote === '"') i += 1
      else if (c === quote) quote = ''
      column += 1
      continue
    }
    if (c === ' ' || c === '\t' || c === '\r') {
      fresh = true
      column += 1
      continue
    }
    if (c === '#' && fresh) {
      while (i + 1 < source.length && source[i + 1] !== '\n') i += 1
      continue
    }
    const marker = (c === '-' || c === '?') && isSpace(source[i + 1])
    if (lineStart && flow === 0) {
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= column) indents.pop()
      indents.push(column)
    }
    if (!marker) lineStart = false
    if (fresh && (c === '"' || c === "'")) quote = c
    else if (c === '[' || c === '{') {
      if (fresh) flow += 1
    } else if ((c === ']' || c === '}') && flow > 0) flow -= 1
    else if (c === '*' && fresh) {
      aliases += 1
      if (aliases > limits.aliases) return { what: 'aliases', offset: i }
    }
    if (marker || c === ',' || (c === ':' && isSpace(source[i + 1]))) {
      entries += 1
      if (entries > limits.entries[kind]) return { what: 'entries', offset: i }
    }
    if (flow + indents.length > limits.depth) return { what: 'depth', offset: i }
    fresh = c === '[' || c === '{' || c === ',' || c === ':' || marker
    column += 1
  }
  return null
}

const isSpace = (c: string | undefined): boolean => c === undefined || c === ' ' || c === '\n' || c === '\t' || c === '\r'

function byteLength(source: string): number {
  let bytes = 0
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code <= 0xdfff ? 2 : 3
  }
  return bytes
}
