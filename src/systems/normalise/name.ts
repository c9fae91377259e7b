import { folded } from './text.ts'

const marks = /\p{M}+/gu
const apart = /[^\p{L}\p{N}]+/u
/** Letters that Unicode takes for letters of their own, and people for spellings of another. */
const sameLetter: Readonly<Record<string, string>> = { ø: 'o', æ: 'a', œ: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }
const single = /^.$/u
const others = /[øæœßłđðþı]/g

/**
 * The words of a name, for telling whether two names can be one person's: in any order, with or without accents, a middle name or a
 * comma. A single letter is an initial. null where nothing of a name is there.
 */
export function nameWords(raw: string): { readonly words: readonly string[]; readonly initials: readonly string[] } | null {
  const text = folded(raw)
  if (text === null) return null
  const plain = text.normalize('NFKD').replace(marks, '').replace(others, (letter) => sameLetter[letter]!)
  const all = plain.split(apart).filter((word) => word !== '')
  if (all.length === 0) return null
  return { words: [...new Set(all.filter((word) => !single.test(word)))].sort(), initials: [...new Set(all.map((word) => String.fromCodePoint(word.codePointAt(0)!)))].sort() }
}
